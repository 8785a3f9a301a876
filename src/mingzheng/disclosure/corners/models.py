"""Offline corners (政务公开专区): what they are, when they are open, what happened there, whom they passed on."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit


class Corner(models.Model):
    """A place where anybody may read, ask and be passed on to a service window (条例 Art. 25).

    ``hours`` is what ``hours.parse`` read from ``hours_text``; ``holds`` and ``access`` are codes of ``HOLDS``, ``ACCESS``.
    ``way`` is the way there, one step a line, from the nearest stop to the desk.
    """

    class Kind(models.TextChoices):
        STREET = "street", "街镇社区事务受理中心"
        CENTRE = "centre", "政务服务中心"
        LIBRARY = "library", "公共图书馆"
        ARCHIVE = "archive", "国家档案馆"
        OTHER = "other", "其他场所"

    HOLDS = {
        "computer": "查阅电脑",
        "kiosk": "自助查询机",
        "desk": "咨询台",
        "papers": "纸质文件和公报",
        "leaflets": "政策宣传册",
        "printing": "打印复印",
        "forms": "申请表和填写示例",
    }
    ACCESS = {
        "ramp": "无障碍坡道",
        "lift": "电梯",
        "low_desk": "低位服务台",
        "toilet": "无障碍厕所",
        "hearing": "助听设备",
        "glasses": "老花镜",
        "sign": "手语服务（预约）",
        "wheelchair": "轮椅借用",
    }

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="corners")
    area = models.ForeignKey(
        Unit, verbose_name="所在街镇", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField("名称", max_length=64, unique=True)
    kind = models.CharField("场所类别", max_length=8, choices=Kind.choices)
    address = models.CharField("地址", max_length=200)
    place = models.CharField("楼层和位置", max_length=100)
    way = models.TextField("怎样到这里", blank=True, max_length=1000)
    phone = models.CharField("咨询电话", max_length=40)
    hours_text = models.TextField("开放时间", max_length=500)
    hours = models.JSONField("开放时间（读出）", default=list)
    holiday_rule = models.CharField(
        "法定节假日",
        max_length=8,
        choices=[("closed", "不开放，调休上班日照常开放"), ("usual", "照常开放")],
        default="closed",
    )
    holds = models.JSONField("设施", default=list, blank=True)
    access = models.JSONField("无障碍设施", default=list, blank=True)
    about = models.TextField("介绍", blank=True, max_length=1000)
    opened_on = models.DateField("启用日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["area__order", "kind", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="corner_span"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def steps(self) -> list[str]:
        return [line.strip() for line in self.way.splitlines() if line.strip()]

    @property
    def held(self) -> list[str]:
        return [self.HOLDS[code] for code in self.holds if code in self.HOLDS]

    @property
    def accessible(self) -> list[str]:
        return [self.ACCESS[code] for code in self.access if code in self.ACCESS]


class Closure(models.Model):
    """Closed for some days, with a reason that the public reads."""

    corner = models.ForeignKey(Corner, on_delete=models.PROTECT, related_name="closures")
    first = models.DateField("自")
    last = models.DateField("至")
    reason = models.CharField("原因", max_length=100)

    class Meta:
        ordering = ["-first"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="closure_span")]

    def __str__(self) -> str:
        return f"{self.first}—{self.last} {self.reason}"


class Activity(models.Model):
    """Something that takes place in a corner; held, it has its count of people and what they asked."""

    class Kind(models.TextChoices):
        INTERPRETATION = "interpretation", "现场解读"
        CONSULTATION = "consultation", "集中咨询"
        LECTURE = "lecture", "政策宣讲"
        EXPERIENCE = "experience", "开放体验"

    class Status(models.TextChoices):
        PLANNED = "planned", "预告"
        HELD = "held", "已举办"
        CANCELLED = "cancelled", "已取消"

    corner = models.ForeignKey(Corner, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField("形式", max_length=16, choices=Kind.choices)
    topic = models.CharField("主题", max_length=120)
    held_on = models.DateField("日期")
    begins = models.TimeField("开始时间")
    speaker = models.CharField("由谁讲解", max_length=100, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.PLANNED)
    participants = models.PositiveIntegerField("参加人数", null=True)
    summary = models.TextField("情况", blank=True, max_length=2000)
    cancelled_why = models.CharField("取消原因", max_length=200, blank=True)
    recorded_at = models.DateTimeField("登记时间", null=True)

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["status", "held_on"], name="activity_held")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="held") | Q(participants__isnull=False, recorded_at__isnull=False),
                name="activity_held_counted",
            ),
            models.CheckConstraint(condition=~Q(status="cancelled") | ~Q(cancelled_why=""), name="activity_reason"),
        ]

    def __str__(self) -> str:
        return self.topic


class Question(models.Model):
    """What was asked at an activity, without who asked it, and what was answered on the spot."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField("问题", max_length=500)
    answer = models.CharField("回答", max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:40]


class Consultation(models.Model):
    """A question put at a corner's desk. ``called`` and ``phone`` are kept only until it is settled."""

    class Matter(models.TextChoices):
        POLICY = "policy", "政策内容"
        APPLY = "apply", "申请条件和材料"
        PROGRESS = "progress", "办理进度"
        DISCLOSURE = "disclosure", "政府信息公开"
        OTHER = "other", "其他"

    corner = models.ForeignKey(Corner, on_delete=models.PROTECT, related_name="consultations")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    matter = models.CharField("类别", max_length=12, choices=Matter.choices)
    question = models.CharField("咨询内容", max_length=500)
    received_on = models.DateField("咨询日期")
    called = models.CharField("称呼", max_length=20, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    window = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    handed_on = models.DateField("转办日期", null=True)
    answer = models.TextField("答复", blank=True, max_length=2000)
    service = models.CharField("办理的事项", max_length=100, blank=True)
    settled_on = models.DateField("办结日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="consultation")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="consultation_number"),
            models.CheckConstraint(
                condition=Q(settled_on=None) | Q(called="", phone=""), name="consultation_forgets_the_person"
            ),
            models.CheckConstraint(condition=Q(window=None) | Q(handed_on__isnull=False), name="consultation_handed"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.question[:30]}"

    @property
    def number(self) -> str:
        return f"专询〔{self.year}〕{self.serial}号"


class CopyDelivery(models.Model):
    """Published information delivered to an archive or a library, for reading there (条例 Art. 25)."""

    class Form(models.TextChoices):
        PAPER = "paper", "纸质"
        ELECTRONIC = "electronic", "电子"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    corner = models.ForeignKey(Corner, on_delete=models.PROTECT, related_name="deliveries")
    what = models.CharField("送交内容", max_length=200)
    form = models.CharField("形式", max_length=10, choices=Form.choices)
    copies = models.PositiveIntegerField("份数")
    delivered_on = models.DateField("送交日期")
    receipt = models.CharField("回执编号", max_length=60, blank=True)
    received_on = models.DateField("签收日期", null=True)

    class Meta:
        ordering = ["-delivered_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(copies__gt=0), name="delivery_of_something"),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("delivered_on")), name="delivery_then_receipt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivered_on} {self.what}"


def span(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the quarter in which a day lies."""
    first = dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    after = dt.date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return first, after - dt.timedelta(days=1)
