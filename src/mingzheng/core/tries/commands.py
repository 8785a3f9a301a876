"""Taking a try and giving it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mingzheng.core.outbox.forgetting import WORKING, forgets
from mingzheng.core.tries.models import Tries

# One statement: it opens a window, begins a new one where the old is over, or counts within it, if any try is left.
TAKE = """
INSERT INTO tries_tries (key, number, until) VALUES (%(key)s, 1, %(until)s)
ON CONFLICT (key) DO UPDATE SET
  number = CASE WHEN tries_tries.until <= %(moment)s THEN 1 ELSE tries_tries.number + 1 END,
  until = CASE WHEN tries_tries.until <= %(moment)s THEN excluded.until ELSE tries_tries.until END
WHERE tries_tries.until <= %(moment)s OR tries_tries.number < %(most)s
RETURNING number, until
"""


@dataclass(frozen=True)
class Taken:
    """``number``: how many were taken in this window, this one among them; ``until``: when the window ends."""

    number: int
    until: dt.datetime


def take(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Take one of ``most`` tries within ``seconds`` of the first; False when none is left.

    It is taken before the outcome is known, by a statement that compares and counts at once: of a hundred tries at one
    moment ``most`` are let through, whichever processes they reach.
    """
    return taken(what, who, most=most, seconds=seconds) is not None


def taken(what: str, who: str, *, most: int, seconds: int) -> Taken | None:
    """As ``take``, and tells which of the window's tries it was; None when none is left."""
    if most < 1:
        return None
    moment, adapted = timezone.now(), connection.ops.adapt_datetimefield_value
    until = moment + dt.timedelta(seconds=seconds)
    asked: dict[str, Any] = {"key": _key(what, who), "most": most, "moment": adapted(moment), "until": adapted(until)}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, asked)
        row = cursor.fetchone()
    return None if row is None else Taken(row[0], _moment(row[1]))


def _moment(value: dt.datetime | str) -> dt.datetime:
    """SQLite answers a statement of one's own with the text that it keeps, in UTC."""
    read = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=dt.UTC)


def give_back(what: str, who: str) -> None:
    """The try need not count."""
    Tries.objects.filter(key=_key(what, who), number__gt=0).update(number=F("number") - 1)


def over() -> QuerySet[Tries]:
    """Windows that are over say nothing any more."""
    return Tries.objects.filter(until__lte=timezone.now())


@forgets("tries", label="清除过期的次数记录", what="限次记录（摘要）", term="时段过后次日", basis=WORKING, due=over)
def drop_old() -> int:
    """Returns how many went."""
    gone, _by_model = over().delete()
    return gone


def _key(what: str, who: str) -> str:
    return salted_hmac(f"mingzheng.tries:{what}", who, algorithm="sha256").hexdigest()
