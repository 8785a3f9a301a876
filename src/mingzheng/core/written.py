"""SQL that is written once in a process. For the few questions that every page asks, writing them costs more than asking.

What is kept is the wording of a question, never an answer: every asking goes to the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, connections
from django.db.models import Expression, Field, Model, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.where import WhereNode

Rows = TypeVar("Rows", bound=Model)


class Given(Expression):
    """A value in a ``Question`` that is named when the question is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


class Question:
    """A query whose SQL is written at its first asking.

    Args:
        build: gives a queryset (records, with what ``select_related`` brings, or plain values) in which ``Given`` stands
            for what changes from asking to asking.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._wordings: dict[str, _Wording] = {}

    def ask(self, **given: Any) -> list[Any]:
        """The rows for these values. Raises KeyError when one that the question needs was not given."""
        wording = self._wordings.get(connection.alias) or self._write()
        return list(wording.asking(given))

    def _write(self) -> _Wording:
        rows = self._build()
        # What can hold nothing (a post that owes no step) is asked like everything else, so that its counts are zeros.
        compiler = rows.query.get_compiler(using=connection.alias, elide_empty=False)
        sql, params = compiler.as_sql()
        columns = [column for column, _sql, _name in compiler.select[: compiler.col_count]]
        wording = _Wording(rows, compiler, compiler.get_converters(columns), sql, tuple(params))
        self._wordings[connection.alias] = wording
        return wording


@dataclass(frozen=True)
class _Wording:
    """A queryset with the compiler that wrote its SQL: what the compiler knows of the columns serves every asking."""

    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    converters: dict[int, Any]  # column → how its values are read
    sql: str
    params: tuple[Any, ...]

    def asking(self, given: dict[str, Any]) -> QuerySet[Any, Any]:
        params = [_value(one, given) for one in self.params]
        rows = self.rows.all()
        # A copy that answers with what is written, its class as ever.
        compiler: Any = object.__new__(type(self.compiler))
        vars(compiler).update(
            vars(self.compiler),
            connection=connections[connection.alias],  # this thread's
            as_sql=lambda *_args, **_more: (self.sql, params),
            get_converters=lambda _columns: self.converters,
        )
        query: Any = rows.query
        query.get_compiler = lambda *_args, **_more: compiler
        return rows


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
    children: list[Any] = where.children  # what a WHERE is made of only has to know its SQL
    children.append(_Kept(kept.query.where))
    kept.query.where = where
    return kept
