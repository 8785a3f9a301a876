"""Redacted copies, the boxes on them with their grounds, and what the machine proposes to cover."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingzheng.core.files.models import StoredFile
from mingzheng.core.records import RecordRef
from mingzheng.requests.redaction import grounds
from mingzheng.requests.redaction.copying.places import Cover, Rect

GROUNDS = [(ground.code, f"{ground.code} {ground.label}") for ground in grounds.newest().values()]


class Redaction(models.Model):
    """One file of a record on its way to a copy that may be given out (条例第三十七条). The original is never changed.

    ``version`` rises with every change: a copy is made of exactly what the person saw.
    """

    class Way(models.TextChoices):
        BOXES = "boxes", _("遮盖")
        CLEANING = "cleaning", _("清除隐藏内容")

    class Status(models.TextChoices):
        DRAFT = "draft", _("遮盖中")
        MAKING = "making", _("正在生成和核验")
        MADE = "made", _("已生成，核验通过")
        VOID = "void", _("已作废")

    owner_kind = models.CharField(_("所属记录种类"), max_length=48)
    owner_id = models.CharField(_("所属记录编号"), max_length=48)
    original = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="redactions", verbose_name=_("原件")
    )
    copy = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="copy_of", verbose_name=_("副本")
    )
    way = models.CharField(_("方式"), max_length=8, choices=Way, default=Way.BOXES)
    status = models.CharField(_("状态"), max_length=8, choices=Status, default=Status.DRAFT)
    pages = models.PositiveIntegerField(_("页数"), default=1)
    steps_done = models.PositiveIntegerField(_("进度"), default=0)
    version = models.PositiveIntegerField(_("版本"), default=1)
    begun_by = models.BigIntegerField(_("开始人编号"))
    begun_by_text = models.CharField(_("开始人"), max_length=250)
    begun_at = models.DateTimeField(_("开始时间"))
    made_by = models.BigIntegerField(_("生成人编号"), null=True)
    made_by_text = models.CharField(_("生成人"), max_length=250, blank=True)
    made_at = models.DateTimeField(_("生成时间"), null=True)
    verified_at = models.DateTimeField(_("核验时间"), null=True)
    report = models.JSONField(_("核验结果"), default=dict, blank=True)
    failure = models.CharField(_("未通过的原因"), max_length=300, blank=True)
    voided_at = models.DateTimeField(_("作废时间"), null=True)
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("遮盖件")
        verbose_name_plural = _("遮盖件")
        ordering = ["begun_at", "id"]
        indexes = [models.Index(fields=["owner_kind", "owner_id"], name="redaction_owner")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "original"],
                condition=Q(status__in=["draft", "making"]),
                name="redaction_one_open_per_file",
            ),
            models.CheckConstraint(
                condition=~Q(status="made")
                | Q(copy__isnull=False, made_at__isnull=False, made_by__isnull=False, verified_at__isnull=False),
                name="redaction_made_is_verified",
            ),
            models.CheckConstraint(condition=Q(copy=None) | ~Q(copy=F("original")), name="redaction_copy_is_another"),
            models.CheckConstraint(
                condition=Q(status__in=["made", "void"]) | Q(copy=None), name="redaction_draft_has_no_copy"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "making", "made", "void"]), name="redaction_status"
            ),
            models.CheckConstraint(
                condition=~Q(status="void") | Q(voided_at__isnull=False), name="redaction_void_dated"
            ),
            models.CheckConstraint(condition=Q(pages__gte=1), name="redaction_has_pages"),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("desk:redaction", args=[self.pk])

    @property
    def owner(self) -> RecordRef:
        return RecordRef(self.owner_kind, self.owner_id)

    @property
    def is_pdf(self) -> bool:
        return self.original.type == "pdf"

    @property
    def open(self) -> bool:
        """May boxes still be drawn?"""
        return self.status == self.Status.DRAFT

    @property
    def percent(self) -> int:
        """How far the making is: each page is read, written and checked."""
        return min(99, self.steps_done * 100 // (3 * self.pages))


class Box(models.Model):
    """A rectangle on a page, in fractions of the page as it is seen, from the top left; with the ground for covering it."""

    redaction = models.ForeignKey(Redaction, on_delete=models.CASCADE, related_name="boxes")
    page = models.PositiveIntegerField(_("页"))
    x0 = models.FloatField()
    y0 = models.FloatField()
    x1 = models.FloatField()
    y1 = models.FloatField()
    ground = models.CharField(_("理由"), max_length=2, choices=GROUNDS)
    note = models.CharField(_("内部说明"), max_length=100, blank=True)
    drawn_by = models.BigIntegerField(_("遮盖人编号"))
    drawn_by_text = models.CharField(_("遮盖人"), max_length=250)
    drawn_at = models.DateTimeField(_("遮盖时间"))

    class Meta:
        verbose_name = _("遮盖框")
        verbose_name_plural = _("遮盖框")
        ordering = ["page", "y0", "x0", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(x0__gte=0, y0__gte=0, x1__lte=1, y1__lte=1, x0__lt=F("x1"), y0__lt=F("y1")),
                name="box_lies_on_its_page",
            ),
            models.CheckConstraint(condition=Q(page__gte=1), name="box_has_a_page"),
            models.CheckConstraint(condition=Q(ground__in=list(grounds.CODES)), name="box_ground_known"),
            models.UniqueConstraint(fields=["redaction", "page", "x0", "y0", "x1", "y1"], name="box_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.ground}"

    @property
    def rect(self) -> Rect:
        return Rect(self.x0, self.y0, self.x1, self.y1)

    @property
    def cover(self) -> Cover:
        """What the pure part burns: the ground in words, and for those who cannot see it."""
        ground = grounds.newest()[self.ground]
        words = (f"{ground.mark} {ground.short}", ground.mark, ground.short, ground.code)
        return Cover(self.page, self.rect, words, f"【遮盖：{ground.mark}】")


class Proposal(models.Model):
    """A place that the machine found and a person accepts or dismisses. The words themselves are not kept."""

    class Status(models.TextChoices):
        OPEN = "open", _("待决定")
        ACCEPTED = "accepted", _("已遮盖")
        DISMISSED = "dismissed", _("不遮盖")

    redaction = models.ForeignKey(Redaction, on_delete=models.CASCADE, related_name="proposals")
    page = models.PositiveIntegerField(_("页"))
    place = models.CharField(max_length=64)
    rects = models.JSONField(default=list)
    label = models.CharField(_("种类"), max_length=40)
    status = models.CharField(_("状态"), max_length=9, choices=Status, default=Status.OPEN)
    decided_by_text = models.CharField(_("决定人"), max_length=250, blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True)

    class Meta:
        verbose_name = _("建议遮盖的地方")
        verbose_name_plural = _("建议遮盖的地方")
        ordering = ["page", "id"]
        constraints = [
            models.UniqueConstraint(fields=["redaction", "page", "place"], name="proposal_once"),
            models.CheckConstraint(
                condition=Q(status="open") | Q(decided_at__isnull=False), name="proposal_decision_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.label}"

    @property
    def places(self) -> list[Rect]:
        rows: list[Any] = self.rects
        return [Rect(*row) for row in rows]
