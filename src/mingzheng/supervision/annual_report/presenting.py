"""What the case screen says of a report."""

from __future__ import annotations

from typing import Any

from mingzheng.supervision.annual_report import terms
from mingzheng.supervision.annual_report.models import AnnualReport


def facts(report: AnnualReport) -> list[tuple[str, Any]]:
    return [
        ("年度", f"{report.year}年"),
        ("公布期限", report.due_on),
        ("期限依据", terms.due_article(report.year)),
        ("取数日期", report.taken.get("day", "")),
        ("首次公布", report.published_on),
        ("正在更正", report.correcting),
    ]
