"""Who is told of which public facts, and every message with what became of it."""

from __future__ import annotations

from django.db import models

from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit


class Subscription(models.Model):
    """An address that is told. Its secrets are made from the nonces and the key of the house; none is kept.

    Args:
        unit: only what concerns it; None: of all units.
        previous_nonce: of the secret before the last change, valid until ``previous_until`` (real time).
        failures: attempts in a row that failed.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", "推送中"
        PAUSED = "paused", "已暂停"
        ENDED = "ended", "已停用"

    name = models.CharField("名称", max_length=60)
    address = models.CharField("接收地址", max_length=500)
    kinds = models.JSONField("事件")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    nonce = models.CharField(max_length=32)
    previous_nonce = models.CharField(max_length=32, blank=True)
    previous_until = models.DateTimeField(null=True)
    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.ACTIVE)
    failures = models.PositiveIntegerField("连续失败次数", default=0)
    paused_why = models.CharField("暂停的原因", max_length=200, blank=True)
    made_on = models.DateField("登记日期")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> RecordRef:
        return RecordRef("machines.subscription", str(self.pk))


class Delivery(models.Model):
    """One message for one address. ``message_id`` is the same at every attempt, so that the receiver takes it once."""

    class Status(models.TextChoices):
        WAITING = "waiting", "待送"
        DELIVERED = "delivered", "已送达"
        FAILED = "failed", "多次失败"

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="deliveries")
    message_id = models.CharField("消息编号", max_length=40)
    kind = models.CharField("事件", max_length=40)
    body = models.TextField("内容")
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    error = models.CharField("最近一次错误", max_length=200, blank=True)
    made_at = models.DateTimeField("发生时间")
    # Real time, as the outbox's.
    delivered_at = models.DateTimeField("送达时间", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["subscription", "message_id"], name="webhook_message_once")]
        indexes = [models.Index(fields=["subscription", "status"], name="webhook_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"
