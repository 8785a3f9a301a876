"""What columns, catalogue, classes and products prove to the tasks of the plan."""

from __future__ import annotations

from django.db.models import QuerySet, Sum

from mingzheng.core.dates import date_or_unset
from mingzheng.core.grouping import Grouped, pairs, plain, shares, sums, units_of
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.catalogue import classifying, products, queries, standard
from mingzheng.disclosure.catalogue.models import CheckFinding, CheckRun, Classification, Product, StandardItem, Visits

POINT_9 = "政务公开工作要点第九点（巩固标准化规范化建设成果）"
POINT_10 = "政务公开工作要点第十点（加强政务公开平台维护和渠道建设）"
RED = (CheckFinding.Kind.EMPTY, CheckFinding.Kind.STALE, CheckFinding.Kind.LINK, CheckFinding.Kind.UNBOUND)


# --- tasks 5 and 6: the catalogue's items -----------------------------------------------------------------------------


def _judged(scope: Scope) -> list[tuple[StandardItem, str]]:
    """The items of the catalogue in force with what is wrong with each, by the newest check up to the day."""
    catalogue = standard.live()
    run = CheckRun.objects.filter(day__lte=scope.day).first()
    if catalogue is None or run is None:
        return []
    rows = catalogue.items.filter(scope.of_unit()).select_related("column", "unit")
    wrong: dict[int | None, str] = {}
    for finding in run.findings.filter(kind__in=RED).exclude(item=None):
        wrong.setdefault(finding.item_id, finding.get_kind_display())
    return [(row, wrong.get(row.pk, "")) for row in rows]


def _items(scope: Scope) -> list[Item]:
    return [
        Item(RecordRef("catalogue.item", str(row.pk)), str(row), not wrong, wrong or "有内容、未超期、链接能打开")
        for row, wrong in _judged(scope)
    ]


def _items_by_unit(scope: Scope) -> Grouped:
    return pairs((row.unit_id, not wrong) for row, wrong in _judged(scope))


# --- task 6: classes --------------------------------------------------------------------------------------------------


def _classified(scope: Scope) -> list[Item]:
    rows = list(classifying.placed(unit_id=scope.unit_id, until=scope.day).select_related("unit"))
    confirmed = set(
        Classification.objects.filter(confirmed_at__date__lte=scope.day).values_list("record_kind", "record_id")
    )
    return [
        Item(row.ref, row.title, (row.record_kind, row.record_id) in confirmed, row.unit.short if row.unit else "")
        for row in rows
    ]


def _measure_classified(scope: Scope) -> Figure:
    rows = classifying.placed(unit_id=scope.unit_id, until=scope.day)
    return Figure(rows.filter(classifying.classified()).count(), rows.count())


def _classified_by_unit(scope: Scope) -> Grouped:
    return shares(classifying.placed(until=scope.day), classifying.classified())


# --- task 7: products -------------------------------------------------------------------------------------------------


def _products(scope: Scope) -> list[Product]:
    rows = products.published(unit_id=scope.unit_id).filter(published_on__lte=scope.day)
    return list(rows)


def _product_items(scope: Scope) -> list[Item]:
    return [
        Item(RecordRef("catalogue.product", str(row.pk)), row.title, True, f"访问 {row.opened or 0} 次")  # type: ignore[attr-defined]
        for row in _products(scope)
    ]


def _visits(scope: Scope) -> QuerySet[Visits]:
    return Visits.objects.filter(product__in=_products(scope), day__lte=scope.day)


def _measure_visits(scope: Scope) -> Figure:
    return Figure(_visits(scope).aggregate(total=Sum("count"))["total"] or 0)


# --- task 10: columns -------------------------------------------------------------------------------------------------


def _nodes(scope: Scope) -> list[queries.Node]:
    nodes = queries.checked(queries.tree(today=scope.day))
    return [node for node in nodes if scope.unit_id is None or node.column.owner_id == scope.unit_id]


def _column_items(scope: Scope) -> list[Item]:
    """The nearest to breach first."""
    nodes = sorted(_nodes(scope), key=lambda node: (node.own.days_left is None, node.own.days_left or 0))
    return [Item(RecordRef("catalogue.column", str(node.column.pk)), node.column.title, node.own.good, node.own.word) for node in nodes]  # fmt: skip


def _breaches(scope: Scope) -> list[tuple[int, queries.Node]]:
    return queries.breaches(_nodes(scope))


def _measure_breach(scope: Scope) -> Figure:
    """Days to the next breach; columns broken already are counted by the share."""
    ahead = _breaches(scope)
    return Figure(ahead[0][0] if ahead else 0)


def _breach_by_unit(scope: Scope) -> Grouped:
    nearest: dict[int, int] = {}
    for left, node in _breaches(scope):
        if node.column.owner_id is not None:
            nearest.setdefault(node.column.owner_id, left)
    return plain(nearest)


def _breach_items(scope: Scope) -> list[Item]:
    return [
        Item(RecordRef("catalogue.column", str(node.column.pk)), node.column.title, True, f"还有 {left} 天，至 {date_or_unset(node.own.due_on)}")
        for left, node in _breaches(scope)[:1]
    ]  # fmt: skip


def _share(items: list[Item]) -> Figure:
    return Figure(sum(item.counts for item in items), len(items))


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "catalogue.items_good",
            "标准目录事项合格率",
            "现行标准目录中有内容、未超更新期限、链接能打开、有对应栏目的事项数 ÷ 全部事项数（按每天的机器检查；按公开主体计到单位）。",
            POINT_9,
            "项",
            lambda scope: _share(_items(scope)),
            _items,
            target=100,
            by_unit=_items_by_unit,
        )
    )
    declare(
        Indicator(
            "catalogue.classified",
            "新增信息分类确认率",
            "已由人确认分类的公开信息条数 ÷ 列入栏目的公开信息条数。",
            POINT_9,
            "条",
            _measure_classified,
            _classified,
            target=100,
            by_unit=_classified_by_unit,
        )
    )
    declare(
        Indicator(
            "catalogue.products",
            "公开产品",
            "在用的公开产品数（主题地图、发布日历、一事一页）；按发布单位计。",
            POINT_9,
            "个",
            lambda scope: Figure(len(_products(scope))),
            _product_items,
            by_unit=lambda scope: units_of(row.unit_id for row in _products(scope)),
        )
    )
    declare(
        Indicator(
            "catalogue.product_visits",
            "公开产品访问次数",
            "公开产品页面被打开的次数（按天累计，不记访问人）。",
            POINT_9,
            "次",
            _measure_visits,
            _product_items,
            by_unit=lambda scope: sums(_visits(scope), "count", "product__unit_id"),
        )
    )
    declare(
        Indicator(
            "catalogue.columns_fresh",
            "栏目更新合格率",
            "有内容且在更新周期内的栏目数 ÷ 在用的栏目数（只用来归集下级栏目、自己没有内容的不计）；按栏目的责任单位计。",
            POINT_10,
            "个",
            lambda scope: _share(_column_items(scope)),
            _column_items,
            target=100,
            by_unit=lambda scope: pairs((node.column.owner_id, node.own.good) for node in _nodes(scope)),
        )
    )
    declare(
        Indicator(
            "catalogue.next_breach",
            "距下一个栏目超期",
            "还没有超期的栏目中，最近一个到更新期限的天数；已超期的计入更新合格率。",
            POINT_10,
            "天",
            _measure_breach,
            _breach_items,
            by_unit=_breach_by_unit,
        )
    )
