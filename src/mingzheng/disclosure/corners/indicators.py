"""What corners prove to the plan: that they are alive, and that a question there becomes a service."""

from __future__ import annotations

from django.db.models import QuerySet

from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.corners.models import Activity, Consultation, Corner, span
from mingzheng.disclosure.corners.queries import in_use

POINT_10 = "政务公开工作要点第十点（政务公开专区）"


def _corners(scope: Scope) -> QuerySet[Corner]:
    rows = in_use(scope.day)
    return rows if scope.unit_id is None else rows.filter(unit_id=scope.unit_id)


def _living(scope: Scope) -> set[int]:
    """Corners with an activity held in the quarter, up to the day."""
    first, _last = span(scope.day)
    held = Activity.objects.filter(status="held", held_on__range=(first, scope.day), corner__in=_corners(scope))
    return set(held.values_list("corner_id", flat=True))


def _alive(scope: Scope) -> Figure:
    return Figure(len(_living(scope)), _corners(scope).count())


def _alive_items(scope: Scope) -> list[Item]:
    living = _living(scope)
    return [
        Item(
            RecordRef("corners.corner", str(row.pk)),
            row.name,
            row.pk in living,
            "本季度有活动" if row.pk in living else "本季度还没有活动",
        )
        for row in _corners(scope)
    ]


def _handed(scope: Scope) -> QuerySet[Consultation]:
    """Handed over to a window this year, up to the day."""
    rows = Consultation.objects.filter(handed_on__year=scope.day.year, handed_on__lte=scope.day)
    return rows if scope.unit_id is None else rows.filter(corner__unit_id=scope.unit_id)


def _measure_handed(scope: Scope) -> Figure:
    rows = _handed(scope)
    return Figure(rows.filter(settled_on__lte=scope.day).count(), rows.count())


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
            "本季度内登记了已举办活动的专区数 ÷ 在用的专区数。",
            POINT_10,
            "个专区",
            _alive,
            _alive_items,
            target=100,
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
        )
    )
