"""The duty to interpret with its scheme, and the interpretations that meet it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.interpretations.blocks import Block, has_substance, of_rows, plain_text
from mingzheng.policy.interpretations.captions import read
from mingzheng.policy.policies.models import Policy


class Form(models.TextChoices):
    """解读形式 (沪府办发〔2016〕9号; point (十四))."""

    TEXT = "text", "文字解读"
    PICTURES = "pictures", "图解"
    QA = "qa", "问答"
    FILM = "film", "视频"
    SOUND = "sound", "音频"
    PRESS = "press", "新闻发布会"
    EXPERT = "expert", "专家解读"
    MEDIA = "media", "媒体解读"


class Channel(models.TextChoices):
    SITE = "site", "政府网站"
    ACCOUNT = "account", "政务新媒体"
    CORNER = "corner", "政务公开专区"
    WINDOW = "window", "服务窗口"
    PUSH = "push", "“一网通办”推送"
    PRESS = "press", "新闻发布会"
    PAPER = "paper", "报刊广播电视"
    LECTURE = "lecture", "公开讲、上门宣讲"


class Task(models.Model):
    """解读任务: what is to be interpreted, why, with what scheme (解读方案). It stands for a document or for a draft under
    consultation (``draft_kind`` and ``draft_id``: a RecordRef, since the consultation belongs to another wing).
    """

    class Kind(models.TextChoices):
        WITH = "with", "同步解读"
        BEFORE = "before", "预解读"
        FOLLOW = "follow", "跟踪解读"
        SECOND = "second", "二次解读"

    class Timing(models.TextChoices):
        TOGETHER = "together", "与文件（草案）同时发布"
        LATER = "later", "另定时间发布"

    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="interpretation_tasks")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="interpretation_tasks")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, null=True, related_name="interpretation_tasks")
    draft_kind = models.CharField(max_length=48, blank=True)
    draft_id = models.CharField(max_length=48, blank=True)
    draft_title = models.CharField("征求意见的草案", max_length=300, blank=True)
    draft_url = models.CharField("征求意见的网址", max_length=300, blank=True)
    reason = models.CharField("为什么要解读", max_length=300)
    declared = models.BooleanField("由起草人申报", default=False)
    asked = models.PositiveIntegerField("公众提问次数", null=True)
    opened_at = models.DateTimeField("立项时间")

    outline = models.TextField("解读提纲", blank=True, max_length=3000)
    ways = models.JSONField("解读形式", default=list, blank=True)
    channels = models.JSONField("发布渠道", default=list, blank=True)
    timing = models.CharField("发布时间", max_length=8, choices=Timing.choices, blank=True)
    planned_on = models.DateField("计划发布日期", null=True, blank=True)
    who = models.CharField("解读人", max_length=200, blank=True)
    schemed_at = models.DateTimeField("方案确定时间", null=True)

    exempt_reason = models.CharField("免于解读的理由", max_length=300, blank=True)
    exempt_by = models.CharField("决定人", max_length=200, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="interpretation_task")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(kind="with"), name="interpretation_task_with_once"
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False, draft_title="") | Q(document=None) & ~Q(draft_title=""),
                name="interpretation_task_of_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["document", "kind"], name="interpretation_task_doc")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.about}"

    @property
    def about(self) -> str:
        """Name of what is interpreted."""
        return self.document.title if self.document is not None else self.draft_title

    @property
    def ref(self) -> RecordRef:
        return RecordRef("interpretations.task", str(self.pk))

    @property
    def way_words(self) -> str:
        return "、".join(str(Form(code).label) for code in self.ways)

    @property
    def channel_words(self) -> str:
        return "、".join(str(Channel(code).label) for code in self.channels)


class Interpretation(models.Model):
    """One interpretation. ``status`` is written only by the effects of its procedure.

    Args:
        media_name: outlet, platform, or place of the conference. ``people``: who spoke, with their posts.
        quality: the findings as they stood when it was reviewed and approved, each a row of ``quality.Finding``.
        judgement: what the reviewer said to the findings that only a person can judge.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "办理中"
        APPROVED = "approved", "已批准，待发布"
        RELEASED = "released", "已发布"
        WITHDRAWN = "withdrawn", "已撤下"
        DROPPED = "dropped", "已作废"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="interpretations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="interpretations")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="interpretations")
    form = models.CharField("解读形式", max_length=8, choices=Form.choices)
    title = models.CharField("标题", max_length=200)
    summary = models.CharField("一句话说明", max_length=300, blank=True)
    blocks = models.JSONField("内容", default=list, blank=True)
    media_url = models.CharField("网址", max_length=300, blank=True)
    media_name = models.CharField("媒体、平台或地点", max_length=100, blank=True)
    held_on = models.DateField("举行或刊播日期", null=True, blank=True)
    people = models.CharField("解读人", max_length=300, blank=True)
    captions = models.TextField("字幕", blank=True)
    transcript = models.TextField("文字稿", blank=True)

    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.DRAFT)
    quality = models.JSONField("质量检查", default=list, blank=True)
    judgement = models.CharField("对检查的判断", max_length=500, blank=True)
    seen = models.JSONField("审核时见到的个人信息", default=list, blank=True)
    reviewed_at = models.DateTimeField("审核时间", null=True)
    reviewed_by = models.CharField("审核人", max_length=200, blank=True)
    approved_at = models.DateTimeField("批准时间", null=True)
    approved_by = models.CharField("批准人", max_length=200, blank=True)
    content_hash = models.CharField("所批内容指纹", max_length=64, blank=True)
    published_at = models.DateTimeField("发布时间", null=True)
    ended_at = models.DateTimeField("撤下时间", null=True)
    withdrawal = models.CharField("撤下说明", max_length=300, blank=True)
    picture_id = models.UUIDField("长图", null=True, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="interpretation")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["released", "withdrawn"])
                | Q(published_at__isnull=False, approved_at__isnull=False, reviewed_at__isnull=False),
                name="interpretation_released_was_approved",
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="interpretation_newest", condition=Q(status="released")),
            models.Index(fields=["document", "status"], name="interpretation_of_doc"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:interpretation", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("interpretations.interpretation", str(self.pk))

    @property
    def published_on(self) -> dt.date | None:
        return localtime(self.published_at).date() if self.published_at else None

    @property
    def parts(self) -> list[Block]:
        return of_rows(self.blocks)

    @property
    def text(self) -> str:
        """Everything that is read in it, a line for each part."""
        lines = (self.title, self.summary, self.people, plain_text(self.parts), self.transcript)
        return "\n".join(line for line in lines if line)

    @property
    def everything(self) -> str:
        """All that goes out with it, for the look at personal data: captions and names of media too."""
        said = " ".join(cue.text for cue in read(self.captions)) if self.captions else ""
        return "\n".join((self.text, self.media_name, self.media_url, said))

    @property
    def written(self) -> bool:
        """Is there more than a title and an outline?"""
        return has_substance(self.parts) or bool(self.transcript or self.media_url)


class Rulebook(models.Model):
    """A published document that is marked as the district's 政策解读实施办法 (task 25)."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="interpretation_rulebook")
    marked_by = models.CharField("标注人", max_length=200)
    marked_at = models.DateTimeField("标注时间")

    def __str__(self) -> str:
        return str(self.document)
