"""What was delivered to whom, written once; what was sent out; what they thought of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push.models.profiles import Profile
from mingzheng.policy.push.models.rules import Rule


class Batch(models.Model):
    """One run of a rule over all profiles. ``written`` receivers heard of the policy for the first time."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="push_batches")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="batches")
    at = models.DateTimeField("时间")
    by = models.CharField("办理人", max_length=200)
    matched = models.PositiveIntegerField("符合", default=0)
    written = models.PositiveIntegerField("新告知", default=0)
    asked = models.PositiveIntegerField("可能符合", default=0)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.policy} {self.at:%Y-%m-%d}"


class Delivery(models.Model):
    """A policy reached a profile. ``reasons``: a bit for each row of the batch's rule that held.

    The key is the pair, so that nothing is delivered twice. The keys have no constraint of their own: a million checks for
    rows that came from the table itself; who deletes a profile deletes its deliveries (``commands.forget``). Every question
    begins with a profile, so that the key's index is the only one.
    """

    pk = models.CompositePrimaryKey("profile_id", "policy_id")
    profile = models.ForeignKey(
        Profile, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    policy = models.ForeignKey(
        Policy, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    batch = models.ForeignKey(Batch, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    reasons = models.BigIntegerField("符合的条件", default=0)

    def __str__(self) -> str:
        return f"{self.profile_id}:{self.policy_id}"


class Response(models.Model):
    """A profile opened a policy, and perhaps said whether it was meant for it (the accuracy of pushing)."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="responses")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="push_responses")
    opened_at = models.DateTimeField("打开时间")
    useful = models.BooleanField("有用", null=True)
    answered_at = models.DateTimeField("评价时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "policy"], name="push_response_once"),
            models.CheckConstraint(
                condition=Q(useful=None, answered_at=None) | Q(useful__isnull=False, answered_at__isnull=False),
                name="push_answer_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}:{self.policy_id}"


class Channel(models.TextChoices):
    MAIL = "mail", "邮件"
    SMS = "sms", "短信"
    PORTAL = "portal", "一网通办主页"


class Sent(models.Model):
    """One message that went out or is about to. The key makes it one, however often the outbox tries."""

    class Status(models.TextChoices):
        SENDING = "sending", "正在发送"
        SENT = "sent", "已发出"
        FAILED = "failed", "没有发出"

    key = models.CharField(max_length=80, primary_key=True)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, null=True, related_name="sent")
    channel = models.CharField("渠道", max_length=8, choices=Channel.choices)
    status = models.CharField("状态", max_length=8, choices=Status.choices)
    policies = models.PositiveSmallIntegerField("政策件数", default=0)
    at = models.DateTimeField("时间")

    class Meta:
        indexes = [models.Index(fields=["profile", "channel", "at"], name="push_sent_to")]

    def __str__(self) -> str:
        return f"{self.channel} {self.status}"


class FrequencyLimit(models.Model):
    """At most so many messages by a channel within so many days. Rows of the office before data/limits.yaml."""

    channel = models.CharField("渠道", max_length=8, choices=Channel.choices)
    most = models.PositiveSmallIntegerField("最多条数")
    days = models.PositiveSmallIntegerField("天数")
    valid_from = models.DateField("启用日期")
    source = models.CharField("依据", max_length=200)
    set_by = models.CharField("设定人", max_length=200)

    class Meta:
        ordering = ["-valid_from"]
        constraints = [models.UniqueConstraint(fields=["channel", "valid_from"], name="push_limit_once_a_day")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}：{self.days} 天内最多 {self.most} 条"
