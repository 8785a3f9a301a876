"""Letters out, their texts as versioned data, and how they were served."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from mingzheng.core.dates import chinese_date
from mingzheng.core.files.models import StoredFile
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.models.applications import Application


class Letter(models.Model):
    """A letter of a case, numbered where its kind has a word. What it says is fixed when it is signed; only a purge empties it."""

    class Status(models.TextChoices):
        SIGNED = "signed", "已签发"
        VOID = "void", "已作废"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("文书种类", max_length=24)
    ref = models.CharField("对应的事项", max_length=8, blank=True)
    word = models.CharField("机关代字", max_length=16, blank=True)
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("序号", null=True)
    title = models.CharField("标题", max_length=120)
    addressee = models.CharField("受送达人", max_length=100, blank=True)
    paragraphs = models.JSONField("正文", default=list)
    remedy = models.TextField("救济途径", blank=True)
    signed_on = models.DateField("落款日期")
    signed_by = models.CharField("签发人", max_length=60)
    texts = models.JSONField("所用文本的版本", default=dict)
    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.SIGNED)
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    word_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    signed_copy = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    attachments = models.ManyToManyField(StoredFile, related_name="+")

    class Meta:
        verbose_name = "文书"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "word", "year", "serial"], name="foi_letter_number"),
            models.CheckConstraint(
                condition=Q(word="", serial=None) | (~Q(word="") & Q(serial__isnull=False)),
                name="foi_letter_word_with_serial",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def number(self) -> str:
        """××公复〔2023〕12号; empty for a receipt, which has none."""
        return f"{self.word}〔{self.year}〕{self.serial}号" if self.serial else ""

    @property
    def full_title(self) -> str:
        """政府信息公开申请答复书（××公复〔2023〕12号）"""
        return f"{self.title}（{self.number}）" if self.number else self.title

    @property
    def ref_record(self) -> RecordRef:
        return RecordRef("foi.letter", str(self.pk))


class Delivery(models.Model):
    """送达: way, day, proof; a failed one is followed by another."""

    class Way(models.TextChoices):
        HAND = "hand", "直接送达"
        POST = "post", "邮寄送达"
        ONLINE = "online", "网上送达"
        EMAIL = "email", "电子邮件送达"
        FAX = "fax", "传真送达"
        LEFT = "left", "留置送达"
        NOTICE = "notice", "公告送达"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="deliveries")
    way = models.CharField("送达方式", max_length=8, choices=Way.choices)
    sent_on = models.DateField("发出日期")
    tracking = models.CharField("邮件号码", max_length=60, blank=True)
    delivered_on = models.DateField("送达日期", null=True)
    receiver = models.CharField("签收人", max_length=60, blank=True)
    failed_on = models.DateField("退回日期", null=True)
    failure = models.CharField("未送达的原因", max_length=200, blank=True)
    proof = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "送达"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(delivered_on=None) | Q(failed_on=None), name="foi_delivery_one_end"),
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(delivered_on__gte=F("sent_on")), name="foi_delivered_after_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {chinese_date(self.sent_on)}"


class LetterText(models.Model):
    """A version of the wording that the office edits: of a kind of letter, or of the reasons of a leaf.

    ``key``: "letter.answer", "reason.C5" … The version in force on the day of signing is used, and noted in the letter.
    """

    key = models.CharField("用处", max_length=48)
    version = models.PositiveSmallIntegerField("版本")
    title = models.CharField("标题", max_length=120, blank=True)
    body = models.TextField("文本")
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)

    class Meta:
        verbose_name = "文书文本"
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="foi_text_version"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="foi_text_span"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    def holds_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
