"""A year's plan of trainings, approved by somebody who did not write it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit


class YearPlan(models.Model):
    """What a unit means to hold in a year: the trainings entered for it, and why these.

    Args:
        about: what the year is for, in the unit's words.
        rows: the trainings as they were approved: {session, title, field, day, place}; what was added later is not among them.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="training_plans")
    year = models.PositiveSmallIntegerField("年度")
    about = models.TextField("目标和安排", max_length=2000)
    rows = models.JSONField("批准的场次", default=list)
    approved_on = models.DateField("批准日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="training_plan")

    class Meta:
        ordering = ["-year", "unit__order"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="training_plan_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=2008, year__lte=2100), name="training_plan_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.unit.short}业务培训计划"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("training.plan", str(self.pk))
