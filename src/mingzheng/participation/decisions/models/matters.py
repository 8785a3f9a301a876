"""A matter of major decision-making: from the catalogue to its evaluation."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document


class Scope(models.TextChoices):
    """Whose decision it is."""

    DISTRICT = "district", "区政府"
    UNIT = "unit", "本单位"


class Kind(models.TextChoices):
    """Art. 3: the kinds of matter, and what the organ itself puts under the procedure."""

    POLICY = "policy", "重大公共政策和措施"
    PLANNING = "planning", "重要规划"
    RESOURCES = "resources", "开发利用、保护重要资源和文化资源"
    PROJECT = "project", "重大公共建设项目"
    OTHER = "other", "其他对经济社会发展有重大影响的事项"


class Matter(models.Model):
    """A matter of a catalogue.

    Args:
        unit: 承办单位, whose people do the work. ``scope``: who decides.
        planned_by: the day by which it is to be decided, as the catalogue in force says.
        touches_market: it touches the economic activity of market players, so that fair competition is reviewed.
        group_rights: it touches the interests of a group or of enterprises closely, so that they are heard (Art. 14).
        round: 1; one more each time that the procedure begins again (再次讨论, 调整).
    """

    year = models.PositiveSmallIntegerField("年度")
    scope = models.CharField("决策机关", max_length=10, choices=Scope.choices)
    unit = models.ForeignKey(Unit, verbose_name="承办单位", on_delete=models.PROTECT, related_name="decision_matters")
    catalogue = models.ForeignKey("decisions.Catalogue", on_delete=models.PROTECT, related_name="matters")
    title = models.CharField("事项名称", max_length=200)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    about = models.TextField("主要内容", max_length=1000, blank=True)
    planned_by = models.DateField("计划完成时间")
    listed_on = models.DateField("列入目录日期")
    touches_market = models.BooleanField("涉及市场主体经济活动", default=False)
    group_rights = models.BooleanField("与企业或者特定群体利益密切相关", default=False)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    started_on = models.DateField("启动日期", null=True)
    handed_on = models.DateField("送交合法性审查日期", null=True)
    decided_on = models.DateField("决定日期", null=True)
    published_on = models.DateField("公布日期", null=True)
    archived_on = models.DateField("归档日期", null=True)
    archive_number = models.CharField("档号", max_length=80, blank=True)
    document = models.ForeignKey(
        Document, verbose_name="决策文件", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    over_on = models.DateField("结束日期", null=True)
    over_why = models.CharField("结束原因", max_length=300, blank=True)
    suspended_on = models.DateField("中止执行日期", null=True)
    suspended_why = models.CharField("中止执行原因", max_length=300, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="decision_matter")

    class Meta:
        ordering = ["-year", "scope", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(started_on__isnull=False, decided_on__gte=F("started_on")),
                name="decision_decided_after_start",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(decided_on__isnull=False, published_on__gte=F("decided_on")),
                name="decision_published_after_decision",
            ),
            models.CheckConstraint(condition=Q(over_on=None) | ~Q(over_why=""), name="decision_over_has_reason"),
            models.CheckConstraint(
                condition=Q(suspended_on=None) | ~Q(suspended_why=""), name="decision_suspended_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["year", "scope", "unit"], name="decision_of_year")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:decision", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("decisions.matter", str(self.pk))

    @property
    def district(self) -> bool:
        return self.scope == Scope.DISTRICT


class Waiver(models.Model):
    """A part of the procedure that does not apply: proposed with a reason, valid once somebody else agreed."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="waivers")
    code = models.CharField("环节", max_length=16)
    reason = models.CharField("理由", max_length=300)
    proposed_by = models.BigIntegerField()
    proposed_by_text = models.CharField("提出人", max_length=200)
    proposed_on = models.DateField("提出日期")
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_by_text = models.CharField("认定人", max_length=200, blank=True)
    confirmed_on = models.DateField("认定日期", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "code"], name="decision_waiver_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_waiver_has_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_on=None)
                | (Q(confirmed_by__isnull=False, confirmed_on__isnull=False) & ~Q(confirmed_by=F("proposed_by"))),
                name="decision_waiver_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.code}"
