"""Notifications to people, and the memory of which turnings of a clock were announced."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
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
