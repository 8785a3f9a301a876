"""What a report's panel asks."""

from __future__ import annotations

from django import template

from mingzheng.supervision.annual_report.checking import Finding
from mingzheng.supervision.annual_report.judging import Judged, judge
from mingzheng.supervision.annual_report.models import AnnualReport

register = template.Library()


@register.simple_tag
def judged(report: AnnualReport) -> Judged:
    """Everything that is to be said about a report that is being written."""
    return judge(report)


@register.simple_tag
def reason_of(found: Judged, finding: Finding) -> str:
    """Why a finding may stand; "" when nobody said."""
    return found.reasons.get(finding.key, "")


@register.filter
def words(text: str) -> list[str]:
    return text.split()
