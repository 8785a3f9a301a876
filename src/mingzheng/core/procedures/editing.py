"""The step that edits a record: what was typed is taken over, and the journal names what changed."""

from __future__ import annotations

from collections.abc import Iterable

from mingzheng.core.procedures.table import Act


def take_over(act: Act, names: Iterable[str]) -> list[str]:
    """Save what differs, within the step's transaction; the note says which fields, or that none did.

    Args:
        names: fields of the subject that the step's form asks for.

    Returns:
        the names of those that changed.
    """
    record = act.subject
    changed = [name for name in names if getattr(record, name) != act.data[name]]
    for name in changed:
        setattr(record, name, act.data[name])
    record.save(update_fields=changed)
    act.note = "、".join(str(record._meta.get_field(name).verbose_name) for name in changed) or "没有改动"
    return changed
