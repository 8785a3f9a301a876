"""Whoever attended rests, also when they leave the pool and sign up again (轮换).

A name and a telephone number are deleted when somebody leaves. So that leaving is no way round the rest, a keyed digest of the
number stays until the rest is over, and no longer.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from mingzheng.core import codes, timekeeping
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.participation.delegates import dated
from mingzheng.participation.delegates.models import Candidate, Invitation, Person, Rest

PURPOSE = "delegates.rest"


def forget(person: Person) -> None:
    """Delete name and reach; of whoever still rests, a digest stays."""
    until = _until(person.candidate)
    if until is not None and until >= timekeeping.today():
        digest = codes.digest(PURPOSE, person.phone)
        Rest.objects.update_or_create(phone_digest=digest, defaults={"until": until})
    person.delete()


def until(phone: str) -> dt.date | None:
    """The last day on which somebody with this number, who attended and left, still rests."""
    held = Rest.objects.filter(phone_digest=codes.digest(PURPOSE, phone), until__gte=timekeeping.today()).first()
    return held.until if held else None


def _until(candidate: Candidate) -> dt.date | None:
    last = Invitation.objects.filter(candidate=candidate, attended=True).select_related("meeting")
    days = [dated.after(dated.REST, row.meeting.day) for row in last]
    days += [candidate.rests_until] if candidate.rests_until else []
    return max(days, default=None)


def rested() -> QuerySet[Rest]:
    return Rest.objects.filter(until__lt=timekeeping.today())


@forgets(
    "delegates.rests_over",
    label="删除轮候期满的摘要",
    what="公众代表：轮候的人（摘要）",
    term=lambda: f"列席后{dated.length(dated.REST, timekeeping.today())}日",
    due=rested,
)
def end_rests() -> int:
    """Digests of whose rest is over; returns how many."""
    return rested().delete()[0]
