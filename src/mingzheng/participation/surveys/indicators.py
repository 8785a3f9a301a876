"""What surveys and calls prove to the plan (tasks 41 and 53). All of the year up to the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q

from mingzheng.core.dates import chinese_date
from mingzheng.core.grouping import pairs, units_of
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.participation.surveys.models import Call, Survey

POINT_18 = "政务公开工作要点第十八点（调研座谈、问卷调查、大数据分析，政策需求征集）"
POINT_20 = "政务公开工作要点第二十点（人民意见征集、民意调查、实事项目征集、活动主题征集）"


def _held(scope: Scope, **only: Any) -> list[Survey | Call]:
    """Begun this year: released, open on some day of it, not stopped."""
    rows: list[Survey | Call] = []
    for model in (Survey, Call):
        wanted = only.get(model.__name__.lower())
        if wanted is None:
            continue
        found = model._default_manager.filter(
            wanted, released_on__isnull=False, stopped_why="", opens_on__range=scope.so_far
        )
        rows += found.filter(scope.of_unit()).select_related("unit")
    return rows


ALL = {"survey": Q(owner_kind=""), "call": Q()}
NEEDS = {"survey": Q(purpose=Survey.Purpose.NEEDS), "call": Q(kind=Call.Kind.NEEDS)}


def _count(only: dict[str, Q]) -> Callable[[Scope], Figure]:
    return lambda scope: Figure(len(_held(scope, **only)))


def _items(only: dict[str, Q]) -> Callable[[Scope], list[Item]]:
    return lambda scope: [_item(one, True) for one in _held(scope, **only)]


def _item(one: Survey | Call, counts: bool) -> Item:
    said = f"{chinese_date(one.results_on)} 公布结果" if one.results_on else "还没有公布结果"
    return Item(
        one.ref,
        f"{one.unit.short}　{one.title}",
        counts,
        f"{chinese_date(one.opens_on)} 至 {chinese_date(one.ends_on)}，{said}",
    )


def _over(scope: Scope) -> list[Survey | Call]:
    """Those whose feedback fell due or was published this year by the day."""
    found = []
    for one in _ended(scope):
        due = _due(one)
        published = one.results_on is not None and one.results_on <= scope.day
        if published or (due is not None and due < scope.day):
            found.append(one)
    return found


def _ended(scope: Scope) -> Iterable[Survey | Call]:
    first, last = scope.so_far
    surveys = Survey.objects.filter(
        released_on__isnull=False, stopped_why="", owner_kind="", closes_on__range=(first, last)
    )
    calls = Call.objects.filter(released_on__isnull=False, stopped_why="").filter(
        Q(votes_until__range=(first, last)) | Q(votes_until=None, closes_on__range=(first, last))
    )
    for rows in (surveys, calls):
        yield from rows.filter(scope.of_unit()).select_related("unit", "case").prefetch_related("case__clocks")


def _due(one: Survey | Call) -> dt.date | None:
    clocks = [clock for clock in one.case.clocks.all() if clock.name == "feedback"] if one.case else []
    return clocks[-1].due_on if clocks else None


def _in_time(one: Survey | Call) -> bool:
    due = _due(one)
    return one.results_on is not None and due is not None and one.results_on <= due


def _answered(scope: Scope) -> Figure:
    rows = _over(scope)
    return Figure(sum(_in_time(one) for one in rows), len(rows))


def _answered_items(scope: Scope) -> list[Item]:
    return [_item(one, _in_time(one)) for one in _over(scope)]


def declare_all() -> None:
    """Make this room's indicators known."""
    for indicator in (
        Indicator(
            "surveys.needs", "政策需求征集次数",
            "本年到当天开始的、类别为政策需求的问卷和征集（已发布、没有停止）的次数。", POINT_18, "次", _count(NEEDS),
            _items(NEEDS), by_unit=lambda scope: units_of(one.unit_id for one in _held(scope, **NEEDS)),
        ),
        Indicator(
            "surveys.held", "问卷和征集次数",
            "本年到当天开始的问卷调查和意见建议征集（已发布、没有停止，活动自带的问卷不计）的次数。", POINT_20, "次",
            _count(ALL), _items(ALL),
            by_unit=lambda scope: units_of(one.unit_id for one in _held(scope, **ALL)),
        ),
        Indicator(
            "surveys.answered", "按期公布结果和反馈",
            "本年截止、到当天已公布结果或者反馈已到期的问卷和征集（活动自带的问卷不计）中，在期限内公布结果和反馈的次数 ÷ 全部次数；"
            "收到 0 份而公布的照样计入。", POINT_20, "次", _answered, _answered_items, target=100,
            by_unit=lambda scope: pairs((one.unit_id, _in_time(one)) for one in _over(scope)),
        ),
    ):  # fmt: skip
        declare(indicator)
