"""Profiles being taken in from a table on the desk: the sheet until it is over, the reasons for what was refused."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.units.models import Unit
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.models.profiles import WHO


class ProfileImport(models.Model):
    """One table of profiles, from its upload to its import.

    ``sheet`` is personal data: seen by nobody on a screen, emptied when the import is over. ``means`` says what each column
    means, in the order of ``headings``. ``at``: how many rows the run under way has gone through; ``bad`` counts rows.
    """

    class Status(models.TextChoices):
        MAPPING = "mapping", "待对应栏目"
        CHECKING = "checking", "正在试算"
        CHECKED = "checked", "试算完成，待导入"
        IMPORTING = "importing", "正在导入"
        DONE = "done", "已导入"
        DROPPED = "dropped", "已放弃"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.CharField("经办", max_length=200)
    kind = models.CharField("类型", max_length=10, choices=WHO)
    name = models.CharField("文件名", max_length=120)
    source = models.CharField("来源", max_length=100)
    sheet = models.BinaryField("表格")
    headings = models.JSONField("表头", default=list)
    means = models.JSONField("对应栏目", default=list)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.MAPPING)
    rows = models.PositiveIntegerField("行数", null=True)
    at = models.PositiveIntegerField("进度", default=0)
    good = models.PositiveIntegerField("可以导入的行", default=0)
    known = models.PositiveIntegerField("其中已有画像的行", default=0)
    bad = models.PositiveIntegerField("有错的行", default=0)
    added = models.PositiveIntegerField("新增画像", default=0)
    updated = models.PositiveIntegerField("更新画像", default=0)
    made_at = models.DateTimeField("上传时间")
    moved_at = models.DateTimeField("最近进展")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["done", "dropped"]) | Q(sheet=b""), name="push_import_over_keeps_no_sheet"
            )
        ]

    def __str__(self) -> str:
        return f"画像导入 {self.pk}"

    @property
    def who(self) -> Who:
        return Who(self.kind)

    @property
    def running(self) -> bool:
        return self.status in (self.Status.CHECKING, self.Status.IMPORTING)

    @property
    def percent(self) -> int | None:
        """None until the rows are counted."""
        return 100 * self.at // self.rows if self.rows else None


class ImportFault(models.Model):
    """Why a row was refused; nothing of what stands in it."""

    of = models.ForeignKey(ProfileImport, on_delete=models.CASCADE, related_name="faults")
    line = models.PositiveIntegerField("行")
    message = models.CharField("问题", max_length=200)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.line}: {self.message}"
