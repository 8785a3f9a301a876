"""The decision on an application as it is drafted: the leaf and what the leaf demands."""

from __future__ import annotations

from django.db import models

from mingzheng.requests.foi.models.applications import Application


class Outcome(models.Model):
    """拟答复. The leaf fixes article, letter, remedy and cell (``law.outcomes``); the rest fills the letter's facts."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="outcome")
    leaf = models.CharField("办理结果", max_length=4)
    withheld = models.JSONField("不予公开部分的情形", default=list, blank=True)
    reason = models.TextField("事实和理由", blank=True)
    pointer = models.TextField("获取的方式、途径或者可以反映的渠道", blank=True)
    agency = models.CharField("负责公开的机关", max_length=200, blank=True)
    agency_contact = models.CharField("该机关的联系方式", max_length=200, blank=True)
    supplied = models.TextField("提供的信息", blank=True)
    given = models.JSONField("随答复提供的遮盖副本", default=list, blank=True)
    drafted_on = models.DateField("拟稿日期")
    drafted_by = models.CharField("拟稿人", max_length=60)

    class Meta:
        verbose_name = "拟答复"

    def __str__(self) -> str:
        return self.leaf
