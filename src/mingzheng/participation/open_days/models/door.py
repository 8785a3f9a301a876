"""The door: a list on which each ticket is valid once, and every scan that was made on it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.participation.open_days.models.sessions import OpenDay
from mingzheng.participation.open_days.models.visitors import SignUp


class CheckInList(models.Model):
    """签到名单: the entrance of a session, or one of its parts. ``salt`` goes into the digests that a phone may hold."""

    open_day = models.ForeignKey(OpenDay, on_delete=models.CASCADE, related_name="check_in_lists")
    name = models.CharField("名称", max_length=40)
    salt = models.CharField(max_length=32)
    opens_at = models.DateTimeField("开始签到")
    closes_at = models.DateTimeField("结束签到")
    walk_ins = models.PositiveIntegerField("没有报名、现场来的人", default=0)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["open_day", "name"], name="check_in_list_name_once")]

    def __str__(self) -> str:
        return f"{self.open_day} {self.name}"


class Scan(models.Model):
    """One try. Of those that let somebody in there is one for each party and list.

    Args:
        key: made by the phone, so that what it sends again is no second try.
        scanned_at: the phone's moment; ``received_at``: ours.
        offline: the phone kept it until it had a connection.
    """

    class Outcome(models.TextChoices):
        IN = "in", "已签到"
        TWICE = "twice", "重复签到"
        NO_PLACE = "no_place", "没有名额"
        GIVEN_BACK = "given_back", "已退出"
        UNKNOWN = "unknown", "没有这张票"

    list = models.ForeignKey(CheckInList, on_delete=models.CASCADE, related_name="scans")
    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, null=True, related_name="scans")
    key = models.CharField(max_length=40)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices)
    people = models.PositiveSmallIntegerField("实到人数", default=0)
    scanned_at = models.DateTimeField("扫码时间")
    received_at = models.DateTimeField("收到时间")
    offline = models.BooleanField("离线扫的", default=False)
    by = models.CharField("签到人", max_length=250)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "sign_up"], condition=Q(outcome="in"), name="one_valid_scan_for_each_list"
            ),
            models.UniqueConstraint(fields=["list", "key"], name="scan_key_once"),
            models.CheckConstraint(
                condition=Q(outcome="unknown") | Q(sign_up__isnull=False), name="scan_of_a_ticket_or_unknown"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.get_outcome_display()}"
