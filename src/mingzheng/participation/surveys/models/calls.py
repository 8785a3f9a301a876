"""A call (征集): what is asked for, how and until when; the ideas that came, in groups; the ballot on them."""

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
from mingzheng.participation.surveys import phases
from mingzheng.participation.surveys.counting import Rule
from mingzheng.participation.surveys.models.people import Admission
from mingzheng.participation.surveys.phases import Phase

VOTING = [
    (Admission.OPEN.value, "不核实身份，一张表一票"),
    (Admission.VERIFIED.value, "每个邮箱一票"),
    (Admission.IDENTITY.value, "实名核验，每人一票"),
]


class Call(models.Model):
    """One call. ``about``, ``ways`` and the period are what Article 8 of the city's rules requires to be published.

    Args:
        supports: may ideas be supported by a press of a button? The number is a hint, never a result.
        rule, votes_from, votes_until, most, places: the ballot; "" and None where there is none.
        voting: who is let in to the ballot; "" where there is none.
        listed_on: day on which another person approved the list of candidates.
        result: numbers, ranking and words as they were published; None before.
    """

    class Kind(models.TextChoices):
        NEEDS = "needs", "政策需求征集"
        PROJECTS = "projects", "实事项目征集"
        SUGGESTIONS = "suggestions", "人民建议专项征集"
        THEMES = "themes", "政府开放活动主题征集"

    unit = models.ForeignKey(Unit, verbose_name="主办单位", on_delete=models.PROTECT, related_name="idea_calls")
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    title = models.CharField("名称", max_length=120)
    about = models.TextField("议题", max_length=4000)
    ways = models.TextField("途径和方式", max_length=1000)
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    supports = models.BooleanField("可以点赞", default=False)
    rule = models.CharField("投票方式", max_length=10, choices=[(one.value, one.label) for one in Rule], blank=True)
    votes_from = models.DateField("投票开始", null=True, blank=True)
    votes_until = models.DateField("投票截止", null=True, blank=True)
    most = models.PositiveSmallIntegerField("每张票最多选几项", null=True, blank=True)
    places = models.PositiveSmallIntegerField("入选名额", null=True, blank=True)
    voting = models.CharField("谁可以投票", max_length=10, choices=VOTING, blank=True)
    owner_kind = models.CharField(max_length=40, blank=True)
    owner_id = models.CharField(max_length=20, blank=True)
    released_on = models.DateField("发布日期", null=True)
    extended_why = models.CharField("延期理由", max_length=300, blank=True)
    stopped_why = models.CharField("停止理由", max_length=300, blank=True)
    listed_on = models.DateField("候选项公布日期", null=True)
    summary = models.TextField("征集情况", max_length=4000, blank=True)
    feedback = models.TextField("采纳和落实情况", max_length=4000, blank=True)
    result = models.JSONField("投票结果", null=True)
    results_on = models.DateField("反馈日期", null=True)
    forgotten_on = models.DateField("删除联系方式的日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="idea_call")

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="idea_call_span"),
            models.CheckConstraint(
                condition=Q(rule="", votes_from=None, votes_until=None)
                | (~Q(rule="") & Q(votes_from__gt=F("closes_on"), votes_until__gte=F("votes_from"), most__gte=1)),
                name="idea_call_ballot_after_the_end",
            ),
            models.CheckConstraint(
                condition=Q(rule="", voting="") | (~Q(rule="") & Q(voting__in=[one for one, _label in VOTING])),
                name="idea_call_ballot_says_who_votes",
            ),
            models.CheckConstraint(
                condition=Q(released_on=None) | ~(Q(about="") | Q(ways="")), name="idea_call_article_8"
            ),
            models.CheckConstraint(
                condition=Q(results_on=None)
                | (Q(result__isnull=False, results_on__gt=F("closes_on")) & ~Q(feedback="")),
                name="idea_call_answered_after_the_end",
            ),
        ]
        indexes = [models.Index(fields=["-opens_on", "-id"], name="idea_call_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:call", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("surveys.call", str(self.pk))

    @property
    def votes(self) -> tuple[dt.date, dt.date] | None:
        return (self.votes_from, self.votes_until) if self.votes_from and self.votes_until else None

    @property
    def ends_on(self) -> dt.date:
        """The last day on which the public can do something."""
        return self.votes_until or self.closes_on

    def phase_on(self, day: dt.date) -> Phase:
        if self.released_on is None:
            return Phase.INSIDE
        if self.stopped_why:
            return Phase.STOPPED
        if self.results_on is not None:
            return Phase.ANSWERED
        found = phases.of_dates(day, self.opens_on, self.closes_on, self.votes)
        return Phase.BETWEEN if found is Phase.VOTING and self.listed_on is None else found

    @property
    def phase(self) -> Phase:
        return self.phase_on(timekeeping.today())

    def candidate_numbers(self) -> list[int]:
        """What a ballot may name."""
        rows = self.groups.filter(candidate__isnull=False).order_by("candidate")
        return [number for number in rows.values_list("candidate", flat=True) if number is not None]

    @property
    def may_vote(self) -> bool:
        """The ballot is open: in its days, on a list that was approved."""
        return self.phase is Phase.VOTING


class IdeaGroup(models.Model):
    """Ideas that say the same, answered together (第十二条：集中反馈); perhaps a candidate of the ballot."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", "采纳"
        PARTLY = "partly", "部分采纳"
        NOT = "not", "不采纳"
        LATER = "later", "留作参考"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="groups")
    title = models.CharField("归纳", max_length=120)
    summary = models.CharField("说明", max_length=500, blank=True)
    candidate = models.PositiveSmallIntegerField("候选项编号", null=True)
    outcome = models.CharField("处理", max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField("处理说明", max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "candidate"], condition=Q(candidate__isnull=False), name="idea_candidate_once"
            ),
            models.CheckConstraint(condition=Q(outcome="") | ~Q(answer=""), name="idea_group_outcome_with_reason"),
        ]

    def __str__(self) -> str:
        return self.title


class Idea(models.Model):
    """One suggestion with the elements of Article 10; the original stays, the public reads what was moderated.

    Who made it stands apart (``IdeaContact``). ``late``: it came after the end and is answered all the same.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待审核"
        SHOWN = "shown", "公开"
        HELD = "held", "不公开"

    class Channel(models.TextChoices):
        WEB = "web", "网上"
        LETTER = "letter", "来信"
        PHONE = "phone", "电话"
        MEETING = "meeting", "调研座谈"
        VISIT = "visit", "走访"
        DATA = "data", "大数据分析"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="ideas")
    number = models.CharField("编号", max_length=20, unique=True)
    code_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - NULL: entered by staff
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    topic = models.CharField("主题", max_length=80)
    reason = models.TextField("事由", max_length=1000, blank=True)
    proposal = models.TextField("对策", max_length=2000)
    received_on = models.DateField("收到日期")
    late = models.BooleanField("逾期收到", default=False)
    entered_how = models.CharField("来源说明", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    held_why = models.CharField("不公开的理由", max_length=300, blank=True)
    public_topic = models.CharField("公开的主题", max_length=80, blank=True)
    public_reason = models.TextField("公开的事由", max_length=1000, blank=True)
    public_proposal = models.TextField("公开的对策", max_length=2000, blank=True)
    group = models.ForeignKey(IdeaGroup, on_delete=models.PROTECT, null=True, related_name="ideas")
    supports = models.PositiveIntegerField("点赞", default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="shown") | (~Q(public_topic="") & ~Q(public_proposal="")),
                name="idea_shown_is_moderated",
            ),
            models.CheckConstraint(condition=~Q(state="held") | ~Q(held_why=""), name="idea_held_with_reason"),
            models.CheckConstraint(
                condition=Q(channel="web") | ~Q(entered_how=""), name="idea_entered_says_where_from"
            ),
        ]
        indexes = [models.Index(fields=["call", "state", "-id"], name="idea_of_call")]

    def __str__(self) -> str:
        return self.public_topic or self.topic

    @property
    def ref(self) -> RecordRef:
        return RecordRef("surveys.idea", str(self.pk))


class IdeaContact(models.Model):
    """基本信息 of who made a suggestion (第十条): seen by who handles the call, deleted after its term."""

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField("称呼", max_length=40, blank=True)
    email = models.EmailField("邮箱", max_length=200, blank=True)
    phone = models.CharField("电话", max_length=20, blank=True)

    def __str__(self) -> str:
        return str(self.idea.number)


class Ballot(models.Model):
    """One ballot: candidates' numbers in their order, and the day. Who cast it is written nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="ballots")
    choices = models.JSONField()
    day = models.DateField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.call_id} {self.day}"
