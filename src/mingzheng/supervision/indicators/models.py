"""Which figures prove a task (bindings), and what they said day by day (readings)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.indicators import Figure, Indicator, indicator_of
from mingzheng.core.units.models import Unit
from mingzheng.supervision.workplan.models import PlanTask


class Binding(models.Model):
    """A figure that proves a task, suggested by the machine or chosen by a person; it counts once 区府办 confirmed it.

    Args:
        indicator: code of a declared indicator.
        target: in place of the indicator's own; with its reason (``target_why``).
        likeness, likened_to: of a suggestion: how alike (0–100), and to which sentence of which year or of the data file.
        reason: why it was bound, ended or changed, where a person departed from the suggestion.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", "待确认"
        CONFIRMED = "confirmed", "已确认"
        ENDED = "ended", "不采用"

    class Origin(models.TextChoices):
        YEAR = "year", "上一年要点"
        DATA = "data", "对应表"
        PERSON = "person", "人工指定"

    task = models.ForeignKey(PlanTask, verbose_name="任务", on_delete=models.CASCADE, related_name="bindings")
    indicator = models.CharField("指标", max_length=64)
    order = models.PositiveSmallIntegerField("次序", default=0)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.SUGGESTED)
    origin = models.CharField("来源", max_length=8, choices=Origin.choices)
    likeness = models.PositiveSmallIntegerField("相似度", default=0)
    likened_to = models.TextField("相似的任务", blank=True)
    target = models.FloatField("目标", null=True)
    target_why = models.CharField("目标的理由", max_length=300, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    decided_by = models.CharField("确认人", max_length=64, blank=True)
    decided_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        ordering = ["task__number", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "indicator"], name="binding_once"),
            models.CheckConstraint(condition=Q(target=None) | ~Q(target_why=""), name="binding_target_has_reason"),
            models.CheckConstraint(
                condition=Q(state="suggested") | Q(decided_at__isnull=False), name="binding_decided_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.task.number}项 {self.label}"

    @property
    def declared(self) -> Indicator | None:
        """None when no room declares it (any more)."""
        return indicator_of(self.indicator)

    @property
    def label(self) -> str:
        found = self.declared
        return found.label if found else self.indicator

    @property
    def aim(self) -> float | None:
        """The target that holds: its own, else the indicator's."""
        if self.target is not None:
            return self.target
        found = self.declared
        return found.target if found else None


class Reading(models.Model):
    """What an indicator said of a task, for the whole district, at the end of a day. Written by the daily round."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="readings")
    indicator = models.CharField("指标", max_length=64)
    day = models.DateField("日期")
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["task", "indicator", "day"], name="reading_once_a_day")]
        indexes = [models.Index(fields=["day", "task"], name="reading_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.indicator} {self.figure.text}"

    @property
    def figure(self) -> Figure:
        return Figure(self.numerator, self.denominator)


class UnitReading(models.Model):
    """The same for one unit: of units that share the task, and of others of which there is a record."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="unit_readings")
    indicator = models.CharField("指标", max_length=64)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="readings")
    day = models.DateField("日期")
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["day", "task", "indicator", "unit"], name="unit_reading_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.unit_id} {self.indicator} {self.figure.text}"

    @property
    def figure(self) -> Figure:
        return Figure(self.numerator, self.denominator)
