"""政策推送接力: partners who receive material, pass it on and report whom they reached (要点第十七点)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.policy.policies.models import Policy


class Partner(models.Model):
    """An association, a park, a paper, an expert, a service body. Whom to call there is for staff only."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", "行业协会"
        PARK = "park", "产业园区"
        BUILDING = "building", "商务楼宇"
        MEDIA = "media", "新闻媒体"
        EXPERT = "expert", "专家学者"
        SERVICE = "service", "第三方服务机构"
        OTHER = "other", "其他社会组织"

    name = models.CharField("名称", max_length=100, unique=True)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    area = models.CharField("服务范围", max_length=200, help_text="行业、街镇或者园区")
    members = models.PositiveIntegerField("联系的企业数", null=True, blank=True)
    contact = models.CharField("联系人和电话", max_length=100, blank=True)
    unit = models.ForeignKey(Unit, verbose_name="联系单位", on_delete=models.PROTECT, related_name="partners")
    since = models.DateField("加入日期")
    ended_on = models.DateField("退出日期", null=True, blank=True)

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> RecordRef:
        return RecordRef("outreach.partner", str(self.pk))


class Relay(models.Model):
    """Material on a policy on its way through partners to those whom it concerns."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="relays")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="relays")
    title = models.CharField("名称", max_length=120)
    message = models.TextField("请伙伴转达的话", max_length=2000)
    report_by = models.DateField("反馈期限")
    sent_at = models.DateTimeField("送出时间", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="relay")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> RecordRef:
        return RecordRef("outreach.relay", str(self.pk))


class RelayLine(models.Model):
    """One partner's part: received, passed on, whom it reached."""

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="lines")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="relay_lines")
    opened_at = models.DateTimeField("打开时间", null=True)
    passed_on = models.DateField("转达日期", null=True)
    how = models.CharField("转达方式", max_length=200, blank=True)
    enterprises = models.PositiveIntegerField("触达企业数", null=True)
    people = models.PositiveIntegerField("触达人数", null=True)
    asked = models.CharField("企业反映的问题", max_length=500, blank=True)
    reported_by = models.CharField("反馈人", max_length=120, blank=True)
    reported_at = models.DateTimeField("反馈时间", null=True)

    class Meta:
        ordering = ["partner__kind", "partner__name"]
        constraints = [
            models.UniqueConstraint(fields=["relay", "partner"], name="relay_line_once"),
            models.CheckConstraint(
                condition=Q(passed_on=None) | (Q(reported_at__isnull=False) & ~Q(how="")), name="relay_passed_on_how"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relay} {self.partner}"
