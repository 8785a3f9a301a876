"""What the key areas prove to the task of keeping information current."""

from __future__ import annotations

from mingzheng.core.grouping import Grouped, pairs
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.key_areas import queries

PART_1 = "政务公开工作要点第一部分（围绕中心工作，强化各领域信息公开）"


def _items(scope: Scope) -> list[Item]:
    lines = [line for area in queries.areas(unit_id=scope.unit_id, today=scope.day) for line in area.matters]
    return [
        Item(RecordRef("key_areas.matter", str(line.matter.pk)), line.matter.title, line.own.good, line.own.word)
        for line in lines
    ]


def _measure(scope: Scope) -> Figure:
    items = _items(scope)
    return Figure(sum(item.counts for item in items), len(items))


def _by_unit(scope: Scope) -> Grouped:
    """A matter of several units counts for each of them."""
    lines = [line for area in queries.areas(today=scope.day) for line in area.matters]
    return pairs((unit.pk, line.own.good) for line in lines for unit in line.matter.units.all())


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "key_areas.matters_good",
            "重点领域事项公开率",
            "有内容且在更新周期内的重点领域事项数 ÷ 当年的事项数；按责任单位计。",
            PART_1,
            "项",
            _measure,
            _items,
            target=100,
            by_unit=_by_unit,
        )
    )
