"""What pushing proves to task 34."""

from __future__ import annotations

from collections import Counter

from mingzheng.core.dates import chinese_date
from mingzheng.core.grouping import Grouped, pairs, parts, plain
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push import queries
from mingzheng.policy.push.small import count_text

POINT_16 = "政务公开工作要点第十六点（持续扩大政策精准推送覆盖面）"


def _issued(scope: Scope) -> list[Policy]:
    """Policies issued this year that concern enterprises or can be applied for: those that ought to be pushed."""
    rows = Policy.objects.filter(issued_on__range=scope.so_far, document__listed=True)
    rows = rows.filter(for_enterprises=True) | rows.filter(pays=True)
    return list(rows.filter(scope.of_unit()).select_related("unit").order_by("issued_on", "pk"))


def _pushed(scope: Scope) -> Figure:
    found = _issued(scope)
    return Figure(len(queries.reach([one.pk for one in found], scope.day)), len(found))


def _pushed_by_unit(scope: Scope) -> Grouped:
    found = _issued(scope)
    reached = {one.policy.pk for one in queries.reach([one.pk for one in found], scope.day)}
    return pairs((one.unit_id, one.pk in reached) for one in found)


def _pushed_items(scope: Scope) -> list[Item]:
    found = _issued(scope)
    reached = {one.policy.pk: one for one in queries.reach([one.pk for one in found], scope.day)}
    return [
        Item(
            policy.ref,
            f"{policy.unit.short}　{policy.title}",
            policy.pk in reached,
            f"{chinese_date(reached[policy.pk].first_on)} 起推送，收到 {count_text(reached[policy.pk].receivers)}"
            if policy.pk in reached
            else "还没有推送",
        )
        for policy in found
    ]


def _reached(scope: Scope) -> list[queries.Reach]:
    rows = [one for one in queries.reach(until=scope.day) if one.first_on.year == scope.day.year]
    return [one for one in rows if scope.unit_id is None or one.policy.unit_id == scope.unit_id]


def _receivers(scope: Scope) -> Figure:
    return Figure(sum(one.receivers for one in _reached(scope)))


def _opened(scope: Scope) -> Figure:
    rows = _reached(scope)
    return Figure(sum(one.opened for one in rows), sum(one.receivers for one in rows))


def _useful(scope: Scope) -> Figure:
    rows = _reached(scope)
    return Figure(sum(one.useful for one in rows), sum(one.answered for one in rows))


def _receivers_by_unit(scope: Scope) -> Grouped:
    found: Counter[int] = Counter()
    for one in _reached(scope):
        found[one.policy.unit_id] += one.receivers
    return plain(found)


def _opened_by_unit(scope: Scope) -> Grouped:
    return parts((one.policy.unit_id, one.opened, one.receivers) for one in _reached(scope))


def _useful_by_unit(scope: Scope) -> Grouped:
    return parts((one.policy.unit_id, one.useful, one.answered) for one in _reached(scope))


def _reach_items(scope: Scope) -> list[Item]:
    return [
        Item(
            one.policy.ref,
            f"{one.policy.unit.short}　{one.policy.title}",
            True,
            f"收到 {count_text(one.receivers)}，打开 {count_text(one.opened)}，回答 {count_text(one.answered)}",
        )
        for one in _reached(scope)
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "push.policies",
            "政策精准推送率",
            "本年公开的涉企政策和有申请兑现事项的政策中，已经按批准的条件推送的件数 ÷ 全部件数。",
            POINT_16,
            "件",
            _pushed,
            _pushed_items,
            by_unit=_pushed_by_unit,
            target=100,
        )
    )
    declare(
        Indicator(
            "push.receivers",
            "精准推送告知人次",
            "本年开始推送的政策告知到的个人和企业次数；同一政策对同一对象只算一次。",
            POINT_16,
            "人次",
            _receivers,
            _reach_items,
            by_unit=_receivers_by_unit,
        )
    )
    declare(
        Indicator(
            "push.opened",
            "推送打开率",
            "本年开始推送的政策中，收到的人在「我的政策」里打开的次数 ÷ 收到的人次。",
            POINT_16,
            "次",
            _opened,
            _reach_items,
            by_unit=_opened_by_unit,
        )
    )
    declare(
        Indicator(
            "push.useful",
            "推送准确率",
            "收到推送的人回答「有用」的次数 ÷ 回答的次数。回答的人有多少，见推送报告。",
            POINT_16,
            "次",
            _useful,
            _reach_items,
            by_unit=_useful_by_unit,
        )
    )
