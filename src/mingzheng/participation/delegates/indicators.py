"""What this room proves to the plan (tasks 42, 43, 44)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mingzheng.core.dates import chinese_date
from mingzheng.core.grouping import Grouped, counts, pairs, shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.delegates import queries
from mingzheng.participation.delegates.models import Invitation, Meeting, Statement
from mingzheng.participation.delegates.models.people import ORDINARY

POINT_18 = "政务公开工作要点第十八点（邀请公众代表列席政府决策会议）"
MEMBERS = [Unit.Kind.DEPARTMENT, Unit.Kind.STREET, Unit.Kind.TOWN]


def _meetings(scope: Scope, *levels: str) -> QuerySet[Meeting]:
    """Meetings of the year up to the day whose record is public, of one unit or all."""
    rows = queries.of_year(scope.day.year).filter(starts_at__date__lte=scope.day, published_at__date__lte=scope.day)
    if levels:
        rows = rows.filter(level__in=levels)
    return rows.filter(scope.of_unit())


def _title(meeting: Meeting) -> str:
    return f"{meeting.unit.short}　{meeting.title}　{chinese_date(meeting.day)}"


def _executive(scope: Scope) -> Figure:
    return Figure(_meetings(scope, Meeting.Level.EXECUTIVE).count())


def _executive_items(scope: Scope) -> list[Item]:
    return [Item(one.ref, _title(one), True) for one in _meetings(scope, Meeting.Level.EXECUTIVE)]


def _units(scope: Scope) -> list[Unit]:
    rows = Unit.objects.filter(kind__in=MEMBERS, valid_to=None)
    return list(rows.filter(scope.of_unit("pk")))


def _first(scope: Scope) -> dict[int, Meeting]:
    """Unit → its first meeting of the year with delegates."""
    rows = _meetings(scope).exclude(level=Meeting.Level.EXECUTIVE).order_by("-starts_at")
    return {one.unit_id: one for one in rows}


def _by_units(scope: Scope) -> Figure:
    held = _first(scope)
    units = _units(scope)
    return Figure(sum(unit.pk in held for unit in units), len(units))


def _units_by_unit(scope: Scope) -> Grouped:
    held = _first(scope)
    return pairs((unit.pk, unit.pk in held) for unit in _units(scope))


def _by_units_items(scope: Scope) -> list[Item]:
    held = _first(scope)
    return [
        Item(
            held[unit.pk].ref if unit.pk in held else RecordRef("units.unit", str(unit.pk)),
            unit.short,
            unit.pk in held,
            _title(held[unit.pk]) if unit.pk in held else "今年还没有公开的列席会议",
        )
        for unit in _units(scope)
    ]


def _came(scope: Scope) -> QuerySet[Invitation]:
    return Invitation.objects.filter(meeting__in=_meetings(scope), attended=True).select_related("meeting", "candidate")


def _ordinary(scope: Scope) -> Figure:
    rows = _came(scope)
    return Figure(rows.filter(candidate__category__in=ORDINARY).count(), rows.count())


def _ordinary_items(scope: Scope) -> list[Item]:
    return [
        Item(
            one.meeting.ref,
            f"{one.meeting.title}　抽签代码 {one.code}",
            one.candidate.category in ORDINARY,
            one.candidate.get_category_display(),
        )
        for one in _came(scope)
    ]


def _said(scope: Scope) -> QuerySet[Statement]:
    return Statement.objects.filter(meeting__in=_meetings(scope)).select_related("meeting")


def _answered(scope: Scope) -> Figure:
    rows = _said(scope)
    return Figure(rows.filter(answered_on__lte=scope.day).count(), rows.count())


def _answered_items(scope: Scope) -> list[Item]:
    return [
        Item(
            one.ref,
            one.text[:60],
            one.answered_on is not None and one.answered_on <= scope.day,
            one.get_outcome_display() if one.answered_on else "研究中",
        )
        for one in _said(scope)
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "delegates.executive",
            "公众代表列席的区政府常务会议",
            "今年到当天已开过、列席结果已公开的区政府常务会议次数。",
            POINT_18,
            "次",
            _executive,
            _executive_items,
            by_unit=lambda scope: counts(_meetings(scope, Meeting.Level.EXECUTIVE)),
            target=4,
        )
    )
    declare(
        Indicator(
            "delegates.ordinary",
            "普通市民和小微企业代表占比",
            "今年结果已公开的会议中，到会的普通市民、小微企业代表人次 ÷ 到会代表人次。要点没有规定比例。",
            POINT_18,
            "人次",
            _ordinary,
            _ordinary_items,
            by_unit=lambda scope: shares(_came(scope), Q(candidate__category__in=ORDINARY), "meeting__unit_id"),
        )
    )
    declare(
        Indicator(
            "delegates.units",
            "邀请代表列席的单位",
            "今年有公众代表列席、结果已公开的委办局和街镇个数 ÷ 全部委办局和街镇。",
            POINT_18,
            "个",
            _by_units,
            _by_units_items,
            by_unit=_units_by_unit,
            grows=True,
            target=100,
        )
    )
    declare(
        Indicator(
            "delegates.answered",
            "代表意见答复率",
            "今年结果已公开的会议中，已经答复采纳情况的代表意见条数 ÷ 全部代表意见。",
            POINT_18,
            "条",
            _answered,
            _answered_items,
            by_unit=lambda scope: shares(_said(scope), Q(answered_on__lte=scope.day), "meeting__unit_id"),
        )
    )
