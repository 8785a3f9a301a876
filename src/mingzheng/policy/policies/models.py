"""A policy, and what of its life has no other record."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.policies.stages import Stage


class Policy(models.Model):
    """It begins before there is a document and goes on after it (ADR 0010).

    Args:
        document: what it was issued as; None while it is being made.
        for_enterprises: it concerns enterprises (涉企). ``pays``: something can be applied for and is paid or granted (兑现).
        foreign: it touches foreign trade or investment, so that an English summary is owed.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="policies")
    title = models.CharField("政策名称", max_length=300)
    document = models.OneToOneField(
        Document, verbose_name="文件", on_delete=models.PROTECT, null=True, blank=True, related_name="policy"
    )
    begun_on = models.DateField("启动日期")
    issued_on = models.DateField("发布日期", null=True)
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
