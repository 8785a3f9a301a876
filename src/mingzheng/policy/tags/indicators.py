"""What the catalogue proves to the plan: published, with its date; public documents tagged by it ÷ all."""

from __future__ import annotations

from django.db.models import QuerySet

from mingzheng.core.dates import date_or_unset
from mingzheng.core.grouping import Grouped, numbers, ratio, same_for_all
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.documents.queries import public
from mingzheng.policy.tags import queries
from mingzheng.policy.tags.catalogue import in_force
from mingzheng.policy.tags.models import Version

POINT_12 = "政务公开工作要点第十二点（完善政策公开源头管理）"
MOST_ITEMS = 2_000


def _versions(scope: Scope) -> QuerySet[Version]:
    return queries.published().filter(published_on__lte=scope.day)


def _published(scope: Scope) -> Figure:
    return Figure(_versions(scope).count())


def _published_items(scope: Scope) -> list[Item]:
    return [Item(row.ref, str(row), True, f"{date_or_unset(row.published_on)} 公布") for row in _versions(scope)]


def _documents(scope: Scope) -> QuerySet[Document]:
    rows = public().filter(published_on__lte=scope.day)
    return rows.filter(scope.of_unit())


def _tagged(scope: Scope) -> Figure:
    held = in_force(scope.day)
    rows = _documents(scope)
    return Figure(queries.tagged(held, rows).count() if held else 0, rows.count())


def _tagged_by_unit(scope: Scope) -> Grouped:
    held, rows = in_force(scope.day), _documents(scope)
    return ratio(numbers(queries.tagged(held, rows)) if held else {}, numbers(rows))


def _tagged_items(scope: Scope) -> list[Item]:
    """The newest first; of those that count and those that do not."""
    held = in_force(scope.day)
    rows = list(_documents(scope).select_related("unit").order_by("-published_on", "-pk")[:MOST_ITEMS])
    good = set(queries.tagged(held, _documents(scope)).values_list("pk", flat=True)) if held else set()
    said = "还没有按目录选好标签" if held else "标签目录还没有公布"
    return [
        Item(row.ref, f"{row.unit.short}　{row.title}", row.pk in good, "" if row.pk in good else said) for row in rows
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "tags.published",
            "已公布的标签目录",
            "截至当日已公布的政策文件标签目录版数；各版的公布日期见明细。",
            POINT_12,
            "版",
            _published,
            _published_items,
            by_unit=lambda scope: same_for_all(_published(scope)),
            target=1,
        )
    )
    declare(
        Indicator(
            "tags.tagged",
            "按目录选好标签的文件",
            "截至当日向社会公开的文件中，目录要求的每一面都有标签的件数 ÷ 全部公开文件。",
            POINT_12,
            "件",
            _tagged,
            _tagged_items,
            by_unit=_tagged_by_unit,
            target=100,
        )
    )
