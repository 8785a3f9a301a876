"""What corners prove to the plan: that they are alive, and that a question there becomes a service."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from mingzheng.core.grouping import Grouped, pairs, shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.corners.models import Activity, Consultation, Corner, span
from mingzheng.disclosure.corners.queries import in_use

POINT_10 = "政务公开工作要点第十点（政务公开专区）"


def _corners(scope: Scope) -> QuerySet[Corner]:
    rows = in_use(scope.day)
    return rows.filter(scope.of_unit())


def _since(day: dt.date) -> dt.date:
    """The first day of the quarter; in its first month, of the one before: nobody is behind on the first of July."""
    first, _last = span(day)
    return span(first - dt.timedelta(days=1))[0] if day.month == first.month else first


def _living(scope: Scope) -> set[int]:
    """Corners with an activity held in the quarter, up to the day."""
    held = Activity.objects.filter(
        status="held", held_on__range=(_since(scope.day), scope.day), corner__in=_corners(scope)
    )
    return set(held.values_list("corner_id", flat=True))


def _alive(scope: Scope) -> Figure:
    return Figure(len(_living(scope)), _corners(scope).count())


def _alive_by_unit(scope: Scope) -> Grouped:
    living = _living(scope)
    return pairs((row.unit_id, row.pk in living) for row in _corners(scope))


def _alive_items(scope: Scope) -> list[Item]:
    living = _living(scope)
    return [
        Item(
            RecordRef("corners.corner", str(row.pk)),
            row.name,
            row.pk in living,
            "有活动" if row.pk in living else "还没有活动",
        )
        for row in _corners(scope)
    ]


def _handed(scope: Scope) -> QuerySet[Consultation]:
    """Handed over to a window this year, up to the day."""
    rows = Consultation.objects.filter(handed_on__year=scope.day.year, handed_on__lte=scope.day)
    return rows.filter(scope.of_unit("corner__unit_id"))


def _measure_handed(scope: Scope) -> Figure:
    rows = _handed(scope)
    return Figure(rows.filter(settled_on__lte=scope.day).count(), rows.count())


def _handed_by_unit(scope: Scope) -> Grouped:
    return shares(_handed(scope), Q(settled_on__lte=scope.day), "corner__unit_id")


def _handed_items(scope: Scope) -> list[Item]:
    return [
        Item(
            RecordRef("corners.consultation", str(row.pk)),
            f"{row.number}　{row.corner.name}",
            row.settled_on is not None and row.settled_on <= scope.day,
            f"转{row.window.short if row.window else '窗口'}，{row.case.state_now.label if row.case else ''}",
        )
        for row in _handed(scope).select_related("corner", "window", "case")
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "corners.active_in_quarter",
            "本季度有活动的专区",
            "本季度内登记了已举办活动的专区数 ÷ 在用的专区数；每季度的第一个月里，上季度有活动的也算。",
            POINT_10,
            "个专区",
            _alive,
            _alive_items,
            target=100,
            by_unit=_alive_by_unit,
        )
    )
    declare(
        Indicator(
            "corners.handed_over",
            "专区咨询转窗口并办结",
            "本年度转到服务窗口并已办结的咨询数 ÷ 本年度转到服务窗口的咨询数（专区当场答复的不计）。",
            POINT_10,
            "件",
            _measure_handed,
            _handed_items,
            target=100,
            by_unit=_handed_by_unit,
        )
    )
