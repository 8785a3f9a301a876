"""Who sees findings, runs and reports. One place for lists and single objects."""

from __future__ import annotations

from django.db.models import QuerySet

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.supervision.inspections.models import ErrorReport, Finding, OutsideInspection

EVERYTHING = (*OFFICE_POSTS, Post.ASSESSOR)
HANDLERS = (Post.OFFICER, Post.HEAD, *OFFICE_POSTS)


def sees_all(actor: Actor) -> bool:
    return actor.is_machine or actor.post in EVERYTHING


def findings_for(actor: Actor) -> QuerySet[Finding]:
    """The unit's own; 区府办 and assessors see all, also those whose unit is not known."""
    rows = Finding.objects.select_related("unit")
    return rows if sees_all(actor) else rows.filter(unit_id=actor.unit_id)


def sees_finding(finding: Finding, actor: Actor | None) -> bool:
    return actor is not None and (sees_all(actor) or finding.unit_id == actor.unit_id)


def outside_for(actor: Actor) -> QuerySet[OutsideInspection]:
    """Inspections of outside sites: 区府办 and assessors all, a unit those of its own site."""
    rows = OutsideInspection.objects.select_related("run", "unit")
    return rows if sees_all(actor) else rows.filter(unit_id=actor.unit_id)


def sees_outside(row: OutsideInspection, actor: Actor | None) -> bool:
    return actor is not None and (sees_all(actor) or row.unit_id == actor.unit_id)


def sees_report(report: ErrorReport, actor: Actor | None) -> bool:
    """The unit that handles it now, and 区府办."""
    return actor is not None and (actor.is_machine or actor.post in OFFICE_POSTS or report.unit_id == actor.unit_id)


def sees_contact(report: ErrorReport, actor: Actor | None) -> bool:
    """Only who handles the report: neither assessors nor administrators, nor a unit that passed it on."""
    return actor is not None and actor.post in HANDLERS and sees_report(report, actor)
