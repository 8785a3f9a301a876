"""What the life lines prove to the plan: policies with nothing missing that is already due."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.grouping import pairs
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.policy.policies import queries
from mingzheng.policy.policies.lifeline import LifeLine
from mingzheng.policy.policies.models import Policy

POINT_12 = "政务公开工作要点第十二点（政策服务全流程全环节）"
MACHINE = Actor.system("指标")


def _policies(scope: Scope) -> QuerySet[Policy]:
    """Issued this year, or begun this year and still being made on the day."""
    rows = Policy.objects.filter(begun_on__lte=scope.day).select_related("unit", "document__live", "case")
    this_year = rows.filter(issued_on__year=scope.day.year, issued_on__lte=scope.day)
    in_hand = rows.filter(issued_on=None, ended_on=None, begun_on__year=scope.day.year)
    found = this_year | in_hand
    return found.filter(scope.of_unit()).order_by("unit__order", "pk")


def _lines(scope: Scope) -> Iterator[LifeLine]:
    return queries.lines_of(_policies(scope), scope.day, MACHINE)


def _measure(scope: Scope) -> Figure:
    complete = total = 0
    for line in _lines(scope):
        total += 1
        complete += line.complete
    return Figure(complete, total)


def _items(scope: Scope) -> list[Item]:
    return [_item(line) for line in _lines(scope)]


def _item(line: LifeLine) -> Item:
    gaps = "、".join(view.label for view in line.missing)
    note = f"缺{gaps}" if gaps else "到期的环节都有记录"
    return Item(line.policy.ref, f"{line.policy.unit.short}　{line.policy.title}", line.complete, note)


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "policies.complete",
            "全流程记录完整的政策",
            "本年发布或者正在制定的政策中，八个环节里已到期的都有记录（或认定不适用）的项数 ÷ 全部。",
            POINT_12,
            "项",
            _measure,
            _items,
            target=100,
            by_unit=lambda scope: pairs((line.policy.unit_id, line.complete) for line in _lines(scope)),
        )
    )
