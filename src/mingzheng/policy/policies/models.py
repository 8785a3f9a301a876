"""A policy, and what of its life has no other record."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mingzheng.core.dates import chinese_date
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.policies.stages import Stage


class Policy(models.Model):
    """It begins before there is a document and goes on after it (ADR 0010).

    Args:
        document: what it was issued as; None while it is being made.
        draft: the document, still a draft, that it is going to be issued as.
        for_enterprises: it concerns enterprises (涉企). ``pays``: something can be applied for and is paid or granted (兑现).
        foreign: it touches foreign trade or investment, so that an English summary is owed.
        ended_on: when it was closed or stopped.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="policies")
    title = models.CharField("政策名称", max_length=300)
    document = models.OneToOneField(
        Document, verbose_name="文件", on_delete=models.PROTECT, null=True, blank=True, related_name="policy"
    )
    draft = models.OneToOneField(
        Document, verbose_name="文稿", on_delete=models.SET_NULL, null=True, blank=True, related_name="policy_to_be"
    )
    begun_on = models.DateField("启动日期")
    issued_on = models.DateField("发布日期", null=True)
    ended_on = models.DateField("结束日期", null=True)
    for_enterprises = models.BooleanField("涉及企业", default=False)
    pays = models.BooleanField("有申请兑现事项", default=False)
    foreign = models.BooleanField("涉及外贸外资", default=False)
    english = models.TextField("英文摘要", blank=True, max_length=3000)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="policy")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document=None, issued_on=None) | Q(document__isnull=False, issued_on__isnull=False),
                name="policy_issued_has_document",
            )
        ]
        indexes = [models.Index(fields=["unit", "-issued_on"], name="policy_of_unit")]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> RecordRef:
        return RecordRef("policies.policy", str(self.pk))


class NotNeeded(models.Model):
    """A stage that does not apply to a policy, with the reason that the public reads."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="not_needed")
    stage = models.CharField("环节", max_length=12, choices=Stage.choices())
    reason = models.CharField("理由", max_length=300)
    decided_by = models.CharField("决定人", max_length=200)
    decided_at = models.DateTimeField("决定时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "stage"], name="policy_stage_not_needed_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="policy_not_needed_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.stage}"


class Note(models.Model):
    """A record of a stage that has no room of its own: a need gathered, a step of the making, an evaluation.

    Args:
        who: from or with whom (a kind of people, never a person's name).
        public: may everybody read it? The words were looked at for personal data when they were typed.
    """

    class Kind(models.TextChoices):
        SURVEY = "survey", "问卷调查"
        MEETING = "meeting", "调研座谈"
        DATA = "data", "数据分析"
        SUGGESTION = "suggestion", "建议、提案、来信来电"
        DEMAND = "demand", "上级部署或其他需求"
        DRAFTING = "drafting", "起草"
        OPINIONS = "opinions", "征求意见"
        EXPERTS = "experts", "专家论证"
        COMPETITION = "competition", "公平竞争审查"
        LEGALITY = "legality", "合法性审核"
        DECISION = "decision", "集体讨论决定"
        REVIEW = "review", "实施情况评估"
        THIRD_PARTY = "third_party", "第三方评估"
        SATISFACTION = "satisfaction", "满意度调查"

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="notes")
    stage = models.CharField("环节", max_length=12, choices=Stage.choices())
    kind = models.CharField("方式", max_length=12, choices=Kind.choices)
    day = models.DateField("日期")
    title = models.CharField("名称", max_length=200)
    who = models.CharField("对象", max_length=200, blank=True)
    text = models.TextField("情况", blank=True, max_length=4000)
    public = models.BooleanField("向社会公开", default=True)
    file_id = models.UUIDField("材料", null=True)
    written_by = models.CharField("登记人", max_length=200)
    written_at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["day", "id"]
        indexes = [models.Index(fields=["policy", "stage"], name="policy_note_stage")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.title}"


class Payment(models.Model):
    """兑现 by figures: of a period, how many applied, how many were approved, how much was paid (yuan), to how many.

    It counts from its confirmation by somebody who did not contribute.
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="payments")
    since = models.DateField("期间自")
    until = models.DateField("期间至")
    applications = models.PositiveIntegerField("申请件数")
    approved = models.PositiveIntegerField("通过件数")
    amount = models.DecimalField("兑现金额（元）", max_digits=16, decimal_places=2)
    enterprises = models.PositiveIntegerField("惠及企业数", default=0)
    households = models.PositiveIntegerField("惠及户数或人数", default=0)
    at_once = models.PositiveIntegerField("其中免申即享件数", default=0)
    note = models.CharField("说明", max_length=500, blank=True)
    reported_by = models.CharField("填报人", max_length=200)
    reported_at = models.DateTimeField("填报时间")
    confirmed_by = models.CharField("审核人", max_length=200, blank=True)
    confirmed_at = models.DateTimeField("审核时间", null=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="policy_payment_period"),
            models.CheckConstraint(condition=Q(approved__lte=F("applications")), name="policy_payment_approved"),
            models.CheckConstraint(condition=Q(at_once__lte=F("approved")), name="policy_payment_at_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="policy_payment_amount"),
            models.UniqueConstraint(fields=["policy"], condition=Q(confirmed_at=None), name="policy_payment_one_waits"),
        ]

    def __str__(self) -> str:
        return f"{chinese_date(self.since)}—{chinese_date(self.until)}"

    @property
    def yuan(self) -> str:
        """8,600,000.00"""
        return f"{self.amount:,.2f}"
