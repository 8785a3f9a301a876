"""What open days prove to the plan (tasks 54–57). All of the year up to the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet, Sum

from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.grouping import counts, pairs, shares, sums
from mingzheng.core.grouping import parts as sum_up
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.procedures.models import Clock
from mingzheng.participation.open_days import theme_calls
from mingzheng.participation.open_days.models import OpenDay, Part, Programme
from mingzheng.participation.open_days.satisfaction import rated

POINT_21 = "政务公开工作要点第二十一点（深化政府开放）"
MONTH = Q(programme__isnull=False, starts_at__date__gte=F("programme__opens_on")) & Q(
    starts_at__date__lte=F("programme__closes_on")
)


# --- 54: the theme is decided by a public call, by the end of July -------------------------------------------------


def _programmes(scope: Scope) -> list[tuple[Programme, bool, str]]:
    """The year's month: decided in time, by a call that was answered."""
    rows = Programme.objects.filter(scope.of_unit(), year=scope.day.year)
    return [(one, *_in_time(one, scope.day)) for one in rows.select_related("unit", "case")]


def _in_time(programme: Programme, day: dt.date) -> tuple[bool, str]:
    if programme.decided_on is None or programme.decided_on > day:
        return False, "还没有确定"
    late = programme.decided_on > theme_calls.period(programme.year)[1]
    by_call = theme_calls.answered(programme)
    note = f"{chinese_date(programme.decided_on)} 公布，{programme.planned} 场"
    return by_call and not late, note + ("" if by_call else "，没有公开征集") + ("，晚于 7 月" if late else "")


def _theme(scope: Scope) -> Figure:
    rows = _programmes(scope)
    return Figure(sum(good for _one, good, _note in rows), len(rows))


def _theme_items(scope: Scope) -> list[Item]:
    return [Item(one.ref, one.title, good, note) for one, good, note in _programmes(scope)]


# --- 55–57: sessions -----------------------------------------------------------------------------------------------


def _held(scope: Scope) -> QuerySet[OpenDay]:
    rows = OpenDay.objects.filter(result_on__lte=scope.day, starts_at__date__range=scope.so_far)
    return rows.filter(scope.of_unit()).select_related("unit", "programme").order_by("starts_at")


def _august(scope: Scope) -> QuerySet[OpenDay]:
    return _held(scope).filter(MONTH)


def _rest(scope: Scope) -> QuerySet[OpenDay]:
    return _held(scope).exclude(MONTH).filter(field__in=OpenDay.NAMED)


def _items(rows: Iterable[OpenDay]) -> list[Item]:
    return [
        Item(
            one.ref,
            f"{one.unit.short}　{one.title}",
            True,
            f"{chinese_date(one.day)}，{one.get_field_display()}，{one.people} 人",
        )
        for one in rows
    ]


def _people(scope: Scope) -> Figure:
    return Figure(_held(scope).aggregate(n=Sum("people"))["n"] or 0)


def _with_parts(scope: Scope) -> list[tuple[OpenDay, set[str]]]:
    """The sessions of the month with the parts of which something is written down."""
    rows = _august(scope).annotate(answered=Count("questions", filter=Q(questions__published=True)))
    found: list[tuple[OpenDay, set[str]]] = []
    for one in rows.prefetch_related("parts"):
        parts = {part.kind for part in one.parts.all() if part.outcome}
        found.append((one, parts | ({Part.Kind.QA.value} if one.answered else set())))
    return found


def _parts(scope: Scope) -> Figure:
    rows = _with_parts(scope)
    return Figure(sum(len(parts) == len(Part.Kind) for _one, parts in rows), len(rows))


def _parts_items(scope: Scope) -> list[Item]:
    found = []
    for one, parts in _with_parts(scope):
        missing = "、".join(str(kind.label) for kind in Part.Kind if kind.value not in parts)
        note = f"没有{missing}的记录" if missing else "四个环节都有记录"
        found.append(Item(one.ref, f"{one.unit.short}　{one.title}", not missing, note))
    return found


def _clocks(scope: Scope) -> QuerySet[Clock]:
    """Answered this year, or due by the day and not answered."""
    rows = Clock.objects.filter(name="answer", case__procedure="open_days.question")
    return rows.filter(scope.met_or_missed(), scope.of_unit("case__unit_id"))


def _answered(scope: Scope) -> Figure:
    rows = _clocks(scope)
    return Figure(rows.filter(met_on__lte=F("due_on")).count(), rows.count())


