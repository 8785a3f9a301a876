"""Consultations on a matter, as far as its page needs them. They are linked by the relation "consults_on"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mingzheng.core.relations.models import Link

CONSULTS = "consults_on"
KIND = "consultations.consultation"


@dataclass(frozen=True)
class Heard:
    """One consultation. ``said``: how far it is, in a few words. ``late``: its answers are owed since a day past."""

    pk: int
    title: str
    url: str
    said: str
    opens_on: dt.date
    closed: bool
    answered_on: dt.date | None
    late: bool
    raw: int
    distinct: int


def of(matters: Iterable[int]) -> dict[int, list[Heard]]:
    """The consultations on each matter that the public may see, the first one first."""
    return {}


def linked(matter_id: int) -> list[int]:
    """Ids of all consultations on a matter."""
    rows = Link.objects.filter(
        kind=CONSULTS, source_kind=KIND, target_kind="decisions.matter", target_id=str(matter_id)
    )
    return [int(one) for one in rows.order_by("id").values_list("source_id", flat=True)]
