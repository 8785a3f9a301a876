"""Issues of the gazette, what stands in them, and to whom printed copies go."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.gazette.sections import title_of


class YearPlan(models.Model):
    """How many issues are planned for a year."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    planned = models.PositiveSmallIntegerField("计划期数")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [models.CheckConstraint(condition=Q(planned__gte=1), name="gazette_plan_is_some")]

    def __str__(self) -> str:
        return f"{self.year}年 {self.planned} 期"


class Issue(models.Model):
    """One issue. A published one never changes: only its PDF is made anew when a document in it was withdrawn."""

    class Status(models.TextChoices):
        COMPOSING = "composing", "编排中"
        PUBLISHED = "published", "已出版"
        DROPPED = "dropped", "已作废"

    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("期数")
    total = models.PositiveIntegerField("总期数")
    doc_number = models.CharField("公报编号", max_length=64)
    name = models.CharField("刊名", max_length=100)
    organiser = models.CharField("主办单位", max_length=100)
    dated = models.DateField("出版日期")
    note = models.CharField("编者按", max_length=500, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.COMPOSING)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="gazette_issue")
    reviewed_at = models.DateTimeField("审核时间", null=True)
    signed_at = models.DateTimeField("签发时间", null=True)
    published_at = models.DateTimeField("出版时间", null=True)
    pdf_id = models.UUIDField("版式文件", null=True)
    pdf_pages = models.PositiveSmallIntegerField("页数", default=0)

    class Meta:
        ordering = ["-total"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], condition=~Q(status="dropped"), name="gazette_issue_number"
            ),
            models.UniqueConstraint(fields=["total"], condition=~Q(status="dropped"), name="gazette_issue_total"),
            models.UniqueConstraint(
                fields=["doc_number"], condition=~Q(status="dropped"), name="gazette_issue_doc_number"
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(reviewed_at__isnull=False, signed_at__isnull=False, published_at__isnull=False),
                name="gazette_published_was_reviewed",
            ),
            models.CheckConstraint(condition=Q(number__gte=1, total__gte=1), name="gazette_issue_numbered"),
        ]
        indexes = [models.Index(fields=["-total"], name="gazette_newest", condition=Q(status="published"))]

    def __str__(self) -> str:
        return f"{self.name}{self.label}"

    def get_absolute_url(self) -> str:
        return reverse("portal:gazette-issue", args=[self.year, self.number])

    @property
    def label(self) -> str:
        """2023年第2期（总第72期）"""
        return f"{self.year}年第{self.number}期（总第{self.total}期）"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("gazette.issue", str(self.pk))


class Item(models.Model):
    """A published document at its place in an issue. ``edition`` is fixed when the issue is published."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="items")
    section = models.CharField("栏目", max_length=16)
    order = models.PositiveSmallIntegerField("次序")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="gazette_items")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField("标题", max_length=300)
    doc_number = models.CharField("发文字号", max_length=64, blank=True)
    gone = False  # no column: ``queries.search`` says of each item whether it was withdrawn since

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["issue", "document"], name="gazette_item_once")]
        indexes = [models.Index(fields=["section", "issue"], name="gazette_item_section")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:gazette-item", args=[self.issue.year, self.issue.number, self.order])

    @property
    def section_title(self) -> str:
        return title_of(self.section)


class Recipient(models.Model):
    """Who receives printed copies: 档案馆, 图书馆, 居委会, 查阅点. An organisation, never a private person."""

    class Kind(models.TextChoices):
        ARCHIVE = "archive", "档案馆"
        LIBRARY = "library", "图书馆"
        SERVICE = "service", "政务服务场所"
        COMMUNITY = "community", "居（村）委会"
        ORGAN = "organ", "机关单位"
        OTHER = "other", "其他"

    name = models.CharField("名称", max_length=100, unique=True)
    kind = models.CharField("类别", max_length=10, choices=Kind.choices, default=Kind.OTHER)
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    address = models.CharField("地址", max_length=200, blank=True)
    copies = models.PositiveSmallIntegerField("每期份数", default=1)
    active = models.BooleanField("赠阅", default=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(copies__gte=1, copies__lte=2000), name="gazette_recipient_copies")
        ]

    def __str__(self) -> str:
        return self.name


class Dispatch(models.Model):
    """Copies of an issue sent to a recipient, and the receipt."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="dispatches")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="dispatches")
    copies = models.PositiveSmallIntegerField("份数")
    sent_on = models.DateField("发出日期")
    received_on = models.DateField("签收日期", null=True)
    received_copies = models.PositiveSmallIntegerField("签收份数", null=True)

    class Meta:
        ordering = ["recipient__kind", "recipient_id"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "recipient"], name="gazette_dispatch_once"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="gazette_dispatch_some"),
            models.CheckConstraint(
                condition=Q(received_on=None, received_copies=None)
                | Q(received_on__gte=F("sent_on"), received_copies__lte=F("copies")),
                name="gazette_receipt_fits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} {self.copies} 份"
