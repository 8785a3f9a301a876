"""What checks know besides the page: the day, the working calendar, the district's units, the dated numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.supervision.inspections import thresholds
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.reading.page import Page


def _nobody(_text: str) -> str:
    return ""


@dataclass(frozen=True)
class Ground:
    """``unit_named``: the unit that a name means, by its own key, "" unknown; ``unit_coded``: by organisation code."""

    day: dt.date
    calendar: WorkCalendar = field(default_factory=lambda: WorkCalendar({}))
    unit_named: Callable[[str], str] = _nobody
    unit_coded: Callable[[str], str] = _nobody

    def number(self, code: str) -> int:
        return thresholds.value(code, self.day)


Check = Callable[[Page, Ground], Iterator[Defect]]


def said(page: Page, rule: str, evidence: str, subject: str = "", *, unsure: str = "", mend: str = "") -> Defect:
    """A defect of this page."""
    return Defect(rule, page.address, page.name, evidence, subject, unsure, mend, page.value("agency"))


def together(checks: Iterable[Check], page: Page, ground: Ground) -> list[Defect]:
    """Every defect once, in the order of the checks."""
    found: dict[str, Defect] = {}
    for check in checks:
        for defect in check(page, ground):
            found.setdefault(defect.fingerprint, defect)
    return list(found.values())
