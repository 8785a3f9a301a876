"""辅导课件: how a policy is applied for, in a form that can be used again (要点第十七点)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.policy.policies.models import Policy


class Courseware(models.Model):
    """What is being written; ``shown`` is what was signed last, with the edition of the document on which it stands.

    Args:
        steps: one step a line, "名称：说明". ``standards``: one standard a line. ``papers``: one paper to hand in a line.
        doubt: why it may no longer hold, since its document changed; "" when it holds.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="courseware")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="courseware")
    title = models.CharField("课件名称", max_length=120)
    who = models.TextField("适用对象", max_length=1000, blank=True)
    standards = models.TextField("适用标准", max_length=2000, blank=True)
    steps = models.TextField("办理步骤", max_length=3000, blank=True)
    papers = models.TextField("材料清单", max_length=2000, blank=True)
    tips = models.TextField("常见错误和提示", max_length=2000, blank=True)
    version = models.PositiveSmallIntegerField("版本", default=0)
    edition = models.PositiveSmallIntegerField("依据的文件版次", null=True)
    shown = models.JSONField("已公开的内容", default=dict, blank=True)
    published_at = models.DateTimeField("公开时间", null=True)
    doubt = models.CharField("需要核对的原因", max_length=300, blank=True)
    ended_why = models.CharField("停用原因", max_length=300, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="courseware")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(version__gte=1, edition__isnull=False),
                name="courseware_public_has_version",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:courseware", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("outreach.courseware", str(self.pk))
