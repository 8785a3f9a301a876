"""Whether a migration leaves a node of the version before alone, so that a release comes without a pause (docs/production.md).

``.venv/bin/python -m tests.support.expanding`` writes down the migrations of a release.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import django
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import AddField, AlterField
from django.db.migrations.operations.models import (
    AddIndex,
    AlterModelManagers,
    AlterModelOptions,
    CreateModel,
    RemoveConstraint,
    RemoveIndex,
)
from django.db.migrations.operations.special import SeparateDatabaseAndState
from django.db.migrations.state import ProjectState
from django.db.models import Field, ManyToManyField
from django.db.models.fields import NOT_PROVIDED

RELEASED = Path(__file__).parent.parent / "config" / "released.txt"
HARMLESS = (CreateModel, AddIndex, RemoveIndex, RemoveConstraint, AlterModelOptions, AlterModelManagers)
WIDER = {"max_length", "max_digits"}


def released() -> set[tuple[str, str]]:
    """Room and name of every migration of the last release."""
    rows = RELEASED.read_text(encoding="utf-8").split()
    return {(row.split(".")[0], row.split(".")[1]) for row in rows}


def ours(loader: MigrationLoader) -> list[Migration]:
    every = [one for _key, one in sorted(loader.disk_migrations.items())]
    return [one for one in every if type(one).__module__.startswith("mingzheng.")]


def new_ones(loader: MigrationLoader) -> list[Migration]:
    """Our own migrations since the last release."""
    known = released()
    return [one for one in ours(loader) if (one.app_label, one.name) not in known]


def harms(migration: Migration, state: ProjectState) -> list[str]:
    """What of a migration a node of the version before could not live with, in words; empty if it only expands.

    A migration that removes what no node uses any more says so by an attribute ``contracts`` with the release that
    stopped using it; one whose operations cannot be judged, but are harmless, by ``expands`` with the reason.

    Args:
        state: the models before it; changed as the migration changes them.
    """
    said = bool(getattr(migration, "contracts", "") or getattr(migration, "expands", ""))
    return [] if said else list(_harms(migration.operations, migration.app_label, state))


def _harms(operations: Sequence[Operation], app: str, state: ProjectState) -> Iterator[str]:
    for one in operations:
        if isinstance(one, SeparateDatabaseAndState):
            yield from _harms(one.database_operations, app, state)
        else:
            word = _harm(one, app, state)
            if word:
                yield f"{one.describe()}: {word}"
            one.state_forwards(app, state)


def _harm(one: Operation, app: str, state: ProjectState) -> str:
    if isinstance(one, AddField):
        return "" if _fills_itself(one.field) else "the old version does not fill it: null=True or db_default"
    if isinstance(one, AlterField):
        before = state.models[app, one.model_name_lower].fields[one.name_lower]
        return "" if _takes_as_much(before, one.field) else "the old version may write what it no longer takes"
    if isinstance(one, HARMLESS):
        return ""
    return "not known to be harmless: say `contracts` or `expands`"


def _fills_itself(field: Field) -> bool:
    return isinstance(field, ManyToManyField) or field.null or field.db_default is not NOT_PROVIDED


def _takes_as_much(before: Field, after: Field) -> bool:
    old, new = _in_database(before), _in_database(after)
    if type(before) is not type(after):
        return False
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    wider = {key for key in changed & WIDER if new.get(key) is None or (old.get(key) or 0) < new[key]}
    nullable = {"null"} if after.null else set()
    return changed <= wider | nullable | {"db_default", "db_index"}


def _in_database(field: Field) -> dict[str, Any]:
    kwargs = field.deconstruct()[3]
    return {key: value for key, value in kwargs.items() if key not in (*field.non_db_attrs, "default")}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")
    django.setup()
    names = [f"{one.app_label}.{one.name}" for one in ours(MigrationLoader(None, ignore_no_migrations=True))]
    RELEASED.write_text("\n".join(names) + "\n", encoding="utf-8")
    print(f"{len(names)} migrations of this release")
