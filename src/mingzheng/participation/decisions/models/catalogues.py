"""The yearly catalogue of major decisions: proposals, versions, lines, consent, publication (Art. 3)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.decisions.models.matters import Kind, Matter, Scope


class Catalogue(models.Model):
    """One year of the district (kept by 区府办) or of a unit. ``live``: what the public reads now."""

    year = models.PositiveSmallIntegerField("年度")
    scope = models.CharField("范围", max_length=10, choices=Scope.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="decision_catalogues")
    live = models.OneToOneField("Version", on_delete=models.PROTECT, null=True, related_name="+")
    published_on = models.DateField("首次公布日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="decision_catalogue")

    class Meta:
        ordering = ["-year", "scope", "unit__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "scope", "unit"], name="decision_catalogue_once"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(scope="district"), name="decision_catalogue_one_district"
            ),
            models.CheckConstraint(
                condition=Q(live=None, published_on=None) | Q(live__isnull=False, published_on__isnull=False),
                name="decision_catalogue_live_is_published",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.district:
            return reverse("portal:decisions-district", args=[self.year])
        return reverse("portal:decisions-unit", args=[self.year, self.unit.code])

    @property
    def title(self) -> str:
        whose = "区政府" if self.district else self.unit.short
        return f"{whose}{self.year}年度重大行政决策事项目录"

    @property
    def district(self) -> bool:
        return self.scope == Scope.DISTRICT

    @property
    def ref(self) -> RecordRef:
        return RecordRef("decisions.catalogue", str(self.pk))

    @property
    def draft(self) -> Version | None:
        """The version that is being composed, if one is."""
        return self.versions.filter(published_on=None).first()


class Version(models.Model):
    """A catalogue as it was agreed to and published once; number 1 is the first, every later one an adjustment.

    Args:
        reason: why it was adjusted; the public reads it.
        consent_body, consent_on, consent_number: which Party committee (组) agreed, when, under which number.
        consent_by: who recorded that.
    """

    catalogue = models.ForeignKey(Catalogue, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版次")
    reason = models.CharField("调整理由", max_length=500, blank=True)
    made_by = models.BigIntegerField("编制人")
    made_by_text = models.CharField("编制人", max_length=200)
    consent_body = models.CharField("同意的党委（党组）", max_length=100, blank=True)
    consent_on = models.DateField("同意日期", null=True)
    consent_number = models.CharField("文号或者会议", max_length=100, blank=True)
    consent_by = models.CharField("登记人", max_length=200, blank=True)
    consent_file = models.UUIDField("证明材料", null=True)
    published_on = models.DateField("公布日期", null=True)
    published_by = models.BigIntegerField(null=True)
    published_by_text = models.CharField("公布人", max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "number"], name="decision_version_once"),
            models.UniqueConstraint(
                fields=["catalogue"], condition=Q(published_on=None), name="decision_version_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(published_on=None)
                | (Q(consent_on__isnull=False, consent_on__lte=F("published_on")) & ~Q(consent_number="")),
                name="decision_version_public_with_consent",
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="decision_version_change_has_reason"),
            models.CheckConstraint(
                condition=Q(published_on=None, published_by=None)
                | (Q(published_on__isnull=False, published_by__isnull=False) & ~Q(published_by=F("made_by"))),
                name="decision_version_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.catalogue} 第 {self.number} 版"


class Proposal(models.Model):
    """A unit asks that a matter be taken into the district's catalogue (Art. 12)."""

    class Origin(models.TextChoices):
        LEADER = "leader", "决策机关领导人员提出"
        UNIT = "unit", "所属部门或者下一级政府提出"
        DELEGATES = "delegates", "人大代表建议、政协提案"
        CITIZENS = "citizens", "公民、法人或者其他组织书面建议"

    year = models.PositiveSmallIntegerField("年度")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="decision_proposals")
    title = models.CharField("事项名称", max_length=200)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    about = models.TextField("主要内容", max_length=1000)
    planned_by = models.DateField("计划完成时间")
    origin = models.CharField("建议来源", max_length=12, choices=Origin.choices)
    grounds = models.TextField("理由和依据", max_length=1000)
    answer = models.CharField("区府办意见", max_length=300, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="decision_proposal")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["year", "unit"], name="decision_proposal_of_year")]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> RecordRef:
        return RecordRef("decisions.proposal", str(self.pk))


class Line(models.Model):
    """A matter as one version names it. ``dropped``: this version takes it out, for the reason in ``why``."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField("序号")
    title = models.CharField("事项名称", max_length=200)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    unit = models.ForeignKey(Unit, verbose_name="承办单位", on_delete=models.PROTECT, related_name="+")
    about = models.TextField("主要内容", max_length=1000, blank=True)
    planned_by = models.DateField("计划完成时间")
    dropped = models.BooleanField("调出目录", default=False)
    why = models.CharField("调整说明", max_length=300, blank=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="lines")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="lines")

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(dropped=False) | ~Q(why=""), name="decision_line_dropped_has_reason"),
            models.UniqueConstraint(
                fields=["version", "matter"], condition=Q(matter__isnull=False), name="decision_line_matter_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
