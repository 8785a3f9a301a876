"""The checks' ground of this installation: its calendar, its units, its day."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import Directory
from mingzheng.core.workdays.queries import calendar
from mingzheng.supervision.inspections.checks.ground import Ground


def ground_on(day: dt.date | None = None) -> Ground:
    """Read once for a whole inspection."""
    directory = Directory.load()
    codes = dict(Unit.objects.exclude(org_code="").values_list("org_code", "code"))

    def named(text: str) -> str:
        unit = directory.unit(text)
        return unit.code if unit else ""

    return Ground(day or timekeeping.today(), calendar(), named, lambda code: codes.get(code, ""))
