"""What the city's 公文库 was told of each document, what it answered, and the monthly filings of the units."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.dates import chinese_moment
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document, Edition


class Push(models.Model):
    """One version of one document for the library. (document, version) is its key there too: it never enters twice.

    ``payload`` is what is sent, fixed when the version was made; ``digest`` its fingerprint. ``reasons``: rows of field,
    kind (element, format, class, other), message and remedy, from the library or (``by_us``) from the check before sending.
    """

    class Action(models.TextChoices):
        PUT = "put", "入库"
        WITHDRAW = "withdraw", "撤下"

    class Status(models.TextChoices):
        WAITING = "waiting", "待推送"
        SENT = "sent", "已推送，待确认"
        ACCEPTED = "accepted", "已入库"
        REJECTED = "rejected", "被退回"
        FAILED = "failed", "失败"
        SUPERSEDED = "superseded", "由新版本代替"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="pushes")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField("版本")
    action = models.CharField("动作", max_length=8, choices=Action.choices, default=Action.PUT)
    payload = models.JSONField("推送内容")
    digest = models.CharField("内容指纹", max_length=64)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.WAITING)
    by_us = models.BooleanField("推送前检查未通过", default=False)
    reasons = models.JSONField("退回理由", default=list)
    library_id = models.CharField("公文库编号", max_length=64, blank=True)
    made_at = models.DateTimeField("形成时间")
    # Real time, not the demonstration's: attempts and their leases are measured in real seconds.
    sent_at = models.DateTimeField("最近推送时间", null=True)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    last_error = models.CharField("最近一次错误", max_length=300, blank=True)
    settled_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "version"], name="push_version"),
            models.CheckConstraint(
                condition=~Q(status="accepted") | (~Q(library_id="") & Q(settled_at__isnull=False)),
                name="push_accepted_with_a_number",
            ),
            models.CheckConstraint(condition=~Q(status="rejected") | ~Q(reasons=[]), name="push_rejected_with_reasons"),
        ]
        indexes = [models.Index(fields=["status", "id"], name="push_status")]

    def __str__(self) -> str:
        return f"{self.document} 第{self.version}版"

    def get_absolute_url(self) -> str:
        return reverse("desk:filing-record", args=[self.pk])

    @property
    def key(self) -> str:
        """The same for every attempt: 索引号 and version."""
        return f"{self.document.index_number}:{self.version}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("filing.push", str(self.pk))


class Channel(models.Model):
    """The one line to the library (row 1): when it last answered, since when it does not, when to try again. Real time."""

    answered_at = models.DateTimeField("最近一次应答", null=True)
    failing_since = models.DateTimeField("自何时起不通", null=True)
    failures = models.PositiveIntegerField("连续失败次数", default=0)
    retry_at = models.DateTimeField("下次再试", null=True)
    error = models.CharField("错误", max_length=300, blank=True)

    def __str__(self) -> str:
        return self.error or "通"


class Reconciliation(models.Model):
    """One comparison of the library's list with ours, both ways."""

    at = models.DateTimeField("对账时间")
    by = models.CharField("由", max_length=200)
    theirs = models.PositiveIntegerField("公文库记录数", default=0)
    ours = models.PositiveIntegerField("应在库记录数", default=0)
    equal = models.PositiveIntegerField("一致", default=0)
    error = models.CharField("没有完成的原因", max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return chinese_moment(self.at)


class Difference(models.Model):
    """A record that is not the same on both sides, and how it was repaired."""

    class Kind(models.TextChoices):
        MISSING = "missing", "公文库没有"
        VERSION = "version", "版本不同"
        CONTENT = "content", "版本相同而内容不同"
        LEFT = "left", "这里已撤下，公文库还在"
        UNKNOWN = "unknown", "公文库有，这里没有"
        UNTOLD = "untold", "公文库已有，这里没有收到确认"
        REFUSED = "refused", "被退回，没有入库"

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.CASCADE, related_name="differences")
    kind = models.CharField("差异", max_length=8, choices=Kind.choices)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    index_number = models.CharField("索引号", max_length=64)
    title = models.CharField("标题", max_length=300, blank=True)
    ours = models.PositiveIntegerField("这里的版本", null=True)
    theirs = models.PositiveIntegerField("公文库的版本", null=True)
    library_id = models.CharField(max_length=64, blank=True)
    repaired_at = models.DateTimeField("处理时间", null=True)
    repair = models.CharField("处理", max_length=100, blank=True)

    class Meta:
        ordering = ["kind", "index_number"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.index_number}"

    @property
    def repairable(self) -> bool:
        return self.repaired_at is None and self.document_id is not None and self.kind != self.Kind.REFUSED


class MonthlyFiling(models.Model):
    """全量备案: everything that a unit formed in a month. ``content`` is the list as it was submitted."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="filings")
    month = models.DateField("月份（一日）")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="filing")
    content = models.JSONField("备案内容", default=list)
    documents = models.PositiveIntegerField("公文数", default=0)
    elements = models.PositiveIntegerField("缺少要素", default=0)
    formats = models.PositiveIntegerField("格式差错", default=0)
    classes = models.PositiveIntegerField("分类差错", default=0)
    unfiled = models.PositiveIntegerField("未入库", default=0)
    remark = models.CharField("说明", max_length=500, blank=True)
    submitted_on = models.DateField("报送日期", null=True)
    first_submitted_on = models.DateField("首次报送日期", null=True)
    rounds = models.PositiveSmallIntegerField("报送次数", default=0)
    library_id = models.CharField("市平台编号", max_length=64, blank=True)
    sent_round = models.PositiveSmallIntegerField("已送达的次数", default=0)
    send_error = models.CharField("送达情况", max_length=300, blank=True)

    class Meta:
        ordering = ["-month", "unit__order"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "month"], name="filing_once_a_month"),
            models.CheckConstraint(condition=Q(sent_round__lte=F("rounds")), name="filing_sent_was_submitted"),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.label}公文全量备案"

    @property
    def label(self) -> str:
        return f"{self.month.year}年{self.month.month}月"

    @property
    def nil(self) -> bool:
        """A month in which nothing was formed; a filing all the same."""
        return self.submitted_on is not None and self.documents == 0

    @property
    def last_day(self) -> dt.date:
        return month_after(self.month) - dt.timedelta(days=1)


def month_of(day: dt.date) -> dt.date:
    return day.replace(day=1)


def month_after(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def month_before(month: dt.date) -> dt.date:
    return (month.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
