"""Applications of 2022 that were still open when the platform began: imported, and closed by a later file of the unit."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from functools import partial
from typing import Any

from mingzheng.config.year.stage import MORNING, Stage
from mingzheng.core.actors import Actor
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import importing
from mingzheng.requests.foi.models import Application

IMPORTED, CLOSED = dt.date(2023, 1, 3), dt.date(2023, 2, 20)
FROM = dt.date(2022, 12, 14)  # answered by 11 January: within twenty working days
CARRIED = 9
KINDS, OUTCOMES = ("natural", "natural", "business", "legal"), ("A2", "A1", "D1a", "B", "E1", "C6", "F1")


def plan(stage: Stage) -> None:
    """Each of some units brings in what 2022 left open; the file of February closes all of it."""
    dice = stage.dice("foi.before")
    by_unit: dict[str, list[dict[str, Any]]] = {}
    for number in range(1, stage.times(CARRIED) + 1):
        unit = dice.choice(list(stage.units.values()))
        received = FROM + dt.timedelta(days=dice.randint(0, 15))  # there is no calendar of 2022
        closed = stage.workday(IMPORTED, dice.randint(0, 6))
        row: dict[str, Any] = {
            "case": f"〔2022〕演示{number}号",
            "applicant_kind": dice.choice(KINDS),
            "received": str(received),
        }
        row |= {"closed": str(closed), "outcome": OUTCOMES[number % len(OUTCOMES)]}
        by_unit.setdefault(unit.code, []).append(row)
    for code, rows in by_unit.items():
        still_open = [row | {"closed": None, "outcome": None} for row in rows]
        stage.at(IMPORTED, partial(_bring, stage, stage.units[code], still_open), order=MORNING)
        stage.at(CLOSED, partial(_bring, stage, stage.units[code], rows))


def _bring(stage: Stage, unit: Unit, rows: list[dict[str, Any]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows]
    report = importing.import_cases(lines, unit, Actor.system("往年申请导入"))
    if report.refused:
        raise LookupError(f"cases of 2022 were refused: {[str(one) for one in report.refused]}")
    stage.count("foi", report.added)


def left_open(unit: Unit | None) -> dict[str, int]:
    """Kind of applicant → what 2022 left open, of a unit or of the district: the report of 2022 carries the same over."""
    rows = Application.objects.filter(origin=Application.Origin.IMPORT, received_on__lt=dt.date(2023, 1, 1))
    rows = rows if unit is None else rows.filter(unit=unit)
    return dict(Counter(rows.values_list("applicant_kind", flat=True)))
