"""Every read of this room that a page or another room uses."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.records import RecordRef
from mingzheng.participation.surveys import calling
from mingzheng.participation.surveys.counting import Place
from mingzheng.participation.surveys.models import Call, Idea, IdeaGroup, OpenText, Survey
from mingzheng.participation.surveys.results import Results
from mingzheng.participation.surveys.steps.calls import counted


def sees(record: Survey | Call, actor: Actor | None) -> bool:
    """The public: what was released. Staff besides: their own unit's; 区府办 all."""
    if record.released_on is not None:
        return True
    if actor is None:
        return False
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == record.unit_id


# --- surveys -------------------------------------------------------------------------------------------------------


def public_surveys() -> QuerySet[Survey]:
    """Released, those of other rooms' records too."""
    return Survey.objects.filter(released_on__isnull=False).select_related("unit")


def listed_surveys() -> QuerySet[Survey]:
    """Those that stand for themselves."""
    return public_surveys().filter(owner_kind="")


def public_survey(pk: int) -> Survey | None:
    return public_surveys().filter(pk=pk).first()


def embedded(owner: RecordRef) -> Survey | None:
    """The questionnaire of a record of another room (``commands.attach``), released or not; None when there is none."""
    return Survey.objects.filter(owner_kind=owner.kind, owner_id=owner.id).first()


def result(survey: Survey) -> Results | None:
    """What was published of a survey; None before."""
    return Results.read(survey.results) if survey.results is not None else None


def shown_texts(survey: Survey) -> QuerySet[OpenText]:
    return survey.texts.filter(state=OpenText.State.SHOWN)


def staff_surveys(actor: Actor) -> QuerySet[Survey]:
    rows = Survey.objects.select_related("unit", "case").annotate(answers=Count("responses"))
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


# --- calls ---------------------------------------------------------------------------------------------------------


def public_calls() -> QuerySet[Call]:
    return Call.objects.filter(released_on__isnull=False).select_related("unit")


def public_call(pk: int) -> Call | None:
    return public_calls().filter(pk=pk).first()


def staff_calls(actor: Actor) -> QuerySet[Call]:
    rows = Call.objects.select_related("unit", "case").annotate(
        received=Count("ideas", distinct=True),
        waiting=Count("ideas", filter=Q(ideas__state=Idea.State.WAITING), distinct=True),
    )
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


def shown_ideas(call: Call) -> QuerySet[Idea]:
    return call.ideas.filter(state=Idea.State.SHOWN).select_related("group").order_by("-pk")


def answered_groups(call: Call) -> QuerySet[Any]:
    """What came, in groups, the largest first; each with ``ideas_count`` and ``supports_sum``."""
    rows: QuerySet[Any] = call.groups.annotate(ideas_count=Count("ideas"), supports_sum=Sum("ideas__supports"))
    return rows.order_by("-ideas_count", "pk")


def candidates(call: Call) -> QuerySet[IdeaGroup]:
    return call.groups.filter(candidate__isnull=False).order_by("candidate")


def ranking(call: Call) -> list[Place]:
    """Who stands where: as it was published; before that as it counts now, for the office alone, from the end of the ballot.

    Empty while votes may still come, and where there is no ballot.
    """
    if call.result is not None:
        return [Place(**one) for one in call.result["places"]]
    if not call.votes_until or timekeeping.today() <= call.votes_until:
        return []
    return counted(call)


@dataclass(frozen=True)
class Tally:
    """How many came, how many of them are shown, held back and waiting, in how many groups; ballots."""

    received: int
    shown: int
    held: int
    waiting: int
    groups: int
    ballots: int


def tally(call: Call) -> Tally:
    found = call.ideas.aggregate(
        received=Count("pk"),
        shown=Count("pk", filter=Q(state=Idea.State.SHOWN)),
        held=Count("pk", filter=Q(state=Idea.State.HELD)),
        waiting=Count("pk", filter=Q(state=Idea.State.WAITING)),
    )
    return Tally(**found, groups=call.groups.count(), ballots=call.ballots.count())


def sent_idea(call: Call, code: str) -> Idea | None:
    """The idea of a call that a query code alone leads to; for its receipt, whose address holds no number."""
    return Idea.objects.filter(call=call, code_digest=codes.digest(calling.CODE, code)).first()


def idea_by_code(number: str, code: str) -> Idea | None:
    """The idea that number and query code lead to together."""
    if not code.strip():
        return None
    rows = Idea.objects.select_related("call__unit", "group")
    return rows.filter(number=number.strip().upper(), code_digest=codes.digest(calling.CODE, code)).first()


# --- what runs -----------------------------------------------------------------------------------------------------


def running_surveys(day: dt.date) -> QuerySet[Survey]:
    """Open on a day, those that end first first."""
    rows = listed_surveys().filter(stopped_why="", results_on=None, opens_on__lte=day, closes_on__gte=day)
    return rows.order_by("closes_on", "pk")


def coming_surveys(day: dt.date) -> QuerySet[Survey]:
    """Released and not begun, the next first."""
    return listed_surveys().filter(stopped_why="", results_on=None, opens_on__gt=day).order_by("opens_on", "pk")


def past_surveys(day: dt.date) -> QuerySet[Survey]:
    """Over on a day: closed, answered or stopped."""
    return listed_surveys().filter(~Q(stopped_why="") | Q(results_on__isnull=False) | Q(closes_on__lt=day))


def coming_calls(day: dt.date) -> QuerySet[Call]:
    """Released and not begun, the next first."""
    return public_calls().filter(stopped_why="", results_on=None, opens_on__gt=day).order_by("opens_on", "pk")


def past_calls(day: dt.date) -> QuerySet[Call]:
    """Neither to come nor running on a day: between suggestions and ballot, closed, answered or stopped."""
    other = [*running_calls(day), *coming_calls(day)]
    return public_calls().exclude(pk__in=[one.pk for one in other])


def running_calls(day: dt.date) -> list[Call]:
    """Open for suggestions or for votes on a day, those that end first first."""
    rows = public_calls().filter(stopped_why="", results_on=None, opens_on__lte=day)
    open_now = Q(closes_on__gte=day) | Q(votes_from__lte=day, votes_until__gte=day, listed_on__isnull=False)
    return sorted(rows.filter(open_now), key=lambda one: (end_of(one, day), one.pk))


def end_of(call: Call, day: dt.date) -> dt.date:
    """The last day of what runs now: of the suggestions, then of the ballot."""
    return call.closes_on if day <= call.closes_on else call.ends_on
