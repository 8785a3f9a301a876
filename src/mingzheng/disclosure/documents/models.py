"""A document is its editions: what can be drafted belongs to an edition, what lasts belongs to the document."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.vocabulary import (
    GROUND_BY_CODE,
    GROUND_CHOICES,
    Attribute,
    Genre,
    Group,
    Scope,
    Secrecy,
)


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


class Finding(models.Model):
    """What the machine found before publication, and what a person decided about it. One by one (一事一审)."""

    class Kind(models.TextChoices):
        SECRECY = "secrecy", "保密"
        PRIVACY = "privacy", "个人信息和商业秘密"

    class Resolution(models.TextChoices):
        OPEN = "", "待处理"
        REMOVED = "removed", "已删除或遮盖"
        LAWFUL = "lawful", "依法可以公开"
        FALSE = "false", "不是问题"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="findings")
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    type = models.CharField("问题", max_length=32)
    label = models.CharField("问题", max_length=100)
    place = models.CharField("位置", max_length=200)
    excerpt = models.CharField("摘录（已遮盖）", max_length=300, blank=True)
    advice = models.CharField("处理建议", max_length=300, blank=True)
    serious = models.BooleanField("必须先处理", default=False)
    hidden = models.BooleanField("藏在文件里", default=False)
    gone = models.BooleanField("现稿中已没有", default=False)
    found_at = models.DateTimeField("发现时间")
    resolution = models.CharField("处理", max_length=8, choices=Resolution.choices, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    resolved_by = models.CharField("处理人", max_length=200, blank=True)
    resolved_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "fingerprint"], name="finding_once"),
            models.CheckConstraint(
                condition=Q(resolution="") | (~Q(reason="") & Q(resolved_at__isnull=False)),
                name="finding_resolved_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}（{self.place}）"


class Review(models.Model):
    """One review of an edition: who, when, with what opinion. A return voids it; it stays on record."""

    class Kind(models.TextChoices):
        CHECK = "check", "公开属性核对"
        SECRECY = "secrecy", "保密审查"
        PRIVACY = "privacy", "个人隐私和商业秘密审查"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    person_id = models.BigIntegerField("审查人编号")
    person = models.CharField("审查人", max_length=200)
    opinion = models.CharField("意见", max_length=500, blank=True)
    content_hash = models.CharField("所审内容指纹", max_length=64)
    at = models.DateTimeField("审查时间")
    forced = models.BooleanField("紧急公开时由负责人审查", default=False)
    after = models.BooleanField("公开后补审", default=False)
    voided_at = models.DateTimeField("作废时间", null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person}"


class Effect(models.Model):
    """What one document does to another: 废止, 修改, 部分失效, 延长, 解释; from which article, from when.

    ``planned``: written into a draft and recorded when that is released. ``source`` None: the cause stands in
    ``source_text`` (a document of another organ, a decision of a clean-up).
    """

    class Kind(models.TextChoices):
        REPEAL = "repeal", "废止"
        INVALIDATE = "invalidate", "宣布失效"
        AMEND = "amend", "修改"
        PARTIAL = "partial", "部分失效"
        EXTEND = "extend", "延长有效期"
        CONTINUE = "continue", "继续有效"
        INTERPRET = "interpret", "解释"

    class Status(models.TextChoices):
        PLANNED = "planned", "随文待生效"
        PROPOSED = "proposed", "待确认"
        RECORDED = "recorded", "已登记"
        REFUSED = "refused", "未确认"
        REVOKED = "revoked", "已撤销"

    target = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="effects")
    kind = models.CharField("效力变动", max_length=10, choices=Kind.choices)
    effective_on = models.DateField("自")
    source = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="caused")
    source_edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="effects")
    source_text = models.CharField("依据文件", max_length=300, blank=True)
    article = models.CharField("涉及条款", max_length=200, blank=True)
    new_expiry = models.DateField("新的有效期至", null=True, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    merged = models.BooleanField("已并入正文", default=False)
    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.PROPOSED)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="validity_effect")
    recorded_at = models.DateTimeField("登记时间", null=True)

    class Meta:
        ordering = ["effective_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(source=None) | ~Q(source=F("target")), name="effect_not_on_itself"),
            models.CheckConstraint(
                condition=~Q(kind="extend") | Q(new_expiry__isnull=False), name="effect_extension_has_a_date"
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(source_edition__isnull=False) | ~Q(source_text=""),
                name="effect_has_a_source",
            ),
        ]
        indexes = [models.Index(fields=["target", "status", "effective_on"], name="effect_target")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on}"


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


class BroughtIn(models.Model):
    """A file or pasted text that was read and waits for a person to confirm what was found; no document exists yet.

    The file itself is ``files.StoredFile``, owned by this record. ``typed``: what the person last wrote into the form.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=200)
    file_id = models.UUIDField("原文件", null=True, blank=True)
    pasted = models.TextField("粘贴的正文", blank=True)
    typed = models.JSONField("填写的内容", default=dict, blank=True)
    received_at = models.DateTimeField("读入时间")
    received_by = models.CharField("读入人", max_length=200)
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, null=True, related_name="brought_in")
    dropped_at = models.DateTimeField("放弃时间", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file_id__isnull=False) | ~Q(pasted=""), name="brought_in_is_a_file_or_a_text"
            ),
            models.CheckConstraint(
                condition=Q(edition=None) | Q(dropped_at=None), name="brought_in_confirmed_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> RecordRef:
        return RecordRef("documents.brought_in", str(self.pk))

    @property
    def waiting(self) -> bool:
        return self.edition_id is None and self.dropped_at is None
