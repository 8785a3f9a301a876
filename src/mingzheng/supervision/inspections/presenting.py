"""What the case page says of a report, and a fresh report for the walk over the table."""

from __future__ import annotations

from typing import Any

from mingzheng.core.procedures.models import Case
from mingzheng.supervision.inspections import reports
from mingzheng.supervision.inspections.models import ErrorReport


def report_facts(report: ErrorReport) -> list[tuple[str, Any]]:
    """Without the contact: that is shown only to those who handle the report (``queries.contact_for``)."""
    rows: list[tuple[str, Any]] = [
        ("编号", report.number),
        ("问题类别", report.get_kind_display()),
        ("收到时间", report.received_at),
    ]
    if report.outcome:
        rows += [("处理结果", report.get_outcome_display()), ("答复日期", report.answered_on)]
    if report.mended_on:
        rows.append(("改正日期", report.mended_on))
    return rows


def sample_report_case() -> Case:
    report = reports.submit(kind=ErrorReport.Kind.TEXT.value, text="第二段“公开”写成了“分开”。")
    assert report.case is not None  # noqa: S101 - submitting opens it
    return report.case