def _answered_items(scope: Scope) -> list[Item]:
    return [
        Item(
            one.case.ref,
            f"{one.case.unit.short}　{one.case.title}",
            bool(one.met_on and one.due_on and one.met_on <= one.due_on),
            f"期限 {date_or_unset(one.due_on)}，{f'{date_or_unset(one.met_on)} 答复' if one.met_on else '还没有答复'}",
        )
        for one in _clocks(scope).select_related("case__unit")
    ]


def _rated(scope: Scope) -> list[tuple[OpenDay, int, int]]:
    found = []
    for one in _held(scope):
        score = rated(one)
        if score is not None:
            found.append((one, score.satisfied, score.answered))
    return found


def _satisfied(scope: Scope) -> Figure:
    rows = _rated(scope)
    return Figure(sum(row[1] for row in rows), sum(row[2] for row in rows))


def _satisfied_items(scope: Scope) -> list[Item]:
    """A session is one line; the figure adds up the answers of all."""
    return [
        Item(one.ref, f"{one.unit.short}　{one.title}", True, f"{answered} 份中 {satisfied} 份满意")
        for one, satisfied, answered in _rated(scope)
    ]


def _fields(scope: Scope) -> dict[str, OpenDay]:
    """The last session outside the month of each named field."""
    return {one.field: one for one in _rest(scope)}


def _field_items(scope: Scope) -> list[Item]:
    return [
        Item(one.ref, str(OpenDay.Field(field).label), True, f"最近一场：{chinese_date(one.day)}，{one.title}")
        for field, one in _fields(scope).items()
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    for indicator in (
        Indicator(
            "open_days.theme", "开放月主题公开征集并按期确定",
            "本年开放月中，主题征集已公布结果、并且主题和场次在 7 月 31 日以前公布的 ÷ 已建立的开放月。", POINT_21, "项",
            _theme, _theme_items, target=100,
            by_unit=lambda scope: pairs((one.unit_id, good) for one, good, _note in _programmes(scope)),
            grows=True,
        ),
        Indicator(
            "open_days.august", "开放月场次", "本年开放月期间举办、到当天已公布结果的场数。", POINT_21, "场",
            lambda scope: Figure(_august(scope).count()), lambda scope: _items(_august(scope)),
            by_unit=lambda scope: counts(_august(scope)),
        ),
        Indicator(
            "open_days.people", "开放活动参加人数", "本年到当天已公布结果的全部开放活动的参加人数之和（每场一行）。",
            POINT_21, "人", _people, lambda scope: _items(_held(scope)),
            by_unit=lambda scope: sums(_held(scope), "people"),
        ),
        Indicator(
            "open_days.parts", "四个环节齐全的场次",
            "本年开放月已公布结果的场次中，答疑、座谈、活动体验、问卷调查都有记录的场数 ÷ 全部场数；公开的问答算答疑。",
            POINT_21, "场", _parts, _parts_items, target=100,
            by_unit=lambda scope: pairs((one.unit_id, len(parts) == len(Part.Kind)) for one, parts in _with_parts(scope)),
        ),
        Indicator(
            "open_days.answered", "开放活动提问按期答复率",
            "本年已答复和到期未答复的提问中，期限内答复的 ÷ 全部。", POINT_21, "件", _answered, _answered_items, target=100,
            by_unit=lambda scope: shares(_clocks(scope), Q(met_on__lte=F("due_on")), "case__unit_id"),
        ),
        Indicator(
            "open_days.satisfied", "开放活动满意率",
            "本年各场问卷第一个量表题已公布的结果中，选最高两档的份数 ÷ 全部份数；因人数太少没有公布的不算。", POINT_21,
            "份", _satisfied, _satisfied_items,
            by_unit=lambda scope: sum_up((one.unit_id, good, answered) for one, good, answered in _rated(scope)),
        ),
        Indicator(
            "open_days.all_year", "常态化开放活动",
            "本年开放月以外、六个要点领域内、到当天已公布结果的场数。", POINT_21, "场",
            lambda scope: Figure(_rest(scope).count()), lambda scope: _items(_rest(scope)),
            by_unit=lambda scope: counts(_rest(scope)),
        ),
        Indicator(
            "open_days.fields", "常态化开放覆盖的领域",
            "本年开放月以外已公布结果的活动涉及的要点领域个数（一网通办、一网统管、营商环境、民生保障、公正监管、公共安全共六个）。",
            POINT_21, "个", lambda scope: Figure(len(_fields(scope))), _field_items, target=6,
            by_unit=lambda scope: counts(_rest(scope), distinct=True, what="field"),
        ),
    ):  # fmt: skip
        declare(indicator)
