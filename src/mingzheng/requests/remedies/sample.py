"""Fresh cases, for the test that walks every cell of the tables."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import PostHolding, Unit
from mingzheng.core.units.queries import actors_for
from mingzheng.requests.foi.sample import sample_case


def sample_remedy() -> Case:
    """A reconsideration over a fresh application. For tests only."""
    from mingzheng.requests.remedies import commands

    today = timekeeping.today()
    facts = {"kind": "reconsideration", "organ": "区人民政府", "filed_on": today, "received_on": today}
    made = commands.report(sample_case().subject, Actor.system("样例"), facts)
    return _case(made.case)


def sample_warning() -> Case:
    """A hint to the first unit. For tests only."""
    from mingzheng.requests.remedies import commands

    unit = Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).first()
    holding = PostHolding.objects.filter(post=Post.OFFICE_CLERK.value).first()
    if unit is None or holding is None:
        raise Refused("没有单位或者区府办经办可作样例。")
    clerk = next(one for one in actors_for(holding.person, timekeeping.today()) if one.post is Post.OFFICE_CLERK)
    return _case(commands.warn(unit, clerk, {"kind": "hint", "facts": "样例", "demands": "样例"}).case)


def _case(case: Case | None) -> Case:
    if case is None:
        raise Refused("样例没有事项。")
    return case
