"""Runs, what is still to be looked at, findings, link results, probes; outside sites; reports of visitors."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mingzheng.core.dates import chinese_moment
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.supervision.inspections.rules import Rule, rule_of


class InspectionRun(models.Model):
    """One inspection of a site, carried out in slices by the outbox."""

    class Status(models.TextChoices):
        RUNNING = "running", "检查中"
        DONE = "done", "已完成"
        FAILED = "failed", "没有完成"

    class Stage(models.TextChoices):
        MAP = "map", "读网站地图"
        PAGES = "pages", "检查页面"
        LINKS = "links", "打开链接"
        END = "end", "整理"

    source = models.CharField("网站地图", max_length=500)
    day = models.DateField("检查日期")
    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.RUNNING)
    stage = models.CharField("步骤", max_length=8, choices=Stage.choices, default=Stage.MAP)
    started_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("结束时间", null=True)
    by_name = models.CharField("发起", max_length=64)
    pages = models.PositiveIntegerField("页面", default=0)
    pages_done = models.PositiveIntegerField("已检查页面", default=0)
    links = models.PositiveIntegerField("链接", default=0)
    links_done = models.PositiveIntegerField("已打开链接", default=0)
    found = models.PositiveIntegerField("发现的问题", default=0)
    notes = models.JSONField("说明", default=list)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=Q(status="running"), name="inspection_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(status="running") | Q(finished_at__isnull=False), name="inspection_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.source}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("inspections.run", str(self.pk))

    @property
    def going(self) -> bool:
        return self.status == self.Status.RUNNING


class RunTarget(models.Model):
    """A page to read or a link to ask for in a run. ``usage``: for a link, where it stands and what it says."""

    class Kind(models.TextChoices):
        PAGE = "page", "页面"
        LINK = "link", "链接"

    run = models.ForeignKey(InspectionRun, on_delete=models.CASCADE, related_name="targets")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    url = models.CharField(max_length=2000)
    done = models.BooleanField(default=False)
    opened = models.BooleanField("打开了", default=False)
    usage = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "kind", "url"], name="run_target_once")]
        indexes = [models.Index(fields=["run", "kind", "id"], name="run_target_next", condition=Q(done=False))]

    def __str__(self) -> str:
        return self.url


class LinkResult(models.Model):
    """What came of asking for an address the last time, and how often it failed in a row."""

    url = models.CharField("地址", max_length=2000, unique=True)
    level = models.CharField("级别", max_length=8)
    code = models.CharField(max_length=24)
    seen = models.CharField("看到的", max_length=300, blank=True)
    mend = models.CharField("怎样改", max_length=300, blank=True)
    status = models.PositiveSmallIntegerField(default=0)
    seconds = models.FloatField("用时（秒）", default=0)
    failures = models.PositiveSmallIntegerField("连续失败", default=0)
    # Real time: it is asked whether the result may be used again.
    checked_at = models.DateTimeField("检查时间")
    day = models.DateField("检查日期")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["level"], name="link_result_level")]

    def __str__(self) -> str:
        return self.url


class Seen(models.Model):
    """What a check saw on a page."""

    fingerprint = models.CharField(max_length=40)
    rule = models.CharField("规则", max_length=32)
    address = models.CharField("页面", max_length=2000)
    title = models.CharField("标题", max_length=300)
    subject = models.CharField("对象", max_length=2000, blank=True)
    evidence = models.TextField("看到的")
    unsure = models.CharField("不能断定", max_length=300, blank=True)
    mend = models.CharField("怎样改", max_length=300, blank=True)
    certain = models.BooleanField("机器能断定", default=True)
    agency = models.CharField("页面所写机关", max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.about.label}：{self.title}"

    @property
    def about(self) -> Rule:
        return rule_of(self.rule)

    @property
    def how_to_mend(self) -> str:
        return self.mend or self.about.mend

    @property
    def doubt(self) -> str:
        """Why a person must look; "" where the machine is certain."""
        return "" if self.certain else self.unsure or self.about.mark.label


class Finding(Seen):
    """One defect over all the days on which it is seen."""

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        CONFIRMED = "confirmed", "属实待改"
        FALSE = "false", "误报"
        GONE = "gone", "已消除"

    source = models.CharField("网站", max_length=500)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="findings")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.CharField("理由", max_length=500, blank=True)
    judged_evidence = models.TextField("据以判断的内容", blank=True)
    first_seen = models.DateField("首次发现")
    last_seen = models.DateField("最近发现")
    times = models.PositiveIntegerField("发现次数", default=1)
    last_run = models.ForeignKey(InspectionRun, on_delete=models.SET_NULL, null=True, related_name="+")
    gone_on = models.DateField("消除日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="inspected")
    mended_on = models.DateField("单位报告改好的日期", null=True)

    class Meta:
        ordering = ["-last_seen", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "fingerprint"], name="inspected_once"),
            models.CheckConstraint(condition=~Q(state="false") | ~Q(reason=""), name="inspected_false_has_reason"),
            models.CheckConstraint(
                condition=Q(state="gone", gone_on__isnull=False) | (~Q(state="gone") & Q(gone_on=None)),
                name="inspected_gone_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "rule", "-last_seen", "-id"], name="inspected_by_rule"),
            models.Index(fields=["unit", "state", "-last_seen", "-id"], name="inspected_by_unit"),
        ]

    @property
    def ref(self) -> RecordRef:
        return RecordRef("inspections.finding", str(self.pk))

    @property
    def light(self) -> str:
        if self.state in (self.State.GONE, self.State.FALSE):
            return "done" if self.state == self.State.GONE else "none"
        return self.about.severity.light


class OutsideInspection(models.Model):
    """An inspection of a site that is not ours, begun by a person. It never touches the findings and figures of our portal.

    ``key``: where uploaded pages lie until the run has read them, "" afterwards.
    """

    class Kind(models.TextChoices):
        SITEMAP = "sitemap", "网站地图"
        ARCHIVE = "archive", "保存的网页（压缩包）"

    run = models.OneToOneField(InspectionRun, on_delete=models.CASCADE, related_name="outside")
    kind = models.CharField("来源", max_length=8, choices=Kind.choices)
    name = models.CharField("名称", max_length=100)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    where = models.CharField("网址或文件", max_length=500)
    key = models.CharField(max_length=100, blank=True)
    asks_links = models.BooleanField("打开链接", default=False)
    remove_after = models.DateField("保留至")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["remove_after"], name="outside_remove_after")]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> RecordRef:
        return RecordRef("inspections.outside", str(self.pk))


class OutsideFinding(Seen):
    """A defect on a page of an outside site; gone together with its inspection."""

    inspection = models.ForeignKey(OutsideInspection, on_delete=models.CASCADE, related_name="findings")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "fingerprint"], name="outside_found_once"),
        ]
        indexes = [models.Index(fields=["inspection", "rule", "id"], name="outside_by_rule")]

    @property
    def light(self) -> str:
        return self.about.severity.light


class Probe(models.Model):
    """One try to open the site's front page, for the national item 站点无法访问."""

    site = models.CharField("网站", max_length=500)
    day = models.DateField("日期")
    asked_at = models.DateTimeField("时间")
    ok = models.BooleanField("打开了")
    seconds = models.FloatField("用时（秒）")
    seen = models.CharField("看到的", max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["site", "day"], name="probe_by_day")]

    def __str__(self) -> str:
        return f"{self.site} {chinese_moment(timezone.localtime(self.asked_at))}"


