"""Figures that no case yields: those of a closed year from before the platform, and what the unit counts elsewhere."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit

YEARS = Q(year__gte=2008, year__lte=2100)  # the 条例 has been in force since 2008


class ClosingFigures(models.Model):
    """What the published report of a past year says at its end: 现行有效 of table 2 and 结转下年度 of table 3.

    ``carried_out``: seven numbers in the order of the form's columns, the total last.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="foi_closing", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    regulations = models.PositiveIntegerField("规章现行有效件数", default=0)
    normative = models.PositiveIntegerField("行政规范性文件现行有效件数", default=0)
    carried_out = models.JSONField("结转下年度继续办理")
    source = models.CharField("来源", max_length=200)
    entered_on = models.DateField("登记日期")

    class Meta:
        verbose_name = "上年结转数"
        ordering = ["-year", "unit__order"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="foi_closing_once"),
            models.CheckConstraint(condition=YEARS, name="foi_closing_year"),
            models.CheckConstraint(condition=~Q(source=""), name="foi_closing_source"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("foi.closing", str(self.pk))


class OwnFigures(models.Model):
    """What the unit counts in its own systems for table 2: licences, penalties, coercive measures, fees."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="foi_figures", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    licences = models.PositiveIntegerField("行政许可处理决定数量")
    penalties = models.PositiveIntegerField("行政处罚处理决定数量")
    coercive = models.PositiveIntegerField("行政强制处理决定数量")
    fees_wan = models.DecimalField(
        "行政事业性收费金额（万元）", max_digits=14, decimal_places=4, validators=[MinValueValidator(0)]
    )
    source = models.CharField("来源说明", max_length=300)
    entered_on = models.DateField("登记日期")

    class Meta:
        verbose_name = "主动公开数据"
        ordering = ["-year", "unit__order"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="foi_own_once"),
            models.CheckConstraint(condition=YEARS, name="foi_own_year"),
            models.CheckConstraint(condition=Q(fees_wan__gte=0), name="foi_own_fees"),
            models.CheckConstraint(condition=~Q(source=""), name="foi_own_source"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("foi.figures", str(self.pk))
