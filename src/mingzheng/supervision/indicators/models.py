"""The history of figures: one reading a day for each indicator of each task."""

from __future__ import annotations

from django.db import models

from mingzheng.core.indicators import Figure
from mingzheng.supervision.workplan.models import PlanTask


class Reading(models.Model):
    """What an indicator said of a task at the end of a day. Written by the daily round, never by hand."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="readings")
    indicator = models.CharField("指标", max_length=64)
    day = models.DateField("日期")
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["task", "indicator", "day"], name="reading_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.indicator} {self.figure.text}"

    @property
    def figure(self) -> Figure:
        return Figure(self.numerator, self.denominator)
