"""What this room proves to the plan: catalogues against 31 March, matters with all parts (tasks 45–48)."""

from __future__ import annotations

from mingzheng.core.dates import chinese_date
from mingzheng.core.grouping import NOTHING, Grouped, pairs
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.units.models import Unit
from mingzheng.participation.decisions import gathering, terms
from mingzheng.participation.decisions.models import Catalogue, Matter
from mingzheng.participation.decisions.models import Scope as Whose

POINT_19 = "政务公开工作要点第十九点（规范重大行政决策公开）"


def _said(catalogue: Catalogue | None, scope: Scope) -> tuple[bool, str]:
    """In time as of the day, and what is to be said."""
    due = terms.catalogue_due(scope.day.year)
    day = catalogue.published_on if catalogue else None
    if day is None or day > scope.day:
        return False, f"还没有公布（期限 {chinese_date(due)}）"
    return day <= due, f"{chinese_date(day)} 公布（期限 {chinese_date(due)}）"


def _district(scope: Scope) -> list[Item]:
    office = Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE).first()
    if office is None or scope.unit_id not in (None, office.pk):
        return []
    found = Catalogue.objects.filter(year=scope.day.year, scope=Whose.DISTRICT).select_related("unit").first()
    good, said = _said(found, scope)
    if found is None:
        return []
    return [Item(found.ref, found.title, good, said)]


def _district_figure(scope: Scope) -> Figure:
    office = Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE).first()
    asked = office is not None and scope.unit_id in (None, office.pk)
    return Figure(sum(item.counts for item in _district(scope)), int(asked))


def _district_by_unit(scope: Scope) -> Grouped:
    """The district's catalogue is 区府办's own; nobody else owes it."""
    office = Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE).first()
    return Grouped({office.pk: _district_figure(scope)} if office else {}, NOTHING)


def _units(scope: Scope) -> list[tuple[Unit, Catalogue | None]]:
    units = [one for one in terms.units_with_duty(scope.day.year, scope.day) if scope.unit_id in (None, one.pk)]
    rows = Catalogue.objects.filter(year=scope.day.year, scope=Whose.UNIT, unit__in=units).select_related("unit")
    held = {one.unit_id: one for one in rows}
    return [(unit, held.get(unit.pk)) for unit in units]


def _units_figure(scope: Scope) -> Figure:
    rows = _units(scope)
    return Figure(sum(_said(found, scope)[0] for _unit, found in rows), len(rows))


def _unit_items(scope: Scope) -> list[Item]:
    from mingzheng.core.records import RecordRef

    items = []
    for unit, found in _units(scope):
        good, said = _said(found, scope)
        ref = found.ref if found else RecordRef("units.unit", str(unit.pk))
        items.append(Item(ref, unit.short, good, said))
    return items


def _matters(scope: Scope) -> list[Matter]:
    rows = Matter.objects.filter(year=scope.day.year, listed_on__lte=scope.day).select_related("unit", "case")
    found = rows.filter(scope.of_unit())
    return list(found.order_by("unit__order", "pk"))


def _parts(scope: Scope) -> Figure:
    views = [view for found in gathering.gather(_matters(scope)).values() for view in found.due]
    return Figure(sum(view.past for view in views), len(views))


def _parts_by_unit(scope: Scope) -> Grouped:
    matters = _matters(scope)
    found = gathering.gather(matters)
    return pairs((one.unit_id, view.past) for one in matters for view in found[one.pk].due)


def _part_items(scope: Scope) -> list[Item]:
    matters = _matters(scope)
    found = gathering.gather(matters)
    return [
        Item(one.ref, f"{one.unit.short}　{one.title}：{view.label}", view.past, view.standing.label)
        for one in matters
        for view in found[one.pk].due
    ]


def _published(scope: Scope) -> list[Matter]:
    return [one for one in _matters(scope) if one.published_on and one.published_on <= scope.day]


def _complete(scope: Scope) -> Figure:
    found = gathering.gather(_published(scope)).values()
    return Figure(sum(one.complete for one in found), len(found))


def _complete_by_unit(scope: Scope) -> Grouped:
    matters = _published(scope)
    found = gathering.gather(matters)
    return pairs((one.unit_id, found[one.pk].complete) for one in matters)


def _complete_items(scope: Scope) -> list[Item]:
    matters = _published(scope)
    found = gathering.gather(matters)
    items = []
    for one in matters:
        gaps = "、".join(view.label for view in found[one.pk].views if view.core and not view.past)
        note = f"缺{gaps}" if gaps else "各部分齐全"
        items.append(Item(one.ref, f"{one.unit.short}　{one.title}", found[one.pk].complete, note))
    return items


def declare_all() -> None:
    """Make this room's indicators known."""
    for indicator in (
        Indicator(
            "decisions.catalogue_district", "区政府目录按期公布",
            "本年度区政府重大行政决策事项目录，首次公布日期不晚于3月31日的计 1，应公布 1 份。", POINT_19, "份",
            _district_figure, _district, target=100, by_unit=_district_by_unit,
        ),
        Indicator(
            "decisions.catalogue_units", "单位目录按期公布率",
            "本年度目录首次公布日期不晚于3月31日的委办局、街道、镇 ÷ 全部委办局、街道、镇；没有事项的公布“0项”也算公布。",
            POINT_19, "个", _units_figure, _unit_items, target=100,
            by_unit=lambda scope: pairs((unit.pk, _said(found, scope)[0]) for unit, found in _units(scope)),
        ),
        Indicator(
            "decisions.integrated", "决策页面的集成度",
            "本年度目录内事项的页面上，已公开、依法不公开或者认定不适用的部分 ÷ 到当天应有的部分。", POINT_19, "项",
            _parts, _part_items, target=100, by_unit=_parts_by_unit,
        ),
        Indicator(
            "decisions.complete", "各部分齐全的决策事项",
            "本年度目录内已公布决策的事项中，决策草案、起草说明、草案解读、合法性审查、集体讨论决定、公众意见收集及采纳、"
            "决策结果齐全（或者依法不公开、认定不适用），且没有应有未有部分的件数 ÷ 全部已公布决策的件数。",
            POINT_19, "件", _complete, _complete_items, target=100, by_unit=_complete_by_unit,
        ),
    ):  # fmt: skip
        declare(indicator)
