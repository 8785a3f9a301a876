"""Columns (栏目) as a tree, what stands in them, the standard catalogue, its daily check, confirmed classes, products."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit


class Column(models.Model):
    """A column of the portal. ``owner`` answers for it; ``update_days`` is its update rule, None when events rule it."""

    code = models.CharField("代码", max_length=48, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9-]*$")])
    title = models.CharField("名称", max_length=64)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="columns")
    about = models.CharField("说明", max_length=300, blank=True)
    content_rule = models.CharField("内容要求", max_length=300, blank=True)
    update_days = models.PositiveSmallIntegerField("更新周期（日）", null=True, blank=True)
    update_note = models.CharField("更新要求", max_length=200, blank=True)
    update_basis = models.CharField("更新依据", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="column_not_its_own_parent"),
            models.CheckConstraint(condition=Q(update_days=None) | Q(update_days__gt=0), name="column_update_days"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="column_closed_after_opened"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PublicCopy(models.Model):
    """A public record standing somewhere. Title, address and date are a copy for the page there and its checks."""

    record_kind = models.CharField(max_length=48)
    record_id = models.CharField(max_length=48)
    title = models.CharField("标题", max_length=300)
    url = models.CharField("地址", max_length=300)
    published_on = models.DateField("公开日期")
    placed_at = models.DateTimeField("列入时间")

    class Meta:
        abstract = True

    @property
    def ref(self) -> RecordRef:
        return RecordRef(self.record_kind, self.record_id)


class Placement(PublicCopy):
    """A public record stands in a column. ``unit`` answers for the record."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="placements")

    class Meta:
        ordering = ["-published_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["column", "record_kind", "record_id"], name="placement_once"),
        ]
        indexes = [
            models.Index(fields=["column", "-published_on", "-id"], name="placement_newest"),
            models.Index(fields=["record_kind", "record_id"], name="placement_record"),
        ]

    def __str__(self) -> str:
        return f"{self.column} {self.title}"