class SignInDay(models.Model):
    """How often signing in failed on a day, and how often an account was locked for it: numbers without a person (task 8)."""

    day = models.DateField("日期", unique=True)
    failed = models.PositiveIntegerField("登录失败次数", default=0)
    locked = models.PositiveIntegerField("暂停登录次数", default=0)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} 登录失败 {self.failed} 次"


class ErrorReport(models.Model):
    """A visitor says that something on a page is wrong (纠错、找错). Who it was stands apart, in ``ReportContact``."""

    class Kind(models.TextChoices):
        TEXT = "text", "错别字或表述错误"
        FACT = "fact", "内容不对或已过时"
        LINK = "link", "链接或附件打不开"
        DISPLAY = "display", "页面显示不正常"
        PRIVACY = "privacy", "泄露了个人信息"
        OTHER = "other", "其他"

    class Outcome(models.TextChoices):
        MENDED = "mended", "属实，已改正"
        WILL = "will", "属实，将改正"
        PARTLY = "partly", "部分属实"
        NOT_ERROR = "not_error", "不属于页面错误"

    number = models.CharField("编号", max_length=16, unique=True, validators=[RegexValidator(r"^JC\d{8}-\d{4,}$")])
    query_code = models.CharField("查询码", max_length=12)
    # The secret of the receipt's address.
    key = models.CharField(max_length=40, unique=True)
    page = models.CharField("页面", max_length=500, blank=True)
    kind = models.CharField("问题类别", max_length=8, choices=Kind.choices)
    text = models.TextField("问题")
    received_at = models.DateTimeField("收到时间")
    received_on = models.DateField("收到日期")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="error_reports")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField("答复", blank=True)
    outcome = models.CharField("处理结果", max_length=10, choices=Outcome.choices, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    mended_on = models.DateField("改正日期", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, outcome="")
                | (Q(answered_on__isnull=False) & ~Q(answer="") & ~Q(outcome="")),
                name="visitor_report_answered_has_answer",
            ),
        ]
        indexes = [models.Index(fields=["received_on"], name="visitor_report_received")]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"


class ReportContact(models.Model):
    """How the visitor can be reached, when they wish; shown only to those who handle the report, removed after a time."""

    report = models.OneToOneField(ErrorReport, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField("称呼", max_length=40, blank=True)
    reach = models.CharField("手机或邮箱", max_length=120)
    remove_after = models.DateField("保留至", null=True)

    def __str__(self) -> str:
        return self.report.number
