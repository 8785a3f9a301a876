"""What annual reports prove to the plan (task 66): published by their date, with the section on the plan."""

from __future__ import annotations

from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.grouping import pairs
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.supervision.annual_report import queries
from mingzheng.supervision.annual_report.queries import Standing

POINT_25 = "政务公开工作要点第二十五点（落实情况纳入年度报告公开）；《政府信息公开条例》第四十九条"


def _standing(scope: Scope) -> list[Standing]:
    """The reports that are due in the year of the day: those on the year before. What is not yet due is not counted."""
    rows = queries.standing(scope.day.year - 1, scope.day)
    # The day itself counts: the plan's year of records ends with the day on which the reports are due (counted_until).
    mine = [one for one in rows if scope.unit_id in (None, one.unit.pk) and not one.before]
    return [one for one in mine if one.due_on <= scope.day or _published(one, scope)]


def _published(one: Standing, scope: Scope) -> bool:
    return one.report is not None and one.report.published_on is not None and one.report.published_on <= scope.day


def _good(one: Standing, scope: Scope) -> bool:
    report = one.report
    if report is None or not _published(one, scope):
        return False
    return report.published_on is not None and report.published_on <= one.due_on and queries.carries_plan(report)


def _measure(scope: Scope) -> Figure:
    rows = _standing(scope)
    return Figure(sum(_good(one, scope) for one in rows), len(rows))


def _items(scope: Scope) -> list[Item]:
    found = []
    for one in _standing(scope):
        ref = one.report.ref if one.report else RecordRef("units.unit", str(one.unit.pk))
        found.append(Item(ref, f"{one.who}　{scope.day.year - 1}年年度报告", _good(one, scope), _said(one, scope)))
    return found


def _said(one: Standing, scope: Scope) -> str:
    if not _published(one, scope) or one.report is None:
        return f"还没有公布（期限 {chinese_date(one.due_on)}）"
    said = f"{date_or_unset(one.report.published_on)} 公布（期限 {date_or_unset(one.due_on)}）"
    return said if queries.carries_plan(one.report) else f"{said}，没有写要点落实情况"


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "annual_report.with_plan",
            "年度报告按期公布并写明要点落实情况",
            "当年到期的上一年度报告中，在期限内公布、第六部分写明政务公开工作要点落实情况的份数 ÷ 到期（含已提前公布）的份数；"
            "部门、街镇1月31日，区政府3月31日。平台启用前到期、没有收入档案的不计。",
            POINT_25,
            "份",
            _measure,
            _items,
            target=100,
            by_unit=lambda scope: pairs((one.unit.pk, _good(one, scope)) for one in _standing(scope)),
        )
    )
