"""What the case page says of a report, and a fresh report for the walk over the table."""

from __future__ import annotations

from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.procedures.models import Case
from mingzheng.supervision.inspections import reports
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.models import ErrorReport, Finding


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


def finding_facts(found: Finding) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = [
        ("问题", found.about.label),
        ("页面", found.title),
        ("地址", found.address),
        ("看到的", found.evidence),
        ("怎样改", found.how_to_mend),
        ("程度", found.about.severity.label),
        ("首次发现", found.first_seen),
        ("最近发现", found.last_seen),
    ]
    if found.mended_on:
        rows.append(("报告改好", found.mended_on))
    return rows


def sample_finding() -> Finding:
    """One that the walk over the table may take through every step."""
    day = timekeeping.today()
    defect = Defect("body.empty", "https://www.example.cn/1.html", "关于开展宣传的通知", "正文只有 0 个字。")
    return Finding.objects.create(
        fingerprint=defect.fingerprint,
        source="sample",
        rule=defect.rule,
        address=defect.address,
        title=defect.title,
        evidence=defect.evidence,
        state=Finding.State.CONFIRMED,
        first_seen=day,
        last_seen=day,
    )


def sample_report_case() -> Case:
    report = reports.submit(kind=ErrorReport.Kind.TEXT.value, text="第二段“公开”写成了“分开”。")
    assert report.case is not None  # noqa: S101 - submitting opens it
    return report.case
