"""What bulletins prove to the plan (task 65)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.grouping import Grouped, pairs, shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.procedures.models import Clock
from mingzheng.supervision.bulletins import queries
from mingzheng.supervision.bulletins.models import Bulletin, Receipt
from mingzheng.supervision.workplan.models import Plan

POINT_25 = "政务公开工作要点第二十五点（按季度开展工作情况通报）"


def _plans(scope: Scope) -> list[int]:
    rows = Plan.objects.exclude(issued_at=None)
    rows = rows.filter(year=scope.day.year) if scope.task_id is None else rows.filter(tasks=scope.task_id)
    return list(rows.values_list("pk", flat=True))


def _rows(scope: Scope) -> list[tuple[Bulletin, Clock]]:
    """Bulletins are 区府办's: for one unit they count when that is the unit."""
    found = queries.issue_clocks(_plans(scope), scope.day)
    if scope.unit_id is None:
        return found
    return [(row, clock) for row, clock in found if row.case is not None and row.case.unit_id == scope.unit_id]


def _in_time(clock: Clock, scope: Scope) -> bool:
    return clock.met_on is not None and clock.met_on <= scope.day and not clock.late


def _issued(scope: Scope) -> Figure:
    rows = _rows(scope)
    return Figure(sum(_in_time(clock, scope) for _row, clock in rows), len(rows))


def _issued_items(scope: Scope) -> list[Item]:
    return [
        Item(
            row.ref,
            str(row),
            _in_time(clock, scope),
            f"印发于 {date_or_unset(clock.met_on)}"
            if clock.met_on
            else f"应于 {date_or_unset(clock.due_on)} 或之前印发",
        )
        for row, clock in _rows(scope)
    ]


def _issued_by_unit(scope: Scope) -> Grouped:
    return pairs(
        (row.case.unit_id if row.case is not None else None, _in_time(clock, scope)) for row, clock in _rows(scope)
    )


def _receipts(scope: Scope) -> QuerySet[Receipt]:
    rows = Receipt.objects.filter(bulletin__plan__in=_plans(scope), sent_on__lte=scope.day)
    rows = rows.select_related("unit", "bulletin__plan")
    return rows.filter(scope.of_unit())


def _signed(scope: Scope) -> Figure:
    rows = _receipts(scope)
    return Figure(rows.filter(signed_on__lte=scope.day).count(), rows.count())


def _signed_items(scope: Scope) -> list[Item]:
    return [
        Item(
            one.ref,
            f"{one.unit.short}　{one.bulletin}",
            one.signed_on is not None and one.signed_on <= scope.day,
            f"签收于 {chinese_date(one.signed_on)}" if one.signed_on else "尚未签收",
        )
        for one in _receipts(scope)
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "bulletins.issued_in_time",
            "季度通报按期印发率",
            "在期限（季度结束后 10 个工作日；要点下达晚于季度末的自下达日起）内印发的季度通报 ÷ 已印发和已到期的季度通报。",
            POINT_25,
            "期",
            _issued,
            _issued_items,
            target=100,
            by_unit=_issued_by_unit,
            of_units=False,
        )
    )
    declare(
        Indicator(
            "bulletins.signed",
            "季度通报签收率",
            "已签收的份数 ÷ 已送达各责任单位的份数。",
            POINT_25,
            "份",
            _signed,
            _signed_items,
            target=100,
            by_unit=lambda scope: shares(_receipts(scope), Q(signed_on__lte=scope.day)),
        )
    )
