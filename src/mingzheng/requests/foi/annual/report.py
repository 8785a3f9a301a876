"""The tables of a year as a unit or the district reports them, with the findings of every check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet, Sum

from mingzheng.core import timekeeping
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import counting
from mingzheng.requests.foi.annual import disclosed
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.checks import TABLE2_SINGLE, Finding, check
from mingzheng.requests.foi.law.facts import APPLICANT_KINDS
from mingzheng.requests.foi.law.tables import CARRIED_IN, CARRIED_OUT, COLUMNS, NEW, ROWS, TOTAL, lay_out, lay_out_3
from mingzheng.requests.foi.models import Application, ClosingFigures, OwnFigures

BEHIND = (
    "pk", "number", "unit", "applicant_kind", "channel", "received_on", "closed_on", "leaf",
    "case__procedure", "case__unit",
)  # fmt: skip
"""What the list behind a cell loads: numbers and dates."""


@dataclass(frozen=True)
class Report:
    """``unit`` None: the district. ``tables`` as ``law.checks.check`` takes them; ``lacking`` what could not be checked."""

    year: int
    unit: Unit | None
    tables: dict[str, Any]
    findings: list[Finding]
    lacking: list[str] = field(default_factory=list)

    def three(self, row: str) -> list[int]:
        values: list[int] = next(one["values"] for one in self.tables["table3"]["rows"] if one["key"] == row)
        return values


def report(year: int, unit: Unit | None = None) -> Report:
    """Everything of one year, in a fixed number of queries."""
    lacking: list[str] = []
    tables = lay_out(counting.counts(year, unit)) | {"table2": table2(year, unit, lacking)}
    previous = _previous(year - 1, unit, lacking)
    if previous:
        tables["previous_year"] = previous
    findings = check(tables)
    if unit is None:
        findings += _district_sum(year, tables["table3"])
    return Report(year, unit, tables, findings, lacking)


def table2(year: int, unit: Unit | None, lacking: list[str]) -> dict[str, Any]:
    """A district makes no 规章 (立法法: municipalities and above), so that row counts nothing there is.

    Args:
        lacking: gets a line when the unit has not entered what it counts elsewhere.
    """
    normative = disclosed.normative(year, unit, timekeeping.today()).numbers()
    table: dict[str, Any] = {"regulations": dict.fromkeys(normative, 0), "normative": normative}
    rows = OwnFigures.objects.filter(year=year, **({} if unit is None else {"unit": unit}))
    sums = rows.aggregate(**{name: Sum(name) for name in TABLE2_SINGLE})
    if sums["licences"] is None:
        lacking.append(f"{year}年的行政许可、处罚、强制和收费还没有登记。")
        return table
    return (
        table
        | {name: int(sums[name]) for name in TABLE2_SINGLE if name != "fees_wan"}
        | {"fees_wan": float(sums["fees_wan"])}
    )


def _previous(year: int, unit: Unit | None, lacking: list[str]) -> dict[str, Any]:
    """The closing figures of the year before; of the district only when every unit with applications has them."""
    rows = list(ClosingFigures.objects.filter(year=year, **({} if unit is None else {"unit": unit})))
    if not rows:
        lacking.append(f"没有登记{year}年的结转数，没有检查上年结转和现行有效件数。")
        return {}
    if unit is None and (missing := _without(year, rows)):
        names = "、".join(one.short for one in missing[:8]) + ("等" if len(missing) > 8 else "")
        lacking.append(f"{len(missing)} 个单位没有登记{year}年的结转数（{names}），没有检查全区的上年结转。")
        return {}
    return {
        "table2_in_force": {
            "regulations": sum(one.regulations for one in rows),
            "normative": sum(one.normative for one in rows),
        },
        "table3_carried_out": [sum(column) for column in zip(*(one.carried_out for one in rows), strict=True)],
    }


def _without(year: int, rows: list[ClosingFigures]) -> list[Unit]:
    carrying = counting.behind(year + 1, None, Q(received_on__year__lte=year)).values("unit")
    return list(Unit.objects.filter(pk__in=carrying).exclude(pk__in=[one.unit_id for one in rows]))


def _district_sum(year: int, district: Mapping[str, Any]) -> list[Finding]:
    """District = the sum of its units, cell by cell."""
    units = counting.counts_by_unit(year)
    summed: Counter[tuple[str, str]] = Counter()
    for counts in units.values():
        summed.update(counts)
    found = []
    for said, row in zip(district["rows"], lay_out_3(summed)["rows"], strict=True):
        for at, name in enumerate(COLUMNS.values()):
            if said["values"][at] != row["values"][at]:
                text = f"{len(units)} 个单位之和为 {row['values'][at]} 件，全区为 {said['values'][at]} 件。"
                found.append(Finding("district_sum", f"表三“{said['label']}”行“{name}”列", text))
    return found


def behind_3(year: int, unit: Unit | None, row: str, column: str) -> QuerySet[Application] | None:
    """The applications that a cell of table 3 counts; None for a cell that is not there."""
    if row not in ROWS or column not in COLUMNS:
        return None
    kinds = {} if column == "total" else {"applicant_kind": column}
    found = counting.behind(year, unit, _of_row(year, row)).filter(**kinds)
    return found.select_related("unit", "case").only(*BEHIND, "unit__short").order_by("-received_on", "-pk")


def _of_row(year: int, row: str) -> Q:
    """Written beside ``law.tables.count``: what a row counts."""
    closed = Q(closed_on__year=year)
    if row == NEW:
        return Q(received_on__year=year)
    if row == CARRIED_IN:
        return Q(received_on__year__lt=year)
    if row == CARRIED_OUT:
        return Q(closed_on=None) | Q(closed_on__year__gt=year)
    if row == TOTAL:
        return closed
    leaves = {one.code for one in outcomes.versions() if one.row == row}
    return closed & Q(leaf__in=[*leaves, row])


def years() -> list[int]:
    """From the first year of which there are applications to this one, the newest first; last year always (its report is due)."""
    first = Application.objects.exclude(received_on=None).order_by("received_on").values_list("received_on", flat=True)
    today = timekeeping.today().year
    began = first.first()
    return list(range(today, min(began.year if began else today, today - 1) - 1, -1))


__all__ = ["APPLICANT_KINDS", "Report", "behind_3", "report", "table2", "years"]
