"""Systems with their items; rounds with a sheet for each unit; evidence, samples, marks, appeals; what came out."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.files.models import StoredFile
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Person, Unit
from mingzheng.supervision.assessment import formulas


class Way(models.TextChoices):
    """How an item is scored. Bonuses and deductions stand beside the whole."""

    MACHINE = "machine", "机器计算"
    SELF = "self", "自评核定"
    SAMPLE = "sample", "抽样评分"
    BONUS = "bonus", "加分"
    DEDUCTION = "deduction", "扣分"


WEIGHED = (Way.MACHINE.value, Way.SELF.value, Way.SAMPLE.value)
TYPED = (Way.SELF.value, Way.BONUS.value)  # what a unit scores itself
CHECKED = (*TYPED, Way.DEDUCTION.value)  # what 区府办 settles


class System(models.Model):
    """An indicator system, by year and edition. What was published does not change; a change is a new edition.

    Args:
        whole: what all weighed items add up to, exactly.
        example: made for a demonstration; said wherever it is shown.
    """

    year = models.PositiveSmallIntegerField("年度")
    edition = models.PositiveSmallIntegerField("版次", default=1)
    title = models.CharField("名称", max_length=120)
    whole = models.DecimalField("总分", default=Decimal(100), max_digits=7, decimal_places=3)
    note = models.CharField("说明", max_length=500, blank=True)
    example = models.BooleanField("示例", default=False)
    adopted_on = models.DateField("审定日期", null=True)
    published_at = models.DateTimeField("公布时间", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="assessment_system")

    class Meta:
        ordering = ["-year", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["year", "edition"], name="assessment_system_once"),
            models.CheckConstraint(condition=Q(whole__gt=0), name="assessment_system_whole"),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(adopted_on__isnull=False), name="assessment_published_was_adopted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}{'（示例）' if self.example else ''}"

    def get_absolute_url(self) -> str:
        return reverse("portal:assessment-system", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("assessment.system", str(self.pk))

    @cached_property
    def listed(self) -> list[SystemItem]:
        return list(self.items.all())


class SystemItem(models.Model):
    """One 具体项目 under its 指标. ``kinds``: kinds of units it is for; empty for all."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField("次序")
    group = models.CharField("指标", max_length=100)
    name = models.CharField("具体项目", max_length=200)
    points = models.DecimalField("分值", max_digits=7, decimal_places=3)
    explanation = models.TextField("评分说明", blank=True)
    way = models.CharField("评分方式", max_length=10, choices=Way.choices)
    kinds = models.JSONField("适用单位", default=list)
    figure = models.CharField("数据", max_length=64, blank=True)
    formula = models.CharField("计算办法", max_length=60, blank=True)
    sample = models.PositiveSmallIntegerField("抽样数", default=0)
    assessors = models.PositiveSmallIntegerField("评估人数", default=1)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["system", "group", "name"], name="assessment_item_once"),
            models.CheckConstraint(condition=Q(points__gt=0), name="assessment_item_points"),
            models.CheckConstraint(condition=~Q(way="machine") | ~Q(figure="") & ~Q(formula=""), name="assessment_machine_says_how"),
            models.CheckConstraint(condition=~Q(way="sample") | ~Q(figure="") & Q(sample__gt=0), name="assessment_sample_says_what"),
            models.CheckConstraint(condition=Q(assessors__gte=1, assessors__lte=2), name="assessment_one_or_two"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def weighed(self) -> bool:
        return self.way in WEIGHED

    @property
    def number(self) -> str:
        return formulas.plain(self.points)

    def applies(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds

    @property
    def kinds_words(self) -> str:
        return "、".join(str(Unit.Kind(kind).label) for kind in self.kinds) or "全部单位"


class Round(models.Model):
    """One assessment. ``as_of``: the day whose figures are taken. ``kinds``: kinds of units that are assessed.

    An approved result does not change: a correction is a new edition with its reason (``corrects``, ``correction_why``).
    """

    class Audience(models.TextChoices):
        PUBLIC = "public", "向社会公布"
        UNITS = "units", "只告知各单位"

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField("名称", max_length=120)
    year = models.PositiveSmallIntegerField("考核年度")
    as_of = models.DateField("数据截至")
    self_due = models.DateField("自评期限")
    mark_due = models.DateField("评分期限")
    appeal_due = models.DateField("申诉期限")
    opened_at = models.DateTimeField("启动时间")
    scored_on = models.DateField("机器评分日期", null=True)
    candidates_sha256 = models.CharField("名单对照表的哈希", max_length=64, blank=True)
    sampled_on = models.DateField("抽样日期", null=True)
    audience = models.CharField("结果公布范围", max_length=8, choices=Audience.choices, blank=True)
    settled_at = models.DateTimeField("结果批准时间", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="assessment_round")
    edition = models.PositiveSmallIntegerField("版次", default=1)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    correction_why = models.CharField("更正原因", max_length=500, blank=True)

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(self_due__lte=F("mark_due")) & Q(mark_due__lte=F("appeal_due")),
                name="assessment_round_days",
            ),
            models.CheckConstraint(condition=Q(settled_at=None) | ~Q(audience=""), name="assessment_result_for_whom"),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(correction_why=""), name="assessment_correction_has_reason"
            ),
        ]

    def __str__(self) -> str:
        edition = f"（第{self.edition}版，更正）" if self.edition > 1 else ""
        return f"{self.title}{edition}{'（示例）' if self.system.example else ''}"

    def get_absolute_url(self) -> str:
        return reverse("portal:assessment-round", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("assessment.round", str(self.pk))

    @property
    def phase(self) -> str:
        return self.case.state if self.case else ""

    @property
    def is_public(self) -> bool:
        return self.settled_at is not None and self.audience == self.Audience.PUBLIC


class Sheet(models.Model):
    """One unit in a round. The result is kept as it was approved, with its interval and its places."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assessment_sheets")
    lapsed = models.BooleanField("没有按期自评", default=False)
    total = models.DecimalField("得分", null=True, max_digits=7, decimal_places=3)
    low = models.DecimalField("区间下限", null=True, max_digits=7, decimal_places=3)
    high = models.DecimalField("区间上限", null=True, max_digits=7, decimal_places=3)
    best = models.PositiveSmallIntegerField("名次自", null=True)
    worst = models.PositiveSmallIntegerField("名次至", null=True)
    among = models.PositiveSmallIntegerField("同组单位", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="assessment_sheet")

    class Meta:
        ordering = ["unit__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="assessment_sheet_once"),
            models.CheckConstraint(
                condition=Q(total=None) | Q(low__lte=F("total"), high__gte=F("total"), best__lte=F("worst")),
                name="assessment_result_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}：{self.unit.short}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("assessment.sheet", str(self.pk))


class Score(models.Model):
    """One item of one unit: what each side said. Which of them counts, ``scoring`` says.

    Args:
        numerator, denominator, figure_day, records: the figure as it stood, with the records behind it.
        population: how many records there were to draw from (sampled items).
        checked: what 区府办 settled after the unit's own score; for a deduction what is taken off.
        decided: what an appeal changed it to.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="scores")
    item = models.ForeignKey(SystemItem, on_delete=models.PROTECT, related_name="scores")
    self_score = models.DecimalField("自评分", null=True, max_digits=7, decimal_places=3)
    self_note = models.TextField("考核填报", blank=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    figure_day = models.DateField("数据日期", null=True)
    records = models.JSONField("数据背后的记录", default=list)
    machine = models.DecimalField("机器评分", null=True, max_digits=7, decimal_places=3)
    population = models.PositiveIntegerField("可抽记录数", null=True)
    checked = models.DecimalField("核定分", null=True, max_digits=7, decimal_places=3)
    checked_note = models.CharField("核定理由", max_length=500, blank=True)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided = models.DecimalField("申诉后的分", null=True, max_digits=7, decimal_places=3)
    decided_note = models.CharField("申诉处理理由", max_length=500, blank=True)

    class Meta:
        ordering = ["item__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="assessment_score_once"),
            models.CheckConstraint(condition=Q(self_score=None) | Q(self_score__gte=0), name="assessment_self_least"),
            models.CheckConstraint(condition=Q(checked=None) | Q(checked__gte=0) & Q(checked_by__isnull=False), name="assessment_checked_by"),
            models.CheckConstraint(condition=Q(decided=None) | Q(decided__gte=0) & ~Q(decided_note=""), name="assessment_decided_why"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.sheet.unit.short} {self.item.name}"


class Evidence(models.Model):
    """What a unit refers to: a record of the platform, or a file."""

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField("名称", max_length=300)
    ref_kind = models.CharField(max_length=48, blank=True)
    ref_id = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField("添加时间")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, ref_kind="") | Q(file=None) & ~Q(ref_kind="") & ~Q(ref_id=""),
                name="assessment_evidence_of_something",
            ),
            models.UniqueConstraint(
                fields=["score", "ref_kind", "ref_id"], condition=~Q(ref_kind=""), name="assessment_evidence_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> RecordRef:
        return RecordRef(self.ref_kind, self.ref_id)


class Candidate(models.Model):
    """A record that may be drawn, by the code under which the public list knows it."""

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="candidates")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="candidates")
    code = models.CharField("代码", max_length=32)
    ref_kind = models.CharField(max_length=48)
    ref_id = models.CharField(max_length=64)
    title = models.CharField("名称", max_length=300)
    note = models.CharField("摘要", max_length=500, blank=True)
    drawn = models.BooleanField("抽中", default=False)

    class Meta:
        ordering = ["score__item__order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="assessment_code_once"),
            models.UniqueConstraint(fields=["score", "ref_kind", "ref_id"], name="assessment_candidate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef(self.ref_kind, self.ref_id)


class Mark(models.Model):
    """What one assessor says of one drawn record. Less than full needs a reason."""

    class Value(models.TextChoices):
        FULL = "1", "符合"
        HALF = "0.5", "部分符合"
        NONE = "0", "不符合"

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="marks")
    assessor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    value = models.CharField("评定", max_length=3, choices=Value.choices)
    reason = models.CharField("理由", max_length=500, blank=True)
    marked_at = models.DateTimeField("评分时间")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "assessor"], name="assessment_mark_once"),
            models.CheckConstraint(condition=Q(value="1") | ~Q(reason=""), name="assessment_mark_reasoned"),
            models.CheckConstraint(condition=Q(value__in=["0", "0.5", "1"]), name="assessment_mark_value"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate.code} {self.get_value_display()}"


class Appeal(models.Model):
    """A unit does not accept the score of an item."""

    class Outcome(models.TextChoices):
        KEPT = "kept", "维持原分"
        CHANGED = "changed", "调整得分"

    score = models.OneToOneField(Score, on_delete=models.PROTECT, related_name="appeal")
    reason = models.TextField("申诉理由")
    wanted = models.DecimalField("认为应得分", null=True, max_digits=7, decimal_places=3)
    stood_at = models.DecimalField("申诉时的分", null=True, max_digits=7, decimal_places=3)
    made_at = models.DateTimeField("申诉时间")
    outcome = models.CharField("处理结果", max_length=8, choices=Outcome.choices, blank=True)
    decision = models.CharField("处理理由", max_length=500, blank=True)
    decided_on = models.DateField("处理日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="assessment_appeal")

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome="") | ~Q(decision="") & Q(decided_on__isnull=False), name="assessment_appeal_reasoned")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.score.sheet.unit.short}：{self.score.item.name}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("assessment.appeal", str(self.pk))
