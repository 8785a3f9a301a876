"""What each step changes. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.files import commands as files
from mingzheng.core.freshness.commands import touch
from mingzheng.core.procedures import days
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.documents.reminders import months_before
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.disclosure.normative.models import Evaluation

REPORT_MONTHS = 2  # the proposal is due two months before the last day (data/reminders.yaml of documents)


def published_on(act: Act) -> dt.date:
    day: dt.date | None = act.subject.document.published_on
    return day or act.day


def report_day(act: Act) -> dt.date:
    """Two months before the last day of validity, and never before the case began."""
    return max(months_before(act.subject.until, REPORT_MONTHS), act.day)


def file(act: Act) -> None:
    filing = act.subject
    filing.organ, filing.number, filing.filed_on = act.data["organ"], act.data["number"], act.data["filed_on"]
    filing.save(update_fields=["organ", "number", "filed_on"])
    _shown(act)
    act.note = f"{filing.organ}，{filing.number}"


filed_on = days.held("filed_on")


def exempt(act: Act) -> None:
    act.subject.exempt_reason = act.data["reason"]
    act.subject.save(update_fields=["exempt_reason"])
    note_reason(act)


def report(act: Act) -> None:
    evaluation = act.subject
    evaluation.conclusion, evaluation.summary = act.data["conclusion"], act.data["summary"]
    evaluation.evaluated_on = timekeeping.today()
    evaluation.save(update_fields=["conclusion", "summary", "evaluated_on"])
    if act.data.get("report"):
        upload = act.data["report"]
        files.store(upload.data, upload.name, owner=evaluation.ref, actor=act.actor, label="评估报告")
    act.note = f"{evaluation.get_conclusion_display()}，{shortened(evaluation.summary, 60)}"


def confirm(act: Act) -> None:
    act.subject.confirmed_on = timekeeping.today()
    act.subject.save(update_fields=["confirmed_on"])
    files.keep(act.subject.ref, act.actor)
    _shown(act)
    act.note = act.subject.get_conclusion_display()


def _shown(act: Act) -> None:
    touch(f"document:{act.subject.document_id}", "documents")


def reported(evaluation: Evaluation, _actor: Actor) -> bool:
    return bool(evaluation.conclusion and evaluation.summary)
