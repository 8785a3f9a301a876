"""An edition: everything of a document that can be drafted, its files, and to whom it is opened."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models.document import Document
from mingzheng.disclosure.documents.vocabulary import (
    GROUND_BY_CODE,
    GROUND_CHOICES,
    Attribute,
    Genre,
    Group,
    Scope,
    Secrecy,
)


class Edition(models.Model):
    """Everything that can be drafted. ``status`` is written only by the effects of ``documents.release``."""

    class Status(models.TextChoices):
        DRAFT = "draft", "办理中"
        LIVE = "live", "已公开"
        SUPERSEDED = "superseded", "历史版本"
        WITHDRAWN = "withdrawn", "已撤下"
        REGISTERED = "registered", "已登记（不公开）"
        DROPPED = "dropped", "已作废"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    serial = models.PositiveSmallIntegerField("版次")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="edition")
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.DRAFT)

    # --- header fields
    title = models.CharField("标题", max_length=300)
    doc_number = models.CharField("发文字号", max_length=64, blank=True)
    issuer = models.CharField("发文机关", max_length=128, blank=True)
    co_issuers = models.JSONField("联合发文机关", default=list, blank=True)
    official = models.BooleanField("公文", default=True)
    genre = models.CharField("体裁", max_length=16, choices=Genre.choices, blank=True)
    theme = models.CharField("主题分类", max_length=64, blank=True)
    group = models.CharField("组配分类", max_length=16, choices=Group.choices, blank=True)
    normative = models.BooleanField("行政规范性文件", default=False)
    decision_draft = models.BooleanField("重大决定草案", default=False)
    party = models.BooleanField("党政混合", default=False)
    secrecy = models.CharField("密级", max_length=14, choices=Secrecy.choices, default=Secrecy.NONE)
    formed_on = models.DateField("成文日期", null=True, blank=True)
    printed_on = models.DateField("印发日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    attribute = models.CharField("公开属性", max_length=12, choices=Attribute.choices, blank=True)
    ground = models.CharField("不公开理由", max_length=16, choices=GROUND_CHOICES, blank=True)
    ground_note = models.CharField("理由说明", max_length=300, blank=True)
    scope = models.CharField("公开范围", max_length=10, choices=Scope.choices, default=Scope.PUBLIC)
    carriers = models.JSONField("公开载体", default=list, blank=True)
    addressee = models.CharField("主送", max_length=500, blank=True)
    signature = models.CharField("署名", max_length=200, blank=True)
    relays = models.CharField("转发的文件", max_length=300, blank=True)
    keywords = models.JSONField("关键词", default=list, blank=True)
    tags = models.JSONField("标签", default=list, blank=True)
    audience = models.JSONField("受众", default=list, blank=True)
    summary = models.TextField("内容概述", blank=True)
    columns = models.JSONField("栏目", default=list, blank=True)
    service_url = models.CharField("办理入口", max_length=300, blank=True)
    release_plan = models.TextField("发布预案", blank=True)

    # --- text
    body = models.TextField("正文", blank=True)
    original_id = models.UUIDField("原文件", null=True, blank=True)
    change_note = models.CharField("更正说明", max_length=500, blank=True)

    # --- who reviewed what, when
    urgent = models.BooleanField("应急快速通道", default=False)
    checked_at = models.DateTimeField("公开属性核对时间", null=True)
    secrecy_reviewed_at = models.DateTimeField("保密审查时间", null=True)
    privacy_reviewed_at = models.DateTimeField("隐私商密审查时间", null=True)
    signed_at = models.DateTimeField("签发时间", null=True)
    forced_at = models.DateTimeField("紧急公开时间", null=True)
    forced_reason = models.CharField("紧急公开理由", max_length=500, blank=True)
    adopted_from = models.CharField("迁入来源", max_length=200, blank=True)
    release_at = models.DateTimeField("定时公开时间", null=True)
    published_at = models.DateTimeField("公开时间", null=True)
    ended_at = models.DateTimeField("结束公开时间", null=True)
    withdrawal = models.CharField("撤下说明", max_length=500, blank=True)

    class Meta:
        ordering = ["document", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["document", "serial"], name="edition_serial"),
            models.UniqueConstraint(fields=["document"], condition=Q(status="draft"), name="edition_one_draft"),
            models.UniqueConstraint(fields=["document"], condition=Q(status="live"), name="edition_one_live"),
            # 条例 Art. 17: reviewed before it is published, whatever a program does. What an older system had
            # published and reviewed is marked as adopted from there.
            models.CheckConstraint(
                condition=~Q(status__in=["live", "superseded", "withdrawn"])
                | (
                    Q(attribute="proactive", secrecy="none", published_at__isnull=False)
                    & (Q(secrecy_reviewed_at__isnull=False, privacy_reviewed_at__isnull=False) | ~Q(adopted_from=""))
                ),
                name="edition_published_was_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(status="registered") | Q(attribute__in=["on_request", "withheld"]),
                name="edition_registered_is_not_public",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(effective_on=None) | Q(expires_on__gte=F("effective_on")),
                name="edition_expires_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "release_at"], name="edition_status"),
            models.Index(fields=["doc_number"], name="edition_number"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where staff find it: its case."""
        return reverse("desk:case", args=[self.case_id]) if self.case_id else ""

    @property
    def ref(self) -> RecordRef:
        return RecordRef("documents.edition", str(self.pk))

    @property
    def unit(self) -> Unit:
        return self.document.unit

    @property
    def issuers(self) -> list[str]:
        """Every issuing agency, the leading one first."""
        return [name for name in [self.issuer, *self.co_issuers] if name]

    @property
    def ground_article(self) -> str:
        """The article on which the attribute stands, when it is not 主动公开."""
        found = GROUND_BY_CODE.get(self.ground)
        return found.article if found else ""

    @property
    def published_on(self) -> dt.date | None:
        from django.utils.timezone import localtime

        return localtime(self.published_at).date() if self.published_at else None


class Attachment(models.Model):
    """A file shown with an edition, in its order. Its bytes and findings are ``files.StoredFile``, owned by the edition."""

    class Role(models.TextChoices):
        ATTACHMENT = "attachment", "附件"
        PICTURE = "picture", "正文图片"
        ORIGINAL = "original", "原文件"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="attachments")
    file_id = models.UUIDField("文件")
    role = models.CharField("用途", max_length=12, choices=Role.choices, default=Role.ATTACHMENT)
    title = models.CharField("名称", max_length=200)
    alt = models.CharField("替代文字", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    public = models.BooleanField("随文公开", default=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "file_id"], name="attachment_once")]

    def __str__(self) -> str:
        return self.title


class Grant(models.Model):
    """Who may read a 定向公开 edition: a unit, a group of units, or whoever holds a code."""

    class Kind(models.TextChoices):
        UNIT = "unit", "单位"
        GROUP = "group", "单位组"
        CODE = "code", "查阅码"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="grants")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey("units.UnitGroup", on_delete=models.PROTECT, null=True, related_name="+")
    code_hash = models.CharField(max_length=128, blank=True)
    label = models.CharField("说明", max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="unit", unit__isnull=False)
                | Q(kind="group", group__isnull=False)
                | (Q(kind="code") & ~Q(code_hash="")),
                name="grant_names_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.get_kind_display()
