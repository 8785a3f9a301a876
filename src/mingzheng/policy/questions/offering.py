"""Published answers offered before a message is sent: counted as views, without a name and without the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import Enum

from django.db import transaction
from django.db.models import F, Sum

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.policy.questions import marks, queries
from mingzheng.policy.questions.models import Entry, Offer

MOST = 3


class What(Enum):
    """What happened to an offered answer."""

    SHOWN = "shown"
    OPENED = "opened"
    AVOIDED = "avoided"


def offered(ids: Iterable[int], document_id: int | None) -> list[Entry]:
    """Up to three answers among those that a search found: published, in doubt to nobody; of the named document first."""
    day = timekeeping.today()
    found = [entry for entry in queries.entries_by_id(list(ids)) if marks.mark(entry, day).current]
    found.sort(key=lambda entry: document_id is None or entry.live is None or entry.live.document_id != document_id)
    return found[:MOST]


@transaction.atomic
def count(entries: Iterable[int], what: What) -> None:
    """One more of ``what`` today for each of these entries."""
    for pk in sorted(entries):  # always in one order: two at a time do not wait for each other
        row, _new = Offer.objects.get_or_create(day=timekeeping.today(), entry_id=pk)
        Offer.objects.filter(pk=row.pk).update(**{what.value: F(what.value) + 1})


def sums(actor: Actor, day: dt.date) -> dict[str, int]:
    """``shown``, ``opened``, ``avoided`` of the year up to a day, of the entries that the actor's desk lists."""
    rows = Offer.objects.filter(day__range=(dt.date(day.year, 1, 1), day), entry__in=queries.entries_for(actor))
    found = rows.aggregate(**{what.value: Sum(what.value) for what in What})
    return {name: number or 0 for name, number in found.items()}
