"""What was asked, by whatever channel: the one table that is counted, compared and reported."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.questions.models.entry import Entry


class Often(models.Model):
    """A question that was asked so often that it should stand among the frequent ones of its policy. ``entry`` answers it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="often_asked")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="often_asked")
    topic = models.CharField("问题", max_length=200)
    found_on = models.DateField("达到次数的日期")
    limit = models.PositiveSmallIntegerField("规定次数")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="often_groups")
    formed_on = models.DateField("形成常见问题的日期", null=True)
    declined_on = models.DateField("不形成的决定日期", null=True)
    reason = models.CharField("不形成的理由", max_length=300, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="often_asked")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(formed_on=None) | Q(entry__isnull=False), name="often_formed_has_entry"),
            models.CheckConstraint(condition=Q(declined_on=None) | ~Q(reason=""), name="often_declined_has_reason"),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def ref(self) -> RecordRef:
        return RecordRef("questions.often", str(self.pk))


class Asked(models.Model):
    """One question that somebody put, without who put it.

    Args:
        unit: which unit answers for it; None while nobody knows. ``place``: the window at which it was asked.
        entry: the answer that was given from the knowledge base.
        seconds: from the first search to the recorded answer; None when it was not measured.
        counts: False for what was no question about a policy.
    """

    class Channel(models.TextChoices):
        BOARD = "board", "政策留言板"
        WINDOW = "window", "窗口"
        HOTLINE = "hotline", "热线"
        HANDOVER = "handover", "窗口转办"

    channel = models.CharField("渠道", max_length=8, choices=Channel.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="asked")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="asked_here")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="asked")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="asked")
    text = models.CharField("问题", max_length=500)
    asked_on = models.DateField("提问日期")
    answered_on = models.DateField("答复日期", null=True)
    seconds = models.PositiveIntegerField("用时（秒）", null=True)
    counts = models.BooleanField("计入统计", default=True)
    group = models.ForeignKey(Often, on_delete=models.SET_NULL, null=True, related_name="asked")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")), name="asked_then_answered"
            )
        ]
        indexes = [
            models.Index(fields=["unit", "asked_on"], name="asked_waiting", condition=Q(answered_on=None, counts=True)),
            models.Index(fields=["document", "asked_on"], name="asked_of_document"),
            models.Index(fields=["place", "asked_on"], name="asked_at_window"),
            models.Index(fields=["asked_on"], name="asked_day"),
        ]

    def __str__(self) -> str:
        return self.text
