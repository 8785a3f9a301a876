"""The applicant's side: a draft that is not sent yet, a visit to it, what was offered before, what is handed in later."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mingzheng.core.dates import chinese_date
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.models.applications import Application
from mingzheng.requests.foi.models.papers import Letter

DRAFT = "foi.draft"
SUPPLEMENT = "foi.supplement"


class Draft(models.Model):
    """An application that somebody fills in. What was typed is sealed; the row goes on its day, or when it is sent.

    ``code_hash`` is set when the person asks for a code to go on later; without it the draft goes the next day.
    """

    code_hash = models.CharField("草稿码指纹", max_length=64, blank=True)
    sealed = models.TextField("加密的内容", blank=True)
    made_on = models.DateField("开始填写日期")
    expires_on = models.DateField("清除日期", db_index=True)

    class Meta:
        verbose_name = "申请草稿"
        constraints = [
            models.UniqueConstraint(fields=["code_hash"], condition=~Q(code_hash=""), name="foi_draft_code_once"),
            models.CheckConstraint(condition=Q(expires_on__gte=F("made_on")), name="foi_draft_span"),
        ]

    def __str__(self) -> str:
        return f"草稿 {self.pk}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef(DRAFT, str(self.pk))


class Visit(models.Model):
    """A browser that showed a code, or that just began: its cookie holds a random key and nothing else.

    It leads to a draft or to an application, until it was left alone for a while.
    """

    key_hash = models.CharField("标识指纹", max_length=64, unique=True)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, related_name="visits")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, related_name="visits")
    # The query code of an application just sent: shown on its receipt until the applicant has written it down.
    fresh_code = models.TextField("加密的查询码", blank=True)
    # Real time: how long a browser may be left alone is measured in real minutes.
    seen_at = models.DateTimeField("最近使用", db_index=True)

    class Meta:
        verbose_name = "访问"
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False, application=None, fresh_code="")
                | Q(draft=None, application__isnull=False),
                name="foi_visit_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"访问 {self.pk}"


class Offer(models.Model):
    """How often published answers of a unit were offered before filing, opened, and found to be what was wanted. Nobody's name."""

    day = models.DateField("日期")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="公开信息的单位")
    shown = models.PositiveIntegerField("推荐次数", default=0)
    opened = models.PositiveIntegerField("打开次数", default=0)
    avoided = models.PositiveIntegerField("因此不必申请的次数", default=0)

    class Meta:
        verbose_name = "申请前推荐"
        constraints = [models.UniqueConstraint(fields=["day", "unit"], name="foi_offer_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.unit_id}"


class Supplement(models.Model):
    """Something that the applicant hands in online; an officer confirms it, for only a post takes a step."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "补正"
        MATERIAL = "material", "补充说明或材料"
        WITHDRAWAL = "withdrawal", "撤回申请"
        HELP = "help", "需要的帮助"

    class State(models.TextChoices):
        WAITING = "waiting", "待确认"
        TAKEN = "taken", "已确认"
        DECLINED = "declined", "未采用"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="supplements")
    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    text = models.TextField("内容", blank=True)
    handed_in_on = models.DateField("提交日期")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.WAITING)
    settled_on = models.DateField("确认日期", null=True, blank=True)
    settled_by = models.CharField("确认人", max_length=120, blank=True)
    note = models.CharField("给申请人的说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "申请人补充"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", settled_on=None) | (~Q(state="waiting") & Q(settled_on__isnull=False)),
                name="foi_supplement_settled",
            ),
        ]
        indexes = [models.Index(fields=["application", "state"], name="foi_supplement_waiting")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {chinese_date(self.handed_in_on)}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef(SUPPLEMENT, str(self.pk))


class Acknowledgement(models.Model):
    """我已收到: what the applicant says of a letter that was put online. A hint for the desk, which registers the service."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="acknowledgement")
    said_on = models.DateField("申请人确认收到日期")

    class Meta:
        verbose_name = "申请人确认收到"

    def __str__(self) -> str:
        return f"{self.letter_id} {chinese_date(self.said_on)}"


class Rating(models.Model):
    """How satisfied the applicant was, once. Never shown beside the person; the words go with the file."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="rating")
    stars = models.PositiveSmallIntegerField("满意度")
    text = models.TextField("意见", blank=True)
    said_on = models.DateField("评价日期")

    class Meta:
        verbose_name = "满意度评价"
        constraints = [models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="foi_rating_range")]

    def __str__(self) -> str:
        return f"{self.stars}"
