"""What was looked at before publication, by the machine and by people."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.disclosure.documents.models.edition import Edition


class Finding(models.Model):
    """What the machine found before publication, and what a person decided about it. One by one (一事一审)."""

    class Kind(models.TextChoices):
        SECRECY = "secrecy", "保密"
        PRIVACY = "privacy", "个人信息和商业秘密"

    class Resolution(models.TextChoices):
        OPEN = "", "待处理"
        REMOVED = "removed", "已删除或遮盖"
        LAWFUL = "lawful", "依法可以公开"
        FALSE = "false", "不是问题"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="findings")
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    type = models.CharField("问题", max_length=32)
    label = models.CharField("问题", max_length=100)
    place = models.CharField("位置", max_length=200)
    excerpt = models.CharField("摘录（已遮盖）", max_length=300, blank=True)
    advice = models.CharField("处理建议", max_length=300, blank=True)
    serious = models.BooleanField("必须先处理", default=False)
    hidden = models.BooleanField("藏在文件里", default=False)
    gone = models.BooleanField("现稿中已没有", default=False)
    found_at = models.DateTimeField("发现时间")
    resolution = models.CharField("处理", max_length=8, choices=Resolution.choices, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    resolved_by = models.CharField("处理人", max_length=200, blank=True)
    resolved_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "fingerprint"], name="finding_once"),
            models.CheckConstraint(
                condition=Q(resolution="") | (~Q(reason="") & Q(resolved_at__isnull=False)),
                name="finding_resolved_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}（{self.place}）"


class Review(models.Model):
    """One review of an edition: who, when, with what opinion. A return voids it; it stays on record."""

    class Kind(models.TextChoices):
        CHECK = "check", "公开属性核对"
        SECRECY = "secrecy", "保密审查"
        PRIVACY = "privacy", "个人隐私和商业秘密审查"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    person_id = models.BigIntegerField("审查人编号")
    person = models.CharField("审查人", max_length=200)
    opinion = models.CharField("意见", max_length=500, blank=True)
    content_hash = models.CharField("所审内容指纹", max_length=64)
    at = models.DateTimeField("审查时间")
    forced = models.BooleanField("紧急公开时由负责人审查", default=False)
    after = models.BooleanField("公开后补审", default=False)
    voided_at = models.DateTimeField("作废时间", null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person}"
