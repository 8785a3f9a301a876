"""What this room proves to the plan: a system published (task 63), independent assessments carried out (task 64)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from mingzheng.core.dates import chinese_date
from mingzheng.core.grouping import pairs, units_of
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.supervision.assessment.models import Candidate, Sheet, System
from mingzheng.supervision.assessment.scoring import settled_mark

POINT_24 = "政务公开工作要点第二十四点（优化考核评估指标体系，开展独立评估）"


def _systems(scope: Scope) -> list[System]:
    rows = System.objects.filter(year=scope.day.year).exclude(published_at=None).select_related("case")
    rows = rows.filter(scope.of_unit("case__unit_id"))
    return [one for one in rows if one.published_at and timezone.localtime(one.published_at).date() <= scope.day]


def _system_items(scope: Scope) -> list[Item]:
    return [
        Item(
            one.ref,
            str(one),
            True,
            f"{chinese_date(timezone.localtime(one.published_at))} 公布" if one.published_at else "",
        )
        for one in _systems(scope)
    ]


def _drawn(scope: Scope) -> QuerySet[Sheet]:
    """Units of which records were drawn in the year, by the day; a round that was cancelled is no assessment."""
    rows = Sheet.objects.filter(
        scores__candidates__drawn=True,
        round__sampled_on__lte=scope.day,
        round__sampled_on__year=scope.day.year,
        round__edition=1,  # a correction stands on the same sample
    ).exclude(round__case__state="cancelled")
    return (
        rows.filter(scope.of_unit())
        .select_related("unit", "round__system")
        .distinct()
        .order_by("round_id", "unit__order")
    )


def _assessed(scope: Scope) -> list[tuple[Sheet, int, int]]:
    """Sheet, records marked by the day, records drawn."""
    sheets = list(_drawn(scope))
    rows = Candidate.objects.filter(score__sheet__in=sheets, drawn=True)
    counts: dict[int, list[int]] = {}
    for one in rows.select_related("score__item").prefetch_related("marks"):
        held = counts.setdefault(one.score.sheet_id, [0, 0])
        held[1] += 1
        last = max((timezone.localtime(mark.marked_at).date() for mark in one.marks.all()), default=None)
        held[0] += settled_mark(one) is not None and last is not None and last <= scope.day
    found = []
    for sheet in sheets:
        done, drawn = counts.get(sheet.pk, [0, 0])
        found.append((sheet, done, drawn))
    return found


def _assessed_figure(scope: Scope) -> Figure:
    rows = _assessed(scope)
    return Figure(sum(done == drawn for _sheet, done, drawn in rows), len(rows))


def _assessed_items(scope: Scope) -> list[Item]:
    return [
        Item(sheet.ref, f"{sheet.round.title}：{sheet.unit.short}", done == drawn, f"抽中 {drawn} 件，评完 {done} 件")
        for sheet, done, drawn in _assessed(scope)
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "assessment.systems",
            "已公布的考核指标体系",
            "本年度的指标体系，到当天已经公布的版数；公布日期写在记录后面。",
            POINT_24,
            "版",
            lambda scope: Figure(len(_systems(scope))),
            _system_items,
            target=1,
            by_unit=lambda scope: units_of(one.case.unit_id for one in _systems(scope) if one.case),
        )
    )
    declare(
        Indicator(
            "assessment.independent",
            "独立评估完成率",
            "本年抽样的考核中，抽中的记录由独立评估员全部评完的单位 ÷ 抽中了记录的单位；取消的考核不算，更正的版次不另算。",
            POINT_24,
            "个单位",
            _assessed_figure,
            _assessed_items,
            target=100,
            by_unit=lambda scope: pairs((sheet.unit_id, done == drawn) for sheet, done, drawn in _assessed(scope)),
        )
    )
