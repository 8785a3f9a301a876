"""The published holiday arrangements as imported. Read by ``queries.calendar()``, written by ``commands``."""

from __future__ import annotations

from django.db import models


class CalendarYear(models.Model):
    """One year's arrangement, whole: its days are replaced together.

    The primary key is the year, so that ``RecordRef("workdays.year", "2027")`` names it for ever.
    """

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    papers = models.JSONField("依据文件", default=list)
    digest = models.CharField("内容摘要", max_length=64, help_text="SHA-256；内容相同则相同")
    source_name = models.CharField("导入文件", max_length=200)
    imported_at = models.DateTimeField("导入时间")
    imported_by = models.CharField("导入人", max_length=200)

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year}年放假安排"


class CalendarDay(models.Model):
    """A day that differs from the plain week: off (放假), or a weekend day that is worked (调休上班)."""

    year = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days")
    date = models.DateField("日期", unique=True)
    name = models.CharField("节日", max_length=64)
    off = models.BooleanField("放假")

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}{'放假' if self.off else '调休上班'}"
