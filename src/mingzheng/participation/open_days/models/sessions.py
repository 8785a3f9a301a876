"""One session (场次): what is shown, where and when, who may come, and what came of it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.open_days.models.programmes import Programme


class OpenDay(models.Model):
    """A session of the month, or of the rest of the year (``programme`` None).

    Args:
        plan: the way inside, typed as rows of cells (``plans``).
        access: which of ``Access`` the place offers.
        capacity: places for people; None: nobody signs up, everybody may come.
        party_most: how many people one sign-up may bring.
        seed_source, seed_on: where and when the seed of a draw will be read, named before anybody signs up.
        promote_until: after this moment nobody moves up from the waiting list.
        settled_at, settled_how: when and how it was decided who comes.
        result_on: day on which the result, checked by another person, was published.
    """

    class Field(models.TextChoices):
        ONE_DOOR = "one_door", "一网通办"
        ONE_SCREEN = "one_screen", "一网统管"
        BUSINESS = "business", "营商环境"
        LIVELIHOOD = "livelihood", "民生保障"
        FAIR = "fair", "公正监管"
        SAFETY = "safety", "公共安全"
        PROJECTS = "projects", "民心工程、实事项目"
        OTHER = "other", "其他"

    NAMED = (Field.ONE_DOOR, Field.ONE_SCREEN, Field.BUSINESS, Field.LIVELIHOOD, Field.FAIR, Field.SAFETY)

    class Access(models.TextChoices):
        STEP_FREE = "step_free", "无台阶进出"
        LIFT = "lift", "有电梯"
        TOILET = "toilet", "有无障碍卫生间"
        WHEELCHAIR = "wheelchair", "可借轮椅"
        SIGN = "sign", "可安排手语"
        LARGE = "large", "有大字材料"
        COMPANION = "companion", "有人陪同引导"

    class How(models.TextChoices):
        ALL = "all", "全部录取"
        DRAW = "draw", "抽签"

    unit = models.ForeignKey(Unit, verbose_name="举办单位", on_delete=models.PROTECT, related_name="open_days")
    programme = models.ForeignKey(
        Programme, verbose_name="开放月", on_delete=models.PROTECT, null=True, blank=True, related_name="open_days"
    )
    field = models.CharField("领域", max_length=12, choices=Field.choices)
    title = models.CharField("名称", max_length=120)
    about = models.TextField("看什么、做什么", max_length=2000)
    audience = models.CharField("适合谁", max_length=200)
    place = models.CharField("场所", max_length=100)
    address = models.CharField("地址", max_length=200)
    route = models.CharField("怎么来", max_length=300, blank=True)
    plan = models.TextField("场地示意图", max_length=1000, blank=True)
    access = models.JSONField("无障碍", default=list, blank=True)
    access_note = models.CharField("无障碍说明", max_length=300, blank=True)
    contact = models.CharField("联系电话", max_length=60)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    capacity = models.PositiveIntegerField("名额", null=True, blank=True)
    party_most = models.PositiveSmallIntegerField("每次报名最多几人", default=3)
    sign_up_from = models.DateTimeField("报名开始", null=True, blank=True)
    sign_up_until = models.DateTimeField("报名截止", null=True, blank=True)
    seed_source = models.CharField("抽签种子来源", max_length=200, blank=True)
    seed_on = models.DateField("抽签种子日期", null=True, blank=True)
    promote_until = models.DateTimeField("候补递补截止", null=True, blank=True)
    announced_at = models.DateTimeField("公布时间", null=True)
    settled_at = models.DateTimeField("名单确定时间", null=True)
    settled_how = models.CharField("名单怎样确定", max_length=4, choices=How.choices, blank=True)
    cancelled_why = models.CharField("取消原因", max_length=300, blank=True)
    people = models.PositiveIntegerField("参加人数", null=True)
    summary = models.TextField("活动情况", max_length=4000, blank=True)
    held_at = models.DateTimeField("登记时间", null=True)
    result_on = models.DateField("结果公布日期", null=True)
    forgotten_on = models.DateField("报名信息删除日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="open_day")

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="open_day_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(capacity=None, sign_up_from=None, sign_up_until=None, promote_until=None)
                | Q(
                    capacity__gte=1,
                    sign_up_until__gt=F("sign_up_from"),
                    sign_up_until__lt=F("starts_at"),
                    promote_until__gte=F("sign_up_until"),
                    promote_until__lte=F("starts_at"),
                ),
                name="open_day_window_before_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | (~Q(seed_source="") & Q(seed_on__isnull=False)),
                name="open_day_names_the_seed_before",
            ),
            models.CheckConstraint(condition=Q(party_most__gte=1, party_most__lte=20), name="open_day_party"),
            models.CheckConstraint(condition=Q(settled_at=None) | ~Q(settled_how=""), name="open_day_settled_says_how"),
            models.CheckConstraint(
                condition=Q(held_at=None) | Q(people__isnull=False, announced_at__isnull=False),
                name="open_day_held_is_counted",
            ),
            models.CheckConstraint(
                condition=Q(result_on=None) | Q(held_at__isnull=False), name="open_day_result_after_it"
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="open_day_start")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:open-day", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("open_days.day", str(self.pk))

    @property
    def day(self) -> dt.date:
        return localtime(self.starts_at).date()

    @property
    def cancelled(self) -> bool:
        return bool(self.cancelled_why)

    @property
    def in_month(self) -> bool:
        """Does it count for the open month of its year?"""
        return self.programme is not None and self.programme.opens_on <= self.day <= self.programme.closes_on


class Part(models.Model):
    """One part of a session (环节), as it was arranged and as it went."""

    class Kind(models.TextChoices):
        QA = "qa", "答疑"
        SEMINAR = "seminar", "座谈"
        EXPERIENCE = "experience", "活动体验"
        SURVEY = "survey", "问卷调查"

    open_day = models.ForeignKey(OpenDay, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField("环节", max_length=12, choices=Kind.choices)
    arranged = models.CharField("安排", max_length=300)
    outcome = models.TextField("情况", max_length=3000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["open_day", "kind"], name="open_day_part_once")]

    def __str__(self) -> str:
        return f"{self.open_day} {self.get_kind_display()}"
