"""Every read of columns and of what stands in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max, QuerySet
from django.http import QueryDict

from mingzheng.core import keyset, timekeeping
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.catalogue import fresh
from mingzheng.disclosure.catalogue.fresh import Freshness
from mingzheng.disclosure.catalogue.models import Column, Placement

PAGE = 20


def column_choices() -> list[tuple[str, str]]:
    """(code, path) of every open column, in the order of the tree: 政策文件 › 行政规范性文件."""
    found: list[tuple[str, str]] = []

    def walk(nodes: list[Node], path: str) -> None:
        for node in nodes:
            label = f"{path} › {node.column.title}" if path else node.column.title
            found.append((node.column.code, label))
            walk(node.children, label)

    walk(tree(), "")
    return found


@dataclass
class Node:
    """A column in the tree. ``own`` is how itself stands; ``total`` and ``last`` include everything below it."""

    column: Column
    own: Freshness
    children: list[Node] = field(default_factory=list)

    @property
    def leaf(self) -> bool:
        return not self.children

    @property
    def checked(self) -> bool:
        """Is it held to its rule? A column that only gathers others is not."""
        return self.leaf or self.own.count > 0

    @property
    def total(self) -> int:
        return self.own.count + sum(child.total for child in self.children)

    @property
    def last(self) -> dt.date | None:
        days = [day for day in (self.own.last, *(child.last for child in self.children)) if day is not None]
        return max(days, default=None)

    def walk(self) -> Iterable[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


def tree(*, closed: bool = False, today: dt.date | None = None) -> list[Node]:
    """The columns as a tree with how each stands today; two queries whatever their number.

    Args:
        closed: also closed columns (for the desk).
    """
    day = today or timekeeping.today()
    rows = Column.objects.select_related("owner").order_by("order", "id")
    rows = rows if closed else rows.filter(closed_on=None)
    facts = {
        column_id: (last, count)
        for column_id, last, count in Placement.objects.order_by()
        .filter(published_on__lte=day)
        .values_list("column_id")
        .annotate(last=Max("published_on"), count=Count("id"))
    }
    nodes = {row.pk: Node(row, _standing(row, facts.get(row.pk), day)) for row in rows}
    roots: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.column.parent_id) if node.column.parent_id else None
        (above.children if above else roots).append(node)
    return roots


def _standing(column: Column, facts: tuple[dt.date | None, int] | None, day: dt.date) -> Freshness:
    last, count = facts or (None, 0)
    return fresh.standing(last, count, column.update_days, day)


def checked(nodes: list[Node] | None = None) -> list[Node]:
    """The open columns that are held to their rule, in the order of the tree."""
    return [node for root in (tree() if nodes is None else nodes) for node in root.walk() if node.checked]


def breaches(nodes: Iterable[Node]) -> list[tuple[int, Node]]:
    """(days left, column) of those that are not broken yet and will be, the nearest first."""
    found = [(node.own.days_left, node) for node in nodes if node.own.days_left is not None]
    return sorted(((left, node) for left, node in found if left >= 0), key=lambda pair: pair[0])


def find(nodes: list[Node], code: str) -> Node | None:
    return next((node for root in nodes for node in root.walk() if node.column.code == code), None)


def column(code: str) -> Column | None:
    """A column, open or closed."""
    return Column.objects.select_related("owner", "parent__parent").filter(code=code).first()


def path(found: Column) -> list[Column]:
    """From the top down to the column itself."""
    steps, above = [found], found.parent
    while above is not None and len(steps) < 12:
        steps.insert(0, above)
        above = above.parent
    return steps


def placed(codes: Iterable[str]) -> QuerySet[Placement]:
    """What stands in these columns today, in no order."""
    rows = Placement.objects.filter(column__code__in=list(codes), published_on__lte=timekeeping.today())
    return rows.select_related("column__owner")


def page(codes: Iterable[str], query: QueryDict, size: int = PAGE) -> keyset.Page:
    """What stands in these columns, the newest first, paged by key as the address asks."""
    return keyset.page(placed(codes), keyset.Order("published_on", descending=True), query, size)


def newest(codes: Iterable[str], limit: int) -> list[Placement]:
    """The newest records of these columns, for feeds."""
    return list(placed(codes).order_by("-published_on", "-id")[:limit])


def columns_of(record: RecordRef) -> list[Column]:
    """Where a record stands."""
    return list(Column.objects.filter(placements__record_kind=record.kind, placements__record_id=record.id))
