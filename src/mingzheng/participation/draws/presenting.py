"""What the case screen and the public page say of a draw."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.timezone import localtime

from mingzheng.core import records
from mingzheng.core.dates import chinese_moment
from mingzheng.core.procedures import days
from mingzheng.core.records import Record
from mingzheng.participation.draws import order, wording
from mingzheng.participation.draws.listing import Chance
from mingzheng.participation.draws.models import Draw, Lot

MOST_NAMED = 6  # categories named in one line; more are counted


stop_day = days.not_before("seed_on")


def facts(draw: Draw) -> list[tuple[str, Any]]:
    unit = wording.of(draw).unit
    return [
        ("名单", f"{draw.people} {unit}，{moment(draw.frozen_at)}冻结"),
        ("名额", places(draw)),
        ("候补", f"每类最多 {draw.alternates} {unit}" if draw.alternates else ""),
        ("种子来源", draw.seed_source),
        ("种子日期", draw.seed_on),
        ("种子", draw.seed if draw.drawn_at else ""),
        ("抽签时间", draw.drawn_at),
        ("作废原因", draw.voided_why),
    ]


def places(draw: Draw) -> str:
    """普通市民 2 人、小微企业 1 人."""
    unit = wording.of(draw).unit
    if draw.frozen.panels:
        return f"一共 {draw.places['']} {unit}，按交叉名额"
    if len(draw.places) > MOST_NAMED:
        return f"{len(draw.places)} 类，一共 {sum(draw.places.values())} {unit}"
    named = [
        f"{category} {count} {unit}" if category else f"{count} {unit}"
        for category, count in sorted(draw.places.items())
    ]
    return "、".join(named)


@dataclass(frozen=True)
class Row:
    """One category as the page shows it: what it had, and what came out."""

    chance: Chance
    places: int
    drawn: tuple[Lot, ...]
    alternates: tuple[Lot, ...]

    @property
    def missing(self) -> int:
        return max(self.places - self.chance.people, 0)


def rows(draw: Draw) -> list[Row]:
    """Every category, with its lots once it is drawn; those without a place in the end stand last."""
    held: dict[str, list[Lot]] = {}
    for lot in draw.lots.all():
        held.setdefault(lot.category, []).append(lot)
    frozen = draw.frozen
    counts = frozen.places_for(draw.seed, draw.list_sha256) if draw.drawn_at else frozen.places
    known = {one.category: one for one in frozen.chances()}
    empty = [Chance(name, 0, Fraction(0)) for name in frozen.places if name and name not in known]
    found = [
        Row(
            one,
            counts.get(one.category, 0),
            tuple(lot for lot in held.get(one.category, ()) if lot.kind == order.PLACE),
            tuple(lot for lot in held.get(one.category, ()) if lot.kind == order.ALTERNATE),
        )
        for one in [*known.values(), *empty]
    ]
    return sorted(found, key=lambda row: not row.places) if draw.drawn_at else found


def moment(value: dt.datetime) -> str:
    """2023年6月14日 10:05."""
    return chinese_moment(localtime(value))


def owner_of(draw: Draw) -> Record | None:
    """What the draw is for, where the public may see it."""
    return records.resolve(draw.owner) if records.visible(draw.owner, None) else None


def void_when(draw: Draw) -> str:
    """Did the seed exist when it was voided?"""
    if draw.voided_at is None:
        return ""
    before = localtime(draw.voided_at).date() < draw.seed_on
    return "作废时，种子还没有产生。" if before else "作废时，种子已经产生。"
