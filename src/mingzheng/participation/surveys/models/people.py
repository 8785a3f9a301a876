"""Who was let in, and who wants to hear of the result. Neither points at an answer, a suggestion or a ballot."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Admission(models.TextChoices):
    """Who is let in to answer a survey, or to vote on what a call brought: anybody, or each of a kind once."""

    OPEN = "open", "不核实身份"
    VERIFIED = "verified", "每个邮箱一份"
    CODED = "coded", "每个签到码一份"
    IDENTITY = "identity", "实名核验，每人一份"


class Participant(models.Model):
    """Somebody who may answer or vote once: a verified address or identity, or a code that another room gave out.

    ``digest`` is keyed and made of who it is and of the record, so that two records cannot be laid side by side.
    The address itself is kept until the link was used or ran out; ``done`` says that the one answer was given.
    """

    record_kind = models.CharField(max_length=40)
    record_id = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    email = models.EmailField("邮箱", max_length=200, blank=True)
    token_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - NULL: no link is out
    until = models.DateTimeField("链接有效至", null=True)
    done = models.BooleanField("已答", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_kind", "record_id", "digest"], name="survey_participant_once"),
            models.CheckConstraint(
                condition=~Q(digest="") & ~Q(token_digest=""), name="survey_participant_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(done=False) | Q(email="", token_digest=None),
                name="survey_participant_done_forgets_the_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_kind}:{self.record_id} {self.pk}"


class Follower(models.Model):
    """Wants to hear of the result: an address, confirmed from its mailbox, deleted once the letter is out."""

    record_kind = models.CharField(max_length=40)
    record_id = models.CharField(max_length=20)
    email = models.EmailField("邮箱", max_length=200)
    asked_on = models.DateField("提出日期")
    confirmed = models.BooleanField("已确认", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_kind", "record_id", "email"], name="survey_follower_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_kind}:{self.record_id} {self.pk}"
