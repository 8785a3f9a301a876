"""Notifications to people, and the memory of which turnings of a clock were announced."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Person


class Notification(models.Model):
    """One line to one person. ``key`` names its occasion, so that handling a message twice tells nobody twice."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notifications")
    text = models.CharField("内容", max_length=500)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    url = models.CharField("地址", max_length=300, blank=True)
    created_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True)
    key = models.CharField("去重键", max_length=160, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notice_person"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.text


class StaffSession(models.Model):
    """Where a person is signed in now, in words. No network address; gone when the session is.

    Args:
        session_key: of the session, which is deleted to end it: the next request from there is nobody's.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField("设备", max_length=60)
    began_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用")

    class Meta:
        indexes = [models.Index(fields=["person", "-seen_at"], name="staff_session_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.device}"


class KnownDevice(models.Model):
    """A kind of device from which a person has signed in before: the first time from another is told to them."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "device"], name="known_device_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.device}"


class FactorReset(models.Model):
    """A lost second factor that an administrator asks to revoke; somebody else decides (procedure ``desk.factor_reset``)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("事由和核对本人的方式", max_length=300)
    asked_on = models.DateField("提出日期")
    decided_on = models.DateField("决定日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.person}的第二因素"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("desk.factor_reset", str(self.pk))


class Announced(models.Model):
    """A case whose clock turned amber or red, once per due date: people hear of each turning once."""

    LIGHTS = [("amber", "临期"), ("red", "逾期")]

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    light = models.CharField("灯", max_length=8, choices=LIGHTS)
    due_on = models.DateField("期限")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "light", "due_on"], name="announced_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.light} {self.due_on}"
