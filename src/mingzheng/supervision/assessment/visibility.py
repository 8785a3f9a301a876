"""Who sees what, by post and by phase. One place for lists and single objects.

A unit sees its own sheet: what it said itself always, what others said of it from the feedback on, places once the result is
approved. It never sees another unit's scores before they are published. Assessors see records and their own marks, never
what a unit scored itself.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.supervision.assessment.models import Appeal, Round, Sheet, System

FED_BACK = ("appeal", "proposed", "done")
NOTHING = Q(pk__in=[])


def is_office(actor: Actor | None) -> bool:
    return actor is not None and (actor.is_machine or actor.post in OFFICE_POSTS)


def _inside(actor: Actor | None) -> bool:
    return is_office(actor) or (actor is not None and actor.post is Post.ASSESSOR)


# --- cases: what queues, lists and pages may show ---------------------------------------------------------------


def systems_q(actor: Actor) -> Q:
    return Q() if _inside(actor) else NOTHING


def rounds_q(actor: Actor) -> Q:
    return Q() if _inside(actor) else NOTHING


def sheets_q(actor: Actor) -> Q:
    """The own unit's; an assessor none: they mark without knowing what a unit says of itself."""
    if is_office(actor):
        return Q()
    return NOTHING if actor.post is Post.ASSESSOR else Q(unit_id=actor.unit_id)


appeals_q = sheets_q


# --- records ----------------------------------------------------------------------------------------------------


def sees_system(system: System, actor: Actor | None) -> bool:
    return system.published_at is not None or _inside(actor)


def sees_round(round_: Round, actor: Actor | None) -> bool:
    """Staff know of every round; the public of those whose result is published."""
    return actor is not None or round_.is_public


def sees_sheet(sheet: Sheet, actor: Actor | None) -> bool:
    """The sheet with its evidence. Not the public: what is published of it stands on the page of the round."""
    if actor is None or actor.post is Post.ASSESSOR:
        return False
    return is_office(actor) or actor.unit_id == sheet.unit_id


def sees_appeal(appeal: Appeal, actor: Actor | None) -> bool:
    return sees_sheet(appeal.score.sheet, actor)


def sees_scores(sheet: Sheet, actor: Actor | None) -> bool:
    """What machine, assessors and 区府办 gave."""
    if not sees_sheet(sheet, actor):
        return False
    return is_office(actor) or sheet.round.phase in FED_BACK


def sees_place(sheet: Sheet, actor: Actor | None) -> bool:
    return sees_sheet(sheet, actor) and (is_office(actor) or sheet.round.settled_at is not None)


def rounds_for(actor: Actor) -> QuerySet[Round]:
    """Rounds that concern the actor: a unit's post those in which it is assessed."""
    rows = Round.objects.select_related("system", "case")
    return rows if _inside(actor) else rows.filter(sheets__unit_id=actor.unit_id)


def sheets_for(actor: Actor) -> QuerySet[Sheet]:
    rows = Sheet.objects.select_related("unit", "case", "round__case", "round__system")
    if is_office(actor):
        return rows
    return rows.none() if actor.post is Post.ASSESSOR else rows.filter(unit_id=actor.unit_id)
