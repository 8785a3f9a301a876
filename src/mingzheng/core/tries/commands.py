"""Taking a try and giving it back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mingzheng.core.outbox.daily import daily
from mingzheng.core.tries.models import Tries


@transaction.atomic
def take(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Take one of ``most`` tries within ``seconds`` of the first; False when none is left.

    It is taken before the outcome is known, by a statement that compares and counts at once: of a hundred tries at one
    moment ``most`` are let through, whichever processes they reach.
    """
    key, moment = _key(what, who), timezone.now()
    until = moment + dt.timedelta(seconds=seconds)
    own = Tries.objects.filter(key=key)
    if not own.filter(until__gt=moment).exists():
        Tries.objects.bulk_create([Tries(key=key, until=until)], ignore_conflicts=True)
        own.filter(until__lte=moment).update(number=0, until=until)
    return bool(own.filter(number__lt=most).update(number=F("number") + 1))


def give_back(what: str, who: str) -> None:
    """The try need not count."""
    Tries.objects.filter(key=_key(what, who), number__gt=0).update(number=F("number") - 1)


@daily("tries", label="清除过期的次数记录")
def drop_old() -> int:
    """Windows that are over say nothing any more; returns how many went."""
    gone, _by_model = Tries.objects.filter(until__lte=timezone.now()).delete()
    return gone


def _key(what: str, who: str) -> str:
    return salted_hmac(f"mingzheng.tries:{what}", who, algorithm="sha256").hexdigest()
