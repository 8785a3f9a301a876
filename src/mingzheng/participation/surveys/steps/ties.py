"""Equals across the last place of a ballot: a draw that anybody can verify decides, never the office.

The code of a candidate in the frozen list is its number on the ballot, so that everybody reads the list without a key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mingzheng.core import records, searchable
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.table import Act
from mingzheng.core.records import RecordRef
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws import queries as draw_queries
from mingzheng.participation.draws.models import Draw, Lot
from mingzheng.participation.surveys import counting
from mingzheng.participation.surveys.models import Call
from mingzheng.participation.surveys.phases import Phase

KIND = "surveys.call"


def code_of(candidate: int) -> str:
    """How a candidate is called in the frozen list."""
    return f"{candidate:02d}"


def raw_count(call: Call) -> list[counting.Place]:
    """Every candidate with its points, as the ballots alone say; empty where there was no ballot."""
    if not call.rule:
        return []
    ballots = call.ballots.values_list("choices", flat=True)
    return counting.count(counting.Rule(call.rule), call.candidate_numbers(), ballots, call.places or 0)


def settled(call: Call, places: Sequence[counting.Place]) -> list[counting.Place]:
    """The places with what the draw between equals decided; unchanged before it took place."""
    draw = draw_queries.of_owner(call.ref) if any(one.tied for one in places) else None
    lots = draw_queries.result(draw) if draw is not None and draw.drawn_at is not None else {}
    if not lots:
        return list(places)
    won = {code for code, lot in lots.items() if lot.kind == Lot.Kind.PLACE}
    return [replace(one, chosen=code_of(one.candidate) in won, drawn=True) if one.tied else one for one in places]


def freeze(act: Act) -> None:
    """The equals are the list, the places that are left are drawn between them.

    Raises:
        Refused: the seed may exist already, or there is nothing to draw.
    """
    call: Call = act.subject
    places = raw_count(call)
    tied = [one for one in places if one.tied]
    left = (call.places or 0) - sum(one.chosen for one in places)
    if not tied or left < 1:
        raise Refused("没有并列跨过最后一个名额的候选项。", remedy="请直接拟写反馈。", code="no_tie")
    draws.freeze(
        call.ref,
        f"{call.title[:80]}：并列候选项",
        [draws.Entry(code_of(one.candidate)) for one in tied],
        {"": left},
        0,
        act.data["seed_source"],
        act.data["seed_on"],
        call.unit,
        act.actor,
    )
    _changed(call)
    numbers = "、".join(str(one.candidate) for one in tied)
    act.note = f"候选项 {numbers} 并列，抽 {left} 项"
    act.facts = {"candidates": [one.candidate for one in tied], "places": left}


def _changed(call: Call) -> None:
    touch("calls", f"call:{call.pk}")
    searchable.changed(KIND, call.pk)


@handler("surveys.tie_drawn", label="登记并列候选项的抽签结果", event="draws.drawn")
def drawn(payload: dict[str, Any]) -> None:
    """``{draw}``: the pages of the call are drawn anew; the ranking reads the draw itself."""
    found = Draw.objects.filter(pk=payload["draw"], owner_kind=KIND).first()
    call = records.fetch(RecordRef(KIND, found.owner_id)) if found else None
    if isinstance(call, Call):
        _changed(call)


# --- guards --------------------------------------------------------------------------------------------------------


def are_open(call: Call, _actor: Actor) -> bool:
    """Equals stand across the last place and no list was frozen."""
    return any(one.tied for one in raw_count(call)) and draw_queries.of_owner(call.ref) is None


def are_settled(call: Call, _actor: Actor) -> bool:
    """Nothing to draw, or drawn. What was published already stays as it was published."""
    if call.results_on is not None or call.phase is not Phase.CLOSED:
        return True
    places = raw_count(call)
    return not any(one.tied and not one.drawn for one in settled(call, places))
