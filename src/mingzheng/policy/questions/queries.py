"""Every read of the room: what the public sees, what the desk sees, and who sees which case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import DeadlineRule
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.questions.models import Asked, Entry, Handout, HandoutReceipt, Handover, Message, Often

# --- what everybody may read -----------------------------------------------------------------------------------------


def public() -> QuerySet[Entry]:
    """Published entries, those in doubt included: they are shown with their mark."""
    rows = Entry.objects.filter(live__isnull=False, retired_on=None)
    return rows.select_related("unit", "live__document", "document")


def public_entry(pk: int) -> Entry | None:
    return public().filter(pk=pk).first()


def entries_by_id(ids: Sequence[int]) -> list[Entry]:
    """Published entries in the order of the ids; what is not public (any more) is left out."""
    found = {entry.pk: entry for entry in public().filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]


def of_document(document: Document, limit: int = 20) -> list[Entry]:
    """Questions and answers for a document's own page, the frequent ones first."""
    return list(public().filter(live__document=document).order_by("-often", "published_on", "pk")[:limit])


def count_of(document: Document) -> int:
    return public().filter(live__document=document).count()


def newest(limit: int) -> list[Entry]:
    return list(public().order_by("-published_on", "-pk")[:limit])


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int


def themes() -> list[Choice]:
    rows = public().order_by().exclude(theme="").values_list("theme").annotate(n=Count("pk")).order_by("-n", "theme")
    return [Choice(theme, theme, n) for theme, n in rows]


def units() -> list[Choice]:
    rows = public().order_by().values_list("unit__code", "unit__short").annotate(n=Count("pk"))
    return [Choice(code, short, n) for code, short, n in rows.order_by("unit__order")]


def documents(limit: int = 30) -> list[Choice]:
    """Documents with the most questions and answers."""
    rows = public().filter(live__document__listed=True).order_by()
    counted = rows.values_list("live__document__index_number", "live__document__title").annotate(n=Count("pk"))
    return [Choice(number, title, n) for number, title, n in counted.order_by("-n", "live__document__title")[:limit]]


def public_messages() -> QuerySet[Message]:
    return Message.objects.filter(published_on__isnull=False).select_related("unit", "document")


def public_message(pk: int) -> Message | None:
    return public_messages().filter(pk=pk).first()


def message_by_code(number: str, code: str) -> Message | None:
    """The message with this number and this query code."""
    rows = Message.objects.select_related("unit", "document", "case")
    return rows.filter(number=number.strip().upper(), code_digest=codes.digest("questions.message", code)).first()


def message_by_key(key: str, since: dt.datetime) -> Message | None:
    rows = Message.objects.select_related("unit", "case")
    return rows.filter(key=key, received_at__gte=since).first() if key else None


def receipt_key(pk: str) -> str:
    """ "" when its day is over."""
    return Message.objects.values_list("key", flat=True).get(pk=pk) or ""


@dataclass(frozen=True)
class Counts:
    """What the board says of itself: this year's messages."""

    year: int
    received: int
    answered: int
    declined: int
    stars: float | None
    rated: int
    days: int | None


def counts(day: dt.date) -> Counts:
    """``days``: the middle number of days from receipt to answer."""
    rows = Message.objects.filter(received_on__year=day.year, received_on__lte=day)
    spans = rows.filter(answered_on__isnull=False).values_list("received_on", "answered_on")
    stars = rows.filter(stars__isnull=False).aggregate(mean=Avg("stars"), n=Count("pk"))
    return Counts(
        year=day.year,
        received=rows.count(),
        answered=len(spans),
        declined=rows.exclude(declined_why="").count(),
        stars=stars["mean"],
        rated=stars["n"],
        days=median((until - since).days for since, until in spans if until is not None),
    )


# --- the desk --------------------------------------------------------------------------------------------------------


def _office(actor: Actor) -> bool:
    return actor.is_machine or actor.post in OFFICE_POSTS


def entries_for(actor: Actor) -> QuerySet[Entry]:
    """The unit's own entries; 区府办 all."""
    rows = Entry.objects.select_related("unit", "document", "live__document", "case")
    return rows if _office(actor) else rows.filter(unit_id=actor.unit_id)


def messages_for(actor: Actor) -> QuerySet[Message]:
    rows = Message.objects.select_related("unit", "document", "case", "asked")
    return rows if _office(actor) else rows.filter(unit_id=actor.unit_id)


def handovers_for(actor: Actor) -> QuerySet[Handover]:
    """Those that the unit must answer, and those that its window handed over."""
    rows = Handover.objects.select_related("unit", "window", "document", "case")
    return rows if _office(actor) else rows.filter(Q(unit_id=actor.unit_id) | Q(window_id=actor.unit_id))


