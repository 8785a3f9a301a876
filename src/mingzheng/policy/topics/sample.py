"""A fresh case of the room's procedure, for the test that walks every cell of every table."""

from __future__ import annotations

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import a_unit


def sample_topic_case() -> Case:
    """A topic of the first unit. For tests only; begun by the same command as real work."""
    from mingzheng.policy.topics.commands import begin

    unit = a_unit()
    topic = begin(unit, Actor.system("样例"), {"title": "样例专题", "lead": ""})
    if topic.case is None:
        raise Refused("样例专题没有事项。")
    return topic.case
