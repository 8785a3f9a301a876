"""The catalogue's versions with their changes, today's tags with every name they had, and what was suggested and confirmed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.policy.tags.content import Content


class Version(models.Model):
    """One version of the catalogue. ``content`` is the whole of it, frozen when it is published."""

    class Status(models.TextChoices):
        DRAFT = "draft", "拟订中"
        APPROVED = "approved", "已批准"
        PUBLISHED = "published", "已公布"
        DROPPED = "dropped", "已作废"

    number = models.PositiveSmallIntegerField("版次", null=True, unique=True)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.DRAFT)
    note = models.CharField("说明", max_length=500, blank=True)
    opened_at = models.DateTimeField("开始时间")
    approved_at = models.DateTimeField("批准时间", null=True)
    published_on = models.DateField("公布日期", null=True)
    content = models.JSONField("内容", default=dict, blank=True)
    in_hand = models.BooleanField("在办", default=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="tag_version")

    class Meta:
        ordering = ["-id"]
        constraints = [
            # One version in hand at most: every draft and approved one holds the same value.
            models.UniqueConstraint(fields=["in_hand"], condition=Q(in_hand=True), name="tag_version_one_in_hand"),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_on__isnull=False, number__isnull=False),
                name="tag_version_published_whole",
            ),
        ]
        indexes = [models.Index(fields=["published_on"], name="tag_version_in_force", condition=Q(status="published"))]

    def __str__(self) -> str:
        return f"政策文件标签目录第 {self.number} 版" if self.number else "政策文件标签目录（拟订中）"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("tags.version", str(self.pk))

    @property
    def whole(self) -> Content:
        """The frozen content of a published version."""
        return Content.load(self.content)


class Change(models.Model):
    """One change that a version makes to the one before; applied, in their order, when the version is published."""

    class Kind(models.TextChoices):
        ADD = "add", "新增"
        RENAME = "rename", "改名"
        MERGE = "merge", "并入"
        RETIRE = "retire", "停用"
        REVIVE = "revive", "恢复使用"
        DEFINE = "define", "改说明"
        REQUIRE = "require", "必选分面"
        TAKE_OVER = "take_over", "采用随软件提供的目录"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField("改动", max_length=10, choices=Kind.choices)
    data = models.JSONField("内容", default=dict)
    words = models.CharField("写明", max_length=300)
    reason = models.CharField("理由", max_length=300, blank=True)
    made_by = models.CharField("提出人", max_length=200)
    made_at = models.DateTimeField("提出时间")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.words

    @property
    def pair(self) -> tuple[str, dict[str, Any]]:
        return self.kind, self.data


class Tag(models.Model):
    """A tag as it stands today; the versions are its history. Rooms that follow tags point here."""

    class Status(models.TextChoices):
        ACTIVE = "active", "在用"
        MERGED = "merged", "已并入"
        RETIRED = "retired", "已停用"

    code = models.CharField("代码", max_length=16, unique=True)
    facet = models.CharField("分面", max_length=16)
    name = models.CharField("名称", max_length=32, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="below")
    definition = models.CharField("含义", max_length=500, blank=True)
    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.ACTIVE)
    into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    order = models.PositiveIntegerField(default=0)
    since = models.DateField("列入日期")
    ended_on = models.DateField("并入或停用日期", null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="merged") | Q(into__isnull=False), name="tag_merged_names_its_heir"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TagName(models.Model):
    """A name that a tag had; ``until`` None: the present one."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="names")
    text = models.CharField("名称", max_length=32, unique=True)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True)

    class Meta:
        ordering = ["since", "id"]

    def __str__(self) -> str:
        return self.text


class TaggingList(models.Model):
    """补标签清单: older documents of a unit with what the machine suggests; a person confirms row by row."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tagging_lists")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("开始时间")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="tagging_list")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.unit.short}补标签清单"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("tags.list", str(self.pk))

    @property
    def waiting(self) -> int:
        return self.rows.filter(confirmed_at=None).count()

    @property
    def rows_listed(self) -> list[Tagging]:
        """Those that wait first."""
        rows = self.rows.select_related("document")
        return sorted(rows, key=lambda row: (row.confirmed_at is not None, row.pk))


class Tagging(models.Model):
    """What the machine suggested for a document and what a person confirmed (codes of the catalogue, and words outside it)."""

    class How(models.TextChoices):
        RELEASE = "release", "公开时确认"
        LIST = "list", "清单中确认"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="taggings")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    how = models.CharField("方式", max_length=8, choices=How.choices)
    batch = models.ForeignKey(TaggingList, on_delete=models.CASCADE, null=True, related_name="rows")
    suggested = models.JSONField("推荐", default=list)  # [{code, reason}]
    confirmed = models.JSONField("确认", default=list)  # codes
    confirmed_by = models.CharField("确认人", max_length=200, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["edition"], condition=Q(how="release"), name="tagging_once_a_release"),
            models.UniqueConstraint(fields=["batch", "document"], name="tagging_once_a_list"),
            models.CheckConstraint(condition=~Q(how="list") | Q(batch__isnull=False), name="tagging_of_a_list"),
        ]
        indexes = [models.Index(fields=["how", "confirmed_at"], name="tagging_confirmed")]

    def __str__(self) -> str:
        return str(self.document)