def handouts_for(actor: Actor) -> QuerySet[Handout]:
    rows = Handout.objects.select_related("unit").annotate(
        n_windows=Count("receipts", distinct=True),
        n_read=Count("receipts", filter=Q(receipts__acknowledged_on__isnull=False), distinct=True),
        n_entries=Count("entries", distinct=True),
    )
    rows = rows.order_by("-sent_on", "-pk")
    if _office(actor):
        return rows
    return rows.filter(Q(unit_id=actor.unit_id) | Exists(_receipts(actor)))


def _receipts(actor: Actor) -> QuerySet[HandoutReceipt]:
    return HandoutReceipt.objects.filter(handout=OuterRef("pk"), window_id=actor.unit_id)


def often_for(actor: Actor) -> QuerySet[Often]:
    rows = Often.objects.select_related("unit", "document", "entry", "case").annotate(n_asked=Count("asked"))
    rows = rows.order_by("-found_on", "-pk")
    return rows if _office(actor) else rows.filter(unit_id=actor.unit_id)


def may_push(actor: Actor) -> QuerySet[Entry]:
    """The unit's published entries that nobody doubts."""
    rows = public().filter(unit_id=actor.unit_id, doubt="")
    return rows.order_by("-often", "-published_on", "-pk")


def receipts_waiting(actor: Actor) -> QuerySet[HandoutReceipt]:
    rows = HandoutReceipt.objects.filter(window_id=actor.unit_id, acknowledged_on=None)
    return rows.select_related("handout__unit", "case").order_by("pk")


def returned(actor: Actor) -> QuerySet[Handover]:
    """Answered hand-overs whose askers the window has not told yet."""
    rows = Handover.objects.filter(window_id=actor.unit_id, answered_on__isnull=False, told_on=None)
    return rows.select_related("unit", "document", "case").order_by("answered_on", "pk")


@dataclass(frozen=True)
class Today:
    """What a window did today."""

    answered: int
    handed: int
    median: int | None


def today_at(actor: Actor, day: dt.date) -> Today:
    rows = Asked.objects.filter(place_id=actor.unit_id, asked_on=day)
    at_window = rows.exclude(channel=Asked.Channel.HANDOVER)
    times = at_window.filter(seconds__isnull=False).values_list("seconds", flat=True)
    return Today(
        answered=at_window.count(),
        handed=rows.filter(channel=Asked.Channel.HANDOVER).count(),
        median=median(times),
    )


def median(values: Iterable[int | None]) -> int | None:
    """The middle one; of two in the middle the larger, so that no figure is invented."""
    known = sorted(value for value in values if value is not None)
    return known[len(known) // 2] if known else None


# --- who sees which case ---------------------------------------------------------------------------------------------


def seen_entries(actor: Actor) -> Q:
    return Q() if _office(actor) else Q(unit_id=actor.unit_id)


def seen_messages(actor: Actor) -> Q:
    return Q() if _office(actor) else Q(unit_id=actor.unit_id)


def seen_handovers(actor: Actor) -> Q:
    """At the unit that has it, at the window that handed it over, at the unit that answered it, and 区府办."""
    if _office(actor):
        return Q()
    own = Handover.objects.filter(Q(window_id=actor.unit_id) | Q(unit_id=actor.unit_id)).values("case")
    return Q(unit_id=actor.unit_id) | Q(pk__in=own)


def seen_receipts(actor: Actor) -> Q:
    """At the window, at the unit that sent it, and 区府办."""
    if _office(actor):
        return Q()
    sent = HandoutReceipt.objects.filter(handout__unit_id=actor.unit_id).values("case")
    return Q(unit_id=actor.unit_id) | Q(pk__in=sent)


def sees_entry(entry: Entry, actor: Actor | None) -> bool:
    return entry.public or (actor is not None and (_office(actor) or actor.unit_id == entry.unit_id))


def sees_message(message: Message, actor: Actor | None) -> bool:
    if message.published_on is not None:
        return True
    return actor is not None and (_office(actor) or actor.unit_id == message.unit_id)


def sees_handover(found: Handover, actor: Actor | None) -> bool:
    return actor is not None and (_office(actor) or actor.unit_id in (found.unit_id, found.window_id))


def sees_receipt(found: HandoutReceipt, actor: Actor | None) -> bool:
    return actor is not None and (_office(actor) or actor.unit_id in (found.window_id, found.handout.unit_id))


def sees_handout(found: Handout, actor: Actor | None) -> bool:
    if actor is None:
        return False
    if _office(actor) or actor.unit_id == found.unit_id:
        return True
    return found.receipts.filter(window_id=actor.unit_id).exists()


def sees_often(found: Often, actor: Actor | None) -> bool:
    return actor is not None and (_office(actor) or actor.unit_id == found.unit_id)


def reply_days() -> int | None:
    """Working days within which a message is answered, by the rule in force; None where no rule is loaded."""
    rows = DeadlineRule.objects.filter(code="questions.reply", valid_from__lte=timekeeping.today())
    rule = rows.order_by("-version").first()
    return rule.length if rule else None
