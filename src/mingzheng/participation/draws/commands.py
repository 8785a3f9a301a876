"""Freezing a list, and drawing from it with a seed that two people vouch for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.draws import listing, order, wording
from mingzheng.participation.draws.listing import Entry, Frozen
from mingzheng.participation.draws.models import Draw
from mingzheng.participation.draws.preparing import Prepared, prepare
from mingzheng.participation.draws.procedure import POINT_18
from mingzheng.participation.draws.quotas import Quota
from mingzheng.participation.draws.steps import shown

__all__ = ["Entry", "Quota", "draw", "freeze", "freeze_prepared", "fresh_codes", "prepare", "type_seed"]

CODE_LENGTH = 6


def fresh_codes(count: int) -> list[str]:
    """Codes for a list, each once. They are public: they open nothing and are no query codes."""
    found: set[str] = set()
    while len(found) < count:
        found.add(codes.new_code(CODE_LENGTH))
    return sorted(found)


def freeze(
    owner: RecordRef,
    title: str,
    entries: Sequence[Entry],
    places: Mapping[str, int],
    alternates: int,
    seed_source: str,
    seed_on: dt.date,
    unit: Unit,
    actor: Actor,
    *,
    quotas: Sequence[Quota] = (),
) -> Draw:
    """Fix who takes part, how many places there are and which seed will decide, before that seed exists.

    Args:
        owner: the record whose places are drawn; it may have one draw that is not voided.
        entries: by code, never a name; without ``quotas`` each with its category.
        places: category → places; with ``quotas`` ``{"": how many in all}``.
        alternates: how many alternates each category has.
        seed_source: where anybody will read the seed, such as a lottery and its number.
        seed_on: the day on which the seed comes into being; after today.

    Raises:
        Refused: an unfit list, impossible quotas (saying which), a seed that may exist already, a second draw.
    """
    return freeze_prepared(
        owner, title, prepare(entries, places, alternates, quotas), seed_source, seed_on, unit, actor
    )


@transaction.atomic
def freeze_prepared(
    owner: RecordRef, title: str, prepared: Prepared, seed_source: str, seed_on: dt.date, unit: Unit, actor: Actor
) -> Draw:
    """``freeze`` with a list that was prepared before, because its panels take seconds to compute."""
    _require_future(seed_on)
    _require_words(title, seed_source)
    if Draw.objects.filter(owner_kind=owner.kind, owner_id=owner.id, voided_at=None).exists():
        raise Refused("名单已经冻结过。", remedy="请看已有的抽签；要重来，先由负责人写明原因作废。", code="frozen")
    frozen = Frozen(
        title=title,
        owner=str(owner),
        frozen_on=timekeeping.today(),
        seed_source=seed_source,
        seed_on=seed_on,
        places=prepared.places,
        alternates=prepared.alternates,
        entries=prepared.entries,
        quotas=prepared.quotas,
        panels=prepared.panels,
    )
    text = frozen.text()
    made = Draw.objects.create(
        owner_kind=owner.kind,
        owner_id=owner.id,
        unit=unit,
        title=title,
        places=dict(prepared.places),
        alternates=prepared.alternates,
        people=len(prepared.entries),
        seed_source=seed_source,
        seed_on=seed_on,
        list_text=text,
        list_sha256=order.digest(text),
        frozen_at=timekeeping.now(),
    )
    made.case = open_case("draws.draw", made.ref, unit=unit, actor=actor, title=f"抽签：{title}")
    made.save(update_fields=["case"])
    _keep_hash(made, actor)
    shown(made)
    return made


def _require_future(seed_on: dt.date) -> None:
    if seed_on <= timekeeping.today():
        raise Refused(
            "种子必须在名单冻结之后才产生。",
            remedy="请选择明天或者以后的日期，例如下一期开奖的日期。",
            field="seed_on",
            code="seed_exists",
        )


def _require_words(title: str, seed_source: str) -> None:
    for name, words in (("title", title), ("seed_source", seed_source)):
        if not listing.WORDS.fullmatch(words):
            raise Refused("请填写，不超过 200 字，不要换行，不用等号。", field=name, code="words")


def _keep_hash(made: Draw, actor: Actor) -> None:
    """The journal is chained: whoever changed the list and its digest afterwards would disagree with it."""
    journal.append(
        action="draws.frozen",
        actor=actor,
        subject=made.ref,
        case_id=made.case_id,
        summary=f"名单 {made.people} {wording.of(made).unit}，哈希 {made.list_sha256[:16]}…；种子：{made.seed_source}（{chinese_date(made.seed_on)}）",
        basis=POINT_18.text,
        data={"list_sha256": made.list_sha256, "seed_source": made.seed_source, "seed_on": made.seed_on.isoformat()},
    )


def type_seed(draw: Draw, seed: str, actor: Actor) -> Draw:
    """The first person types the seed.

    Raises:
        Refused: before the day of the seed, wrong post or unit, an unreadable seed.
    """
    return _act(draw, "type_seed", seed, actor)


def draw(draw: Draw, seed: str, actor: Actor) -> Draw:
    """The second person types the seed again: the lots are drawn, at once public and never changed.

    Raises:
        Refused: the same person as before, another seed, a list that is not what was frozen.
    """
    return _act(draw, "draw", seed, actor)


def _act(draw: Draw, command: str, seed: str, actor: Actor) -> Draw:
    act(Case.objects.get(draw=draw), command, actor, {"seed": seed})
    return Draw.objects.get(pk=draw.pk)
