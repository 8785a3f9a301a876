"""Key areas of the year's notice: areas, matters, projects with their progress, tables; and who confirmed what."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.dates import chinese_date
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue.models import Column, PublicCopy

NUMERALS = "一二三四五六七八九十"


class Area(models.Model):
    """One of the areas （一）–（七） of a year's notice."""

    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("名称", max_length=60)
    wording = models.TextField("要点原文", max_length=500, blank=True)

    class Meta:
        ordering = ["-year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="area_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="area_number"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:area", args=[self.number])

    @property
    def mark(self) -> str:
        """（一）"""
        return f"（{NUMERALS[self.number - 1]}）" if self.number <= len(NUMERALS) else f"（{self.number}）"


class Matter(models.Model):
    """What an area must keep current: who, what, how often, where. ``column`` is where its records stand."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="matters")
    code = models.CharField("代码", max_length=48, validators=[RegexValidator(r"^[a-z][a-z0-9-]*$")])
    title = models.CharField("名称", max_length=80)
    wording = models.TextField("要点原文", max_length=500, blank=True)
    required = models.CharField("公开内容", max_length=300)
    units = models.ManyToManyField(Unit, related_name="matters")
    update_days = models.PositiveSmallIntegerField("更新周期（日）", null=True, blank=True)
    update_event = models.CharField("随什么事件更新", max_length=100, blank=True)
    channel = models.CharField("公开渠道", max_length=200, blank=True)
    column = models.ForeignKey(Column, on_delete=models.PROTECT, null=True, blank=True, related_name="matters")
    order = models.PositiveSmallIntegerField("排序", default=0)
    closed_on = models.DateField("停止日期", null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "code"], name="matter_code_once"),
            models.CheckConstraint(condition=Q(update_days=None) | Q(update_days__gt=0), name="matter_update_days"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:matter", args=[self.code])


class MatterRecord(PublicCopy):
    """A public record that belongs to a matter."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="records")

    class Meta:
        ordering = ["-published_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "record_kind", "record_id"], name="matter_record_once")
        ]
        indexes = [models.Index(fields=["record_kind", "record_id"], name="matter_record_record")]

    def __str__(self) -> str:
        return f"{self.matter} {self.title}"


class Project(models.Model):
    """A project whose progress is public. ``percent``, ``updated_on``, ``published_on`` follow from confirmed updates."""

    class Kind(models.TextChoices):
        MAJOR = "major", "重大项目"
        LIVELIHOOD = "livelihood", "实事项目"
        RENEWAL = "renewal", "更新改造"

    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="projects")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="projects")
    title = models.CharField("名称", max_length=120)
    summary = models.TextField("建设内容", max_length=1000)
    place = models.CharField("地点", max_length=120, blank=True)
    starts_on = models.DateField("计划开始")
    ends_on = models.DateField("计划完成")
    update_days = models.PositiveSmallIntegerField("更新周期（日）")
    percent = models.PositiveSmallIntegerField("进度", default=0)
    published_on = models.DateField("首次公开", null=True)
    updated_on = models.DateField("最近更新", null=True)
    finished_on = models.DateField("完成日期", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="project_percent"),
            models.CheckConstraint(condition=Q(update_days__gt=0), name="project_update_days"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="project_span"),
            models.CheckConstraint(condition=Q(finished_on=None) | Q(percent=100), name="project_finished_whole"),
            models.CheckConstraint(
                condition=Q(published_on=None, updated_on=None)
                | Q(published_on__isnull=False, updated_on__isnull=False),
                name="project_published_updated",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:project", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("key_areas.project", str(self.pk))


class Milestone(models.Model):
    """A node of a project: planned, then reached."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField("节点", max_length=80)
    planned_on = models.DateField("计划日期")
    done_on = models.DateField("实际日期", null=True, blank=True)

    class Meta:
        ordering = ["planned_on", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "title"], name="milestone_once")]

    def __str__(self) -> str:
        return self.title


class Confirmed(models.Model):
    """Public only after a second person of the unit confirmed it (procedure of the room)."""

    class Status(models.TextChoices):
        DRAFT = "draft", "待复核"
        LIVE = "live", "已公开"
        PAST = "past", "已被替代"
        DROPPED = "dropped", "已撤销"

    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    made_by = models.BigIntegerField("提交人")
    made_at = models.DateTimeField("提交时间")
    confirmed_by = models.BigIntegerField("复核人", null=True)
    published_on = models.DateField("公开日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


def four_eyes(name: str) -> list[models.CheckConstraint]:
    """What is or was public was confirmed by somebody other than who made it."""
    shown = Q(status__in=["draft", "dropped"])
    return [
        models.CheckConstraint(
            condition=shown
            | (Q(published_on__isnull=False, confirmed_by__isnull=False) & ~Q(confirmed_by=F("made_by"))),
            name=f"{name}_four_eyes",
        )
    ]


class ProjectUpdate(Confirmed):
    """Progress as a unit reports it; shown on the timeline once confirmed."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="updates")
    text = models.TextField("进展", max_length=1000)
    happened_on = models.DateField("发生日期")
    percent = models.PositiveSmallIntegerField("总进度")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="updates")
    reached = models.BooleanField("节点已达到", default=False)
    replanned_on = models.DateField("调整后的计划日期", null=True, blank=True)

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            *four_eyes("project_update"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="project_update_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.happened_on}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("key_areas.update", str(self.pk))


class Photo(models.Model):
    """A picture of an update. ``alt`` says in words what it shows, for those who do not see it."""

    update = models.ForeignKey(ProjectUpdate, on_delete=models.CASCADE, related_name="photos")
    file_id = models.UUIDField("文件")
    caption = models.CharField("说明", max_length=120)
    alt = models.CharField("替代文字", max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="photo_has_words")]

    def __str__(self) -> str:
        return self.caption


class PublicTable(models.Model):
    """A table of a kind (``spec``) that a unit keeps public."""

    spec = models.CharField("表种", max_length=32)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="tables")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="public_tables")
    title = models.CharField("名称", max_length=120)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["unit", "title"], name="public_table_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:table", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("key_areas.table", str(self.pk))


class TableVersion(Confirmed):
    """The rows of a table as submitted once. ``archive``: the file kept for checking when it was published."""

    table = models.ForeignKey(PublicTable, on_delete=models.PROTECT, related_name="versions")
    rows = models.JSONField("行", default=list)
    change_note = models.CharField("修改说明", max_length=200, blank=True)
    archive_id = models.UUIDField("存档副本", null=True)
    archive_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            *four_eyes("table_version"),
            models.UniqueConstraint(fields=["table"], condition=Q(status="live"), name="table_version_one_live"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {chinese_date(self.made_at)}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("key_areas.version", str(self.pk))


class TableFinding(models.Model):
    """Personal data or a mark of secrecy in a cell. Nothing is published while one is open."""

    class Outcome(models.TextChoices):
        OPEN = "open", "待处理"
        MASKED = "masked", "已遮盖"
        KEPT = "kept", "依法公开"
        GONE = "gone", "已删改"

    version = models.ForeignKey(TableVersion, on_delete=models.CASCADE, related_name="findings")
    row = models.PositiveIntegerField("行")
    key = models.CharField("列", max_length=32)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    label = models.CharField("种类", max_length=40)
    mask = models.CharField("遮盖后", max_length=200)
    severity = models.CharField(max_length=10)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    reason = models.CharField("理由", max_length=200, blank=True)
    settled_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["row", "key", "start", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(outcome="kept") | ~Q(reason=""), name="table_finding_kept_has_reason")
        ]

    def __str__(self) -> str:
        return f"{self.row}.{self.key} {self.label}"
