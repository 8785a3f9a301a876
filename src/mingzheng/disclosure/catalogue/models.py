"""Columns (栏目) as a tree, and what stands in them."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from mingzheng.core.units.models import Unit


class Column(models.Model):
    """A column of the portal. ``owner`` answers for it; ``update_days`` is its update rule, None when events rule it."""

    code = models.CharField("代码", max_length=48, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9-]*$")])
    title = models.CharField("名称", max_length=64)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="columns")
    about = models.CharField("说明", max_length=300, blank=True)
    content_rule = models.CharField("内容要求", max_length=300, blank=True)
    update_days = models.PositiveSmallIntegerField("更新周期（日）", null=True, blank=True)
    update_note = models.CharField("更新要求", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="column_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.title


class Placement(models.Model):
    """A public record stands in a column. Title, address and date are a copy for the column's page and its checks."""

    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="placements")
    record_kind = models.CharField(max_length=48)
    record_id = models.CharField(max_length=48)
    title = models.CharField("标题", max_length=300)
    url = models.CharField("地址", max_length=300)
    published_on = models.DateField("公开日期")
    placed_at = models.DateTimeField("列入时间")

    class Meta:
        ordering = ["-published_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["column", "record_kind", "record_id"], name="placement_once"),
        ]
        indexes = [
            models.Index(fields=["column", "-published_on", "-id"], name="placement_newest"),
            models.Index(fields=["record_kind", "record_id"], name="placement_record"),
        ]

    def __str__(self) -> str:
        return f"{self.column} {self.title}"
