"""A release comes without a pause: what its migrations change, a node of the version before can live with."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from tests.support import expanding


def _before() -> ProjectState:
    state = ProjectState()
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField("名称", max_length=20)),
        ("mark", models.CharField("标记", max_length=10, choices=[("a", "甲")])),
    ]
    state.add_model(ModelState("letters", "Letter", fields))
    return state


def _migration(*operations: Operation, **said: str) -> migrations.Migration:
    kind: Any = type("Migration", (migrations.Migration,), {"operations": list(operations), **said})
    return kind("0099_sample", "letters")


def _add(field: models.Field[Any, Any]) -> Operation:
    return migrations.AddField("letter", "more", field)


def _alter(name: str, field: models.Field[Any, Any]) -> Operation:
    return migrations.AlterField("letter", name, field)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.CreateModel("Note", [("id", models.BigAutoField(primary_key=True))]),
        _add(models.CharField(max_length=9, null=True)),
        _add(models.CharField(max_length=9, db_default="")),
        _add(models.ManyToManyField("letters.letter")),
        _alter("name", models.CharField("名字", max_length=40)),
        _alter("name", models.CharField("名称", max_length=20, null=True)),
        _alter("mark", models.CharField("标记", max_length=10, choices=[("a", "甲"), ("b", "乙")])),
        migrations.AddIndex("letter", models.Index(fields=["name"], name="letter_name")),
        migrations.SeparateDatabaseAndState([_add(models.IntegerField(null=True))], []),
    ],
)
def test_what_only_expands_is_let_through(operation: Operation) -> None:
    assert expanding.harms(_migration(operation), _before()) == []


@pytest.mark.parametrize(
    "operation",
    [
        _add(models.CharField(max_length=9, default="")),
        _alter("name", models.CharField("名称", max_length=10)),
        _alter("name", models.TextField("名称")),
        _alter("mark", models.CharField("标记", max_length=10, unique=True)),
        migrations.RemoveField("letter", "name"),
        migrations.RenameField("letter", "name", "title"),
        migrations.RenameModel("Letter", "Mail"),
        migrations.DeleteModel("Letter"),
        migrations.AddConstraint("letter", models.CheckConstraint(condition=models.Q(mark="a"), name="only_a")),
        migrations.RunSQL("select 1"),
        migrations.SeparateDatabaseAndState([migrations.RemoveField("letter", "name")], []),
    ],
)
def test_what_the_version_before_could_not_live_with_is_named(operation: Operation) -> None:
    assert len(expanding.harms(_migration(operation), _before())) == 1
    assert expanding.harms(_migration(operation, contracts="0.1.0"), _before()) == []


def test_a_step_is_judged_after_those_before_it() -> None:
    both = _migration(_add(models.IntegerField(null=True)), _alter("more", models.IntegerField(null=True, default=3)))
    assert expanding.harms(both, _before()) == []


def test_every_migration_since_the_last_release_only_expands() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    assert expanding.released() <= set(loader.disk_migrations), "a released migration is never taken away"
    for one in expanding.new_ones(loader):
        state = loader.project_state([(app, name) for app, name in one.dependencies if app in loader.migrated_apps])
        assert expanding.harms(one, state) == [], str(one)
