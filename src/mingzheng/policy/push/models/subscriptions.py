"""Topic subscriptions: an address and a topic. No account, no profile."""

from __future__ import annotations

from django.db import models

from mingzheng.policy.push.models.profiles import Rhythm


class Subscription(models.Model):
    """``confirmed_at`` None: the address has not answered the mail; nothing else is sent to it, and it goes after a week."""

    class By(models.TextChoices):
        TAG = "tag", "标签"
        THEME = "theme", "主题分类"
        UNIT = "unit", "发布单位"
        STAGE = "stage", "政策环节"
        ALL = "all", "全部政策"

    email = models.EmailField("邮箱", max_length=200)
    by = models.CharField("按什么", max_length=8, choices=By.choices)
    topic = models.CharField("内容", max_length=100, blank=True)
    rhythm = models.CharField("频率", max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    asked_at = models.DateTimeField("提出时间")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    told_on = models.DateField("已告知到", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email", "by", "topic"], name="push_subscription_once")]
        indexes = [models.Index(fields=["rhythm", "by", "topic"], name="push_subscribers")]

    def __str__(self) -> str:
        return f"订阅 {self.pk}"
