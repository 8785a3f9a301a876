"""How long the person behind an application is remembered after the file was closed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class RetentionTerm(models.Model):
    """A term that the office set, in years after archiving; the newest that has begun holds for every case."""

    years = models.PositiveSmallIntegerField("保存年限")
    valid_from = models.DateField("启用日期", unique=True)
    source = models.CharField("依据", max_length=200)
    set_by = models.CharField("确定人", max_length=60)

    class Meta:
        verbose_name = "个人信息保存年限"
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=50), name="foi_term_years"),
            models.CheckConstraint(condition=~Q(source=""), name="foi_term_source"),
        ]

    def __str__(self) -> str:
        return f"{self.years} 年"
