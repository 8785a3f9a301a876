"""SQL that is written once in a process. For the few questions that every page asks, writing them costs more than asking.

What is kept is the wording of a question, never an answer: every asking goes to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet, Value
from django.db.models.sql.where import WhereNode

Rows = TypeVar("Rows", bound=Model)


class Given(Expression):
    """A value in a ``Question`` that is named when the question is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


@dataclass(frozen=True)
class _Wording:
    sql: str
    params: tuple[Any, ...]
    compiler: Any
    converters: Any


class Question:
    """A query over plain values whose SQL is written at its first asking.

    Args:
        build: gives a ``values_list`` queryset in which ``Given`` stands for what changes from asking to asking.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._wordings: dict[str, _Wording] = {}

    def ask(self, **given: Any) -> list[tuple[Any, ...]]:
        """The rows for these values. Raises KeyError when one that the question needs was not given."""
        wording = self._wordings.get(connection.alias) or self._write()
        with connection.cursor() as cursor:
            cursor.execute(wording.sql, [_value(one, given) for one in wording.params])
            rows = cursor.fetchall()
        if not wording.converters:
            return list(rows)
        return [tuple(row) for row in wording.compiler.apply_converters(rows, wording.converters)]

    def _write(self) -> _Wording:
        compiler = self._build().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([expression for expression, _sql, _alias in compiler.select])
        wording = self._wordings[connection.alias] = _Wording(sql, tuple(params), compiler, converters)
        return wording


def _value(one: Any, given: dict[str, Any]) -> Any:
    return one.output_field.get_db_prep_value(given[one.name], connection) if isinstance(one, Given) else one


def totals(rows: QuerySet[Any], **counts: Any) -> QuerySet[Any, Any]:
    """What ``rows.aggregate(**counts)`` asks, as a queryset of one row."""
    found: Any = rows.order_by().annotate(one_row=Value(1)).values("one_row")
    one_row: QuerySet[Any, Any] = found.annotate(**counts).values_list(*counts)
    return one_row


class _Kept:
    """A condition of a WHERE that is written once; it may stand in any query over the same tables."""

    contains_aggregate = False
    contains_over_clause = False

    def __init__(self, where: WhereNode) -> None:
        self._where = where
        self._written: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        written = self._written.get(connection.alias)
        if written is None:
            sql, params = self._where.as_sql(compiler, connection)
            written = self._written[connection.alias] = sql, tuple(params)
        return written[0], list(written[1])

    def relabeled_clone(self, names: dict[str | None, str]) -> _Kept:
        """The same condition where its tables go by other names."""
        return _Kept(self._where.relabeled_clone(names))

    def get_refs(self) -> set[str]:
        return set(self._where.get_refs())


def keep_condition(rows: QuerySet[Rows]) -> QuerySet[Rows]:
    """``rows`` with its conditions written once: for a queryset that is held and narrowed further at each use."""
    kept = rows.all()
    where = WhereNode()
    where.children.append(_Kept(kept.query.where))  # type: ignore[arg-type]
    kept.query.where = where
    return kept
