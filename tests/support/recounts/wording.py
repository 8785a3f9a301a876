"""One way to write a query for both databases.

``:day`` is the day, ``:first`` the first of its year, ``:eve`` the day before it, ``:month`` of its month, ``:quarter`` of its quarter, ``:before`` of the
quarter before while this one is in its first month; ``:january`` and ``:march`` are the last days of these months, ``:april`` and
``:august`` the first; ``:year`` is the year, ``:task`` a task of the plan. ``{local:MOMENT}`` is its day in Shanghai,
``{days:A:B}`` the days from A to B, ``{add:DATE:NUMBER}`` so many days later, ``{date:NAME}`` one of the days above where the
database would not know its type, ``{rows:LIST}`` the rows (``value``) of a JSON list, ``{part:COLUMN:KEY}`` what stands under a
key that looks like a number.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.db import connection

NAMES = "day|first|eve|month|quarter|before|january|march|april|august|year|task"


def rows(text: str, day: dt.date, task: int | None = None) -> list[tuple[Any, ...]]:
    """What a query gives as of a day."""
    with connection.cursor() as cursor:
        cursor.execute(_written(text), _values(day, task))
        return list(cursor.fetchall())


def _values(day: dt.date, task: int | None) -> dict[str, Any]:
    quarter = dt.date(day.year, day.month - (day.month - 1) % 3, 1)
    before = quarter if day.month != quarter.month else (quarter - dt.timedelta(days=80)).replace(day=1)
    values: dict[str, Any] = {"day": day, "first": dt.date(day.year, 1, 1), "month": day.replace(day=1)}
    values |= {
        "quarter": quarter,
        "before": before,
        "january": dt.date(day.year, 1, 31),
        "march": dt.date(day.year, 3, 31),
    }
    values |= {"eve": dt.date(day.year - 1, 12, 31)}
    values |= {"april": dt.date(day.year, 4, 1), "august": dt.date(day.year, 8, 1)}
    return values | {"year": day.year, "task": task}


def _written(text: str) -> str:
    """In the words of the database at hand."""
    lite = connection.vendor == "sqlite"
    ways = {
        r"\{local:([\w.()]+)\}": r"date(\1, '+8 hours')" if lite else r"(\1 AT TIME ZONE 'Asia/Shanghai')::date",
        r"\{days:([\w.]+):([\w.]+)\}": r"(julianday(\2) - julianday(\1))" if lite else r"(\2 - \1)",
        r"\{add:([\w.:]+):([\w.]+)\}": (
            r"date(\1, '+' || (\2) || ' days')" if lite else r"(CAST(\1 AS date) + CAST(\2 AS integer))"
        ),
        r"\{part:([\w.]+):(\w+)\}": ("""json_extract(\\1, '$.parts."\\2"')""" if lite else r"(\1 -> 'parts' -> '\2')"),
        r"\{rows:([^}]+)\}": r"json_each(\1)" if lite else r"jsonb_array_elements(\1)",
        r"\{date:(\w+)\}": r":\1" if lite else r"CAST(:\1 AS date)",
    }
    for pattern, words in ways.items():
        text = re.sub(pattern, words, text)
    return re.sub(rf"(?<!:):({NAMES})\b", r"%(\1)s", text)
