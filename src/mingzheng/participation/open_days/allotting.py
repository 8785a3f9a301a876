"""Who comes in: everybody when there are places enough, else by a draw whose rule stood on the page before anybody signed up.

A draw deals with parties, places with people. What is drawn first comes in as long as it fits; whoever does not fit waits, and
nobody overtakes. The order is that of the draw and never changes; who gives a place back leaves it to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from django.db import transaction
from django.db.models import QuerySet, Sum

from mingzheng.core import gathering, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws import queries as drawn
from mingzheng.participation.draws.models import Draw
from mingzheng.participation.draws.order import PLACE
from mingzheng.participation.open_days import telling
from mingzheng.participation.open_days.models import OpenDay, SignUp

IN, WAITING, ENTERED = SignUp.Status.IN, SignUp.Status.WAITING, SignUp.Status.ENTERED


def running(open_day: OpenDay) -> QuerySet[SignUp]:
    """Everybody who has not given up."""
    return open_day.sign_ups.exclude(status=SignUp.Status.GIVEN_BACK)


def people_of(rows: QuerySet[SignUp]) -> int:
    return rows.aggregate(n=Sum("people"))["n"] or 0


def too_many(open_day: OpenDay) -> bool:
    """More people than places."""
    return open_day.capacity is not None and people_of(running(open_day)) > open_day.capacity


def sure_places(people: Sequence[int], capacity: int) -> int:
    """How many parties fit whichever are drawn: as many of the largest as fit, at least one."""
    return max(1, sum(total <= capacity for total in accumulate(sorted(people, reverse=True))))


@transaction.atomic
def everybody(open_day: OpenDay) -> int:
    """Each party has its places. Returns how many parties."""
    open_day = _locked(open_day)
    rows = list(running(open_day).order_by("id"))
    for rank, row in enumerate(rows, 1):
        row.rank, row.status = rank, IN
    SignUp.objects.bulk_update(rows, ["rank", "status"])
    _settled(open_day, OpenDay.How.ALL)
    return len(rows)


@transaction.atomic
def freeze(open_day: OpenDay, actor: Actor) -> Draw:
    """Freeze the list of parties, by their numbers, with how many people each brings.

    Raises:
        Refused: the seed that was named may exist already.
    """
    open_day = _locked(open_day)
    if open_day.seed_on is None or open_day.capacity is None:
        raise Refused("这场活动没有名额限制，不用抽签。", code="no_draw")
    rows = list(running(open_day).order_by("id"))
    entries = [draws.Entry(row.number, traits={"人数": str(row.people)}) for row in rows]
    places = sure_places([row.people for row in rows], open_day.capacity)
    return draws.freeze(
        open_day.ref,
        f"{open_day.title}（{chinese_date(open_day.day)}）",
        entries,
        {"": places},
        len(entries) - places,
        open_day.seed_source,
        open_day.seed_on,
        open_day.unit,
        actor,
    )


@transaction.atomic
def by_draw(open_day: OpenDay) -> tuple[int, int]:
    """Give every party its rank in the drawn order, and let in whom the places hold. Returns how many came in and wait."""
    open_day = _locked(open_day)
    draw = drawn.of_owner(open_day.ref)
    lots = drawn.result(draw) if draw else {}
    if not lots:
        raise Refused("还没有抽签。", remedy="请先录入种子并复核。", code="not_drawn")
    order = sorted(lots.values(), key=lambda lot: (lot.kind != PLACE, lot.rank))
    held = {row.number: row for row in running(open_day)}
    rows = [held[lot.code] for lot in order if lot.code in held]
    came = gathering.coming_in((row.people for row in rows), open_day.capacity)
    for rank, row in enumerate(rows, 1):
        row.rank, row.status = rank, IN if rank <= came else WAITING
    SignUp.objects.bulk_update(rows, ["rank", "status"])
    _settled(open_day, OpenDay.How.DRAW)
    return came, len(rows) - came


@transaction.atomic
def promote(open_day: OpenDay) -> list[SignUp]:
    """Whoever is next in the drawn order and fits comes in, until the moment that was named. Returns who did."""
    open_day = _locked(open_day)
    moment = timekeeping.now()
    if open_day.settled_at is None or open_day.promote_until is None or moment > open_day.promote_until:
        return []
    rows = list(open_day.sign_ups.filter(status=WAITING).order_by("rank"))
    free = (open_day.capacity or 0) - people_of(open_day.sign_ups.filter(status=IN))
    came = rows[: gathering.coming_in((row.people for row in rows), free)]
    for row in came:
        row.status, row.promoted_at = IN, moment
        row.save(update_fields=["status", "promoted_at"])
        telling.owe_one(row, "promoted")
    return came


def _settled(open_day: OpenDay, how: OpenDay.How) -> None:
    open_day.settled_at, open_day.settled_how = timekeeping.now(), how
    OpenDay.objects.filter(pk=open_day.pk).update(settled_at=open_day.settled_at, settled_how=how)
    telling.owe(open_day, "settled")


def _locked(open_day: OpenDay) -> OpenDay:
    return OpenDay.objects.select_for_update().get(pk=open_day.pk)
