"""Counters of the statistics, kept in the transaction of what they count; ``./run letters recount`` compares them."""

from __future__ import annotations

from django.db import models

from mingzheng.core.units.models import Unit
from mingzheng.participation.letters.models.letter import Channel, Kind

FIGURES = ("received", "declined", "replied", "in_time", "days", "rated", "stars", "satisfied")


class MonthCount(models.Model):
    """What was received, answered, rated in a month (its first day), for a unit, channel and kind as the letters are classified now.

    Args:
        replied, in_time, days: first replies given in the month, those within the term, and calendar days they took together.
        rated, stars, satisfied: ratings given in the month, their sum, and those of four stars or more.
    """

    month = models.DateField("月份")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField("渠道", max_length=12, choices=Channel.choices)
    kind = models.CharField("性质", max_length=12, choices=Kind.choices)
    received = models.IntegerField("收到", default=0)
    declined = models.IntegerField("不予受理", default=0)
    replied = models.IntegerField("答复", default=0)
    in_time = models.IntegerField("按期", default=0)
    days = models.IntegerField("答复用时合计（天）", default=0)
    rated = models.IntegerField("评价", default=0)
    stars = models.IntegerField("评分合计", default=0)
    satisfied = models.IntegerField("满意", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "unit", "channel", "kind"], name="letter_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.unit_id} {self.channel} {self.kind}"


class MatterCount(models.Model):
    """How many letters about a matter were received in a month (its first day), whatever unit answers them."""

    month = models.DateField("月份")
    matter = models.CharField("事项", max_length=32)
    received = models.IntegerField("收到", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "matter"], name="letter_matter_once")]

    def __str__(self) -> str:
        return f"{self.month} {self.matter}"


class Serial(models.Model):
    """The last number given out on a day; its row is the lock of those who want the next."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day} {self.last}"
