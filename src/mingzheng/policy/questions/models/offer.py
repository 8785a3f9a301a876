"""How often a published answer was offered to somebody who was about to ask."""

from __future__ import annotations

from django.db import models

from mingzheng.policy.questions.models.entry import Entry


class Offer(models.Model):
    """Counts of one entry on one day: offered before a message was sent, opened, and found to be the answer. Nobody's name."""

    day = models.DateField("日期")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="offers")
    shown = models.PositiveIntegerField("推荐次数", default=0)
    opened = models.PositiveIntegerField("打开次数", default=0)
    avoided = models.PositiveIntegerField("因此不必再问的次数", default=0)

    class Meta:
        verbose_name = "提问前推荐"
        constraints = [models.UniqueConstraint(fields=["day", "entry"], name="questions_offer_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.entry_id}"
