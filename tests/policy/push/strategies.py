"""Random rules and profiles: every column, every operator, any nesting; values near the thresholds; unknowns common."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from mingzheng.policy.push.columns import Kind, Who, columns_of
from mingzheng.policy.push.conditions import Group, How, Row
from mingzheng.policy.push.conditions.operators import operators_of

DAY = dt.date(2023, 6, 20)


@st.composite
def rows(draw: Any, who: Who) -> Row:
    column = draw(st.sampled_from(columns_of(who)))
    operator = draw(st.sampled_from(operators_of(column.kind)))
    if operator.bare:
        return Row(column, operator.code)
    if column.kind is Kind.CHOICE:
        codes = list(column.choices)
        if operator.several:
            chosen = draw(st.sets(st.sampled_from(codes), min_size=1, max_size=4))
            return Row(column, operator.code, tuple(code for code in codes if code in chosen))
        return Row(column, operator.code, draw(st.sampled_from(codes)))
    return Row(column, operator.code, draw(st.integers(0, 6)))


def trees(who: Who) -> st.SearchStrategy[Any]:
    def grouped(parts: Any) -> Any:
        return st.builds(Group, st.sampled_from(list(How)), st.lists(parts, min_size=1, max_size=3).map(tuple))

    return st.recursive(rows(who), grouped, max_leaves=8)


DATES = st.one_of(
    st.dates(dt.date(2015, 1, 1), dt.date(2023, 6, 25)),
    st.sampled_from([dt.date(2023 - n, 6, 19 + step) for n in range(7) for step in (0, 1, 2)]),
    st.just(dt.date(2020, 2, 29)),
)


def profiles(who: Who) -> st.SearchStrategy[dict[str, Any]]:
    def values(column: Any) -> Any:
        known = {
            Kind.NUMBER: st.integers(0, 7),
            Kind.YEARS: DATES,
            Kind.FLAG: st.booleans(),
            Kind.CHOICE: st.sampled_from(list(column.choices) or ["?"]),
        }[column.kind]
        return st.one_of(st.none(), known)

    return st.fixed_dictionaries({column.field: values(column) for column in columns_of(who)})
