"""The first migration of a room: all its tables at once.

Django applies a migration operation by operation and after each renders every related model anew. With some 300
related models, making the tables took a minute and a half, before every run of the tests. Tables that do not exist yet
change no other model, so those of a room are rendered once.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ModelState, ProjectState


class FirstTables(migrations.Migration):
    """Creates first (``CreateModel`` only), then whatever else is written, as Django does it."""

    initial = True

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        """Make the tables; the same result as ``Migration.apply``."""
        tables = [one for one in self.operations if isinstance(one, CreateModel)]
        rest = self.operations[len(tables) :]
        if self.operations[: len(tables)] != tables:
            raise ValueError(f"{self}: CreateModel must come before every other operation")
        self._know(project_state, tables)
        for one in tables:
            one.database_forwards(self.app_label, schema_editor, project_state, project_state)
        if not rest:
            return project_state
        afterwards = type("Afterwards", (migrations.Migration,), {"operations": rest})
        done: ProjectState = afterwards(self.name, self.app_label).apply(project_state, schema_editor, collect_sql)
        return done

    def _know(self, state: ProjectState, tables: list[CreateModel]) -> None:
        rendered = state.__dict__.pop("apps", None)  # a cached property: without it, nothing is rendered per table
        for one in tables:
            one.state_forwards(self.app_label, state)
        if rendered is not None:
            state.__dict__["apps"] = rendered
            new: list[ModelState] = [state.models[self.app_label, one.name_lower] for one in tables]
            rendered.render_multiple(new)
