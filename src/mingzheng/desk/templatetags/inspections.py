"""``{% load inspections %}``: what only some of the staff may see of a visitor's report."""

from __future__ import annotations

from django import template

from mingzheng.core.actors import Actor
from mingzheng.supervision.inspections import queries
from mingzheng.supervision.inspections.models import ErrorReport, ReportContact

register = template.Library()


@register.simple_tag
def report_contact(report: ErrorReport, actor: Actor | None) -> ReportContact | None:
    """``{% report_contact subject actor as contact %}``: None for whoever does not handle the report."""
    return queries.contact_for(report, actor if isinstance(actor, Actor) else None)
