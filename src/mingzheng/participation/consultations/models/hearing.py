"""听证会: announced, signed up for, selected, supplied with material, held, recorded (《重大行政决策程序暂行条例》第十六、十七条)."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.consultations.models.consultation import Consultation
from mingzheng.participation.consultations.models.opinion import AuthorKind

MATERIAL_DAYS = 7  # 第十七条：听证会召开7日前送达材料


class Hearing(models.Model):
    """Args:
    places: how many participants; ``rule``: how they are chosen, published with the announcement.
    selected_on: when the list of participants was published.
    material_on: when the material was delivered; ``material_days`` before the hearing.
    record: 听证笔录, without personal data; ``result``: what came of it.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="hearings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="hearings")
    title = models.CharField("名称", max_length=200)
    about = models.TextField("听证事项", max_length=3000)
    place = models.CharField("地点", max_length=200)
    starts_at = models.DateTimeField("时间")
    places = models.PositiveSmallIntegerField("听证参加人名额")
    sign_up_until = models.DateField("报名截止日期")
    rule = models.TextField("遴选办法", max_length=1000)
    announced_on = models.DateField("公告日期", null=True)
    selected_on = models.DateField("公布参加人日期", null=True)
    material_on = models.DateField("送达材料日期", null=True)
    material_days = models.PositiveSmallIntegerField("提前天数", null=True)
    held_on = models.DateField("举行日期", null=True)
    record = models.TextField("听证笔录", max_length=20_000, blank=True)
    result = models.TextField("听证意见和处理", max_length=5000, blank=True)
    cancelled_why = models.CharField("取消的理由", max_length=500, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="hearing")

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on=None) | Q(material_days__gte=MATERIAL_DAYS), name="hearing_material_seven_days"
            ),
            models.CheckConstraint(
                condition=Q(held_on=None) | Q(selected_on__isnull=False), name="hearing_participants_published"
            ),
            models.CheckConstraint(condition=Q(held_on=None) | ~Q(record=""), name="hearing_recorded"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:hearing", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("consultations.hearing", str(self.pk))

    @property
    def day(self) -> dt.date:
        return localdate(self.starts_at)


class HearingSignUp(models.Model):
    """Who would like to take part. ``shown_as`` is published once selected; name and reach are forgotten after the term."""

    class Stance(models.TextChoices):
        FOR = "for", "赞成"
        AGAINST = "against", "反对"
        OTHER = "other", "有修改意见"

    class Status(models.TextChoices):
        IN = "in", "已报名"
        SELECTED = "selected", "参加人"
        ALTERNATE = "alternate", "候补"
        NOT = "not", "未选上"
        CANCELLED = "cancelled", "已取消"

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="sign_ups")
    kind = models.CharField("身份", max_length=12, choices=AuthorKind.choices)
    shown_as = models.CharField("公布的称呼", max_length=100)
    stance = models.CharField("立场", max_length=8, choices=Stance.choices)
    view = models.TextField("主要观点", max_length=1000)
    status = models.CharField("结果", max_length=10, choices=Status.choices, default=Status.IN)
    lot = models.CharField("抽签代码", max_length=32, blank=True)
    rank = models.PositiveIntegerField("次序", default=0)
    signed_at = models.DateTimeField("报名时间")
    attended = models.BooleanField("到会", null=True)
    name = models.CharField("姓名", max_length=60, blank=True)
    reach = models.CharField("手机或者电子邮箱", max_length=120, blank=True)
    remove_after = models.DateField("保留至", null=True, db_index=True)
    code_digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["hearing", "status"], name="hearing_sign_ups")]

    def __str__(self) -> str:
        return self.shown_as

    @property
    def ref(self) -> RecordRef:
        return RecordRef("consultations.hearing_sign_up", str(self.pk))
