"""What a unit states with proof and 区府办 checks: that its head heard a report, who coordinated, people and money."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit


class Meeting(models.Model):
    """A meeting that took place, with its minutes as a file.

    Args:
        chair: who heard the report (HEARD) or chaired (COORDINATION): name and office, as the minutes have it.
        units: who took part in a coordination; empty for HEARD, which is the unit's own.
        checked_on: 区府办 found the minutes to say so; only then it counts.
    """

    class Kind(models.TextChoices):
        HEARD = "heard", "主要负责同志听取汇报"
        COORDINATION = "coordination", "协调会议"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="training_meetings")
    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    topic = models.CharField("议题", max_length=120)
    held_on = models.DateField("召开日期")
    chair = models.CharField("听取汇报或主持的负责同志", max_length=60)
    decided = models.TextField("听取和议定的事项", max_length=3000)
    people = models.PositiveIntegerField("参加人数")
    units = models.ManyToManyField(Unit, verbose_name="参加单位", related_name="+", blank=True)
    checked_on = models.DateField("核对日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="training_meeting")

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="training_meeting_has_people")]
        indexes = [models.Index(fields=["kind", "held_on"], name="training_meeting_day")]

    def __str__(self) -> str:
        return self.topic

    @property
    def ref(self) -> RecordRef:
        return RecordRef("training.meeting", str(self.pk))


class Support(models.Model):
    """工作力量和经费 of a unit in a year; ``checked_on`` of what stands there now."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="training_support")
    year = models.PositiveSmallIntegerField("年度")
    full_time = models.PositiveSmallIntegerField("专职人数")
    part_time = models.PositiveSmallIntegerField("兼职人数")
    amount = models.DecimalField("保障经费（万元）", max_digits=10, decimal_places=2)
    about = models.TextField("说明", max_length=1000)
    stated_on = models.DateField("填报日期")
    checked_on = models.DateField("核对日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="training_support")

    class Meta:
        ordering = ["-year", "unit__order"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="training_support_once_a_year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="training_support_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.unit.short}工作力量和经费"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("training.support", str(self.pk))
