"""What inspections and reports prove to the tasks of the plan."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mingzheng.core.dates import date_or_unset
from mingzheng.core.grouping import Grouped, pairs, same_for_all, shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.supervision.inspections import queries
from mingzheng.supervision.inspections.crawler.outcome import Level
from mingzheng.supervision.inspections.models import LinkResult, Probe

POINT_25 = "政务公开工作要点第二十五点（狠抓工作落实）"
POINT_10 = "政务公开工作要点第十点（加强政务公开平台和渠道建设）"
FAILED = (Level.BROKEN.value, Level.DANGER.value)


def _met(clock: object, scope: Scope) -> bool:
    met = getattr(clock, "met_on", None)
    return met is not None and met <= scope.day and not getattr(clock, "late", True)


def _measure_reports(scope: Scope) -> Figure:
    rows = list(queries.answer_clocks(scope.day, scope.unit_id))
    return Figure(sum(_met(clock, scope) for clock in rows), len(rows))


def _reports_by_unit(scope: Scope) -> Grouped:
    rows = queries.answer_clocks(scope.day).select_related("case")
    return pairs((clock.case.unit_id, _met(clock, scope)) for clock in rows)


def _report_items(scope: Scope) -> list[Item]:
    return [
        Item(
            clock.case.ref,
            f"{clock.case.unit.short}　{clock.case.number}",
            _met(clock, scope),
            f"答复于 {date_or_unset(clock.met_on)}"
            if clock.met_on
            else f"应于 {date_or_unset(clock.due_on)} 或之前答复",
        )
        for clock in queries.answer_clocks(scope.day, scope.unit_id).select_related("case__unit")
    ]


def _measure_mended(scope: Scope) -> Figure:
    rows = list(queries.mend_clocks(scope.day, scope.unit_id))
    return Figure(sum(_met(clock, scope) for clock in rows), len(rows))


def _mended_by_unit(scope: Scope) -> Grouped:
    rows = queries.mend_clocks(scope.day).select_related("case")
    return pairs((clock.case.unit_id, _met(clock, scope)) for clock in rows)


def _mended_items(scope: Scope) -> list[Item]:
    return [
        Item(
            clock.case.ref,
            f"{clock.case.unit.short}　{clock.case.title}",
            _met(clock, scope),
            f"{date_or_unset(clock.met_on)} 消除" if clock.met_on else f"应于 {date_or_unset(clock.due_on)} 或之前改好",
        )
        for clock in queries.mend_clocks(scope.day, scope.unit_id).select_related("case__unit")
    ]


def _links(scope: Scope) -> QuerySet[LinkResult]:
    rows = LinkResult.objects.filter(day__lte=scope.day).order_by("level", "url")
    return rows.filter(scope.of_unit())


def _measure_links(scope: Scope) -> Figure:
    rows = _links(scope)
    return Figure(rows.exclude(level__in=FAILED).count(), rows.count())


def _link_items(scope: Scope) -> list[Item]:
    return [
        Item(RecordRef("inspections.link", str(row.pk)), row.url, row.level not in FAILED, row.seen)
        for row in _links(scope)
    ]


def _probes(scope: Scope) -> QuerySet[Probe]:
    return Probe.objects.filter(day__year=scope.day.year, day__lte=scope.day)


def _opened(scope: Scope) -> Figure:
    return Figure(_probes(scope).filter(ok=True).count(), _probes(scope).count())


def _probe_items(scope: Scope) -> list[Item]:
    return [
        Item(RecordRef("inspections.probe", str(row.pk)), str(row), row.ok, "打开" if row.ok else "没有打开")
        for row in _probes(scope).order_by("-day", "-pk")
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "inspections.reports_in_time",
            "网站纠错按期答复率",
            "本年答复和到期未答复的纠错中，在期限（收到后 3 个工作日）内答复的件数 ÷ 全部件数。",
            f"国办发〔2017〕47号；{POINT_10}",
            "件",
            _measure_reports,
            _report_items,
            target=100,
            by_unit=_reports_by_unit,
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
            by_unit=lambda scope: shares(_links(scope), ~Q(level__in=FAILED)),
        )
    )
    declare(
        Indicator(
            "inspections.site_opened",
            "门户打开率",
            "本年度平台对门户首页的定时探测中，在时限内打开的次数 ÷ 全部探测次数（证书、响应头、登录失败另有指标）。",
            f"国办秘函〔2019〕19号；{POINT_10}",
            "次",
            _opened,
            _probe_items,
            target=95,
            by_unit=lambda scope: same_for_all(_opened(scope)),
        )
    )
    declare(
        Indicator(
            "inspections.mended_in_time",
            "检查问题按期整改率",
            "交办的检查问题中，在期限内改好（检查已看不到，或者经区府办核实；核实期间不计）的 ÷ 本年改好的和到期没有改好的；认定误报的不计。",
            POINT_25,
            "个问题",
            _measure_mended,
            _mended_items,
            target=100,
            by_unit=_mended_by_unit,
        )
    )
