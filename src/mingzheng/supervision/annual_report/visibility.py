"""Who sees reports. One place for lists and single objects."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.supervision.annual_report.models import AnnualReport

EVERYTHING = (*OFFICE_POSTS, Post.ASSESSOR)


def sees_all(actor: Actor) -> bool:
    return actor.is_machine or actor.post in EVERYTHING


def cases(actor: Actor) -> Q:
    """The own unit's; 区府办 and assessors all."""
    return Q() if sees_all(actor) else Q(unit_id=actor.unit_id)


def seen_by(actor: Actor) -> QuerySet[AnnualReport]:
    rows = AnnualReport.objects.select_related("unit", "case")
    return rows if sees_all(actor) else rows.filter(unit_id=actor.unit_id)


def sees(report: AnnualReport, actor: Actor | None) -> bool:
    """The public: what was published. Staff besides: their own unit's; 区府办 all."""
    if report.published_on is not None:
        return True
    return actor is not None and (sees_all(actor) or report.unit_id == actor.unit_id)
