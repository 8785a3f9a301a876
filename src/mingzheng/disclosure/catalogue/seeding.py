"""The columns that the system begins with. What the office changed afterwards is never overwritten."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from mingzheng.core.actors import Actor
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue import commands, fresh
from mingzheng.disclosure.catalogue.models import Column

SHIPPED = Path(__file__).parent / "data" / "columns.yaml"


@transaction.atomic
def seed_columns(actor: Actor, path: Path = SHIPPED) -> int:
    """Add the columns of the file that are not there; give an owner to those that have none yet.

    Units may be imported after the columns: run it again then (``./run catalogue seed``).

    Returns:
        The number of columns added.
    """
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    units = {unit.code: unit for unit in Unit.objects.all()}
    return sum(_seed(row, None, order, data["opened"], units, actor) for order, row in enumerate(data["columns"]))


def _seed(
    row: dict[str, Any], parent: Column | None, order: int, opened: dt.date, units: dict[str, Unit], actor: Actor
) -> int:
    added, owner = 0, units.get(row.get("owner", ""))
    column = Column.objects.filter(code=row["code"]).first()
    if column is None:
        column, added = _add(row, parent, order, opened, owner, actor), 1
    elif column.owner is None and owner is not None and column.closed_on is None:
        commands.edit_column(column, actor=actor, owner=owner)
    below = row.get("children", [])
    return added + sum(_seed(child, column, number, opened, units, actor) for number, child in enumerate(below))


def _add(
    row: dict[str, Any], parent: Column | None, order: int, opened: dt.date, owner: Unit | None, actor: Actor
) -> Column:
    rule = fresh.rule(row["rule"]) if "rule" in row else None
    return commands.add_column(
        row["code"],
        row["title"],
        parent=parent,
        actor=actor,
        opened_on=opened,
        order=order,
        owner=owner,
        about=row.get("about", ""),
        content_rule=row.get("content", ""),
        update_days=rule["days"] if rule else None,
        update_note=rule["label"] if rule else "随事件更新",
        update_basis=rule["basis"] if rule else "",
    )
