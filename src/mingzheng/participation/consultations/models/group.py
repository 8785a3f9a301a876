"""Opinions that say the same, and what they were answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.records import RecordRef
from mingzheng.participation.consultations.models.consultation import Article, Consultation


class State(models.TextChoices):
    """What came of an opinion (采纳情况)."""

    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    NOT_ADOPTED = "not_adopted", "不采纳"
    STANCE = "stance", "仅表态"
    OUTSIDE = "outside", "不属本次征集"


REASONED = (State.PARTLY, State.NOT_ADOPTED, State.OUTSIDE)


class Group(models.Model):
    """One distinct opinion, however many put it. What is drafted is inside; ``public_…`` is what was published of it.

    Args:
        headline: the opinion in one sentence, as the adoption table shows it.
        tags: words by which staff find what belongs together.
        state, answer: as drafted; ``public_state``, ``public_answer``, ``public_raw`` as published, with how many put it.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="groups")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, related_name="groups")
    headline = models.CharField("意见", max_length=300)
    tags = models.JSONField("关键词", default=list, blank=True)
    state = models.CharField("处理", max_length=12, choices=State.choices, blank=True)
    answer = models.TextField("答复", max_length=2000, blank=True)
    drafted_by = models.CharField("拟写人", max_length=200, blank=True)
    drafted_at = models.DateTimeField("拟写时间", null=True)
    public_state = models.CharField("公布的处理", max_length=12, choices=State.choices, blank=True)
    public_answer = models.TextField("公布的答复", max_length=2000, blank=True)
    public_raw = models.PositiveIntegerField("公布的条数", default=0)
    published_on = models.DateField("公布日期", null=True)

    class Meta:
        ordering = ["article__place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[one.value for one in REASONED]) | ~Q(answer=""), name="group_answer_reasoned"
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | ~Q(public_state=""), name="group_published_has_state"
            ),
            models.CheckConstraint(
                condition=~Q(public_state__in=[one.value for one in REASONED]) | ~Q(public_answer=""),
                name="group_public_reasoned",
            ),
        ]
        indexes = [models.Index(fields=["consultation", "article"], name="group_of_article")]

    def __str__(self) -> str:
        return self.headline

    @property
    def ref(self) -> RecordRef:
        return RecordRef("consultations.group", str(self.pk))
