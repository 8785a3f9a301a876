"""A document: what lasts, and its tags, numbers and reminders."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit


class Validity(models.TextChoices):
    """有效性 on a day, derived from dates and effects; a second axis beside publication."""

    PENDING = "pending", "尚未施行"
    VALID = "valid", "现行有效"
    PARTIAL = "partial", "部分失效"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "已废止"
    EXPIRED = "expired", "已失效"


class IndexCounter(models.Model):
    """The last serial of a unit in a year."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="index_counter_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year} {self.last}"


class Document(models.Model):
    """The lasting thing: address, index number, validity. From ``title`` on: a copy of the live edition for lists.

    ``listed``: open to everybody now (live, 向社会公开). ``validity`` caches today's answer of ``documents.validity``.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    index_number = models.CharField("索引号", max_length=64, unique=True, null=True)  # noqa: DJ001 - NULL until allotted
    live = models.OneToOneField("Edition", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("立项时间")
    first_published_at = models.DateTimeField("首次公开时间", null=True)
    listed = models.BooleanField("现向社会公开", default=False)
    title = models.CharField("标题", max_length=300)
    doc_number = models.CharField("发文字号", max_length=64, blank=True)
    genre = models.CharField("体裁", max_length=16, blank=True)
    theme = models.CharField("主题分类", max_length=64, blank=True)
    theme_class = models.CharField("主题一级类", max_length=32, blank=True)
    normative = models.BooleanField("行政规范性文件", default=False)
    formed_on = models.DateField("成文日期", null=True)
    published_on = models.DateField("公开日期", null=True)
    year = models.PositiveSmallIntegerField("年份", null=True)
    validity = models.CharField("有效性", max_length=10, choices=Validity.choices, default=Validity.VALID)
    validity_until = models.DateField("有效期至", null=True)
    validity_on = models.DateField("有效性核算日", null=True)
    source_key = models.CharField("迁移来源编号", max_length=128, unique=True, null=True)  # noqa: DJ001 - NULL: made here

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(listed=False) | Q(live__isnull=False), name="document_listed_is_live"),
            models.CheckConstraint(
                condition=Q(live=None) | Q(index_number__isnull=False), name="document_live_has_index_number"
            ),
        ]
        indexes = [
            models.Index(fields=["-published_on", "-id"], name="document_newest", condition=Q(listed=True)),
            models.Index(fields=["unit", "-published_on", "-id"], name="document_unit", condition=Q(listed=True)),
            models.Index(
                fields=["theme_class", "-published_on", "-id"], name="document_theme", condition=Q(listed=True)
            ),
            models.Index(fields=["year", "-published_on", "-id"], name="document_year", condition=Q(listed=True)),
            models.Index(fields=["genre", "-published_on", "-id"], name="document_genre", condition=Q(listed=True)),
            models.Index(
                fields=["validity", "-published_on", "-id"], name="document_validity", condition=Q(listed=True)
            ),
            models.Index(
                fields=["normative", "-published_on", "-id"], name="document_normative", condition=Q(listed=True)
            ),
            models.Index(fields=["doc_number"], name="document_number"),
            models.Index(fields=["unit", "-id"], name="document_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The permanent address; "" while there is no index number."""
        return reverse("portal:document", args=[self.index_number]) if self.index_number else ""

    @property
    def ref(self) -> RecordRef:
        return RecordRef("documents.document", str(self.pk))


class DocumentTag(models.Model):
    """A tag of the live edition, for lists."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="tag_rows")
    tag = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "tag"], name="document_tag_once")]
        indexes = [models.Index(fields=["tag", "document"], name="document_tag")]

    def __str__(self) -> str:
        return self.tag


class ExpiryReminder(models.Model):
    """A unit was told that a document runs out: once for each reminder and each last day."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="reminders")
    months = models.PositiveSmallIntegerField("提前月数")
    until = models.DateField("有效期至")
    made_at = models.DateTimeField("提醒时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "months", "until"], name="expiry_reminder_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.until}"
