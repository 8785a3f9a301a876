"""Helping: conversations with the applicant, meetings about hard cases, typical cases, what many ask for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.dates import chinese_date
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.models.applications import Application


class Conversation(models.Model):
    """A recorded contact with the applicant (task 15): what was explained, what was suggested, what came of it."""

    class Way(models.TextChoices):
        PHONE = "phone", "电话"
        IN_PERSON = "in_person", "当面"
        MAIL = "mail", "电子邮件"
        LETTER = "letter", "信函"

    class Result(models.TextChoices):
        EXPLAINED = "explained", "已说明办理情况"
        CLEARED = "cleared", "明确了申请内容"
        SOLVED = "solved", "诉求已通过其他渠道解决"
        POINTED = "pointed", "已指引其他渠道"
        UNREACHED = "unreached", "没有联系上"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="conversations")
    talked_on = models.DateField("日期")
    way = models.CharField("方式", max_length=12, choices=Way.choices)
    summary = models.TextField("沟通内容", blank=True)
    suggested = models.CharField("建议的渠道", max_length=200, blank=True)
    result = models.CharField("结果", max_length=12, choices=Result.choices)
    person = models.CharField("沟通人", max_length=60)

    class Meta:
        verbose_name = "沟通记录"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{chinese_date(self.talked_on)} {self.get_way_display()}"


class Conference(models.Model):
    """会商、业务交流 (tasks 15, 16): a meeting about hard cases or about the work, with its minutes."""

    class Kind(models.TextChoices):
        CASE = "case", "疑难案件会商"
        EXCHANGE = "exchange", "业务交流"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="召集单位")
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    topic = models.CharField("议题", max_length=120)
    held_on = models.DateField("日期")
    minutes = models.TextField("纪要")
    units = models.ManyToManyField(Unit, related_name="+", verbose_name="参加单位")
    people = models.PositiveSmallIntegerField("参加人数")
    applications = models.ManyToManyField(Application, related_name="conferences", verbose_name="涉及的申请")

    class Meta:
        verbose_name = "会商和交流"
        ordering = ["-held_on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(minutes=""), name="foi_conference_minutes")]

    def __str__(self) -> str:
        return self.topic

    @property
    def ref(self) -> RecordRef:
        return RecordRef("foi.conference", str(self.pk))


class TypicalCase(models.Model):
    """典型案例: what may be learnt, with every personal trait removed. Checked by another person before it is shared."""

    class Status(models.TextChoices):
        DRAFT = "draft", "待审核"
        SHARED = "shared", "已入库"
        DROPPED = "dropped", "不采用"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.SET_NULL, null=True, related_name="typical_cases")
    leaf = models.CharField("办理结果", max_length=4)
    title = models.CharField("标题", max_length=120)
    facts = models.TextField("案情")
    question = models.TextField("争议焦点")
    handling = models.TextField("处理")
    lesson = models.TextField("启示")
    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.DRAFT)
    drafted_on = models.DateField("提交日期")
    drafted_by = models.BigIntegerField("提交人")
    checked_on = models.DateField("审核日期", null=True)
    checked_by = models.BigIntegerField("审核人", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="foi_typical_case")

    class Meta:
        verbose_name = "典型案例"
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "-checked_on", "-id"], name="foi_typical_shared")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | (Q(checked_on__isnull=False) & ~Q(checked_by=models.F("drafted_by"))),
                name="foi_typical_checked_by_another",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> RecordRef:
        return RecordRef("foi.typical", str(self.pk))


class SameInformation(models.Model):
    """Several applicants ask for the same thing (Art. 44): a proposal to publish, followed to the published document."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField("信息", max_length=200)
    applications = models.ManyToManyField(Application, related_name="same_information")
    suggested_by_applicant = models.BooleanField("申请人建议", default=False)
    found_on = models.DateField("发现日期")
    accepted_on = models.DateField("决定转主动公开日期", null=True)
    declined_on = models.DateField("决定不转日期", null=True)
    reason = models.TextField("不转主动公开的理由", blank=True)
    document = models.CharField("公开的文件（索引号）", max_length=32, blank=True)
    published_on = models.DateField("公开日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="foi_same_information")

    class Meta:
        verbose_name = "转主动公开"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on=None, document="") | (Q(published_on__isnull=False) & ~Q(document="")),
                name="foi_same_published_with_document",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(accepted_on__isnull=False, declined_on=None),
                name="foi_same_published_when_accepted",
            ),
            models.CheckConstraint(
                condition=Q(declined_on=None, reason="") | (Q(declined_on__isnull=False) & ~Q(reason="")),
                name="foi_same_declined_why",
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def ref(self) -> RecordRef:
        return RecordRef("foi.same", str(self.pk))
