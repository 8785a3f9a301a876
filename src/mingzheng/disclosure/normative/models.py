"""What a normative document owes after its release."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.documents.models import Document


class NormativeFiling(models.Model):
    """备案: the document was reported to the organ that supervises its issuer. ``number`` is that organ's (××府规备字…)."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="normative_filing")
    organ = models.CharField("备案机关", max_length=100, blank=True)
    number = models.CharField("备案号", max_length=64, blank=True)
    filed_on = models.DateField("报送备案日期", null=True)
    exempt_reason = models.CharField("不需备案的理由", max_length=500, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="normative_filing")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number="") | (Q(filed_on__isnull=False) & ~Q(organ="")), name="normative_filing_whole"
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.document)

    @property
    def ref(self) -> RecordRef:
        return RecordRef("normative.filing", str(self.pk))


class Evaluation(models.Model):
    """实施后评估 before the last day of validity ``until``: what became of the document, what is proposed."""

    class Conclusion(models.TextChoices):
        EXTEND = "extend", "延长有效期"
        REVISE = "revise", "修改后重新发布"
        REPEAL = "repeal", "废止"
        LAPSE = "lapse", "到期自动失效"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="evaluations")
    until = models.DateField("有效期至")
    conclusion = models.CharField("评估结论", max_length=8, choices=Conclusion.choices, blank=True)
    summary = models.TextField("评估情况", blank=True)
    evaluated_on = models.DateField("评估完成日期", null=True)
    confirmed_on = models.DateField("确认日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="evaluation")

    class Meta:
        ordering = ["-until"]
        constraints = [
            models.UniqueConstraint(fields=["document", "until"], name="evaluation_once"),
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | (~Q(conclusion="") & ~Q(summary="")), name="evaluation_confirmed_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.until}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("normative.evaluation", str(self.pk))
