"""A fresh case of the room's procedure, for the test that walks every cell of every table."""

from __future__ import annotations

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit


def sample_topic_case() -> Case:
    """A topic of the first unit. For tests only; begun by the same command as real work."""
    from mingzheng.policy.topics.commands import begin

    unit = Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).first()
    if unit is None:
        raise Refused("没有单位。", remedy="请先导入单位和人员。")
    topic = begin(unit, Actor.system("样例"), {"title": "样例专题", "lead": ""})
    if topic.case is None:
        raise Refused("样例专题没有事项。")
    return topic.case
