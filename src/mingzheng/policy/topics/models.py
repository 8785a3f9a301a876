"""集成式发布: one page that gathers what belongs to a bundle of policies (要点第十三点)."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.policy.policies.models import Policy


class Topic(models.Model):
    """What is being composed; ``shown`` is what was signed and stands on the public page until the next signature.

    Args:
        update_days: the page is gone through at least once in so many days.
        changed_why: what happened to one of its documents since it was last gone through; "" when nothing did.
    """

    unit = models.ForeignKey(Unit, verbose_name="牵头单位", on_delete=models.PROTECT, related_name="topics")
    title = models.CharField("专题名称", max_length=100)
    lead = models.CharField("一句话说明", max_length=300, blank=True)
    office = models.CharField("咨询科室", max_length=100, blank=True)
    phone = models.CharField("咨询电话", max_length=60, blank=True)
    address = models.CharField("咨询地点", max_length=200, blank=True)
    hours = models.CharField("咨询时间", max_length=100, blank=True)
    update_days = models.PositiveSmallIntegerField("核对周期（日）", default=30)
    no_entry = models.CharField("没有办理入口的说明", max_length=200, blank=True)
    english_title = models.CharField("英文名称", max_length=200, blank=True)
    english = models.TextField("英文摘要", max_length=3000, blank=True)
    shown = models.JSONField("已公开的内容", default=dict, blank=True)
    published_at = models.DateTimeField("公开时间", null=True)
    renewed_on = models.DateField("最近核对日期", null=True)
    changed_why = models.CharField("需要核对的原因", max_length=300, blank=True)
    closing = models.CharField("关闭说明", max_length=300, blank=True)
    closed_at = models.DateTimeField("关闭时间", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="topic")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(renewed_on__isnull=False), name="topic_published_was_gone_through"
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(closing=""), name="topic_closed_says_why"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:topic", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("topics.topic", str(self.pk))

    @property
    def renew_by(self) -> dt.date | None:
        """The last day on which the page has to be gone through again."""
        return self.renewed_on + dt.timedelta(days=self.update_days) if self.renewed_on else None


class TopicPolicy(models.Model):
    """A policy of the bundle, in the order of the page."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="bundle")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="in_topics")
    note = models.CharField("一句话说明", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["topic", "policy"], name="topic_policy_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.policy}"


class TopicItem(models.Model):
    """What no record of the platform gives: where to apply, what was reported, what is going to take place."""

    class Kind(models.TextChoices):
        ENTRY = "entry", "办理入口"
        NEWS = "news", "工作动态"
        EVENT = "event", "活动"

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField("类别", max_length=6, choices=Kind.choices)
    title = models.CharField("名称", max_length=120)
    url = models.CharField("网址", max_length=300, blank=True)
    day = models.DateField("日期", null=True, blank=True)

    class Meta:
        ordering = ["kind", "-day", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="entry") | ~Q(url=""), name="topic_entry_has_address"),
            models.CheckConstraint(condition=Q(kind="entry") | Q(day__isnull=False), name="topic_happening_has_day"),
        ]

    def __str__(self) -> str:
        return self.title
