"""What topics prove to the plan (task 24)."""

from __future__ import annotations

from mingzheng.core.dates import date_or_unset
from mingzheng.core.grouping import Grouped, pairs, units_of
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.policy.topics import queries
from mingzheng.policy.topics.models import Topic

POINT_13 = "政务公开工作要点第十三点（政策集成式发布试点）"


def _topics(scope: Scope) -> list[Topic]:
    """Public topics on the day, of one unit or all."""
    rows = queries.public().filter(published_at__date__lte=scope.day)
    return list(rows.filter(scope.of_unit()))


def _ref(topic: Topic) -> RecordRef:
    return topic.ref


def _count(scope: Scope) -> Figure:
    return Figure(len(_topics(scope)))


def _count_items(scope: Scope) -> list[Item]:
    return [Item(_ref(one), f"{one.unit.short}　{one.title}", True) for one in _topics(scope)]


def _parts(scope: Scope) -> Figure:
    pages = [queries.shown(one).parts for one in _topics(scope)]
    return Figure(sum(part.present for found in pages for part in found), sum(len(found) for found in pages))


def _parts_items(scope: Scope) -> list[Item]:
    """One line for each part of each topic, so that numerator and denominator are their counts."""
    return [
        Item(_ref(one), f"{one.unit.short}　{one.title}：{part.label}", part.present, "" if part.present else "还没有")
        for one in _topics(scope)
        for part in queries.shown(one).parts
    ]


def _parts_by_unit(scope: Scope) -> Grouped:
    return pairs((one.unit_id, part.present) for one in _topics(scope) for part in queries.shown(one).parts)


def _renewed(topic: Topic, scope: Scope) -> bool:
    return topic.renew_by is not None and topic.renew_by >= scope.day and not topic.changed_why


def _fresh(scope: Scope) -> Figure:
    rows = _topics(scope)
    return Figure(sum(_renewed(one, scope) for one in rows), len(rows))


def _fresh_items(scope: Scope) -> list[Item]:
    return [
        Item(
            _ref(one),
            f"{one.unit.short}　{one.title}",
            _renewed(one, scope),
            one.changed_why or f"{date_or_unset(one.renewed_on)} 核对，下次不晚于 {date_or_unset(one.renew_by)}",
        )
        for one in _topics(scope)
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "topics.published",
            "已公开的集成式专题",
            "到当天已签发公开、没有关闭的集成式专题个数；按牵头单位分。",
            POINT_13,
            "个",
            _count,
            _count_items,
            by_unit=lambda scope: units_of(one.unit_id for one in _topics(scope)),
        )
    )
    declare(
        Indicator(
            "topics.parts",
            "专题要素齐全率",
            "每个已公开专题应有文件、解读、问答、办理入口、联系方式、工作动态、活动七项：已有的项数 ÷ 全部应有的项数。",
            POINT_13,
            "项",
            _parts,
            _parts_items,
            by_unit=_parts_by_unit,
        )
    )
    declare(
        Indicator(
            "topics.renewed",
            "专题按期核对率",
            "已公开的专题中，在核对周期内核对过、之后文件没有变动待核对的个数 ÷ 全部个数。",
            POINT_13,
            "个",
            _fresh,
            _fresh_items,
            by_unit=lambda scope: pairs((one.unit_id, _renewed(one, scope)) for one in _topics(scope)),
            target=100,
        )
    )
