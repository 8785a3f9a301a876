"""What happens between receipt and reply: correction, consultations, search, reasons, fee, extension."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.dates import chinese_date
from mingzheng.core.records import RecordRef
from mingzheng.requests.foi.models.applications import Application


class Correction(models.Model):
    """补正 (Art. 30): once for each application, which the one-to-one link says again to the database."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="correction")
    items = models.TextField("需要补正的事项")
    period_days = models.PositiveSmallIntegerField("补正期限（工作日）")
    asked_on = models.DateField("告知日期")
    delivered_on = models.DateField("告知书送达日期", null=True)
    due_on = models.DateField("补正期限届满之日", null=True)
    received_on = models.DateField("收到补正日期", null=True)
    answer = models.TextField("补正内容", blank=True)
    lapsed_on = models.DateField("视为放弃日期", null=True)

    class Meta:
        verbose_name = "补正"
        constraints = [
            models.CheckConstraint(condition=Q(period_days__gte=1, period_days__lte=60), name="foi_correction_period"),
            models.CheckConstraint(condition=Q(received_on=None) | Q(lapsed_on=None), name="foi_correction_one_end"),
        ]

    def __str__(self) -> str:
        return f"补正 {chinese_date(self.asked_on)}"


class Consultation(models.Model):
    """征求意见: of a third party (Art. 32) or a co-producing agency (Art. 34). ``ref`` tells them apart in the ledger."""

    class Kind(models.TextChoices):
        THIRD_PARTY = "third_party", "第三方"
        CO_AGENCY = "co_agency", "共同制作机关"

    class Position(models.TextChoices):
        AGREE = "agree", "同意公开"
        PARTLY = "partly", "同意部分公开"
        OBJECT = "object", "不同意公开"
        SILENT = "silent", "逾期未答复"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="consultations")
    ref = models.CharField("编号", max_length=8)
    kind = models.CharField("征求对象", max_length=12, choices=Kind.choices)
    party = models.CharField("名称", max_length=100)
    contact = models.CharField("联系方式", max_length=200, blank=True)
    content = models.TextField("征求意见的内容")
    sent_on = models.DateField("发出日期")
    delivered_on = models.DateField("收到日期", null=True)
    due_on = models.DateField("答复期限届满之日", null=True)
    ended_on = models.DateField("征求意见结束之日", null=True)
    answered_on = models.DateField("答复日期", null=True)
    position = models.CharField("意见", max_length=8, choices=Position.choices, blank=True)
    reasons = models.TextField("理由", blank=True)
    overruled = models.TextField("不采纳其意见、决定公开的理由", blank=True)

    class Meta:
        verbose_name = "征求意见"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "ref"], name="foi_consultation_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None, position="") | (Q(ended_on__isnull=False) & ~Q(position="")),
                name="foi_consultation_ended_with_position",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.ref}"

    @property
    def objects_to(self) -> bool:
        return self.position in (self.Position.OBJECT, self.Position.PARTLY)


class Search(models.Model):
    """检索 (Art. 36 (4)): where, by whom, with which words, what came of it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="searches")
    searched_on = models.DateField("检索日期")
    place = models.CharField("检索范围", max_length=200)
    person = models.CharField("检索人", max_length=60)
    words = models.CharField("检索词和方法", max_length=300)
    found = models.BooleanField("有无")
    result = models.TextField("检索结果")

    class Meta:
        verbose_name = "检索记录"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{chinese_date(self.searched_on)} {self.place}"


class Explanation(models.Model):
    """说明理由 (Art. 35): asked of who applies clearly too much and too often."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="explanation")
    asked_on = models.DateField("要求说明理由日期")
    why = models.TextField("数量、频次明显超过合理范围的情况")
    answered_on = models.DateField("说明日期", null=True)
    answer = models.TextField("申请人说明的理由", blank=True)
    reasonable = models.BooleanField("理由是否合理", null=True)
    until = models.DateField("确定的答复日期", null=True)

    class Meta:
        verbose_name = "说明理由"

    def __str__(self) -> str:
        return f"说明理由 {chinese_date(self.asked_on)}"


class Fee(models.Model):
    """信息处理费 (Art. 42; 国办函〔2020〕109号): one tariff for an application."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="fee")
    tariff = models.CharField("收费方式", max_length=8, choices=[("count", "按件计收"), ("pages", "按量计收")])
    n = models.PositiveIntegerField("件数或者页数")
    amount = models.PositiveIntegerField("金额（元）")
    how = models.CharField("缴纳方式", max_length=300)
    noticed_on = models.DateField("通知日期")
    delivered_on = models.DateField("通知送达日期", null=True)
    due_on = models.DateField("缴费期限届满之日", null=True)
    paid_on = models.DateField("缴费日期", null=True)
    receipt = models.CharField("缴款凭证号", max_length=60, blank=True)
    lapsed_on = models.DateField("视为放弃日期", null=True)

    class Meta:
        verbose_name = "信息处理费"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="foi_fee_positive"),
            models.CheckConstraint(condition=Q(paid_on=None) | Q(lapsed_on=None), name="foi_fee_one_end"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} 元"


class Extension(models.Model):
    """延长 (Art. 33): asked, approved by the head of the 公开工作机构, told to the applicant."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField("延长的工作日数")
    reason = models.CharField("理由", max_length=500)
    asked_on = models.DateField("提出日期")
    approved_on = models.DateField("批准日期", null=True)
    refused_on = models.DateField("不批准日期", null=True)
    decision = models.CharField("负责人意见", max_length=500, blank=True)

    class Meta:
        verbose_name = "延期"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=20), name="foi_extension_days"),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(approved_on=None, refused_on=None),
                name="foi_extension_one_pending",
            ),
            models.CheckConstraint(condition=Q(approved_on=None) | Q(refused_on=None), name="foi_extension_one_end"),
        ]

    def __str__(self) -> str:
        return f"延长 {self.days} 个工作日"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("foi.extension", str(self.pk))
