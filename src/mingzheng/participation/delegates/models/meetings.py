"""A meeting that public delegates attend: its call, its places, who is invited."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core import timekeeping
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.delegates.models.people import Candidate


class Meeting(models.Model):
    """One meeting.

    Args:
        seats: how many delegates it has room for.
        alternates: how many alternates each category of the draw has.
        from_pool: the pool is drawn from too, not only those who signed up for this meeting.
        calls_until: last day of the public call; None: no call, the pool only.
        cutoff_on: the last day on which an alternate moves up; a place that becomes free later stays empty.
    """

    class Level(models.TextChoices):
        EXECUTIVE = "executive", "区政府常务会议"
        OFFICE = "office", "局长（主任）办公会"
        OTHER = "other", "其他会议"

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="delegate_meetings")
    level = models.CharField("会议", max_length=10, choices=Level.choices)
    title = models.CharField("名称", max_length=120)
    about = models.TextField("说明", max_length=1000, blank=True)
    starts_at = models.DateTimeField("开始时间")
    place = models.CharField("地点", max_length=200)
    seats = models.PositiveSmallIntegerField("名额")
    alternates = models.PositiveSmallIntegerField("每类候补人数", default=2)
    from_pool = models.BooleanField("从代表库中抽取", default=True)
    calls_until = models.DateField("报名截止", null=True, blank=True)
    cutoff_on = models.DateField("候补递补截止")
    announced_at = models.DateTimeField("公布时间", null=True)
    cancelled_why = models.CharField("取消原因", max_length=300, blank=True)
    held_on = models.DateField("登记列席的日期", null=True)
    summary = models.TextField("列席情况", max_length=2000, blank=True)
    published_at = models.DateTimeField("结果公开时间", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="delegate_meeting")

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="meeting_has_seats"),
            models.CheckConstraint(
                condition=Q(calls_until=None) | Q(calls_until__lte=F("cutoff_on")), name="meeting_call_before_cutoff"
            ),
            models.CheckConstraint(
                condition=Q(calls_until__isnull=False) | Q(from_pool=True), name="meeting_people_from_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(held_on__isnull=False, announced_at__isnull=False),
                name="meeting_published_was_held",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="delegate_meeting_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:delegate-meeting", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("delegates.meeting", str(self.pk))

    @property
    def day(self) -> dt.date:
        return localtime(self.starts_at).date()

    @property
    def is_next(self) -> bool:
        """Is it today or tomorrow: who accepted should have been reminded."""
        return 0 <= (self.day - timekeeping.today()).days <= 1

    @property
    def cancelled(self) -> bool:
        return bool(self.cancelled_why)


class Topic(models.Model):
    """What delegates hear and speak about."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField("议题", max_length=120)
    note = models.CharField("说明", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class Quota(models.Model):
    """How many delegates of one trait (类别、年龄、区域) at least and at most."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="quotas")
    trait = models.CharField("特征", max_length=10)
    value = models.CharField("取值", max_length=64)
    least = models.PositiveSmallIntegerField("最少")
    most = models.PositiveSmallIntegerField("最多")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "trait", "value"], name="quota_once"),
            models.CheckConstraint(condition=Q(least__lte=F("most")), name="quota_span"),
        ]

    def __str__(self) -> str:
        span = f"{self.least}" if self.least == self.most else f"{self.least}—{self.most}"
        return f"{self.value} {span} 人"


class Invitation(models.Model):
    """A place offered to somebody, or the wait for one.

    Args:
        rank: within the draw's category; places and alternates count apart.
        reply_by: last day for an answer; then it lapses and an alternate moves up.
        told_by: way in which the invitation reached them; "" until it did. ``reminded_by``: the same of the day before.
        moved_why: why this alternate took a place; "" for whoever drew one.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "候补"
        INVITED = "invited", "待答复"
        ACCEPTED = "accepted", "接受"
        DECLINED = "declined", "谢绝"
        LAPSED = "lapsed", "逾期未答复"
        DROPPED = "dropped", "已不在库"

    class ToldBy(models.TextChoices):
        MAIL = "mail", "邮件"
        SMS = "sms", "短信"
        PHONE = "phone", "电话"

    HOLDS = (Status.INVITED, Status.ACCEPTED)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="invitations")
    code = models.CharField("抽签代码", max_length=32)
    category = models.CharField("抽签类别", max_length=300)
    alternate = models.BooleanField("候补")
    rank = models.PositiveIntegerField("次序")
    status = models.CharField("状态", max_length=10, choices=Status.choices)
    code_digest = models.CharField(max_length=64, blank=True)
    invited_on = models.DateField("邀请日期", null=True)
    reply_by = models.DateField("答复截止", null=True)
    replied_on = models.DateField("答复日期", null=True)
    told_by = models.CharField("告知方式", max_length=5, choices=ToldBy.choices, blank=True)
    reminded_by = models.CharField("提醒方式", max_length=5, choices=ToldBy.choices, blank=True)
    moved_why = models.CharField("递补理由", max_length=100, blank=True)
    attended = models.BooleanField("是否到会", null=True)

    class Meta:
        ordering = ["category", "alternate", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "candidate"], name="invitation_once"),
            models.CheckConstraint(
                condition=Q(status="waiting") | Q(status="dropped") | Q(invited_on__isnull=False),
                name="invitation_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(attended=True) | Q(status="accepted"), name="invitation_attended_was_accepted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.get_status_display()}"
