"""What a record holds, asked in one question: most parts of most records are empty, and an empty one need not be read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from django.db.models import Exists, ForeignObjectRel, Model

from mingzheng.core.written import Given, Question


def note_empty(record: Model) -> None:
    """Ask which relations that lead to ``record`` hold rows; the others are empty for this instance from here on.

    For a page that reads everything of a record and writes nothing: what is added meanwhile, this instance does not see.
    """
    question, relations = _question(type(record))
    if not relations:
        return
    for held in question.ask(record=record.pk):
        for relation, holds in zip(relations, held, strict=True):
            if not holds:
                _set_empty(record, relation)


def hold(record: Model, name: str, rows: Iterable[Any]) -> None:
    """Let a relation to many of this instance hold rows that were read already."""
    found = getattr(record, name).all()
    found._result_cache, found._prefetch_done = list(rows), True
    record.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found


def is_held(record: Model, name: str) -> bool:
    """Was the relation to many read, or found empty, for this instance?"""
    return name in record.__dict__.get("_prefetched_objects_cache", ())


@cache
def _question(model: type[Model]) -> tuple[Question, list[ForeignObjectRel]]:
    relations = list(model._meta.related_objects)
    this = Given("record", model._meta.pk)

    def holds(relation: ForeignObjectRel) -> Exists:
        return Exists(_model(relation)._base_manager.filter(**{relation.field.name: this}))

    def build() -> Any:
        return model._base_manager.filter(pk=this).values_list(*map(holds, relations))

    return Question(build), relations


def _model(relation: ForeignObjectRel) -> type[Model]:
    return cast(type[Model], relation.related_model)


def _set_empty(record: Any, relation: ForeignObjectRel) -> None:
    if relation.one_to_one:
        relation.set_cached_value(record, None)
        return
    name = relation.field.related_query_name() if relation.many_to_many else relation.cache_name
    record.__dict__.setdefault("_prefetched_objects_cache", {})[name] = _model(relation)._default_manager.none()
