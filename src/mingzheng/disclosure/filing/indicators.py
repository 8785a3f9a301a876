"""What the room proves to tasks 3, 11 and 23."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mingzheng.core.grouping import Grouped, numbers, ratio, shares, sums
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.filing import queries
from mingzheng.disclosure.filing.checking import KINDS
from mingzheng.disclosure.filing.models import MonthlyFiling, Push

POINT_8 = "政务公开工作要点第八点（规范发布公开政府信息）"
POINT_10 = "政务公开工作要点第十点（平台维护和渠道建设）"
POINT_13 = "政务公开工作要点第十三点（政策集中发布）"


# --- task 3: months with a full filing ------------------------------------------------------------


def _months(scope: Scope) -> QuerySet[MonthlyFiling]:
    """Filings of the year's months that have passed."""
    first = scope.day.replace(day=1)
    rows = MonthlyFiling.objects.filter(month__year=scope.day.year, month__lt=first).select_related("unit")
    rows = rows.defer("content")
    return rows.filter(scope.of_unit())


def _done(scope: Scope) -> Q:
    return Q(submitted_on__isnull=False, first_submitted_on__lte=scope.day)


def _measure_months(scope: Scope) -> Figure:
    rows = _months(scope)
    return Figure(rows.filter(_done(scope)).count(), rows.count())


def _month_items(scope: Scope) -> list[Item]:
    counted = set(_months(scope).filter(_done(scope)).values_list("pk", flat=True))
    return [
        Item(RecordRef("filing.month", str(row.pk)), str(row), row.pk in counted, _said(row)) for row in _months(scope)
    ]


def _said(row: MonthlyFiling) -> str:
    if row.submitted_on is None:
        return "没有报送"
    return f"公文 {row.documents} 件，缺少要素 {row.elements} 处，格式 {row.formats} 处，分类 {row.classes} 处"


def _measure_elements(scope: Scope) -> Figure:
    return Figure(sum(_months(scope).filter(_done(scope)).values_list("elements", flat=True)))


def _element_items(scope: Scope) -> list[Item]:
    rows = _months(scope).filter(_done(scope), elements__gt=0)
    return [
        Item(RecordRef("filing.month", str(row.pk)), f"{row}", counts, f"缺少要素 {row.elements} 处")
        for row in rows
        for counts in [True] * row.elements
    ]


# --- tasks 11 and 23: what the library holds ------------------------------------------------------


def _wanted(scope: Scope) -> QuerySet[Document]:
    rows = queries.should_be_there().filter(published_on__lte=scope.day).select_related("unit")
    return rows.filter(scope.of_unit())


def _pushes(scope: Scope) -> dict[int, Push]:
    rows = queries.newest().filter(document__in=_wanted(scope)).defer("payload")
    return {row.document_id: row for row in rows}


def _accepted(push: Push | None) -> bool:
    return push is not None and push.status == Push.Status.ACCEPTED


def _differing() -> set[int | None]:
    """Documents for which the newest whole comparison found a difference that is still open."""
    last = queries.last_comparison()
    if last is None:
        return set()
    return set(last.differences.filter(repaired_at=None).values_list("document_id", flat=True))


def _in_library(scope: Scope) -> QuerySet[Push]:
    return queries.newest().filter(document__in=_wanted(scope), status=Push.Status.ACCEPTED)


def _over_wanted(scope: Scope, rows: QuerySet[Push]) -> Grouped:
    return ratio(numbers(rows, "document__unit_id"), numbers(_wanted(scope)))


def _measure_accepted(scope: Scope) -> Figure:
    return Figure(_in_library(scope).count(), _wanted(scope).count())


def _measure_equal(scope: Scope) -> Figure:
    return Figure(_in_library(scope).exclude(document__in=_differing()).count(), _wanted(scope).count())


def _state(push: Push | None) -> str:
    if push is None:
        return "还没有推送"
    reasons = "；".join(row["message"] for row in push.reasons)
    return f"第 {push.version} 版{push.get_status_display()}{'：' + reasons if reasons else ''}"


def _accepted_items(scope: Scope) -> list[Item]:
    pushes = _pushes(scope)
    return [
        Item(row.ref, row.title, _accepted(pushes.get(row.pk)), _state(pushes.get(row.pk))) for row in _wanted(scope)
    ]


def _equal_items(scope: Scope) -> list[Item]:
    pushes, differing = _pushes(scope), _differing()
    return [
        Item(
            row.ref,
            row.title,
            _accepted(pushes.get(row.pk)) and row.pk not in differing,
            "对账有差异" if row.pk in differing else _state(pushes.get(row.pk)),
        )
        for row in _wanted(scope)
    ]


def _faulty(push: Push | None) -> str:
    """The kinds of error for which a record was refused, here or there; "" when it has none."""
    if push is None or push.status != Push.Status.REJECTED:
        return ""
    kinds = dict.fromkeys(row["kind"] for row in push.reasons)
    return "、".join(KINDS.get(kind, kind) for kind in kinds)


def _measure_clean(scope: Scope) -> Figure:
    rows = queries.newest().filter(document__in=_wanted(scope))
    return Figure(rows.exclude(status=Push.Status.REJECTED).count(), rows.count())


def _clean_by_unit(scope: Scope) -> Grouped:
    rows = queries.newest().filter(document__in=_wanted(scope))
    return shares(rows, ~Q(status=Push.Status.REJECTED), "document__unit_id")


def _clean_items(scope: Scope) -> list[Item]:
    rows = Document.objects.in_bulk(list(_pushes(scope)))
    return [
        Item(rows[pk].ref, rows[pk].title, not _faulty(push), _faulty(push) or "没有差错")
        for pk, push in _pushes(scope).items()
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "filing.months",
            "按月全量备案",
            "已报送全量备案的月份数 ÷ 已过去的月份数（按单位逐月计，自平台开始备案的月份起；没有公文的月份报“无”也算报送）。",
            POINT_8,
            "个月",
            _measure_months,
            _month_items,
            target=100,
            by_unit=lambda scope: shares(_months(scope), _done(scope)),
        )
    )
    declare(
        Indicator(
            "filing.missing_elements",
            "备案缺少的要素",
            "本年度已报送的全量备案中缺少的要素数（按最近一次报送的清单计；改正并补报后减少）。",
            POINT_8,
            "处",
            _measure_elements,
            _element_items,
            by_unit=lambda scope: sums(_months(scope).filter(_done(scope)), "elements"),
        )
    )
    declare(
        Indicator(
            "filing.accepted",
            "公文库入库率",
            "最新版本已被市公文库收下的文件数 ÷ 现向社会公开的文件数。",
            POINT_13,
            "件",
            _measure_accepted,
            _accepted_items,
            target=100,
            by_unit=lambda scope: _over_wanted(scope, _in_library(scope)),
        )
    )
    declare(
        Indicator(
            "filing.clean",
            "入库公文无差错率",
            "最新版本没有因要素、格式、分类差错被退回的文件数 ÷ 已形成推送的文件数。",
            POINT_13,
            "件",
            _measure_clean,
            _clean_items,
            target=100,
            by_unit=_clean_by_unit,
        )
    )
    declare(
        Indicator(
            "filing.equal_versions",
            "两个平台版本一致",
            "最新版本已被收下、且最近一次对账没有差异的文件数 ÷ 现向社会公开的文件数。",
            POINT_10,
            "件",
            _measure_equal,
            _equal_items,
            target=100,
            by_unit=lambda scope: _over_wanted(scope, _in_library(scope).exclude(document__in=_differing())),
        )
    )
