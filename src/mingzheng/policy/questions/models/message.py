"""政策留言板: a message of a visitor, and how to reach them, kept apart."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.questions.models.asked import Asked


class Message(models.Model):
    """A question about a policy. The original stays as it was written; the public reads ``public_text`` and ``public_answer``.

    Args:
        consent: the asker agrees that question and answer are published without whatever points at them.
        source: what the answer stands on.
        stars: 1 to 5, by the asker, once.
        key: the secret in the address of the receipt, from which the query code is made; forgotten after a day. Of the
            code itself only a digest is kept.
    """

    number = models.CharField("编号", max_length=20, unique=True)
    code_digest = models.CharField("查询码摘要", max_length=64, unique=True)
    key = models.CharField(max_length=40, unique=True, null=True)  # noqa: DJ001 - NULL: a day after it was received
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="policy_messages")
    document = models.ForeignKey(
        Document, verbose_name="有关的文件", on_delete=models.PROTECT, null=True, related_name="policy_messages"
    )
    topic = models.CharField("标题", max_length=60)
    text = models.TextField("问题", max_length=500)
    consent = models.BooleanField("同意公开")
    received_at = models.DateTimeField("收到时间")
    received_on = models.DateField("收到日期")
    answer = models.TextField("答复", max_length=4000, blank=True)
    source = models.CharField("依据", max_length=300, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    extended_why = models.CharField("延期理由", max_length=300, blank=True)
    declined_why = models.CharField("不予受理的理由", max_length=300, blank=True)
    public_text = models.TextField("公开的问题", max_length=500, blank=True)
    public_answer = models.TextField("公开的答复", max_length=4000, blank=True)
    published_on = models.DateField("公开日期", null=True)
    stars = models.PositiveSmallIntegerField("评价", null=True)
    rating = models.CharField("评价内容", max_length=200, blank=True)
    rated_on = models.DateField("评价日期", null=True)
    asked = models.OneToOneField(Asked, on_delete=models.PROTECT, related_name="message")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="policy_message")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on=None) | (Q(consent=True, answered_on__isnull=False) & ~Q(public_answer="")),
                name="message_public_with_consent",
            ),
            models.CheckConstraint(condition=Q(stars=None) | Q(stars__range=(1, 5)), name="message_stars"),
        ]
        indexes = [
            models.Index(
                fields=["-published_on", "-id"], name="message_newest", condition=Q(published_on__isnull=False)
            ),
            models.Index(fields=["unit", "-received_on"], name="message_of_unit"),
        ]

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return reverse("portal:message", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("questions.message", str(self.pk))


class MessageContact(models.Model):
    """How the asker may be reached; removed after the day that the settled message sets."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField("称呼", max_length=40, blank=True)
    reach = models.CharField("联系方式", max_length=120)
    remove_after = models.DateField("保留至", null=True, db_index=True)

    def __str__(self) -> str:
        return str(self.message.number)
