"""A draft on which opinions are asked, by articles, with its period; what it was decided as, by articles."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document

LEAST_DAYS = 30  # 《重大行政决策程序暂行条例》第十五条、《优化营商环境条例》第六十二条


class Consultation(models.Model):
    """意见征集. Its phase follows from these dates (``phases``), never from a person's will.

    Args:
        draft: the whole text as it was published; ``articles`` are made from it.
        ways: how opinions reach the unit besides the web (address, mail, telephone of the office).
        opens_on, closes_on: first and last day of the period, both inclusive; ``days`` from the first to the last, the
            first not counted.
        announced_on: when the draft went public; ``stopped_on``: when the consultation ended without a result.
        opened_on, closed_on: when the machine wrote down that the period began and ended (worker's journal, not the phase).
        decided_on: 决策出台之日; ``document``: as what; ``no_document_why``: why it became none.
        public_raw: how many opinions had come in when the adoption was published (parts count with their opinion).
        answered_on: when the adoption was published first; ``corrected_on``: when it was published again. ``summary``: what the unit says of all opinions together.
    """

    class Kind(models.TextChoices):
        DECISION = "decision", "重大行政决策草案"
        NORMATIVE = "normative", "行政规范性文件草案"
        POLICY = "policy", "政策措施草案"
        PLAN = "plan", "规划计划草案"
        OTHER = "other", "其他事项"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="consultations")
    title = models.CharField("名称", max_length=200)
    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    draft = models.TextField("草案全文", max_length=200_000)
    note = models.TextField("起草说明", max_length=20_000)
    ways = models.TextField("其他提出意见的途径", max_length=1000)
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    days = models.PositiveSmallIntegerField("天数")
    shortened_why = models.CharField("缩短期限的理由", max_length=500, blank=True)
    for_enterprises = models.BooleanField("涉及企业", default=False)
    announced_on = models.DateField("公布日期", null=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    stopped_on = models.DateField("终止日期", null=True)
    stopped_why = models.CharField("终止的理由", max_length=500, blank=True)
    decided_on = models.DateField("决定日期", null=True)
    document = models.ForeignKey(
        Document, verbose_name="正式文件", on_delete=models.PROTECT, null=True, related_name="consultations"
    )
    no_document_why = models.CharField("没有形成文件的说明", max_length=500, blank=True)
    summary = models.TextField("采纳情况说明", max_length=5000, blank=True)
    not_adopted = models.TextField("较为集中意见不予采纳的原因", max_length=5000, blank=True)
    public_raw = models.PositiveIntegerField("公布的收到条数", null=True)
    answered_on = models.DateField("反馈日期", null=True)
    corrected_on = models.DateField("更正日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="public_consultation")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gt=F("opens_on")), name="consultation_period"),
            models.CheckConstraint(
                condition=Q(days__gte=LEAST_DAYS) | ~Q(shortened_why=""), name="consultation_thirty_days_or_reason"
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gt=F("closes_on")), name="consultation_decided_afterwards"
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(document__isnull=False) | ~Q(no_document_why=""),
                name="consultation_decided_as_what",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(decided_on__isnull=False), name="consultation_answered_when_decided"
            ),
            models.CheckConstraint(
                condition=Q(stopped_on=None) | ~Q(stopped_why=""), name="consultation_stopped_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-opens_on"], name="consultation_of_unit"),
            models.Index(fields=["closes_on"], name="consultation_closing", condition=Q(announced_on__isnull=False)),
            models.Index(fields=["decided_on"], name="consultation_decided", condition=Q(decided_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:consultation", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("consultations.consultation", str(self.pk))

    def set_period(self, opens_on: dt.date, closes_on: dt.date) -> None:
        """Both ends and the days between; the day on which it begins does not count (《民法典》第二百零一条)."""
        self.opens_on, self.closes_on = opens_on, closes_on
        self.days = max((closes_on - opens_on).days, 0)


class Article(models.Model):
    """One article of the draft (第X条), or a section where the draft has no articles. ``place``: the order, from 1."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="articles")
    place = models.PositiveSmallIntegerField("次序")
    label = models.CharField("条", max_length=40)
    heading = models.CharField("章节", max_length=100, blank=True)
    text = models.TextField("条文")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["consultation", "place"], name="article_place_once")]

    def __str__(self) -> str:
        return self.label


class FinalArticle(models.Model):
    """One article of what was decided, for the comparison with the draft."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="final_articles")
    place = models.PositiveSmallIntegerField("次序")
    label = models.CharField("条", max_length=40)
    heading = models.CharField("章节", max_length=100, blank=True)
    text = models.TextField("条文")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["consultation", "place"], name="final_article_place_once")]

    def __str__(self) -> str:
        return self.label


class Extension(models.Model):
    """The period was made longer: from when to when, why (the public reads it)."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="extensions")
    before = models.DateField("原截止日期")
    until = models.DateField("延长至")
    reason = models.CharField("理由", max_length=500)
    day = models.DateField("决定日期")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("before")), name="extension_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.before}→{self.until}"
