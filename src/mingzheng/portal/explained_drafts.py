"""Hands the public interpretations of drafts under consultation to the pages of decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzheng.core.records import RecordRef
from mingzheng.participation.decisions import explaining
from mingzheng.participation.decisions.explaining import Explained
from mingzheng.policy.interpretations.queries import public


def explained(drafts: Sequence[RecordRef]) -> Mapping[RecordRef, Sequence[Explained]]:
    """One question for all drafts of a kind."""
    found: dict[RecordRef, list[Explained]] = {}
    for kind in {ref.kind for ref in drafts}:
        ids = [ref.id for ref in drafts if ref.kind == kind]
        rows = public().filter(task__draft_kind=kind, task__draft_id__in=ids).order_by("published_at", "pk")
        for row in rows.select_related("task"):
            if row.published_on is not None:
                ref = RecordRef(kind, row.task.draft_id)
                found.setdefault(ref, []).append(Explained(row.title, row.get_absolute_url(), row.published_on))
    return found


def register() -> None:
    explaining.hand_in("interpretations", explained)
