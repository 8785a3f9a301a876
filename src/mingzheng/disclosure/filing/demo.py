"""The library's side of the demonstration: what was published is pushed to a stand-in, April and May are filed.

It stands on whatever documents the demonstration holds, so that it is played after theirs. The stand-in lives only as long as this
takes; afterwards no address is set, and the desk says so (``./run library standin`` starts another).
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.units.models import PostHolding, Unit, held_on
from mingzheng.core.units.queries import actors_for
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.filing import commands, monthly, reconciling
from mingzheng.disclosure.filing.library import Library, using
from mingzheng.disclosure.filing.models import MonthlyFiling
from mingzheng.disclosure.filing.standin import StandIn

SEED = 23
FILED = (dt.date(2023, 5, 4), dt.date(2023, 6, 1))
PUSHED_UNTIL = dt.date(2023, 6, 15)
COMPARED = dt.date(2023, 6, 19)
REFUSE_EACH = 40  # one document of so many is refused


def play(*, say: Callable[[str], None]) -> None:
    """Push what is public, compare once, and let the units file their months; some are late, some have errors."""
    say("演示区：公文库推送和全量备案……")
    dice = random.Random(SEED)  # noqa: S311 - a reproducible demonstration, nothing secret
    documents = list(Document.objects.filter(listed=True).order_by("published_on", "pk"))
    refused = tuple(row.title for row in documents[7::REFUSE_EACH])
    with StandIn(refuse=refused) as standin, using(Library(standin.address)):
        _push(documents)
        with timekeeping.standing_at(COMPARED):
            reconciling.reconcile()
        for day in FILED:
            _file(day, dice)


def _push(documents: list[Document]) -> None:
    for row in documents:
        day = row.published_on or PUSHED_UNTIL
        with timekeeping.standing_at(max(day, dt.date(2023, 4, 17))), transaction.atomic():
            made = commands.note(row.pk)
            if made is not None and day <= PUSHED_UNTIL:
                commands.push(made.pk)


def _file(day: dt.date, dice: random.Random) -> None:
    with timekeeping.standing_at(day):
        monthly.open_due()
    waiting = MonthlyFiling.objects.filter(submitted_on=None).select_related("case", "unit")
    days = sorted((day + dt.timedelta(days=dice.choice([0, 1, 4, 5, 6])), filing.pk) for filing in waiting)
    late = set(dice.sample([pk for _day, pk in days], len(days) // 10))
    for moment, pk in days:
        if pk not in late:
            with timekeeping.standing_at(moment), transaction.atomic():
                _submit(pk)


def _submit(pk: int) -> None:
    filing = MonthlyFiling.objects.select_related("case", "unit").get(pk=pk)
    actor = _officer(filing.unit)
    if actor is None or filing.case is None:
        return
    found = monthly.content(filing.unit, filing.month)
    wrong = bool(found.faulty) or found.unfiled
    data: dict[str, Any] = {"remark": "差错正在更正，更正后补报。" if wrong else ""}
    if not found.rows and not found.secret:
        data["nil"] = "on"
    act(filing.case, "submit", actor, data)
    monthly.send(filing.pk, filing.rounds + 1)


def _officer(unit: Unit) -> Actor | None:
    """Whoever files for the unit on the day; None where nobody does."""
    day = timekeeping.today()
    posts = [Post.OFFICER, Post.OFFICE_CLERK]
    holding = (
        PostHolding.objects.filter(held_on(day), unit=unit, post__in=[post.value for post in posts])
        .order_by("id")
        .first()
    )
    if holding is None:
        return None
    return next((one for one in actors_for(holding.person, day) if one.post in posts and one.unit_id == unit.pk), None)
