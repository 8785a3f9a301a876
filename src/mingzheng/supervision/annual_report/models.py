"""The report of a unit or the district on a year, what it was drawn from, and its published editions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mingzheng.core.files.models import StoredFile
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit


class AnnualReport(models.Model):
    """What is being written; the public reads the newest ``AnnualEdition``.

    Args:
        texts: key of the section (``sections``) → text with references ``{{ cell }}``.
        tables: the snapshot of the three tables, as ``law.checks.check`` takes them.
        cells: code → {"label", "text", "value"}: every figure that a text may refer to.
        found: identities that did not hold and what could not be checked when the snapshot was taken.
        taken: when: {"day", "position", "head"} (the journal's end).
        reasons: key of a finding → why it may stand.
    """

    class Origin(models.TextChoices):
        PLATFORM = "platform", "本平台编制"
        IMPORT = "import", "往年报告导入"

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="annual_reports")
    year = models.PositiveSmallIntegerField("年度")
    district = models.BooleanField("区政府的报告", default=False)
    origin = models.CharField("来源", max_length=8, choices=Origin.choices, default=Origin.PLATFORM)
    texts = models.JSONField("文字", default=dict, blank=True)
    tables = models.JSONField("表格", default=dict, blank=True)
    cells = models.JSONField("可引用的数", default=dict, blank=True)
    found = models.JSONField("取数时的检查", default=dict, blank=True)
    taken = models.JSONField("取数", default=dict, blank=True)
    reasons = models.JSONField("说明的理由", default=dict, blank=True)
    correcting = models.CharField("更正理由", max_length=500, blank=True)
    due_on = models.DateField("公布期限")
    published_on = models.DateField("首次公布日期", null=True)
    reminded_on = models.DateField("最近提醒", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="annual_report")

    class Meta:
        verbose_name = "年度报告"
        ordering = ["-year", "-district", "unit__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "district"], name="annual_report_once"),
            models.UniqueConstraint(fields=["year"], condition=Q(district=True), name="annual_report_district_once"),
            models.CheckConstraint(condition=Q(year__gte=2008, year__lte=2100), name="annual_report_year"),
        ]
        indexes = [models.Index(fields=["year", "published_on"], name="annual_report_by_year")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:annual-report", args=[self.pk])

    @property
    def agency(self) -> str:
        """Whose report it is, as its title says it."""
        return self.unit.name.removesuffix("办公室") if self.district else self.unit.name

    @property
    def title(self) -> str:
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    @property
    def who(self) -> str:
        """For lists."""
        return "区政府（全区）" if self.district else self.unit.short

    @property
    def scope(self) -> Unit | None:
        """As ``requests.foi.annual`` takes it: None is the district."""
        return None if self.district else self.unit

    @property
    def ref(self) -> RecordRef:
        return RecordRef("annual_report.report", str(self.pk))

    @property
    def late(self) -> bool:
        return self.published_on is not None and self.published_on > self.due_on


class AnnualEdition(models.Model):
    """What was published: nothing in it changes any more. A correction is the next number with its reason.

    ``content``: as ``laying.Whole`` reads it: texts with their figures filled in, and the tables. ``original``: the file from
    which a past report was taken in; None for a web page, which the platform does not keep (its hash is in the journal).
    """

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("版次", default=1)
    published_on = models.DateField("公布日期")
    reason = models.CharField("更正理由", max_length=500, blank=True)
    content = models.JSONField("内容")
    sha256 = models.CharField("内容指纹", max_length=64)
    source = models.CharField("来源", max_length=300, blank=True)
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "年度报告版本"
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="annual_edition_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="annual_correction_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.report} 第{self.number}版"

    @property
    def day(self) -> dt.date:
        return self.published_on

    @property
    def tables(self) -> dict[str, Any]:
        found: dict[str, Any] = self.content.get("tables", {})
        return found
