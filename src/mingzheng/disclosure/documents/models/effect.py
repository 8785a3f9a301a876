"""What documents do to each other."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents.models.document import Document
from mingzheng.disclosure.documents.models.edition import Edition


class Effect(models.Model):
    """What one document does to another: 废止, 修改, 部分失效, 延长, 解释; from which article, from when.

    ``planned``: written into a draft and recorded when that is released. ``source`` None: the cause stands in
    ``source_text`` (a document of another organ, a decision of a clean-up).
    """

    class Kind(models.TextChoices):
        REPEAL = "repeal", "废止"
        INVALIDATE = "invalidate", "宣布失效"
        AMEND = "amend", "修改"
        PARTIAL = "partial", "部分失效"
        EXTEND = "extend", "延长有效期"
        CONTINUE = "continue", "继续有效"
        INTERPRET = "interpret", "解释"

    class Status(models.TextChoices):
        PLANNED = "planned", "随文待生效"
        PROPOSED = "proposed", "待确认"
        RECORDED = "recorded", "已登记"
        REFUSED = "refused", "未确认"
        REVOKED = "revoked", "已撤销"

    target = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="effects")
    kind = models.CharField("效力变动", max_length=10, choices=Kind.choices)
    effective_on = models.DateField("自")
    source = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="caused")
    source_edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="effects")
    source_text = models.CharField("依据文件", max_length=300, blank=True)
    article = models.CharField("涉及条款", max_length=200, blank=True)
    new_expiry = models.DateField("新的有效期至", null=True, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    merged = models.BooleanField("已并入正文", default=False)
    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.PROPOSED)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="validity_effect")
    recorded_at = models.DateTimeField("登记时间", null=True)

    class Meta:
        ordering = ["effective_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(source=None) | ~Q(source=F("target")), name="effect_not_on_itself"),
            models.CheckConstraint(
                condition=~Q(kind="extend") | Q(new_expiry__isnull=False), name="effect_extension_has_a_date"
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(source_edition__isnull=False) | ~Q(source_text=""),
                name="effect_has_a_source",
            ),
        ]
        indexes = [models.Index(fields=["target", "status", "effective_on"], name="effect_target")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on}"
