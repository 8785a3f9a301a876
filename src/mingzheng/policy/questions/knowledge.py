"""Every write to the knowledge base: begun, edited, approved as a version, doubted, confirmed, retired."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.procedures.editing import named
from mingzheng.core.procedures.table import Act
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.policy.questions import dated, marks
from mingzheng.policy.questions.models import Entry, EntryVersion

MACHINE = Actor.system("政策咨询检查")
FIELDS = ("question", "answer", "document", "paragraph", "quote", "source", "theme", "review_by")
KEPT = ("question", "answer", "document", "paragraph", "quote", "source")


@transaction.atomic
def begin(
    unit: Unit,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    origin: str = Entry.Origin.WRITTEN,
    often: bool = False,
) -> Entry:
    """A new entry of a unit, in drafting.

    Args:
        values: any of ``FIELDS``; what is not known yet may be left out.

    Raises:
        Refused: wrong post or unit, or a text holds personal data.
    """
    entry = Entry(unit=unit, origin=origin, often=often)
    _fill(entry, values)
    entry.save()
    entry.case = open_case("questions.entry", entry.ref, unit=unit, actor=actor, title=f"知识条目：{entry.question}")
    entry.save(update_fields=["case"])
    return entry


def _fill(entry: Entry, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values and not (name == "review_by" and values[name] is None and entry.live is not None):
            setattr(entry, name, values[name])
    for name in ("question", "answer", "quote", "source"):
        refuse_personal(getattr(entry, name), name)
    if not entry.theme and entry.document is not None:
        entry.theme = entry.document.theme_class


def changed(entry: Entry) -> None:
    """Pages and the index hear of it with the commit."""
    tags = ["questions", f"question:{entry.pk}"]
    documents = {entry.document_id, entry.live.document_id if entry.live is not None else None}
    touch(*tags, *(f"document:{pk}" for pk in documents if pk))
    searchable.changed("questions.entry", entry.pk)
    if entry.live is not None:
        publish("questions.changed", {"entry": entry.pk})


# --- what the steps change -------------------------------------------------------------------------------------------


def edit(step: Act) -> None:
    entry: Entry = step.subject
    before = {name: getattr(entry, name) for name in FIELDS}
    _fill(entry, step.data)
    entry.save(update_fields=list(FIELDS))
    step.case.title = f"知识条目：{entry.question}"[:300]
    step.note = named(entry, [name for name in FIELDS if getattr(entry, name) != before[name]])


def complete(entry: Entry, _actor: Actor) -> bool:
    return bool(entry.answer.strip() and (entry.document_id or entry.source.strip()))


def grounded(entry: Entry, _actor: Actor) -> bool:
    """The document that the answer stands on is open and in force."""
    return not marks.trouble(entry.document)


def note_reason(step: Act) -> None:
    step.note = step.data["reason"][:120]


def approve(step: Act) -> None:
    """The text as it stands becomes the next version; whatever was in doubt has been looked at."""
    entry: Entry = step.subject
    for name in ("question", "answer", "quote", "source"):
        refuse_personal(getattr(entry, name))
    last = entry.versions.aggregate(last=Max("serial"))["last"] or 0
    before = entry.live.document_id if entry.live is not None else None
    version = EntryVersion.objects.create(
        entry=entry,
        serial=last + 1,
        approved_on=step.day,
        approved_by=step.actor.person_id,
        note=step.data.get("note", ""),
        **{name: getattr(entry, name) for name in KEPT},
    )
    entry.live = version
    entry.published_on = entry.published_on or step.day
    if entry.review_by is None or entry.review_by <= step.day:
        entry.review_by = next_review(step.day)
    entry.doubt, entry.doubted_on = "", None
    entry.save(update_fields=["live", "published_on", "review_by", "doubt", "doubted_on"])
    changed(entry)
    if before and before != entry.document_id:
        touch(f"document:{before}")
    step.note = f"第{version.serial}版，复核日期 {chinese_date(entry.review_by)}"
    from mingzheng.policy.questions import often

    often.entry_published(entry)


def next_review(day: dt.date) -> dt.date:
    """As many months ahead as the dated figure says; the last day of a month stays one."""
    months = day.month - 1 + dated.value("review_months", day)
    year, month = day.year + months // 12, months % 12 + 1
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, min(day.day, (after - dt.timedelta(days=1)).day))


def raise_doubt(step: Act) -> None:
    """By a person or by the machine: from now on the answer carries its mark."""
    entry: Entry = step.subject
    refuse_personal(step.data["reason"], "reason")
    entry.doubt, entry.doubted_on = step.data["reason"][:300], step.day
    entry.save(update_fields=["doubt", "doubted_on"])
    changed(entry)
    note_reason(step)


def confirm(step: Act) -> None:
    entry: Entry = step.subject
    entry.doubt, entry.doubted_on = "", None
    entry.review_by = step.data.get("review_by") or next_review(step.day)
    entry.save(update_fields=["doubt", "doubted_on", "review_by"])
    changed(entry)
    step.note = f"{step.data['opinion'][:80]}；下次复核 {chinese_date(entry.review_by)}"


def retire(step: Act) -> None:
    entry: Entry = step.subject
    refuse_personal(step.data["reason"], "reason")
    entry.retired_on = step.day
    entry.save(update_fields=["retired_on"])
    changed(entry)
    note_reason(step)
    from mingzheng.policy.questions import often

    often.entry_retired(entry)


# --- what the machine does -------------------------------------------------------------------------------------------


def doubt_document(document_id: int, why: str, since: dt.date | None = None) -> int:
    """Every entry that stands on a document asks for review. Said again, nothing happens; how many were asked.

    Args:
        since: the day of the change: what was approved later knew of it. None: whenever it was approved.
    """
    rows = Entry.objects.filter(Q(document_id=document_id) | Q(live__document_id=document_id), retired_on=None)
    if since is not None:
        before = Q(case__opened_at__date__lte=since)
        rows = rows.filter(before, Q(live=None) | Q(live__approved_on__lte=since))
    return _doubt(rows, lambda _entry: why)


def doubt_overdue() -> int:
    """Owed daily: what should have been reviewed by now, and what stands on a document that ended by its own date."""
    today = timekeeping.today()
    rows = Entry.objects.filter(live__isnull=False, retired_on=None, doubt="")
    late = rows.filter(review_by__lt=today)
    ended = rows.filter(
        Q(live__document__listed=False) | Q(live__document__validity__in=[one.value for one in marks.ENDED])
    )
    return _doubt((late | ended).distinct(), lambda entry: marks.mark(entry, today).why)


def _doubt(rows: QuerySet[Entry], why: Any) -> int:
    done = 0
    for entry in rows.select_related("case", "live__document", "document").order_by("pk"):
        reason = why(entry)
        if not reason or entry.doubt == reason or entry.case is None:
            continue
        try:
            act(entry.case, "doubt", MACHINE, {"reason": reason})
        except Refused as refused:
            if refused.code != "wrong_state":
                raise
            continue  # it was retired meanwhile
        done += 1
    return done
