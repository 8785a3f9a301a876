"""What filing and evaluation prove to the plan."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from mingzheng.core.dates import date_or_unset
from mingzheng.core.grouping import shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.procedures.models import Clock

POINT_13 = "政务公开工作要点第十三点（推进政策集中发布）"


def _clocks(scope: Scope) -> QuerySet[Clock]:
    """Filings made this year, or due this year and not made by the day."""
    rows = Clock.objects.filter(name="file", case__procedure="normative.filing").exclude(case__state="exempt")
    found = rows.filter(scope.met_or_missed())
    return found.filter(scope.of_unit("case__unit_id"))


def _measure(scope: Scope) -> Figure:
    rows = _clocks(scope)
    return Figure(rows.filter(met_on__lte=F("due_on")).count(), rows.count())


def _items(scope: Scope) -> list[Item]:
    return [
        Item(
            clock.case.ref,
            f"{clock.case.unit.short}　{clock.case.title}",
            clock.met_on is not None and clock.due_on is not None and clock.met_on <= clock.due_on,
            f"期限 {date_or_unset(clock.due_on)}，{f'{date_or_unset(clock.met_on)} 报送' if clock.met_on else '还没有报送'}",
        )
        for clock in _clocks(scope).select_related("case__unit").order_by("case__unit__order", "pk")
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "normative.filed_in_time",
            "规范性文件按期备案率",
            "本年已报送备案或者到期应报送的规范性文件中，期限内报送的件数 ÷ 全部件数；认定不必备案的不计。",
            POINT_13,
            "件",
            _measure,
            _items,
            target=100,
            by_unit=lambda scope: shares(_clocks(scope), Q(met_on__lte=F("due_on")), "case__unit_id"),
        )
    )
