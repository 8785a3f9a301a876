"""行政复议、行政诉讼 that follow an application; what table 4 counts; warning sheets to units."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mingzheng.core.files.models import StoredFile
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.models import Application


class RemedyCase(models.Model):
    """A reconsideration or a suit over an application. Filed, concluded and result are what table 4 counts.

    Imported ones have no case of their own.
    """

    class Kind(models.TextChoices):
        """The three columns of table 4."""

        RECONSIDERATION = "reconsideration", "行政复议"
        DIRECT_SUIT = "direct_suit", "未经复议直接起诉"
        SUIT_AFTER = "suit_after_reconsideration", "复议后起诉"

    class Result(models.TextChoices):
        UPHELD = "upheld", "结果维持"
        CORRECTED = "corrected", "结果纠正"
        OTHER = "other", "其他结果"

    class Cause(models.TextChoices):
        """Why an answer was corrected: for rates by cause and for what is learnt."""

        FACTS = "facts", "事实不清"
        SEARCH = "search", "检索不充分"
        ARTICLE = "article", "适用条款错误"
        PROCEDURE = "procedure", "程序违法"
        LATE = "late", "逾期答复"
        UNCLEAR = "unclear", "答复不明确、不完整"
        OTHER = "other", "其他"

    class PeriodUnit(models.TextChoices):
        """In what a decision counts the period that it sets."""

        WORKDAY = "workday", "个工作日"
        DAY = "day", "日"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="remedies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="被申请人、被告")
    kind = models.CharField("种类", max_length=28, choices=Kind.choices)
    organ = models.CharField("复议机关、法院", max_length=100, blank=True)
    number = models.CharField("案号", max_length=80, blank=True)
    claim = models.TextField("请求", blank=True)
    filed_on = models.DateField("申请、起诉日期")
    received_on = models.DateField("收到申请书、起诉状副本日期", null=True)
    accepted_on = models.DateField("受理、立案日期", null=True)
    simplified = models.BooleanField("简易程序", default=False)
    answered_on = models.DateField("提交答复、答辩日期", null=True)
    concluded_on = models.DateField("审结日期", null=True)
    result = models.CharField("结果", max_length=10, choices=Result.choices, blank=True)
    cause = models.CharField("被纠正的原因", max_length=10, choices=Cause.choices, blank=True)
    decision = models.TextField("决定、判决要点", blank=True)
    lesson = models.TextField("经验教训", blank=True)
    redo = models.BooleanField("责令重新答复", default=False)
    told_on = models.DateField("收到决定书、判决生效日期", null=True)
    redo_days = models.PositiveSmallIntegerField("指定的重新答复期限", null=True)
    redo_unit = models.CharField("期限单位", max_length=8, choices=PeriodUnit.choices, blank=True)
    before = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="after")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="remedy")

    class Meta:
        verbose_name = "复议诉讼"
        ordering = ["-filed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(concluded_on=None, result="") | (Q(concluded_on__isnull=False) & ~Q(result="")),
                name="remedy_concluded_with_result",
            ),
            models.CheckConstraint(
                condition=Q(concluded_on=None) | Q(concluded_on__gte=F("filed_on")),
                name="remedy_concluded_after_filing",
            ),
            models.CheckConstraint(
                condition=~Q(result="corrected") | ~Q(cause="") | Q(case=None), name="remedy_corrected_has_cause"
            ),
        ]
        indexes = [
            models.Index(fields=["concluded_on", "unit", "kind", "result"], name="remedy_concluded"),
            models.Index(fields=["filed_on", "unit", "kind"], name="remedy_filed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}　{self.application}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("remedies.case", str(self.pk))

    @property
    def period(self) -> str:
        """15个工作日; "" where the decision sets none."""
        return f"{self.redo_days}{self.get_redo_unit_display()}" if self.redo_days else ""


class Evidence(models.Model):
    """The list of evidence that goes to the organ: what, from where, proving what. Files belong to the remedy."""

    remedy = models.ForeignKey(RemedyCase, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField("证据名称", max_length=200)
    source = models.CharField("来源", max_length=200)
    proves = models.CharField("证明的事实", max_length=500)
    pages = models.PositiveSmallIntegerField("页数", null=True)
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="文件")

    class Meta:
        verbose_name = "证据"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class WarningSheet(models.Model):
    """提示单、警示单 to a unit, for corrected answers, lost suits or late replies; answered with what is being mended."""

    class Kind(models.TextChoices):
        HINT = "hint", "提示单"
        WARNING = "warning", "警示单"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="foi_warnings", verbose_name="送达单位")
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    number = models.CharField("编号", max_length=60, blank=True)
    facts = models.TextField("情况")
    demands = models.TextField("要求")
    issued_on = models.DateField("发出日期")
    remedies = models.ManyToManyField(RemedyCase, related_name="warnings")
    answer = models.TextField("整改情况", blank=True)
    answered_on = models.DateField("反馈日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="foi_warning")

    class Meta:
        verbose_name = "提示警示单"
        ordering = ["-issued_on", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.unit}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("remedies.warning", str(self.pk))
