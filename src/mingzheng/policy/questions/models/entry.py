"""A question of the knowledge base and its standard answer, edition by edition."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document


class Entry(models.Model):
    """What is being worked on; the public and the windows read ``live``, a version that somebody else approved.

    Args:
        document, paragraph, quote: where the answer stands. ``source``: another source, when it is no document of this portal.
        review_by: until when the answer must be looked at again.
        doubt: why the published answer may not be right any more; "" while nothing is known against it. As long as it
            stands, the answer is shown with a mark.
        often: it answers what is asked often (常见问题).
    """

    class Origin(models.TextChoices):
        WRITTEN = "written", "单位提炼"
        HANDOVER = "handover", "窗口转办"
        MESSAGE = "message", "政策留言"
        OFTEN = "often", "高频问题"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="knowledge")
    question = models.CharField("问题", max_length=200)
    answer = models.TextField("标准答案", max_length=4000)
    document = models.ForeignKey(
        Document, verbose_name="依据文件", on_delete=models.PROTECT, null=True, blank=True, related_name="knowledge"
    )
    paragraph = models.CharField("条款", max_length=60, blank=True)
    quote = models.TextField("原文", max_length=2000, blank=True)
    source = models.CharField("其他依据", max_length=200, blank=True)
    theme = models.CharField("主题", max_length=32, blank=True)
    review_by = models.DateField("复核日期", null=True, blank=True)
    origin = models.CharField("来源", max_length=10, choices=Origin.choices, default=Origin.WRITTEN)
    often = models.BooleanField("常见问题", default=False)
    doubt = models.CharField("待复核的原因", max_length=300, blank=True)
    doubted_on = models.DateField("待复核自", null=True)
    live = models.OneToOneField("EntryVersion", on_delete=models.PROTECT, null=True, related_name="+")
    published_on = models.DateField("首次发布", null=True)
    retired_on = models.DateField("停用日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="knowledge_entry")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(live=None) | Q(published_on__isnull=False, review_by__isnull=False),
                name="knowledge_live_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(doubt="") | Q(doubted_on__isnull=False), name="knowledge_doubt_is_dated"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="knowledge_of_unit"),
            models.Index(fields=["theme", "-published_on"], name="knowledge_theme", condition=Q(retired_on=None)),
            models.Index(fields=["-published_on", "-id"], name="knowledge_newest", condition=Q(retired_on=None)),
            models.Index(fields=["review_by"], name="knowledge_review_by", condition=Q(retired_on=None)),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("portal:answer", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("questions.entry", str(self.pk))

    @property
    def public(self) -> bool:
        return self.live_id is not None and self.retired_on is None


class EntryVersion(models.Model):
    """An answer as it was approved. Nothing of it changes afterwards."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    serial = models.PositiveSmallIntegerField("版本")
    question = models.CharField("问题", max_length=200)
    answer = models.TextField("标准答案", max_length=4000)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    paragraph = models.CharField("条款", max_length=60, blank=True)
    quote = models.TextField("原文", max_length=2000, blank=True)
    source = models.CharField("其他依据", max_length=200, blank=True)
    approved_on = models.DateField("审核日期")
    approved_by = models.PositiveBigIntegerField("审核人", default=0)
    note = models.CharField("修改说明", max_length=200, blank=True)

    class Meta:
        ordering = ["-serial"]
        constraints = [models.UniqueConstraint(fields=["entry", "serial"], name="knowledge_version_once")]

    def __str__(self) -> str:
        return f"{self.question}（第{self.serial}版）"

    @property
    def where(self) -> str:
        """《……》（文号）第五条; or the other source."""
        if self.document is None:
            return self.source
        number = f"（{self.document.doc_number}）" if self.document.doc_number else ""
        return f"《{self.document.title.strip('《》')}》{number}{self.paragraph}"
