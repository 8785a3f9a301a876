"""What a matter's page gathers: texts, arguments, assessments, reviews, meetings, results, evaluations."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.participation.decisions.models.matters import Matter


class Code(models.TextChoices):
    """The parts of point (十九), and what the 条例 asks besides."""

    DRAFT = "draft", "决策草案"
    NOTE = "note", "起草说明"
    INTERPRETATION = "interpretation", "草案解读"
    LEGALITY = "legality", "合法性审查"
    DISCUSSION = "discussion", "集体讨论决定"
    OPINIONS = "opinions", "公众意见收集及采纳"
    RESULT = "result", "决策结果"
    RISK = "risk", "风险评估"
    EXPERTS = "experts", "专家论证"
    COMPETITION = "competition", "公平竞争审查"
    EVALUATION = "evaluation", "效果评估"


class Part(models.Model):
    """One record of a part. Public once somebody who did not make it showed it; replaced ones stay readable inside.

    Args:
        by: the body that made or was asked (评估机构, 听取对象), never a person.
        kind: the way in which people were heard (``opinions`` only).
        text: what the public reads. ``file_id``: what goes with it and is public with it.
        inside: what is for staff and the pack of the meeting only. ``inside_file``: the same for a file.
        withheld_why: by law not public; the page says so, with this reason.
        count: how many opinions came in (``opinions`` only).
        corrects_why: why this result takes the place of the one that the public reads; it does once it is shown.
        dropped_why: it was written down by mistake and counts for nothing; public too if the record had been shown.
    """

    class Way(models.TextChoices):
        MEETING = "meeting", "座谈会"
        HEARING = "hearing", "听证会"
        VISIT = "visit", "实地走访"
        WRITTEN = "written", "书面征求意见"
        SURVEY = "survey", "问卷调查"
        POLL = "poll", "民意调查"
        POINT = "point", "涉企意见征集点"
        TALKS = "talks", "协商协调"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="parts")
    code = models.CharField("部分", max_length=16, choices=Code.choices)
    round = models.PositiveSmallIntegerField("轮次")
    day = models.DateField("日期")
    title = models.CharField("名称", max_length=200)
    by = models.CharField("作出或者听取的对象", max_length=200, blank=True)
    kind = models.CharField("方式", max_length=10, choices=Way.choices, blank=True)
    count = models.PositiveIntegerField("意见条数", null=True)
    text = models.TextField("公开的内容", max_length=30_000, blank=True)
    inside = models.TextField("内部记录", max_length=10_000, blank=True)
    file_id = models.UUIDField("附件", null=True)
    inside_file = models.UUIDField("内部材料", null=True)
    withheld_why = models.CharField("不公开的理由", max_length=300, blank=True)
    made_by = models.BigIntegerField()
    made_by_text = models.CharField("登记人", max_length=200)
    made_at = models.DateTimeField("登记时间")
    shown_on = models.DateField("公开日期", null=True)
    shown_by = models.BigIntegerField(null=True)
    replaced = models.BooleanField("已被替代", default=False)
    corrects_why = models.CharField("更正理由", max_length=300, blank=True)
    dropped_on = models.DateField("作废日期", null=True)
    dropped_why = models.CharField("作废理由", max_length=300, blank=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped_on=None, dropped_why="")
                | (Q(dropped_on__isnull=False, replaced=True) & ~Q(dropped_why="")),
                name="decision_part_dropped_says_why",
            ),
            models.CheckConstraint(
                condition=Q(shown_on=None, shown_by=None)
                | (Q(shown_on__isnull=False, shown_by__isnull=False) & ~Q(shown_by=F("made_by"))),
                name="decision_part_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(corrects_why="") | Q(code="result"), name="decision_part_only_a_result_is_corrected"
            ),
            models.CheckConstraint(
                condition=Q(withheld_why="") | Q(shown_on=None), name="decision_part_withheld_is_not_shown"
            ),
        ]
        indexes = [models.Index(fields=["matter", "code"], name="decision_part_of_matter")]

    def __str__(self) -> str:
        return f"{self.get_code_display()}：{self.title}"


class Argument(models.Model):
    """专家论证 (Art. 19–21)."""

    class Form(models.TextChoices):
        MEETING = "meeting", "论证会"
        WRITTEN = "written", "书面咨询"
        COMMISSION = "commission", "委托咨询论证"

    part = models.OneToOneField(Part, on_delete=models.PROTECT, primary_key=True, related_name="argument")
    form = models.CharField("形式", max_length=12, choices=Form.choices)
    adopted = models.TextField("研究采纳情况", max_length=3000)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(adopted=""), name="decision_argument_says_adoption")]

    def __str__(self) -> str:
        return str(self.part)


class Expert(models.Model):
    """Who argued: without interest in the matter, and signed (Art. 20, 21). The name stays inside."""

    argument = models.ForeignKey(Argument, on_delete=models.PROTECT, related_name="experts")
    name = models.CharField("姓名", max_length=60)
    field = models.CharField("单位和专业", max_length=120)
    signed = models.BooleanField("已签署论证意见")
    disinterested = models.BooleanField("没有利害关系")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed=True, disinterested=True), name="decision_expert_signed_without_interest"
            )
        ]

    def __str__(self) -> str:
        return self.field


class Risk(models.Model):
    """风险评估 (Art. 22–24): what may go wrong, what is done about it, what if it does."""

    class Level(models.TextChoices):
        LOW = "low", "低风险（可控）"
        MIDDLE = "middle", "中风险（采取措施后可控）"
        HIGH = "high", "高风险（不可控）"

    part = models.OneToOneField(Part, on_delete=models.PROTECT, primary_key=True, related_name="risk")
    level = models.CharField("结论", max_length=8, choices=Level.choices)
    points = models.TextField("风险点", max_length=3000)
    measures = models.TextField("防控措施", max_length=3000)
    plan = models.TextField("处置预案", max_length=3000)
    reused = models.BooleanField("采用已有的评估，不重复评估", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(points="") & ~Q(measures="") & ~Q(plan=""), name="decision_risk_whole")
        ]

    def __str__(self) -> str:
        return str(self.part)


class Legality(models.Model):
    """合法性审查 (Art. 25–28). ``early_why``: why it took less than the least number of working days."""

    class Conclusion(models.TextChoices):
        LAWFUL = "lawful", "符合规定，可以提请讨论"
        MEND = "mend", "应当修改或者补正后再送审"
        UNLAWFUL = "unlawful", "不符合规定，不得提请讨论"

    part = models.OneToOneField(Part, on_delete=models.PROTECT, primary_key=True, related_name="legality")
    unit = models.ForeignKey(Unit, verbose_name="审查单位", on_delete=models.PROTECT, related_name="+")
    handed_on = models.DateField("送交日期")
    given_on = models.DateField("出具日期")
    early_why = models.CharField("少于规定时间的理由", max_length=300, blank=True)
    authority = models.TextField("是否符合法定权限", max_length=2000)
    procedure = models.TextField("草案的形成是否履行法定程序", max_length=2000)
    content = models.TextField("草案内容是否符合法律、法规、规章和国家政策", max_length=2000)
    conclusion = models.CharField("结论", max_length=10, choices=Conclusion.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(given_on__gte=F("handed_on")), name="decision_legality_days"),
            models.CheckConstraint(
                condition=~Q(authority="") & ~Q(procedure="") & ~Q(content=""), name="decision_legality_three_contents"
            ),
        ]

    def __str__(self) -> str:
        return str(self.part)


class Meeting(models.Model):
    """集体讨论 (Art. 30, 31). It cannot be written down without a lawful opinion of legality."""

    class Kind(models.TextChoices):
        STANDING = "standing", "政府常务会议"
        PLENARY = "plenary", "政府全体会议"
        OFFICE = "office", "局长（主任）办公会议"
        COLLECTIVE = "collective", "领导班子会议"

    class Outcome(models.TextChoices):
        PASSED = "passed", "通过"
        AGAIN = "again", "再次讨论"
        REFUSED = "refused", "不予通过"

    part = models.OneToOneField(Part, on_delete=models.PROTECT, primary_key=True, related_name="meeting")
    kind = models.CharField("会议", max_length=12, choices=Kind.choices)
    number = models.CharField("会议名称或者次数", max_length=80)
    head_last = models.BooleanField("行政首长最后发表意见")
    dissent = models.TextField("不同意见", max_length=3000, blank=True)
    against_why = models.TextField("与多数人意见不一致的理由", max_length=1000, blank=True)
    outcome = models.CharField("结果", max_length=8, choices=Outcome.choices)
    legality = models.ForeignKey(Legality, on_delete=models.PROTECT, related_name="meetings")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(head_last=True), name="decision_meeting_head_last")]

    def __str__(self) -> str:
        return str(self.part)


class Result(models.Model):
    """决策结果 (Art. 31, 32): there is none without the report to the Party committee."""

    part = models.OneToOneField(Part, on_delete=models.PROTECT, primary_key=True, related_name="result")
    document = models.ForeignKey(
        Document, verbose_name="决策文件", on_delete=models.PROTECT, null=True, related_name="+"
    )
    channels = models.JSONField("公布渠道", default=list)
    public_views = models.TextField("公众意见采纳情况", max_length=3000, blank=True)
    expert_views = models.TextField("专家论证意见采纳情况", max_length=3000, blank=True)
    reported_on = models.DateField("向同级党委请示报告日期")
    reported_number = models.CharField("请示报告文号或者会议", max_length=100)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reported_number=""), name="decision_result_reported")]

    def __str__(self) -> str:
        return str(self.part)


class Evaluation(models.Model):
    """决策后评估 (Art. 36). ``part.by``: who evaluated."""

    class Trigger(models.TextChoices):
        MISSED = "missed", "实施后明显未达到预期效果"
        OPINIONS = "opinions", "公民、法人或者其他组织对实施提出较多意见"
        NEEDED = "needed", "决策机关认为有必要"

    class Advice(models.TextChoices):
        KEEP = "keep", "继续执行"
        CHANGE = "change", "调整"
        STOP = "stop", "停止执行"

    part = models.OneToOneField(Part, on_delete=models.PROTECT, primary_key=True, related_name="evaluation")
    trigger = models.CharField("评估缘由", max_length=10, choices=Trigger.choices)
    advice = models.CharField("评估建议", max_length=8, choices=Advice.choices)

    def __str__(self) -> str:
        return str(self.part)
