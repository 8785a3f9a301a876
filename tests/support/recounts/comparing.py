"""A figure against its recount: of the district and of every unit."""

from __future__ import annotations

import datetime as dt

from tests.support.recounts import recount

from mingzheng.core.indicators import Scope, by_unit, indicator_of
from mingzheng.core.units.models import Unit


def differing(code: str, day: dt.date, task: int | None = None) -> list[str]:
    """Where the figure says something else than plain SQL, in words; nothing where both agree.

    Raises:
        LookupError: nobody declares such a figure.
    """
    indicator = indicator_of(code)
    if indicator is None:
        raise LookupError(code)
    counted, scope = recount(code, day, task), Scope(day, task)
    units = dict(Unit.objects.values_list("pk", "code"))
    said = {
        f"{code} of {units[pk]}": (figure, counted.of(pk)) for pk, figure in by_unit(indicator, scope, units).items()
    }
    said[f"{code} of the district"] = (indicator.measure(scope), counted.district)
    return [
        f"{where}: {figure.text}, recounted {other.text}" for where, (figure, other) in said.items() if figure != other
    ]
