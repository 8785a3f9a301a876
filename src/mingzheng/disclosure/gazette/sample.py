"""A fresh case of the procedure, for the test that walks every cell of the table."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import PostHolding, Unit
from mingzheng.core.units.queries import actors_for


def sample_issue_case() -> Case:
    """An empty issue. For tests only; begun by the same command as real work."""
    from mingzheng.disclosure.gazette import commands

    holding = PostHolding.objects.filter(post=Post.OFFICE_CLERK.value, unit__kind=Unit.Kind.GOV_OFFICE).first()
    if holding is None:
        raise Refused("没有区府办经办。", remedy="请先导入单位和人员。")
    clerk = next(one for one in actors_for(holding.person, timekeeping.today()) if one.post is Post.OFFICE_CLERK)
    issue = commands.begin(clerk, commands.proposed(timekeeping.today()))
    if issue.case is None:
        raise Refused("样例公报没有事项。")
    return issue.case
