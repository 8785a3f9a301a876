"""Questions about cases that follow from an actor, the tables and the day alone: worded once, asked at every use.

Who the actor is was read for this request, and rows are read at every asking; so a post that ended, a grant that was taken
back or a case that moved on shows at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.db.models import Model, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.procedures.registry import declared
from mingzheng.core.written import Question, keep_condition

KEPT = 2048  # wordings of one kind in a process
Given = ParamSpec("Given")
Row = TypeVar("Row", bound=Model)


def worded(build: Callable[Given, QuerySet[Row]]) -> Callable[Given, QuerySet[Row]]:
    """Decorate what makes a queryset from an actor and plain values; it must not read the database to make it."""

    made: Callable[..., QuerySet[Row]] = build

    @lru_cache(maxsize=KEPT)
    def held(_day: dt.date, _declared: tuple[object, ...], *given: Any) -> QuerySet[Row]:
        return keep_condition(made(*given))

    @wraps(build)
    def asked(*given: Given.args, **_none: Given.kwargs) -> QuerySet[Row]:
        return held(timekeeping.today(), declared(), *given).all()

    return asked


def worded_question(build: Callable[Given, QuerySet[Any, Any]]) -> Callable[Given, Question]:
    """The same for a whole question, with values that are given at each asking."""

    made: Callable[..., QuerySet[Any, Any]] = build

    @lru_cache(maxsize=KEPT)
    def held(_day: dt.date, _declared: tuple[object, ...], *given: Any) -> Question:
        return Question(lambda: made(*given))

    @wraps(build)
    def asked(*given: Given.args, **_none: Given.kwargs) -> Question:
        return held(timekeeping.today(), declared(), *given)

    return asked


def worded_totals(build: Callable[Given, QuerySet[Any, Any]]) -> Callable[Given, dict[str, int]]:
    """The same for what gives ``totals``; calling it asks for the numbers by name."""

    made: Callable[..., QuerySet[Any, Any]] = build

    @lru_cache(maxsize=KEPT)
    def held(_day: dt.date, _declared: tuple[object, ...], *given: Any) -> tuple[tuple[str, ...], Question]:
        rows = made(*given)
        return tuple(rows.query.annotation_select), Question(lambda: rows)

    @wraps(build)
    def asked(*given: Given.args, **_none: Given.kwargs) -> dict[str, int]:
        names, question = held(timekeeping.today(), declared(), *given)
        return dict(zip(names, question.ask()[0], strict=True))

    return asked
