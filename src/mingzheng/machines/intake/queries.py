"""How what a system brought in stands: only its own, by its own number."""

from __future__ import annotations

from mingzheng.machines.intake.models import Brought
from mingzheng.machines.systems.models import System


def brought(system: System, kind: str, number: str) -> Brought | None:
    rows = Brought.objects.select_related("case__unit")
    return rows.filter(system=system, kind=kind, number=number).first()


def brought_one(system: System, pk: str) -> Brought | None:
    """By its key here, as an earlier answer named it."""
    rows = Brought.objects.select_related("case__unit")
    return rows.filter(system=system, pk=pk).first() if pk.isdigit() else None
