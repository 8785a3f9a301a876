"""Who else may read a case: by explicit, dated grant only."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mingzheng.core.units.models import Person
from mingzheng.requests.foi.models.applications import Application


class Grant(models.Model):
    """区府办 sees counts, lights and nodes; to read a case it writes down why, and for how long."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("查阅理由", max_length=300)
    granted_on = models.DateField("查阅日期")
    until = models.DateField("截止日期")

    class Meta:
        verbose_name = "查阅授权"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="foi_grant_reason"),
            models.CheckConstraint(condition=Q(until__gte=F("granted_on")), name="foi_grant_span"),
        ]
        indexes = [models.Index(fields=["person", "until"], name="foi_grant_person")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.until}"
