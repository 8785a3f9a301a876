"""A campaign, each unit's share of it, and one line for each document that is looked at."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document


class Outcome(models.TextChoices):
    """清理结果. 拟修改 leaves the document in force until the amended one is issued."""

    CONTINUE = "continue", "继续有效"
    AMEND = "amend", "拟修改"
    REPEAL = "repeal", "废止"
    INVALIDATE = "invalidate", "宣布失效"


class Campaign(models.Model):
    """One clean-up, of the district or of one unit. ``as_of``: documents published up to this day are looked at."""

    title = models.CharField("清理名称", max_length=200)
    basis = models.CharField("清理依据", max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    normative_only = models.BooleanField("只清理行政规范性文件", default=True)
    as_of = models.DateField("清理截止日")
    due_on = models.DateField("各单位报送期限")
    launched_at = models.DateTimeField("启动时间")
    effective_on = models.DateField("结果施行日期", null=True)
    number = models.CharField("结果文号", max_length=64, blank=True)
    published_at = models.DateTimeField("公布时间", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="campaign")

    class Meta:
        ordering = ["-launched_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(effective_on__isnull=False), name="campaign_published_has_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def listed(self) -> models.QuerySet[Line]:
        """Every line, for the case screen."""
        return Line.objects.filter(share__campaign=self).select_related("document", "share__unit")

    @property
    def shares_listed(self) -> models.QuerySet[Share]:
        return self.shares.select_related("unit", "case")


class Share(models.Model):
    """What one unit has to look at."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="shares")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cleanup_shares")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="cleanup_share")

    class Meta:
        ordering = ["unit__order", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="cleanup_share_once")]

    def __str__(self) -> str:
        return f"{self.campaign}（{self.unit.short}）"

    @property
    def listed(self) -> models.QuerySet[Line]:
        return self.lines.select_related("document")


class Line(models.Model):
    """One document: what its unit proposes and why, what 区府办 decides and why."""

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="lines")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="cleanup_lines")
    proposal = models.CharField("建议", max_length=10, choices=Outcome.choices, blank=True)
    proposal_reason = models.CharField("建议理由", max_length=500, blank=True)
    proposed_expiry = models.DateField("建议有效期至", null=True)
    decision = models.CharField("决定", max_length=10, choices=Outcome.choices, blank=True)
    decision_reason = models.CharField("决定理由", max_length=500, blank=True)
    new_expiry = models.DateField("新的有效期至", null=True)
    valid_until = models.DateField("公布时的有效期至", null=True)

    class Meta:
        ordering = ["share__unit__order", "document__formed_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["share", "document"], name="cleanup_line_once"),
            models.CheckConstraint(condition=Q(proposal="") | ~Q(proposal_reason=""), name="cleanup_proposal_reasoned"),
            models.CheckConstraint(condition=Q(decision="") | ~Q(decision_reason=""), name="cleanup_decision_reasoned"),
        ]

    def __str__(self) -> str:
        return str(self.document)
