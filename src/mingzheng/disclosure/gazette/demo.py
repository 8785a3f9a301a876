"""Two published issues and one in composition, made by 区府办's own commands of what the units have published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import PostHolding, Unit, held_on
from mingzheng.core.units.queries import actors_for
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.gazette import commands, queries
from mingzheng.disclosure.gazette.models import Issue, Recipient

FIRST_TOTAL = 70  # the demonstration's gazette is older than the platform
PLANNED = 6
MOST = 9
BEGAN = (dt.date(2023, 4, 25), dt.date(2023, 6, 5), dt.date(2023, 6, 19))
PLACES = (
    ("长宁区档案馆", Recipient.Kind.ARCHIVE, 5),
    ("长宁区图书馆", Recipient.Kind.LIBRARY, 20),
    ("长宁区行政服务中心", Recipient.Kind.SERVICE, 30),
)


def play(*, say: Callable[[str], None]) -> None:
    """The year's plan, the distribution list, and the issues; without published documents only the first two."""
    say("演示区：政府公报……")
    with timekeeping.standing_at(BEGAN[0]), transaction.atomic():
        clerk = _office(Post.OFFICE_CLERK, 0)
        commands.plan_year(clerk, BEGAN[0].year, PLANNED)
        list_recipients(clerk)
    for place, day in enumerate(BEGAN):
        documents = _published_until(day)
        if documents:
            _issue(day, documents, number=place + 1, finish=place < 2)


def list_recipients(clerk: Actor) -> None:
    for name, kind, copies in PLACES:
        commands.save_recipient(clerk, {"name": name, "kind": kind, "copies": copies})
    for unit in Unit.objects.filter(kind__in=[Unit.Kind.STREET, Unit.Kind.TOWN]).order_by("order"):
        name = f"{unit.short}社区事务受理服务中心"
        values: dict[str, Any] = {"name": name, "kind": Recipient.Kind.SERVICE, "copies": 15, "unit": unit}
        commands.save_recipient(clerk, values)


def _published_until(day: dt.date) -> list[Document]:
    """Public documents of the year that no issue holds yet, the oldest first."""
    rows = Document.objects.filter(
        listed=True, published_on__gte=dt.date(day.year, 1, 1), published_on__lte=day, gazette_items=None
    )
    return list(rows.select_related("unit", "live").order_by("published_on", "id")[:MOST])


def _issue(day: dt.date, documents: list[Document], *, number: int, finish: bool) -> None:
    with timekeeping.standing_at(day), transaction.atomic():
        composer, reviewer = _office(Post.OFFICE_CLERK, 0), _office(Post.OFFICE_CLERK, 1)
        values = commands.proposed(day)
        if number == 1:
            values["total"] = FIRST_TOTAL + 1
        issue = commands.begin(composer, values)
        commands.add(issue, composer, documents)
        if finish:
            _does(issue, "submit", composer)
    if not finish:
        return  # stays on the composer's desk
    with timekeeping.standing_at(day + dt.timedelta(days=2)), transaction.atomic():
        _does(issue, "approve", reviewer, remark="目录与正文核对无误。")
        _does(issue, "sign", _office(Post.OFFICE_HEAD, 0), remark="")
    with timekeeping.standing_at(day + dt.timedelta(days=3)), transaction.atomic():
        _does(issue, "publish", composer)
        _send(Issue.objects.get(pk=issue.pk), composer, all_arrived=number == 1)


def _does(issue: Issue, command: str, by: Actor, **data: str) -> None:
    act(Case.objects.get(gazette_issue=issue), command, by, data)


def _send(issue: Issue, clerk: Actor, *, all_arrived: bool) -> None:
    """Everybody on the list is sent to; of the newer issue some receipts are still out."""
    copies = {row.pk: row.copies for row in queries.recipients().filter(active=True)}
    sent = commands.dispatch(issue, clerk, copies)
    arrived = sent if all_arrived else sent[: len(sent) * 2 // 3]
    with timekeeping.standing_at(timekeeping.today() + dt.timedelta(days=4)):
        for row in arrived:
            commands.receive(row, clerk, received_on=timekeeping.today(), received_copies=row.copies)


def _office(post: Post, nth: int) -> Actor:
    """The nth person who holds a post of 区府办 on the day; the last one when there are fewer."""
    day = timekeeping.today()
    held = list(
        PostHolding.objects.filter(held_on(day), post=post.value, unit__kind=Unit.Kind.GOV_OFFICE).order_by("id")
    )
    if not held:
        raise LookupError(f"nobody is {post} on {day}")
    person = held[min(nth, len(held) - 1)].person
    return next(actor for actor in actors_for(person, day) if actor.post is post)
