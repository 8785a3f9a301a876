"""A questionnaire that is asked of the public, and the answers, which nobody can trace back."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core import timekeeping
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.surveys import phases, questionnaire
from mingzheng.participation.surveys.models.people import Admission
from mingzheng.participation.surveys.phases import Phase
from mingzheng.participation.surveys.questionnaire import Questionnaire


class Survey(models.Model):
    """One questionnaire in one period.

    Args:
        questions: ``questionnaire.to_data``; its hash is frozen with the release.
        owner_kind, owner_id: the record of another room to which it belongs; it is then not listed for itself.
        results: ``results.Results.to_data`` as it was published; None before.
        forgotten_on: day on which it was forgotten who had answered.
    """

    class Purpose(models.TextChoices):
        POLL = "poll", "民意调查"
        NEEDS = "needs", "政策需求调查"
        SATISFACTION = "satisfaction", "满意度调查"
        EVENT = "event", "活动问卷"

    unit = models.ForeignKey(Unit, verbose_name="主办单位", on_delete=models.PROTECT, related_name="surveys")
    purpose = models.CharField("类别", max_length=12, choices=Purpose.choices)
    title = models.CharField("名称", max_length=120)
    about = models.TextField("说明", max_length=2000)
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    answering = models.CharField("答卷方式", max_length=10, choices=Admission.choices, default=Admission.OPEN)
    owner_kind = models.CharField(max_length=40, blank=True)
    owner_id = models.CharField(max_length=20, blank=True)
    questions = models.JSONField("题目")
    sha256 = models.CharField("题目的校验值", max_length=64, blank=True)
    released_on = models.DateField("发布日期", null=True)
    extended_why = models.CharField("延期理由", max_length=300, blank=True)
    stopped_why = models.CharField("停止理由", max_length=300, blank=True)
    findings = models.TextField("结果说明", max_length=4000, blank=True)
    feedback = models.TextField("采纳和落实情况", max_length=4000, blank=True)
    results = models.JSONField("结果", null=True)
    results_on = models.DateField("结果公布日期", null=True)
    forgotten_on = models.DateField("删除答卷标记的日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="survey")

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="survey_span"),
            models.CheckConstraint(condition=Q(released_on=None) | ~Q(sha256=""), name="survey_released_is_frozen"),
            models.CheckConstraint(
                condition=Q(results_on=None)
                | (Q(results__isnull=False, results_on__gt=F("closes_on")) & ~Q(feedback="")),
                name="survey_result_after_the_end_with_feedback",
            ),
            models.CheckConstraint(
                condition=~Q(answering="coded") | ~Q(owner_kind=""), name="survey_codes_have_an_owner"
            ),
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id"], condition=~Q(owner_kind=""), name="survey_one_for_each_owner"
            ),
        ]
        indexes = [models.Index(fields=["-opens_on", "-id"], name="survey_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:survey", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("surveys.survey", str(self.pk))

    @property
    def form(self) -> Questionnaire:
        """Its questions."""
        return questionnaire.from_data(self.questions)

    @property
    def ends_on(self) -> dt.date:
        """The last day on which one can answer."""
        return self.closes_on

    def phase_on(self, day: dt.date) -> Phase:
        if self.released_on is None:
            return Phase.INSIDE
        if self.stopped_why:
            return Phase.STOPPED
        if self.results_on is not None:
            return Phase.ANSWERED
        return phases.of_dates(day, self.opens_on, self.closes_on)

    @property
    def phase(self) -> Phase:
        return self.phase_on(timekeeping.today())

    @property
    def embedded(self) -> bool:
        return bool(self.owner_kind)


class Response(models.Model):
    """One answer: what was chosen and on which day. No person, no address, no time; its id says nothing of its order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    answers = models.JSONField()
    day = models.DateField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.day}"


class OpenText(models.Model):
    """What somebody wrote; kept apart from their other answers. The public reads ``public_text``, after moderation.

    Args:
        checked_on: when a second person read the masked words; ``sent_back_why``: what that person found wrong.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待审核"
        SHOWN = "shown", "公开"
        HELD = "held", "不公开"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="texts")
    question = models.CharField(max_length=12)
    text = models.CharField("原文", max_length=questionnaire.LONGEST_TEXT)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    public_text = models.CharField("公开的文字", max_length=questionnaire.LONGEST_TEXT, blank=True)
    held_why = models.CharField("不公开的理由", max_length=200, blank=True)
    checked_on = models.DateField("复核日期", null=True)
    sent_back_why = models.CharField("退回的理由", max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="shown") | ~Q(public_text=""), name="survey_text_shown_is_masked"
            ),
            models.CheckConstraint(condition=~Q(state="held") | ~Q(held_why=""), name="survey_text_held_with_reason"),
            models.CheckConstraint(
                condition=Q(checked_on=None) | Q(state="shown"), name="survey_text_checked_is_shown"
            ),
        ]
        indexes = [models.Index(fields=["survey", "state"], name="survey_text_state")]

    def __str__(self) -> str:
        return str(self.pk)


class Draft(models.Model):
    """Answers that are still being given, under a secret key that only their author's browser holds; gone when sent."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="drafts")
    key_digest = models.CharField(max_length=64, unique=True)
    answers = models.JSONField(default=dict)
    day = models.DateField()
    participant = models.ForeignKey("surveys.Participant", on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(key_digest=""), name="survey_draft_has_a_key")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.pk}"
