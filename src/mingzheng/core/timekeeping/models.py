"""The demonstration's day. One row at most; no row means the real day."""

from django.db import models


class DemoDay(models.Model):
    """The day at which a demonstration stands, and the real moment at which it was put there."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    day = models.DateField("演示日期")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="demo_day_is_one_row")]

    def __str__(self) -> str:
        return self.day.isoformat()
