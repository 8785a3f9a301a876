"""What a delegate said at a meeting, and what came of it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.delegates.models.meetings import Invitation, Meeting


class Statement(models.Model):
    """One proposal of one delegate. Its text becomes public with the meeting's record, its outcome when it is approved."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", "采纳"
        PARTLY = "partly", "部分采纳"
        NOT = "not", "不采纳"
        NOTED = "noted", "仅表达态度"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="statements")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="statements")
    unit = models.ForeignKey(Unit, verbose_name="研究单位", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("意见", max_length=1000)
    said_on = models.DateField("提出日期")
    outcome = models.CharField("结果", max_length=8, choices=Outcome.choices, blank=True)
    answer = models.TextField("怎样采纳或者为什么不采纳", max_length=1000, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="delegate_statement")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | (~Q(outcome="") & ~Q(answer="")), name="statement_answer_says_why"
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def ref(self) -> RecordRef:
        return RecordRef("delegates.statement", str(self.pk))

    @property
    def due_on(self) -> dt.date | None:
        return self.case.due_on if self.case else None
