"""A freeze of a plan's figures. Triggers forbid change and removal (migration 0002)."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from mingzheng.core.dates import chinese_date
from mingzheng.core.records import RecordRef
from mingzheng.supervision.workplan.models import Plan


class Freeze(models.Model):
    """The figures of a plan up to a day, as text that is hashed, with the place of the journal's head.

    Args:
        day: the last day whose readings are in it. ``figures_on``: the newest reading in it.
        public_text: the district's figures for everybody; it names the hash of ``inner_text``, so its hash proves both.
        inner_text: every figure of the district and of units (``content``); for 区府办.
        journal_position, journal_hash: where the journal stood: every reading in it was journalled before.
        reason: why it was asked for; "" for the yearly one.
    """

    class Kind(models.TextChoices):
        YEARLY = "yearly", "年度冻结"
        ASKED = "asked", "临时冻结"

    plan = models.ForeignKey(Plan, verbose_name="工作要点", on_delete=models.PROTECT, related_name="freezes")
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    day = models.DateField("数字截至")
    figures_on = models.DateField("最近一次登记")
    public_text = models.TextField("公开的内容")
    inner_text = models.TextField("完整的内容")
    sha256 = models.CharField("公开文件的哈希", max_length=64, unique=True)
    inner_sha256 = models.CharField("完整文件的哈希", max_length=64)
    journal_position = models.PositiveBigIntegerField("日志位置")
    journal_hash = models.CharField("日志链头", max_length=64)
    reason = models.CharField("理由", max_length=300, blank=True)
    made_at = models.DateTimeField("冻结时间")
    made_by = models.CharField("冻结人", max_length=64)

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [models.UniqueConstraint(fields=["plan", "kind", "day"], name="freeze_once")]

    def __str__(self) -> str:
        if self.kind == self.Kind.YEARLY:
            return f"{self.plan.year}年工作要点各项数字（年度冻结）"
        return f"{self.plan.year}年工作要点各项数字（截至{chinese_date(self.day)}）"

    def get_absolute_url(self) -> str:
        return reverse("portal:freeze", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("open_data.freeze", str(self.pk))
