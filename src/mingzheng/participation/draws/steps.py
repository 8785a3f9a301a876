"""What each step changes in a draw. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures import days
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.draws import wording
from mingzheng.participation.draws.models import Draw, Lot
from mingzheng.participation.draws.order import PLACE, digest

seed_day = days.held("seed_on")  # the clock runs from the day on which the seed exists


def type_seed(act: Act) -> None:
    draw: Draw = act.subject
    draw.seed, draw.typed_by_id, draw.confirmed_by_id = act.data["seed"], act.actor.person_id, None
    draw.save(update_fields=["seed", "typed_by", "confirmed_by"])
    # Not in words: the second person reads the source, not what the first one typed.
    act.note = draw.seed_source
    act.facts = {"seed_sha256": digest(draw.seed)}


def reject(act: Act) -> None:
    draw: Draw = act.subject
    draw.seed, draw.typed_by_id = "", None
    draw.save(update_fields=["seed", "typed_by"])
    note_reason(act)


def draw_lots(act: Act) -> None:
    """The second person typed the same seed: the lots follow from it and the list, from nothing else.

    Raises:
        Refused: another seed, or the list is not what was frozen.
    """
    draw: Draw = act.subject
    if act.data["seed"] != draw.seed:
        raise Refused(
            "和第一位录入的种子不一样。",
            remedy="请对照来源；确实是录入错的，用「退回重录」。",
            field="seed",
            code="other_seed",
        )
    if not draw.untouched:
        raise Refused("名单和冻结时的哈希不一致，不能抽签。", remedy="请联系系统管理员查明原因。", code="list_changed")
    draw.confirmed_by_id, draw.drawn_at = act.actor.person_id, timekeeping.now()
    draw.save(update_fields=["confirmed_by", "drawn_at"])
    lots = draw.frozen.lots(draw.seed)
    Lot.objects.bulk_create(
        [Lot(draw=draw, code=one.code, kind=one.kind, rank=one.rank, category=one.category) for one in lots]
    )
    shown(draw)
    publish("draws.drawn", {"draw": draw.pk})
    unit = wording.of(draw).unit
    drawn = sum(one.kind == PLACE for one in lots)
    empty = sum(one.missing for one in draw.frozen.shortfalls())
    act.note = (
        f"种子 {draw.seed}，抽出 {drawn} {unit}"
        + (f"，候补 {len(lots) - drawn} {unit}" if draw.alternates else "")
        + (f"，空缺 {empty} 个名额" if empty else "")
    )
    act.facts = {"seed": draw.seed, "list_sha256": draw.list_sha256, "places": drawn, "empty": empty}


def void(act: Act) -> None:
    draw: Draw = act.subject
    draw.voided_why, draw.voided_at = act.data["reason"], timekeeping.now()
    draw.save(update_fields=["voided_why", "voided_at"])
    shown(draw)
    publish("draws.voided", {"draw": draw.pk})
    note_reason(act)


def shown(draw: Draw) -> None:
    touch("draws", f"draw:{draw.pk}")
    searchable.changed("draws.draw", draw.pk)


# --- guards -----------------------------------------------------------------------------------------------------


def seed_exists(draw: Draw, _actor: Actor) -> bool:
    return timekeeping.today() >= draw.seed_on
