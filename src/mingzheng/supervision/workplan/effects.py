"""What each step changes in the room's own records. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Max

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.procedures import days
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.core.records import RecordRef
from mingzheng.core.relations.commands import link
from mingzheng.core.units.models import Unit
from mingzheng.supervision.workplan.models import Attestation, Progress, SupervisionLetter


def _store(act: Act, upload: Any, label: str) -> Any:
    owner = RecordRef("workplan.assignment", str(act.subject.pk))
    return files.store(upload.data, upload.name, owner=owner, actor=act.actor, label=label)


def note_reason(act: Act) -> None:
    act.note = shortened(act.data["reason"])


def note_remark(act: Act) -> None:
    act.note = shortened(act.data.get("remark", ""))


def turn_back(act: Act) -> None:
    act.subject.returned_reason = act.data["reason"]
    act.subject.save(update_fields=["returned_reason"])
    note_reason(act)


def report(act: Act) -> None:
    """A progress entry, with its evidence; a due point is answered once."""
    data = act.data
    entry = Progress.objects.create(
        assignment=act.subject,
        text=data["text"],
        done_on=data["done_on"],
        counts_for=data.get("counts_for") or "",
        times=data.get("times") or 0,
        recorded_at=timekeeping.now(),
        by_name=act.actor.person_name,
    )
    act.note = shortened(data["text"])
    act.facts = {"progress": entry.pk, "counts_for": entry.counts_for, "times": entry.times}
    if data.get("record"):
        link(RecordRef("workplan.assignment", str(act.subject.pk)), "evidence", data["record"], act.actor)
    if data.get("evidence"):
        stored = _store(act, data["evidence"], "进展证明材料")
        act.facts["file"] = str(stored.pk)


def next_point(act: Act) -> dt.date | None:
    """The next due point that has not been reported, from the day on which the plan was issued."""
    assignment = act.subject
    if not assignment.task.periodic:
        return None
    done = set(assignment.progress.values_list("counts_for", flat=True))
    issued = assignment.task.plan.issued_at
    start = timekeeping.today() if issued is None else issued.astimezone(timekeeping.now().tzinfo).date()
    for point in assignment.task.points_from(start):
        if point["label"] not in done:
            return dt.date.fromisoformat(point["on"])
    return None


def has_next_point(act: Act) -> bool:
    return next_point(act) is not None


def submit(act: Act) -> None:
    act.subject.submitted_on = act.day
    act.subject.save(update_fields=["submitted_on"])
    note_remark(act)


def submitted_on(act: Act) -> dt.date:
    """The day from which the unit has done its part: verification does not make it late."""
    day: dt.date = act.subject.submitted_on or act.day
    return day


def verify(act: Act) -> None:
    act.subject.done_on = act.subject.submitted_on or act.day
    act.subject.save(update_fields=["done_on"])
    note_remark(act)


def reopen(act: Act) -> None:
    act.subject.done_on = act.subject.submitted_on = None
    act.subject.save(update_fields=["done_on", "submitted_on"])
    note_reason(act)


def ask_extension(act: Act) -> None:
    act.subject.extension_asked = act.data["until"]
    act.subject.save(update_fields=["extension_asked"])
    act.note = f"申请延期至{chinese_date(act.data['until'])}，{shortened(act.data['reason'])}"


extension_date = days.held("extension_to")


def grant_extension(act: Act) -> None:
    """What was asked for becomes the unit's time limit."""
    act.subject.extension_to, act.subject.extension_asked = act.subject.extension_asked, None
    act.subject.save(update_fields=["extension_to", "extension_asked"])
    act.note = f"延期至{chinese_date(act.subject.extension_to)}"


def refuse_extension(act: Act) -> None:
    """The time limit stays what it was, an extension granted earlier included."""
    act.subject.extension_asked = None
    act.subject.save(update_fields=["extension_asked"])
    note_reason(act)


def issue_letter(act: Act) -> None:
    """The next number of the year; the unique constraint refuses a second letter while one is unanswered.

    区府办's row is locked while the number is taken, so that two letters written at one moment follow each other.
    """
    year = act.day.year
    Unit.objects.select_for_update(no_key=True).filter(kind=Unit.Kind.GOV_OFFICE).first()
    last = SupervisionLetter.objects.filter(year=year).aggregate(last=Max("serial"))["last"] or 0
    letter = SupervisionLetter.objects.create(
        assignment=act.subject, year=year, serial=last + 1, text=act.data["text"], issued_on=act.day
    )
    act.note = f"{letter.number} {shortened(act.data['text'])}"
    act.facts = {"letter": letter.pk}


def answer_letter(act: Act) -> None:
    letter = act.subject.letters.filter(answered_on=None).first()
    if letter is None:
        raise Refused("没有待答复的督办单。", code="no_letter")
    letter.answer, letter.answered_on = act.data["answer"], act.day
    letter.save(update_fields=["answer", "answered_on"])
    act.note = f"{letter.number} {shortened(act.data['answer'])}"


def attest(act: Act) -> None:
    stored = _store(act, act.data["proof"], "情况说明的证明材料")
    made = Attestation.objects.create(
        assignment=act.subject,
        statement=act.data["statement"],
        dated=act.data["dated"],
        file_id=stored.pk,
        made_at=timekeeping.now(),
    )
    act.note = shortened(act.data["statement"])
    act.facts = {"attestation": made.pk, "file": str(stored.pk)}


def settle_attestation(act: Act) -> None:
    """Confirm with ``check_attest``, reject with ``reject_attest``: the oldest one that waits."""
    waiting = act.subject.attestations.filter(status=Attestation.Status.WAITING).first()
    if waiting is None:
        raise Refused("没有待核对的情况说明。", code="no_attestation")
    confirmed = act.step is not None and act.step.command == "check_attest"
    waiting.status = Attestation.Status.CONFIRMED if confirmed else Attestation.Status.REJECTED
    waiting.remark = act.data.get("remark") or act.data.get("reason") or ""
    waiting.save(update_fields=["status", "remark"])
    act.note = shortened(waiting.remark)
    act.facts = {"attestation": waiting.pk}
