"""A question beyond a window's scope, handed to the unit that issued the policy."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.questions.models.asked import Asked
from mingzheng.policy.questions.models.entry import Entry


class Handover(models.Model):
    """It belongs to ``unit`` until it is answered and to ``window`` until the asker was told. ``called`` and ``phone``
    are kept only until then."""

    number = models.CharField("编号", max_length=20, unique=True)
    window = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handed_over")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handovers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="handovers")
    text = models.CharField("问题", max_length=500)
    called = models.CharField("称呼", max_length=20, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    handed_on = models.DateField("转办日期")
    answer = models.TextField("答复", max_length=4000, blank=True)
    source = models.CharField("依据", max_length=300, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    told_on = models.DateField("回复咨询人的日期", null=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="handovers")
    asked = models.OneToOneField(Asked, on_delete=models.PROTECT, related_name="handover")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="policy_handover")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_on=None) | Q(called="", phone=""), name="policy_handover_forgets_the_person"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def ref(self) -> RecordRef:
        return RecordRef("questions.handover", str(self.pk))
