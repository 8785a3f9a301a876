"""What each step of a report changes. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.supervision.inspections import reports
from mingzheng.supervision.inspections.models import ErrorReport


def note_reason(act: Act) -> None:
    act.note = shortened(act.data["reason"])


def transfer(act: Act) -> None:
    """The case goes to the unit whose page it is; the days already used stay used."""
    unit = act.data["unit"]
    act.subject.unit = unit
    act.subject.save(update_fields=["unit"])
    act.case.unit = unit
    act.note = f"转{unit.short}，{shortened(act.data['reason'])}"


def answer(act: Act) -> None:
    report, data = act.subject, act.data
    report.answer, report.outcome, report.answered_on = data["answer"], data["outcome"], act.day
    mended = data["outcome"] == ErrorReport.Outcome.MENDED
    report.mended_on = act.day if mended else None
    report.save(update_fields=["answer", "outcome", "answered_on", "mended_on"])
    act.note = report.get_outcome_display()


def not_error(act: Act) -> None:
    report = act.subject
    report.answer, report.outcome, report.answered_on = act.data["answer"], ErrorReport.Outcome.NOT_ERROR, act.day
    report.mended_on = None
    report.save(update_fields=["answer", "outcome", "answered_on", "mended_on"])
    reports.date_contact(report, act.day)
    act.note = "不属于页面错误"


def close(act: Act) -> None:
    report = act.subject
    report.mended_on = act.data.get("mended_on") or report.mended_on
    report.save(update_fields=["mended_on"])
    reports.date_contact(report, act.day)
    act.note = shortened(act.data.get("remark", ""))


def reopen(act: Act) -> None:
    """The answer given stays readable in the journal's facts; a new one takes its place."""
    report = act.subject
    act.facts = {"outcome": report.outcome, "answered_on": str(report.answered_on)}
    report.answer, report.outcome, report.answered_on, report.mended_on = "", "", None, None
    report.save(update_fields=["answer", "outcome", "answered_on", "mended_on"])
    note_reason(act)
