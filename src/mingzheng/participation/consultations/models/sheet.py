"""A sheet of offline opinions: handed in, tried, taken into the ledger. The sheet itself goes once that is over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.records import RecordRef
from mingzheng.participation.consultations.models.consultation import Consultation


class SheetImport(models.Model):
    """One handed-in sheet. Its proofs (scans of letters, signed minutes) are files of this record and stay.

    Args:
        sheet: the file while it waits to be confirmed; empty afterwards, ``sha256`` says which it was.
        good, known, bad: rows that can be taken, that the ledger has already, and that are wrong, as of the trial.
        added: how many opinions came of it.
    """

    class Status(models.TextChoices):
        TRIED = "tried", "已试算，待确认"
        DONE = "done", "已导入"
        DROPPED = "dropped", "已放弃"

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="sheets")
    name = models.CharField("表格", max_length=120)
    sha256 = models.CharField("表格校验值", max_length=64)
    sheet = models.BinaryField(blank=True)
    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.TRIED)
    good = models.PositiveIntegerField("可以导入", default=0)
    known = models.PositiveIntegerField("台账里已有", default=0)
    bad = models.PositiveIntegerField("有错", default=0)
    added = models.PositiveIntegerField("导入", default=0)
    by = models.CharField("上传", max_length=250)
    made_at = models.DateTimeField("上传时间")
    done_at = models.DateTimeField("办结时间", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status="tried") | Q(sheet=b""), name="opinion_sheet_goes_when_over"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> RecordRef:
        return RecordRef("consultations.sheet", str(self.pk))
