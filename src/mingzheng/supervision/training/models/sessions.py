"""A training: planned by field, invited to, attended, rated, certified."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Person, Unit


class FieldOfWork(models.TextChoices):
    """领域; the first three are those that the notice names."""

    FOI = "foi", "依申请办理"
    POLICY = "policy", "政策发布解读"
    INTERACTION = "interaction", "政民互动"
    PUBLISHING = "publishing", "主动公开"
    PLATFORM = "platform", "平台和渠道"
    GENERAL = "general", "综合"


NAMED_FIELDS = (FieldOfWork.FOI, FieldOfWork.POLICY, FieldOfWork.INTERACTION)


class Session(models.Model):
    """One training. It stands in the plan of its year from the day on which it is entered.

    Args:
        unit: who holds it: 区府办 for the district, a unit for its own people.
        name_until: until when invited units say who comes.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="training_sessions")
    field = models.CharField("领域", max_length=12, choices=FieldOfWork.choices)
    title = models.CharField("名称", max_length=120)
    about = models.TextField("内容", max_length=2000)
    teacher = models.CharField("授课人", max_length=100, blank=True)
    place = models.CharField("地点", max_length=200)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    name_until = models.DateField("报名截止", null=True)
    invited_on = models.DateField("通知日期", null=True)
    held_on = models.DateField("登记日期", null=True)
    people = models.PositiveIntegerField("参加人数", null=True)
    summary = models.TextField("情况", max_length=2000, blank=True)
    cancelled_why = models.CharField("取消原因", max_length=300, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="training_session")

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="training_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(held_on=None) | Q(people__gte=1, invited_on__isnull=False), name="training_held_is_counted"
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="training_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> RecordRef:
        return RecordRef("training.session", str(self.pk))

    @property
    def day(self) -> dt.date:
        return localtime(self.starts_at).date()


class Invitation(models.Model):
    """A unit that was asked to come. ``told_to``: to how many people the letter went; None: not yet written."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="training_invitations")
    named_on = models.DateField("报名日期", null=True)
    told_to = models.PositiveSmallIntegerField("收件人数", null=True)
    told_at = models.DateTimeField("寄出时间", null=True)

    class Meta:
        ordering = ["unit__order", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "unit"], name="training_invited_once")]

    def __str__(self) -> str:
        return f"{self.session} {self.unit}"


class Attendee(models.Model):
    """Somebody who was named to come, or who came. ``person`` when they have an account: the training counts as learned."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendees")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="trainings")
    name = models.CharField("姓名", max_length=40)
    present_at = models.DateTimeField("签到时间", null=True)
    rated = models.BooleanField("已评价", default=False)

    class Meta:
        ordering = ["unit__order", "id"]
        constraints = [models.UniqueConstraint(fields=["session", "unit", "name"], name="training_attendee_once")]

    def __str__(self) -> str:
        return f"{self.unit.short} {self.name}"


class Rating(models.Model):
    """One to five, without who rated: that somebody has rated stands with the attendee."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="ratings")
    useful = models.PositiveSmallIntegerField("有用程度")
    comment = models.CharField("意见", max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(useful__gte=1, useful__lte=5), name="training_rating_one_to_five")
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.useful}"


class Certificate(models.Model):
    """结业证书, numbered per year without gaps. ``code``: what is typed, with the number, to find it genuine."""

    attendee = models.OneToOneField(Attendee, on_delete=models.PROTECT, related_name="certificate")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    code = models.CharField("验证码", max_length=12)
    issued_on = models.DateField("发证日期")

    class Meta:
        ordering = ["year", "serial"]
        constraints = [models.UniqueConstraint(fields=["year", "serial"], name="training_certificate_number")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"政务公开培训〔{self.year}〕{self.serial}号"
