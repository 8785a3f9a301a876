"""One side effect that is owed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """A side effect: waiting → running → done, or back to waiting with back-off, or given up and shown."""

    class Status(models.TextChoices):
        WAITING = "waiting", "待处理"
        RUNNING = "running", "处理中"
        DONE = "done", "已完成"
        GIVEN_UP = "given_up", "多次失败，待人工处理"

    class Lane(models.IntegerChoices):
        """What somebody waits for at a screen goes ahead of what a bulk load left behind."""

        ACT = 0, "即时"
        BULK = 1, "批量"

    topic = models.CharField("事项", max_length=64)
    lane = models.PositiveSmallIntegerField("队列", choices=Lane.choices, default=Lane.ACT)
    key = models.CharField("去重键", max_length=128, null=True, unique=True)  # noqa: DJ001 - NULL: no key, and NULLs do not collide
    payload = models.JSONField("内容", default=dict)
    status = models.CharField("状态", max_length=12, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    # Real time, not the demonstration's: retries and stuck workers are measured in real seconds.
    due_at = models.DateTimeField("下次处理时间")
    taken_at = models.DateTimeField("开始处理时间", null=True)
    done_at = models.DateTimeField("完成时间", null=True)
    created_at = models.DateTimeField("提出时间", auto_now_add=True)
    last_error = models.TextField("最近一次错误", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["lane", "due_at", "id"], name="outbox_next", condition=Q(status="waiting")),
            models.Index(fields=["taken_at"], name="outbox_running", condition=Q(status="running")),
            models.Index(fields=["status", "topic"], name="outbox_status"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.pk} {self.get_status_display()}"
