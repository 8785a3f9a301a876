"""Writes: the closing figures of a past year, and what the unit counts elsewhere. The last word of a unit and year holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.annual.reading import Closing
from mingzheng.requests.foi.models import ClosingFigures, OwnFigures

BASIS = "《政府信息公开条例》第四十九条、第五十条（政府信息公开工作年度报告）"
KEEPERS = (Post.OFFICER, Post.HEAD)
OWN = ("licences", "penalties", "coercive", "fees_wan", "source")


def may_keep(unit: Unit, actor: Actor) -> bool:
    """The unit's officer and head for the unit; 区府办 for every unit."""
    return actor.post in OFFICE_POSTS or (actor.post in KEEPERS and actor.unit_id == unit.pk)


@transaction.atomic
def keep_closing(found: Sequence[Closing], actor: Actor) -> int:
    """Keep closing figures; how many are new or changed.

    Raises:
        Refused: a unit that the actor does not keep, a year that is not over, six kinds that do not make the total.
    """
    return sum(_keep_closing(one, actor) for one in found)


def _keep_closing(one: Closing, actor: Actor) -> bool:
    _allowed(one.unit, actor)
    _past(one.year)
    if sum(one.carried_out[:-1]) != one.carried_out[-1]:
        raise Refused(
            f"{one.unit.short}{one.year}年结转下年度：六类申请人之和为 {sum(one.carried_out[:-1])} 件，"
            f"总计填的是 {one.carried_out[-1]} 件。",
            remedy="请按公布的年报核对。",
            field="total",
        )
    facts = {name: getattr(one, name) for name in ("regulations", "normative", "carried_out", "source")}
    held = ClosingFigures.objects.select_for_update().filter(unit=one.unit, year=one.year).first()
    if held is not None and all(getattr(held, name) == value for name, value in facts.items()):
        return False
    made, _new = ClosingFigures.objects.update_or_create(
        unit=one.unit, year=one.year, defaults={**facts, "entered_on": timekeeping.today()}
    )
    _journal("foi.closing_kept", made, f"登记{one.unit.short}{one.year}年年报的结转数", actor, facts)
    return True


@transaction.atomic
def keep_own(unit: Unit, year: int, actor: Actor, values: Mapping[str, Any]) -> OwnFigures:
    """Keep what table 2 says of licences, penalties, coercive measures and fees.

    Raises:
        Refused: the unit is not the actor's, or the year has not begun.
    """
    _allowed(unit, actor)
    if year > timekeeping.today().year:
        raise Refused(f"{year}年还没有开始。", remedy="请核对年度。", field="year")
    facts = {name: values[name] for name in OWN}
    made, _new = OwnFigures.objects.update_or_create(
        unit=unit, year=year, defaults={**facts, "entered_on": timekeeping.today()}
    )
    _journal(
        "foi.figures_kept", made, f"登记{unit.short}{year}年许可、处罚、强制和收费的数据", actor,
        {**facts, "fees_wan": str(facts["fees_wan"])},
    )  # fmt: skip
    return made


def _allowed(unit: Unit, actor: Actor) -> None:
    if not may_keep(unit, actor):
        raise Refused(f"您现在的岗位不能登记{unit.short}的数据。", remedy="由该单位或者区府办登记。", code="wrong_unit")


def _past(year: int) -> None:
    if year >= timekeeping.today().year:
        raise Refused(f"{year}年还没有结束，没有年末的结转数。", remedy="请填写已经公布年报的年度。", field="year")


def _journal(action: str, made: ClosingFigures | OwnFigures, said: str, actor: Actor, data: dict[str, Any]) -> None:
    journal.append(action=action, actor=actor, subject=made.ref, summary=said, basis=BASIS, data=data)
