"""What the office and the units set themselves, each with the day from which it holds. Versions are added, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.dates import chinese_date
from mingzheng.core.units.models import Unit


class NumberPrefix(models.Model):
    """机关代字: what letter numbers of a unit begin with; the newest that has begun holds."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    prefix = models.CharField("机关代字", max_length=20)
    valid_from = models.DateField("启用日期")
    source = models.CharField("依据", max_length=200)
    set_by = models.CharField("确定人", max_length=60)

    class Meta:
        verbose_name = "机关代字"
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="foi_prefix_begins_once"),
            models.CheckConstraint(condition=~Q(prefix="") & ~Q(source=""), name="foi_prefix_filled"),
        ]

    def __str__(self) -> str:
        return self.prefix


class KeptRule(models.Model):
    """A version of a rule that 区府办 keeps for the whole district; the newest that has begun holds."""

    class Kind(models.TextChoices):
        SAME = "same", "查找多人申请的同一信息"
        CHANNELS = "channels", "沟通时可以建议的渠道"

    kind = models.CharField("规则", max_length=12, choices=Kind.choices)
    value = models.JSONField("内容")
    valid_from = models.DateField("启用日期")
    source = models.CharField("依据", max_length=200)
    set_by = models.CharField("确定人", max_length=60)

    class Meta:
        verbose_name = "依申请公开规则"
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="foi_rule_begins_once"),
            models.CheckConstraint(condition=~Q(source=""), name="foi_rule_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（自 {chinese_date(self.valid_from)}）"
