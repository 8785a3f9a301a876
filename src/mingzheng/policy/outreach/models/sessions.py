"""A lecture or a visit: announced, signed up for, held, rated; what was asked and what is still needed."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.policy.policies.models import Policy


class Brand(models.Model):
    """“政策公开讲” of a unit: a name under which it speaks again and again (要点第十六点)."""

    name = models.CharField("品牌", max_length=60, unique=True)
    unit = models.ForeignKey(Unit, verbose_name="主办单位", on_delete=models.PROTECT, related_name="brands")
    about = models.TextField("介绍", max_length=1000)
    since = models.DateField("创办日期")
    ended_on = models.DateField("停办日期", null=True, blank=True)

    class Meta:
        ordering = ["unit__order", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:brand", args=[self.pk])


class Session(models.Model):
    """One lecture or visit.

    Args:
        seats: places that can be signed up for; None: as many as come.
        door: the code in the QR code that hangs at the door; it opens the check-in and nothing else.
        walk_ins: who came without having signed up.
    """

    class Kind(models.TextChoices):
        LECTURE = "lecture", "大讲堂"
        COMMUNITY = "community", "进社区"
        PARK = "park", "进园区"
        BUILDING = "building", "进楼宇"
        CAMPUS = "campus", "进高校"
        ONLINE = "online", "云课堂"

    class Theme(models.TextChoices):
        ENTERPRISE = "enterprise", "惠企服务"
        JOBS = "jobs", "就业创业"
        TALENT = "talent", "人才服务"
        LIVELIHOOD = "livelihood", "民生保障"
        OTHER = "other", "其他"

    VISITS = (Kind.COMMUNITY, Kind.PARK, Kind.BUILDING, Kind.CAMPUS)

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="outreach_sessions")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    kind = models.CharField("形式", max_length=10, choices=Kind.choices)
    theme = models.CharField("主题", max_length=10, choices=Theme.choices)
    title = models.CharField("名称", max_length=120)
    about = models.TextField("内容", max_length=2000)
    speaker = models.CharField("主讲", max_length=100, blank=True)
    place = models.CharField("地点", max_length=200, blank=True)
    online_url = models.CharField("线上地址", max_length=300, blank=True)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    seats = models.PositiveIntegerField("名额", null=True, blank=True)
    sign_up_until = models.DateTimeField("报名截止")
    policies = models.ManyToManyField(Policy, related_name="outreach_sessions", blank=True)
    partner = models.ForeignKey(
        "outreach.Partner", on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    door = models.CharField(max_length=16)
    announced_at = models.DateTimeField("公布时间", null=True)
    cancelled_why = models.CharField("取消原因", max_length=300, blank=True)
    walk_ins = models.PositiveIntegerField("现场签到（未报名）", default=0)
    people = models.PositiveIntegerField("参加人数", null=True)
    enterprises = models.PositiveIntegerField("参加企业数", null=True)
    summary = models.TextField("情况", max_length=2000, blank=True)
    held_at = models.DateTimeField("登记时间", null=True)
    forgotten_on = models.DateField("报名信息删除日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="outreach_session")

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(sign_up_until__lte=F("ends_at")), name="session_sign_up_ends"),
            models.CheckConstraint(
                condition=Q(held_at=None) | Q(people__isnull=False, announced_at__isnull=False),
                name="session_held_is_counted",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="session_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:session", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("outreach.session", str(self.pk))

    @property
    def day(self) -> dt.date:
        return localtime(self.starts_at).date()

    @property
    def cancelled(self) -> bool:
        return bool(self.cancelled_why)


class SignUp(models.Model):
    """Who wants to come. Name, telephone and organisation are kept until thirty days after; then only the count stays."""

    class Status(models.TextChoices):
        IN = "in", "已报名"
        WAITING = "waiting", "候补"
        CANCELLED = "cancelled", "已取消"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="sign_ups")
    code_digest = models.CharField(max_length=64, unique=True)
    name = models.CharField("称呼", max_length=30, blank=True)
    phone = models.CharField("手机号", max_length=20, blank=True)
    organisation = models.CharField("单位", max_length=100, blank=True)
    people = models.PositiveSmallIntegerField("人数", default=1)
    status = models.CharField(max_length=10, choices=Status.choices)
    signed_at = models.DateTimeField("报名时间")
    attended_at = models.DateTimeField("签到时间", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "phone"], condition=~Q(phone="") & ~Q(status="cancelled"), name="sign_up_once"
            ),
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=5), name="sign_up_people"),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | Q(name="", phone="", organisation=""),
                name="sign_up_cancelled_forgets",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.get_status_display()}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("outreach.sign_up", str(self.pk))


class Rating(models.Model):
    """体验评价: one to five, once for each sign-up; who came without one rates at the door."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="ratings")
    sign_up = models.OneToOneField(SignUp, on_delete=models.PROTECT, null=True, related_name="rating")
    useful = models.PositiveSmallIntegerField("有用程度")
    comment = models.CharField("意见", max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(useful__gte=1, useful__lte=5), name="rating_one_to_five")]

    def __str__(self) -> str:
        return f"{self.session} {self.useful}"


class Raised(models.Model):
    """A question raised on the spot and what was answered, without who asked."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="raised")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.CharField("问题", max_length=500)
    answer = models.CharField("回答", max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:40]


class Need(models.Model):
    """需求跟踪: what somebody still needs after a lecture or a visit. Whom to call is kept until it is settled."""

    class Outcome(models.TextChoices):
        SOLVED = "solved", "已解决"
        EXPLAINED = "explained", "已解释说明"
        PASSED = "passed", "已转有关部门"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="needs")
    unit = models.ForeignKey(Unit, verbose_name="办理单位", on_delete=models.PROTECT, related_name="+")
    text = models.CharField("需求", max_length=500)
    contact = models.CharField("联系方式", max_length=60, blank=True)
    raised_on = models.DateField("提出日期")
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField("办理情况", max_length=1000, blank=True)
    settled_on = models.DateField("办结日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="outreach_need")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on=None) | (Q(contact="") & ~Q(answer="")), name="need_settled_forgets_the_person"
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def ref(self) -> RecordRef:
        return RecordRef("outreach.need", str(self.pk))
