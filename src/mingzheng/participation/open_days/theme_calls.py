"""The theme call of a year's month: a ``surveys.Call`` whose owner is the programme."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mingzheng.core.actors import Actor
from mingzheng.participation.open_days.models import Programme
from mingzheng.participation.surveys.commands import begin_call
from mingzheng.participation.surveys.counting import Place, Rule
from mingzheng.participation.surveys.models import Admission, Call
from mingzheng.participation.surveys.queries import candidates, ranking


def of(programme: Programme) -> Call | None:
    """The newest call that was not stopped; None while there is none."""
    rows = Call.objects.filter(owner_kind=programme.ref.kind, owner_id=programme.ref.id, stopped_why="")
    return rows.select_related("unit").order_by("-opens_on", "-pk").first()


def answered(programme: Programme) -> bool:
    """Was the theme asked of the public, and was it told what came of it?"""
    call = of(programme)
    return call is not None and call.results_on is not None


@dataclass(frozen=True)
class Candidate:
    """A theme that could be voted for, and how it stands in the ballot."""

    title: str
    place: Place


def votes(programme: Programme) -> list[Candidate]:
    """How the candidates stand, as it was published; empty before."""
    call = of(programme)
    if call is None or call.result is None:
        return []
    titles = {group.candidate: group.title for group in candidates(call)}
    return [Candidate(titles.get(place.candidate, ""), place) for place in ranking(call)]


def period(year: int) -> tuple[dt.date, dt.date]:
    """July, in which the theme is asked for."""
    return dt.date(year, 7, 1), dt.date(year, 7, 31)


def begin(programme: Programme, actor: Actor) -> Call:
    """The theme call of a month, in July: two weeks for suggestions, then a ballot; asked for again, the same one.

    Raises:
        Refused: the actor's post may not begin one.
    """
    held = of(programme)
    if held is not None:
        return held
    year = programme.year
    facts = {
        "kind": Call.Kind.THEMES,
        "title": f"{programme.title}主题征集",
        "about": f"{programme.about}\n\n您想走进哪些机关和公共服务场所，看什么、问什么？请提建议；归纳后由大家投票。",
        "ways": "在网上提建议，也可以写信、打电话。建议归纳成候选主题公布，再网上投票。",
        "opens_on": dt.date(year, 7, 1),
        "closes_on": dt.date(year, 7, 14),
        "supports": True,
        "rule": Rule.APPROVAL.value,
        "votes_from": dt.date(year, 7, 18),
        "votes_until": dt.date(year, 7, 24),
        "most": 3,
        "places": 1,
        "voting": Admission.OPEN,
    }
    return begin_call(programme.unit, actor, facts, programme.ref)
