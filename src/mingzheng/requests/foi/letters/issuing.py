"""A letter gets its number, its words are fixed, and its files are owed to ``papers``."""

from __future__ import annotations

from collections.abc import Mapping

from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.procedures.table import Act
from mingzheng.requests.foi.keeping import prefix_on
from mingzheng.requests.foi.letters.composing import Composed, compose, compose_answer
from mingzheng.requests.foi.letters.demands import supplied_files
from mingzheng.requests.foi.letters.kinds import LetterKind, kinds
from mingzheng.requests.foi.models import Application, Letter
from mingzheng.requests.foi.numbering import next_serial

FILES = "foi.letter"  # outbox message {letter}: papers makes PDF and Word file and keeps them


def issue(act: Act, code: str, *, facts: Mapping[str, str], ref: str = "", addressee: str = "") -> Letter:
    """Make and number a notice of the case.

    Raises:
        Refused: its wording is not in force, or the personal data were removed.
    """
    application: Application = act.subject
    composed = compose(application, code, act.day, facts=facts, addressee=addressee)
    return _keep(act, kinds()[code], composed, ref)


def issue_answer(act: Act) -> Letter:
    """Make and number the answer, with the files supplied with it."""
    application: Application = act.subject
    letter = _keep(act, kinds()["answer"], compose_answer(application, act.day), "")
    letter.attachments.set(supplied_files(application, application.outcome))
    return letter


def _keep(act: Act, kind: LetterKind, composed: Composed, ref: str) -> Letter:
    unit, year = act.subject.unit, act.day.year
    letter = Letter.objects.create(
        application=act.subject,
        unit=unit,
        kind=kind.code,
        ref=ref,
        word=f"{prefix_on(unit, act.day)}{kind.word}" if kind.word else "",
        year=year,
        serial=next_serial(unit, f"{kind.word}:{year}") if kind.word else None,
        title=composed.title,
        addressee=composed.addressee,
        paragraphs=list(composed.paragraphs),
        remedy=composed.remedy,
        signed_on=act.day,
        signed_by=act.actor.person_name,
        texts=dict(composed.texts),
    )
    enqueue(FILES, {"letter": letter.pk})
    return letter
