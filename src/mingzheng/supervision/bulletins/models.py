"""A bulletin with its snapshot and sections, receipts of units, monthly letters."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mingzheng.core.cells import Cell, unpack
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.supervision.workplan.models import Plan

QUARTERS = {1: "一", 2: "二", 3: "三", 4: "四"}


def quarter_end(year: int, quarter: int) -> dt.date:
    """The last day of a quarter."""
    following = dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return following - dt.timedelta(days=1)


class Bulletin(models.Model):
    """The bulletin of a quarter. After publication nothing of it changes; a correction is a new edition.

    Args:
        cells: the snapshot, as ``core.cells.pack`` keeps it. ``tables``: name → caption, head, rows, as drawn.
        bars: what the chart shows: label, value, text.
        figures_on: the day of the figures. ``journal_position`` and ``journal_hash``: where the journal stood then.
        serial: its number in the year, given at publication.
        to_public: does the portal show it; otherwise it is for the units.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="bulletins")
    quarter = models.PositiveSmallIntegerField("季度")
    edition = models.PositiveSmallIntegerField("版次", default=1)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    correction_why = models.CharField("更正原因", max_length=300, blank=True)
    cells = models.JSONField("数字", default=list)
    tables = models.JSONField("表", default=dict)
    bars = models.JSONField("图", default=list)
    figures_on = models.DateField("数字截至", null=True)
    journal_position = models.PositiveBigIntegerField("日志位置", null=True)
    journal_hash = models.CharField(max_length=64, blank=True)
    serial = models.PositiveIntegerField(null=True)
    to_public = models.BooleanField("向社会公开", default=False)
    published_at = models.DateTimeField("印发时间", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="bulletin")

    class Meta:
        ordering = ["-plan__year", "-quarter", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "quarter", "edition"], name="bulletin_once"),
            models.UniqueConstraint(fields=["plan", "serial"], name="bulletin_number"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="bulletin_quarter"),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(serial__isnull=False, figures_on__isnull=False),
                name="bulletin_published_is_whole",
            ),
        ]

    def __str__(self) -> str:
        edition = f"（第{self.edition}版，更正）" if self.edition > 1 else ""
        return f"{self.plan.year}年第{QUARTERS[self.quarter]}季度政务公开工作情况通报{edition}"

    def get_absolute_url(self) -> str:
        return reverse("portal:bulletin", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("bulletins.bulletin", str(self.pk))

    @property
    def number(self) -> str:
        return f"政务公开通报〔{self.plan.year}〕{self.serial}号" if self.serial else ""

    @property
    def ends_on(self) -> dt.date:
        return quarter_end(self.plan.year, self.quarter)

    @property
    def held(self) -> dict[str, Cell]:
        return unpack(self.cells)


class Section(models.Model):
    """A part of a bulletin: what the machine says, and what a person wrote. Both may refer to cells.

    Args:
        uses_machine: is the machine's text kept. ``tables``: names of the tables that stand below.
    """

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="sections")
    place = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)
    heading = models.CharField("标题", max_length=40)
    machine = models.TextField("机器文字", blank=True)
    uses_machine = models.BooleanField("保留机器文字", default=True)
    written = models.TextField("人写的文字", max_length=6000, blank=True)
    tables = models.JSONField(default=list)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "key"], name="bulletin_section_once")]

    def __str__(self) -> str:
        return self.heading


class Receipt(models.Model):
    """签收 by a unit."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="receipts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="bulletin_receipts")
    sent_on = models.DateField("送达日期")
    signed_on = models.DateField("签收日期", null=True)
    signed_by = models.CharField("签收人", max_length=64, blank=True)
    remark = models.CharField("意见", max_length=500, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="bulletin_receipt")

    class Meta:
        ordering = ["unit__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "unit"], name="bulletin_receipt_once"),
            models.CheckConstraint(condition=Q(signed_on=None) | ~Q(signed_by=""), name="bulletin_signed_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}签收{self.bulletin}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("bulletins.receipt", str(self.pk))


class UnitLetter(models.Model):
    """The monthly letter to a unit, as it was written. ``sent_to``: to how many people it went; None: not yet sent."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="unit_letters")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="unit_letters")
    month = models.DateField("月份")
    subject = models.CharField("标题", max_length=120)
    text = models.TextField("内容")
    made_on = models.DateField("生成日期")
    sent_to = models.PositiveSmallIntegerField("收件人数", null=True)
    sent_at = models.DateTimeField("寄出时间", null=True)

    class Meta:
        ordering = ["-month", "unit__order"]
        constraints = [models.UniqueConstraint(fields=["plan", "unit", "month"], name="unit_letter_once_a_month")]

    def __str__(self) -> str:
        return f"{self.unit.short} {self.subject}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("bulletins.letter", str(self.pk))
