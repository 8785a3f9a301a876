"""A demonstration is played through the rooms' own commands: on its days, by the people in their posts, typed as in a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.datastructures import MultiValueDict

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import PostHolding, Unit, held_on
from mingzheng.core.units.queries import actors_for

LAST = dt.date(2023, 6, 20)  # the day on which the demonstration stands


@dataclass
class Diary:
    """What happens on which day; played in the order of time."""

    days: dict[dt.date, list[Callable[[], None]]] = field(default_factory=dict)

    def note(self, day: dt.date, deed: Callable[[], None]) -> None:
        if day <= LAST:
            self.days.setdefault(day, []).append(deed)

    def play(self) -> None:
        for day in sorted(self.days):
            with timekeeping.standing_at(day), transaction.atomic():
                for deed in self.days[day]:
                    deed()


class Cast:
    """Who acts for a unit on a day."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, Post, dt.date], Actor] = {}

    def of(self, unit: Unit, post: Post) -> Actor:
        day = timekeeping.today()
        key = (unit.pk, post, day)
        if key not in self.found:
            holding = PostHolding.objects.filter(held_on(day), unit=unit, post=post.value).order_by("id").first()
            if holding is None:
                raise LookupError(f"{unit} has no {post} on {day}")
            actors = actors_for(holding.person, day)
            self.found[key] = next(one for one in actors if one.post is post and one.unit_id == unit.pk)
        return self.found[key]


class Stage:
    """Who plays what: units by their code, the people in their posts, steps."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.cast = Cast()

    def by(self, unit: str, *posts: Post) -> Actor:
        """Whoever holds the first of these posts that the unit has."""
        there = self.units[unit]
        for post in posts:
            try:
                return self.cast.of(there, post)
            except LookupError:
                continue
        raise LookupError(f"{unit} has none of {posts} on {timekeeping.today()}")

    def do(self, record: Any, command: str, actor: Actor, /, **values: Any) -> None:
        """One step on the case of a record, which is read anew afterwards."""
        take(record, command, actor, values)
        record.refresh_from_db()


def take(record: Any, command: str, actor: Actor, values: Mapping[str, Any]) -> None:
    """One step on the case of a record.

    Args:
        values: what a person would type, tick or choose; see ``as_typed``.
    """
    act(Case.objects.get(pk=record.case_id), command, actor, as_typed(values))


def as_typed(values: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    """Values as a browser sends them."""
    typed: MultiValueDict[str, Any] = MultiValueDict()
    for name, value in values.items():
        if value is None or value is False:
            continue
        if isinstance(value, list | tuple | set):
            typed.setlist(name, [_text(one) for one in value])
        else:
            typed[name] = _text(value)
    return typed


def _text(value: Any) -> str:
    if value is True:
        return "on"
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value.pk if hasattr(value, "pk") else value)
