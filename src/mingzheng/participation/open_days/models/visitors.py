"""Who signed up. Name and reach stand in a row of their own and go after their term; places, ranks and counts stay."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mingzheng.core import codes
from mingzheng.core.records import RecordRef
from mingzheng.participation.open_days.models.sessions import OpenDay

TICKET = "mingzheng.open_days.ticket"


class SignUp(models.Model):
    """One party.

    Args:
        number: stands on the public list of a draw; opens nothing.
        code_digest: of the query code, which is shown once.
        ticket_digest: of the ticket's code, which is made anew from this row whenever the ticket is drawn.
        children: how many of ``people`` are under 14; at least one grown-up comes along.
        rank: order in which parties come in; None until it is decided.
    """

    class Status(models.TextChoices):
        ENTERED = "entered", "已报名，待确定"
        IN = "in", "已录取"
        WAITING = "waiting", "候补"
        GIVEN_BACK = "given_back", "已退出"

    open_day = models.ForeignKey(OpenDay, on_delete=models.PROTECT, related_name="sign_ups")
    number = models.CharField("报名号", max_length=12)
    code_digest = models.CharField(max_length=64, unique=True)
    ticket_digest = models.CharField(max_length=64, unique=True)
    people = models.PositiveSmallIntegerField("人数")
    children = models.PositiveSmallIntegerField("其中儿童", default=0)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ENTERED)
    rank = models.PositiveIntegerField("次序", null=True)
    signed_at = models.DateTimeField("报名时间")
    promoted_at = models.DateTimeField("递补时间", null=True)
    given_back_at = models.DateTimeField("退出时间", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["open_day", "number"], name="open_day_number_once"),
            models.UniqueConstraint(
                fields=["open_day", "rank"], condition=Q(rank__isnull=False), name="open_day_rank_once"
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=20, children__lt=F("people")),
                name="open_day_party_has_a_grown_up",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("in", "waiting")) | Q(rank__isnull=False), name="open_day_decided_has_rank"
            ),
        ]
        indexes = [models.Index(fields=["open_day", "status"], name="open_day_sign_up")]

    def __str__(self) -> str:
        return f"{self.open_day} {self.number} {self.get_status_display()}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("open_days.sign_up", str(self.pk))

    @property
    def ticket(self) -> str:
        """The code on the ticket."""
        return codes.code_for(TICKET, self.code_digest)


def ticket_digest(code: str) -> str:
    return codes.digest(TICKET, code)


class Visitor(models.Model):
    """Name, reach and what somebody needs to be able to come: for who prepares the session, deleted after its term."""

    sign_up = models.OneToOneField(SignUp, on_delete=models.CASCADE, related_name="visitor")
    open_day = models.ForeignKey(OpenDay, on_delete=models.CASCADE, related_name="visitors")
    name = models.CharField("称呼", max_length=30)
    phone = models.CharField("手机号", max_length=20)
    email = models.EmailField("邮箱", max_length=200, blank=True)
    needs = models.CharField("需要的照顾", max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["open_day", "phone"], name="open_day_phone_once")]

    def __str__(self) -> str:
        return str(self.sign_up.number)


class Told(models.Model):
    """That something was said to a party, once, and whether it went out; neither address nor text is kept."""

    class Status(models.TextChoices):
        SENT = "sent", "已发出"
        FAILED = "failed", "没有发出"
        NO_WAY = "no_way", "没有接通渠道"

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="told")
    what = models.CharField("事由", max_length=40)
    status = models.CharField(max_length=8, choices=Status.choices)
    at = models.DateTimeField("时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sign_up", "what"], name="open_day_told_once")]

    def __str__(self) -> str:
        return f"{self.sign_up} {self.what}"
