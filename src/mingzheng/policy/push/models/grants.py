"""免申即享: who certainly qualifies, frozen on a day, exported for payment."""

from __future__ import annotations

from django.db import models

from mingzheng.core.dates import chinese_date
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push.models.profiles import Profile
from mingzheng.policy.push.models.rules import Rule


class Grant(models.Model):
    """A list made by a rule on a day. ``left_out``: who qualifies as well but did not agree to be put on a list."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="grants")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="grants_made")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField("名单日期")
    number = models.PositiveIntegerField("人数或者户数", default=0)
    left_out = models.PositiveIntegerField("没有同意的", default=0)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="grant")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.policy} 免申即享名单 {chinese_date(self.made_on)}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("push.grant", str(self.pk))


class GrantRow(models.Model):
    """Who stands on the list, and why. Goes with the profile when its subject deletes it before payment."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="rows")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="grant_rows")
    reasons = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grant", "profile"], name="push_grant_row_once")]

    def __str__(self) -> str:
        return f"{self.grant_id}:{self.profile_id}"
