"""What was typed is taken over, and the journal names what changed, never what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model

from mingzheng.core.procedures.table import Act


def fill(record: Model, values: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Set what differs; nothing is saved.

    Args:
        values: what was typed; a field that is not among it stays.
        names: fields of the record that were asked for.

    Returns:
        the names of those that changed.
    """
    changed = [name for name in names if name in values and getattr(record, name) != values[name]]
    for name in changed:
        setattr(record, name, values[name])
    return changed


def named(record: Model | type[Model], names: Iterable[str], otherwise: str = "没有改动") -> str:
    """Fields as the screens call them, or what is said when there are none."""
    return "、".join(str(getattr(record._meta.get_field(name), "verbose_name", name)) for name in names) or otherwise


def take_over(act: Act, names: Iterable[str]) -> list[str]:
    """Save what differs, within the step's transaction; the note says which fields, or that none did.

    Args:
        names: fields of the subject that the step's form asks for.

    Returns:
        the names of those that changed.
    """
    changed = fill(act.subject, act.data, names)
    act.subject.save(update_fields=changed)
    act.note = named(act.subject, changed)
    return changed


def changes(field: str) -> Callable[[Act], bool]:
    """Did a step whose facts name what changed change this field?"""
    return lambda act: field in act.facts["fields"]
