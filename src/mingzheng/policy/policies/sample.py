"""A fresh case, for the test that walks every cell of the table."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit


def sample_life_case() -> Case:
    """A policy of the first unit that is not 区府办. For tests only; begun by the same command as real work."""
    from mingzheng.policy.policies.commands import begin

    unit = Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).first()
    if unit is None:
        raise Refused("没有单位。", remedy="请先导入单位和人员。")
    data = {"title": "样例政策", "begun_on": timekeeping.today(), "pays": True}
    policy = begin(unit, Actor.system("样例"), data)
    if policy.case is None:
        raise Refused("样例没有事项。")
    return policy.case
