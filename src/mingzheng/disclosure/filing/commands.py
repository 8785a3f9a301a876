"""Every write about the library: a version is noted, handed in, answered; a failed one is tried again.

Between the two small transactions of a push (``_take``, then ``_settle``) nothing is locked while the library is asked. A push that was
taken once before may have arrived without our hearing of it: the library is asked for it by its key before it is handed in again.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.vocabulary import Scope
from mingzheng.disclosure.filing import checking, neutral
from mingzheng.disclosure.filing.library import Answer, Away, Library, LibraryError, configured
from mingzheng.disclosure.filing.models import Channel, Push
from mingzheng.disclosure.filing.queries import may_mend

log = logging.getLogger(__name__)

TOPIC = "library.push"
MONTH_TOPIC = "library.month"
BASIS = "要点第八点、第十三点：公文即时推送市主动公开公文库，确保全量覆盖"
MACHINE = Actor.system("公文库推送")
GIVE_UP_AFTER = 12  # attempts after which a push is shown as failed; the outbox goes on trying for some days
LEASE = dt.timedelta(seconds=60)
LONGEST_PAUSE = 600
OPEN = (Push.Status.WAITING, Push.Status.SENT, Push.Status.FAILED)


class Postponed(Exception):
    """Not now: the line is down, or somebody else is sending. The outbox asks again later."""


# --- a version is noted -----------------------------------------------------------------------------


@transaction.atomic
def note(document_id: int) -> Push | None:
    """What the library should know of a document now, as its next version; None when it knows already, or need not.

    Called for every event of a document, as often as you like: the same content makes no second version.
    """
    document = Document.objects.select_for_update(of=("self",)).select_related("live", "unit").get(pk=document_id)
    last = document.pushes.order_by("-version").first()
    if document.listed and document.live is not None:
        payload, action = neutral.of_document(document, document.live), Push.Action.PUT
    elif last is not None and last.action == Push.Action.PUT:
        payload, action = neutral.withdrawal(document, _why_withdrawn(document)), Push.Action.WITHDRAW
    else:
        return None
    digest = neutral.digest(payload)
    if last is not None and last.digest == digest:
        return None
    version = 1 if last is None else last.version + 1
    document.pushes.filter(status__in=OPEN).update(status=Push.Status.SUPERSEDED)
    made = Push(
        document=document,
        edition=document.live if action == Push.Action.PUT else None,
        version=version,
        action=action,
        payload=payload,
        digest=digest,
        made_at=timekeeping.now(),
    )
    _check(made, document.live)
    made.save()
    if made.status == Push.Status.WAITING:
        _owe(made)
    return made


def _why_withdrawn(document: Document) -> str:
    """The public explanation; that of a 定向公开 edition is for its readers alone."""
    withdrawn = document.editions.filter(status=Edition.Status.WITHDRAWN, scope=Scope.PUBLIC)
    last = withdrawn.order_by("-serial").first() if document.live is None else None
    return last.withdrawal if last is not None else "不再向社会公开"


def _check(made: Push, edition: Edition | None) -> None:
    """What the library would certainly refuse is not sent: the unit reads at once what to mend."""
    if made.action != Push.Action.PUT or edition is None:
        return
    found = checking.faults(edition, made.payload, today=timekeeping.today())
    if found:
        made.status, made.by_us, made.settled_at = Push.Status.REJECTED, True, timekeeping.now()
        made.reasons = [fault.as_row() for fault in found]


def _owe(push: Push) -> None:
    """Owe the push to the outbox, once; without an address nothing is owed."""
    owe(TOPIC, {"push": push.pk})


def owe(topic: str, payload: dict[str, int]) -> None:
    """Owe a call to the library unless it is owed already; one that was given up is taken up again.

    Without an address nothing is owed: the daily round owes what waits once there is one.
    """
    if configured() is None:
        return
    wanted = {f"payload__{name}": value for name, value in payload.items()}
    held = Message.objects.filter(topic=topic, **wanted).exclude(status=Message.Status.DONE).first()
    if held is None:
        enqueue(topic, payload)
    elif held.status == Message.Status.GIVEN_UP:
        outbox.retry(held.pk)


# --- a version is handed in -------------------------------------------------------------------------


def push(push_id: int) -> Push | None:
    """Hand in one version, unless it is settled or a newer one took its place.

    Not to be called within a transaction: the library may take its time.

    Raises:
        LibraryError: it did not work out; the push says why and is tried again.
        Postponed: the line is known to be down, or another process is sending this version.
    """
    library = configured()
    if library is None:
        return None
    require_line()
    # What happened since the version was made is noted first: a document withdrawn meanwhile must not go out.
    note(Push.objects.values_list("document_id", flat=True).get(pk=push_id))
    taken = _take(push_id)
    if taken is None:
        return None
    try:
        answer = _exchange(library, taken)
    except LibraryError as error:
        _failed(taken, error)
        raise
    return _settle(taken, answer)


def require_line() -> None:
    """While the line is known to be down, one attempt after each pause is enough for all."""
    state = Channel.objects.filter(pk=1).first()
    if state is not None and state.retry_at is not None and state.retry_at > timezone.now():
        raise Postponed(f"公文库暂时不通，{timezone.localtime(state.retry_at):%H:%M:%S} 后再试。")


@transaction.atomic
def _take(push_id: int) -> Push | None:
    found = Push.objects.select_for_update(of=("self",)).select_related("document").get(pk=push_id)
    if found.status not in OPEN:
        return None
    if found.document.pushes.filter(version__gt=found.version).exists():
        Push.objects.filter(pk=found.pk).update(status=Push.Status.SUPERSEDED)
        return None
    moment = timezone.now()
    if found.status == Push.Status.SENT and found.sent_at is not None and found.sent_at > moment - LEASE:
        raise Postponed("另一个进程正在推送这一件。")
    found.status, found.sent_at, found.attempts = Push.Status.SENT, moment, found.attempts + 1
    found.save(update_fields=["status", "sent_at", "attempts"])
    return found


def _exchange(library: Library, taken: Push) -> Answer:
    if taken.attempts > 1:
        known = library.find(taken.payload["index_number"], taken.version)
        if known:
            return Answer(known)
    return library.put(neutral.addressed(taken.payload), version=taken.version, digest=taken.digest)


@transaction.atomic
def _settle(taken: Push, answer: Answer) -> Push:
    found = Push.objects.select_for_update(of=("self",)).select_related("document").get(pk=taken.pk)
    heard(None)
    _answered(found, answer, MACHINE)
    return found


def _answered(found: Push, answer: Answer, actor: Actor) -> None:
    if answer.accepted:
        _accepted(found, answer.library_id, actor)
    elif found.status in OPEN:
        found.status, found.reasons, found.last_error = Push.Status.REJECTED, answer.reasons, ""
        found.settled_at = timekeeping.now()
        found.save()
        said = "；".join(row["message"] for row in answer.reasons)[:300]
        _journal("filing.rejected", found, f"公文库退回第 {found.version} 版：{said}", actor)


def _accepted(found: Push, library_id: str, actor: Actor) -> None:
    """The library has this version, even if a newer one has been made meanwhile (then that one follows)."""
    found.library_id, found.last_error, found.settled_at = library_id, "", timekeeping.now()
    if found.status != Push.Status.SUPERSEDED:
        found.status, found.reasons = Push.Status.ACCEPTED, []
    found.save()
    _journal("filing.accepted", found, f"公文库收下第 {found.version} 版，编号 {library_id}", actor)


@transaction.atomic
def acknowledge(found: Push, library_id: str, actor: Actor) -> None:
    """The library turned out to have a version of which we had no answer."""
    found = Push.objects.select_for_update(of=("self",)).select_related("document").get(pk=found.pk)
    if found.status != Push.Status.ACCEPTED:
        _accepted(found, library_id, actor)


@transaction.atomic
def fetched(found: Push, answer: Answer, actor: Actor) -> Push:
    """A library that fetches says what became of a version: taken in under its number, or refused with reasons.

    Raises:
        Refused: the version is settled with another answer.
    """
    still_in_post(actor)
    found = Push.objects.select_for_update(of=("self",)).select_related("document").get(pk=found.pk)
    accepted, rejected = found.status == Push.Status.ACCEPTED, found.status == Push.Status.REJECTED
    same = found.library_id == answer.library_id if answer.accepted else found.reasons == answer.reasons
    if (accepted or rejected) and accepted == answer.accepted and same:
        return found
    if accepted or (rejected and not answer.accepted):
        raise Refused("这一版已有另外的回告，没有改动。", remedy="请核对版本和公文库编号。", code="settled")
    _answered(found, answer, actor)
    return found


@transaction.atomic
def _failed(taken: Push, error: LibraryError) -> None:
    """Back to waiting, or failed when it has been tried too often; a newer version that came meanwhile stays the newer one."""
    status = Push.Status.FAILED if taken.attempts >= GIVE_UP_AFTER else Push.Status.WAITING
    mine = Push.objects.filter(pk=taken.pk, status=Push.Status.SENT, sent_at=taken.sent_at)
    mine.update(status=status, last_error=str(error)[:300])
    heard(error)
    if status == Push.Status.FAILED:
        _journal("filing.failed", taken, f"推送 {taken.attempts} 次没有成功：{error}", MACHINE)


def heard(error: LibraryError | None) -> None:
    """Keep the state of the line: it answered (None), or why it did not, and how long to leave it alone."""
    moment = timezone.now()
    state, _made = Channel.objects.get_or_create(pk=1)
    if error is None:
        if state.failures == 0 and state.answered_at and moment - state.answered_at < dt.timedelta(seconds=30):
            return
        if state.failures:
            for topic in (TOPIC, MONTH_TOPIC):
                outbox.hasten(topic)
        state.answered_at, state.failing_since, state.failures = moment, None, 0
        state.retry_at, state.error = None, ""
    else:
        state.failures += 1
        state.failing_since = state.failing_since or moment
        asked = error.wait if isinstance(error, Away) else 0
        pause = max(asked, min(LONGEST_PAUSE, 5 * (1 << min(10, state.failures - 1))))
        state.retry_at, state.error = moment + dt.timedelta(seconds=pause), str(error)[:300]
    state.save()


# --- by hand and every day --------------------------------------------------------------------------


@transaction.atomic
def again(found: Push, actor: Actor) -> None:
    """Somebody asks for another attempt, of what failed or was refused by a fault of the library's own.

    Raises:
        Refused: not the actor's to mend, settled, or refused by the check before sending (only a correction mends that).
    """
    found = Push.objects.select_for_update(of=("self",)).select_related("document").get(pk=found.pk)
    if not may_mend(actor, found):
        raise Refused("由所属单位的信息员、负责人或区府办处理。", remedy="请切换岗位。", code="wrong_post")
    still_in_post(actor)
    if found.by_us:
        raise Refused("推送前检查没有通过，再推送也不会收。", remedy="请先更正文件，更正后自动推送。", code="by_us")
    if found.status not in (*OPEN, Push.Status.REJECTED):
        raise Refused("这一版不用再推送。", remedy="请看最新的一版。", code="settled")
    if found.document.pushes.filter(version__gt=found.version).exists():
        raise Refused("已有更新的版本。", remedy="请看最新的一版。", code="settled")
    found.status, found.attempts, found.reasons = Push.Status.WAITING, max(found.attempts, 1), []
    found.save(update_fields=["status", "attempts", "reasons"])
    Channel.objects.filter(pk=1).update(retry_at=None)
    _owe(found)
    _journal("filing.again", found, f"要求重新推送第 {found.version} 版", actor)


def never_noted() -> QuerySet[Document]:
    """Public documents of which no version was ever made: released before the room was there."""
    return Document.objects.filter(listed=True).exclude(Exists(Push.objects.filter(document=OuterRef("pk"))))


def note_all() -> int:
    """Make the first version of every public document that has none."""
    return sum(note(pk) is not None for pk in list(never_noted().values_list("pk", flat=True)))


def owe_waiting() -> int:
    """Owe every version that waits and has no message of its own (the address was set later, an outbox row was lost)."""
    waiting = list(Push.objects.filter(status__in=OPEN).select_related("document"))
    for found in waiting:
        _owe(found)
    return len(waiting)


def push_all(limit: int | None = None) -> dict[str, Any]:
    """Hand in everything that waits, oldest first, now; stops when the line is down. For the command line.

    Returns:
        Counts by outcome, and ``stopped``: why it stopped early, or "".
    """
    counts: dict[str, Any] = {"accepted": 0, "rejected": 0, "left": 0, "stopped": ""}
    if configured() is None:
        counts["left"] = Push.objects.filter(status__in=OPEN).count()
        return {**counts, "stopped": "没有设置公文库地址（MINGZHENG_LIBRARY_URL）。"}
    Channel.objects.filter(pk=1).update(retry_at=None)
    for push_id in list(Push.objects.filter(status__in=OPEN).order_by("id").values_list("pk", flat=True)[:limit]):
        try:
            done = push(push_id)
        except Postponed:
            continue
        except LibraryError as error:
            counts["stopped"] = str(error)
            break
        if done is not None and done.status in (Push.Status.ACCEPTED, Push.Status.REJECTED):
            counts[done.status] += 1
    counts["left"] = Push.objects.filter(status__in=OPEN).count()
    return counts


def owe_again(found: Push) -> None:
    """Back to waiting and owed anew, within the caller's transaction."""
    Push.objects.filter(pk=found.pk).update(status=Push.Status.WAITING, sent_at=None)
    _owe(found)


def copy_as(found: Push, version: int) -> Push:
    """The same content under a higher version, within the caller's transaction: the library's own is not the one we sent."""
    made = Push.objects.create(
        document=found.document,
        edition=found.edition,
        version=version,
        action=found.action,
        payload=found.payload,
        digest=found.digest,
        made_at=timekeeping.now(),
    )
    Push.objects.filter(pk=found.pk, status__in=OPEN).update(status=Push.Status.SUPERSEDED)
    _owe(made)
    return made


def _journal(action: str, found: Push, summary: str, actor: Actor) -> None:
    facts = {"version": found.version, "digest": found.digest, "library_id": found.library_id}
    journal.append(action=action, actor=actor, subject=found.ref, summary=summary, basis=BASIS, data=facts)
