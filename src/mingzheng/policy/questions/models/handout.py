"""Q&A that a unit sends to windows, and each window's receipt."""

from __future__ import annotations

from django.db import models

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.policy.questions.models.entry import Entry


class Handout(models.Model):
    """Reviewed entries of the knowledge base for the windows that are asked about them."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="question_handouts")
    title = models.CharField("标题", max_length=100)
    note = models.TextField("说明", max_length=1000, blank=True)
    entries = models.ManyToManyField(Entry, related_name="handouts")
    sent_on = models.DateField("推送日期")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> RecordRef:
        return RecordRef("questions.handout", str(self.pk))


class HandoutReceipt(models.Model):
    """One window, one handout. Its case belongs to the window's unit."""

    handout = models.ForeignKey(Handout, on_delete=models.PROTECT, related_name="receipts")
    window = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="question_receipts")
    acknowledged_on = models.DateField("签收日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="question_receipt")

    class Meta:
        ordering = ["window__order", "id"]
        constraints = [models.UniqueConstraint(fields=["handout", "window"], name="handout_once_per_window")]

    def __str__(self) -> str:
        return f"{self.handout}（{self.window}）"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("questions.receipt", str(self.pk))
