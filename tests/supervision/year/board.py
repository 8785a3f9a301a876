"""What the boards show of a year: figures that fall short, findings, clocks that ran out."""

from __future__ import annotations

import datetime as dt

from mingzheng.config.year import Planted
from mingzheng.core.indicators import Scope, by_unit, indicators
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit
from mingzheng.supervision.inspections.models import Finding
from mingzheng.supervision.inspections.records import check_records, record_rules

Place = tuple[str, str]  # (code of a figure or rule, code of a unit)


def short(day: dt.date, task: int, codes: set[str]) -> set[Place]:
    """(figure, unit) wherever a share of these figures does not reach the whole."""
    units = dict(Unit.objects.values_list("pk", "code"))
    found = set()
    for one in indicators():
        if one.code in codes and one.target is not None:
            figures = by_unit(one, Scope(day, task), list(units))
            found |= {
                (one.code, units[pk]) for pk, figure in figures.items() if figure.numerator < (figure.denominator or 0)
            }
    return found


def findings() -> set[Place]:
    """(rule, unit) of what an inspection of the records shows today."""
    check_records()
    rows = Finding.objects.filter(source="records").exclude(state=Finding.State.GONE).select_related("unit")
    return {(row.rule, row.unit.code) for row in rows if row.unit is not None}


def overdue(day: dt.date) -> set[Place]:
    """(procedure, unit) of cases whose clock has run out."""
    rows = Case.objects.filter(closed_at=None, due_on__lt=day).select_related("unit")
    return {(row.procedure, row.unit.code) for row in rows}


def expected_findings(planted: list[Planted]) -> set[Place]:
    rules = {rule.code for rule in record_rules()}
    return {(board, one.unit) for one in planted for board in one.board.split() if board in rules}


def expected_short(planted: list[Planted], codes: set[str]) -> set[Place]:
    """Each board as the figure behind it: a rule of records names one."""
    figure = {rule.code: rule.indicator for rule in record_rules()}
    named = {(figure.get(board, board), one.unit) for one in planted for board in one.board.split()}
    return {(code, unit) for code, unit in named if code in codes}
