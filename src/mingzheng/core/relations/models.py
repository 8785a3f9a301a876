"""A link from one record to another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Link(models.Model):
    """``source`` stands in relation ``kind`` to ``target``; the inverse name is in ``kinds.py``."""

    kind = models.CharField("关系", max_length=32)
    source_kind = models.CharField(max_length=48)
    source_id = models.CharField(max_length=48)
    target_kind = models.CharField(max_length=48)
    target_id = models.CharField(max_length=48)
    made_at = models.DateTimeField("建立时间")
    made_by = models.BigIntegerField("建立人")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source_kind", "source_id", "target_kind", "target_id"], name="link_once"
            ),
            models.CheckConstraint(
                condition=~Q(source_kind=F("target_kind"), source_id=F("target_id")), name="link_not_to_itself"
            ),
        ]
        indexes = [models.Index(fields=["target_kind", "target_id"], name="link_target")]

    def __str__(self) -> str:
        return f"{self.source_kind}:{self.source_id} {self.kind} {self.target_kind}:{self.target_id}"
