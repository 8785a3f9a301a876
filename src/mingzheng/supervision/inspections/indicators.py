"""What inspections and reports prove to the tasks of the plan."""

from __future__ import annotations

from django.db.models import QuerySet

from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.supervision.inspections import queries
from mingzheng.supervision.inspections.crawler.outcome import Level
from mingzheng.supervision.inspections.models import LinkResult

POINT_10 = "政务公开工作要点第十点（加强政务公开平台和渠道建设）"
FAILED = (Level.BROKEN.value, Level.DANGER.value)


def _met(clock: object, scope: Scope) -> bool:
    met = getattr(clock, "met_on", None)
    return met is not None and met <= scope.day and not getattr(clock, "late", True)


def _measure_reports(scope: Scope) -> Figure:
    rows = list(queries.answer_clocks(scope.day, scope.unit_id))
    return Figure(sum(_met(clock, scope) for clock in rows), len(rows))


def _report_items(scope: Scope) -> list[Item]:
    return [
        Item(
            clock.case.ref,
            f"{clock.case.unit.short}　{clock.case.number}",
            _met(clock, scope),
            f"答复于 {clock.met_on}" if clock.met_on else f"应于 {clock.due_on} 或之前答复",
        )
        for clock in queries.answer_clocks(scope.day, scope.unit_id).select_related("case__unit")
    ]


def _links(scope: Scope) -> QuerySet[LinkResult]:
    rows = LinkResult.objects.filter(day__lte=scope.day).order_by("level", "url")
    return rows if scope.unit_id is None else rows.filter(unit_id=scope.unit_id)


def _measure_links(scope: Scope) -> Figure:
    rows = _links(scope)
    return Figure(rows.exclude(level__in=FAILED).count(), rows.count())


def _link_items(scope: Scope) -> list[Item]:
    return [
        Item(RecordRef("inspections.link", str(row.pk)), row.url, row.level not in FAILED, row.seen)
        for row in _links(scope)
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "inspections.reports_in_time",
            "网站纠错按期答复率",
            "在期限（收到后 3 个工作日）内答复的纠错件数 ÷ 已答复和已到期的纠错件数。",
            f"国办发〔2017〕47号；{POINT_10}",
            "件",
            _measure_reports,
            _report_items,
            target=100,
        )
    )
    declare(
        Indicator(
            "inspections.links_open",
            "链接打开率",
            "最近一次检查时能打开的链接数 ÷ 检查过的链接数（慢、需登录等仍算能打开）。",
            f"国办秘函〔2019〕19号；{POINT_10}",
            "个链接",
            _measure_links,
            _link_items,
            target=100,
        )
    )