class LinkEntry(models.Model):
    """目录条目: information that is public at an address of its own (a platform of the city, a standing page of this
    site), registered so that it stands in a column."""

    title = models.CharField("标题", max_length=300)
    url = models.CharField("地址", max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField("公开日期")
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    made_by = models.BigIntegerField("登记人")

    class Meta:
        ordering = ["-published_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["url", "title"], condition=Q(withdrawn_on=None), name="link_entry_once")
        ]

    def __str__(self) -> str:
        return self.title


class StandardCatalogue(models.Model):
    """A version of the standard catalogue (标准目录) of a year; one is live."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        LIVE = "live", "现行"
        PAST = "past", "历史版本"

    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("版本", default=1)
    title = models.CharField("名称", max_length=120)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    source_name = models.CharField("来源文件", max_length=200, blank=True)
    made_at = models.DateTimeField("导入时间")
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Meta:
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["year", "version"], name="standard_catalogue_version"),
            models.UniqueConstraint(fields=["status"], condition=Q(status="live"), name="standard_catalogue_one_live"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_on__isnull=False), name="standard_catalogue_published_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.year}年第{self.version}版）"


class StandardItem(models.Model):
    """One item with the ten columns of the national form, as written. ``column`` is where its records stand."""

    catalogue = models.ForeignKey(StandardCatalogue, on_delete=models.CASCADE, related_name="items")
    field = models.CharField("领域", max_length=31)
    serial = models.PositiveSmallIntegerField("序号")
    level1 = models.CharField("一级事项", max_length=100)
    level2 = models.CharField("二级事项", max_length=100)
    content = models.TextField("公开内容（要素）", max_length=2000)
    basis = models.TextField("公开依据", max_length=2000)
    time_limit = models.TextField("公开时限", max_length=500)
    subject = models.TextField("公开主体", max_length=300)
    channels = models.TextField("公开渠道和载体", max_length=500)
    audience = models.CharField("公开对象", max_length=100)
    method = models.CharField("公开方式", max_length=40)
    level = models.CharField("公开层级", max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    update_days = models.PositiveSmallIntegerField("更新周期（日）", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "field", "serial"], name="standard_item_once"),
            models.CheckConstraint(condition=Q(update_days=None) | Q(update_days__gt=0), name="standard_item_days"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.level1} {self.level2}"


class ItemRecord(PublicCopy):
    """A public record fulfils an item of the standard catalogue."""

    item = models.ForeignKey(StandardItem, on_delete=models.CASCADE, related_name="records")

    class Meta:
        ordering = ["-published_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["item", "record_kind", "record_id"], name="item_record_once")]
        indexes = [models.Index(fields=["record_kind", "record_id"], name="item_record_record")]

    def __str__(self) -> str:
        return f"{self.item} {self.title}"


class Classification(models.Model):
    """What a person confirmed a record to be, beside what the machine had suggested (and why)."""

    record_kind = models.CharField(max_length=48)
    record_id = models.CharField(max_length=48)
    title = models.CharField("标题", max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.CharField("组配分类", max_length=32, blank=True)
    theme = models.CharField("主题分类", max_length=64, blank=True)
    column = models.ForeignKey(Column, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(StandardItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    suggested = models.JSONField("机器建议", default=dict)
    agreed = models.BooleanField("与首位建议一致")
    confirmed_by = models.BigIntegerField("确认人")
    confirmed_at = models.DateTimeField("确认时间")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_kind", "record_id"], name="classification_once")]

    def __str__(self) -> str:
        return self.title


class CheckRun(models.Model):
    """What the daily check saw on a day, in figures."""

    day = models.DateField(unique=True)
    columns = models.PositiveIntegerField("栏目")
    columns_good = models.PositiveIntegerField("栏目合格")
    items = models.PositiveIntegerField("目录事项")
    items_good = models.PositiveIntegerField("事项合格")
    links = models.PositiveIntegerField("链接")
    links_broken = models.PositiveIntegerField("打不开的链接")
    at = models.DateTimeField("检查时间")

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}"


class CheckFinding(models.Model):
    """One thing that the check found on a day, about a column or an item."""

    class Kind(models.TextChoices):
        EMPTY = "empty", "没有内容"
        STALE = "stale", "超过更新周期"
        NEAR = "near", "临近更新期限"
        LINK = "link", "链接打不开"
        UNBOUND = "unbound", "没有对应栏目"
        MISPLACED = "misplaced", "栏目与分类不符"

    run = models.ForeignKey(CheckRun, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    column = models.ForeignKey(Column, on_delete=models.CASCADE, null=True, related_name="+")
    item = models.ForeignKey(StandardItem, on_delete=models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField("是什么", max_length=300)
    advice = models.CharField("怎么办", max_length=200)
    url = models.CharField("地址", max_length=300, blank=True)
    days = models.SmallIntegerField("距期限（日）", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(column__isnull=False) | Q(item__isnull=False), name="check_finding_about_something"
            )
        ]
        indexes = [models.Index(fields=["run", "kind"], name="check_finding_kind")]

    def __str__(self) -> str:
        return self.what

    @property
    def light(self) -> str:
        """``amber`` for what is near or doubtful, ``red`` for what is wrong now."""
        return "amber" if self.kind in (self.Kind.NEAR, self.Kind.MISPLACED) else "red"


class Product(models.Model):
    """公开产品: something made of the catalogue for citizens and enterprises. ``code`` names its page."""

    class Kind(models.TextChoices):
        MAP = "map", "主题地图"
        SHEET = "sheet", "一事一页"
        CALENDAR = "calendar", "发布日历"

    code = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField("名称", max_length=120)
    url = models.CharField("地址", max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    published_on = models.DateField("发布日期")
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return self.title


class Visits(models.Model):
    """How often a product was opened on a day. Nothing of the visitor is kept."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="visits")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "day"], name="visits_once")]

    def __str__(self) -> str:
        return f"{self.product} {self.day} {self.count}"
