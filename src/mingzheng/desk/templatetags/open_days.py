"""What the panels of open days show beside the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template

from mingzheng.core.actors import Actor, Post
from mingzheng.participation.draws.models import Draw
from mingzheng.participation.open_days import checking, queries, theme_calls
from mingzheng.participation.open_days.models import OpenDay, Programme
from mingzheng.participation.surveys.models import Call, Survey
from mingzheng.participation.surveys.queries import embedded

register = template.Library()


@dataclass(frozen=True)
class Side:
    """``names``, ``door``, ``officer``: what the reader may do here."""

    parts: Any
    places: queries.Places
    draw: Draw | None
    survey: Survey | None
    photos: int
    questions: Any
    names: bool
    door: bool
    officer: bool


@register.simple_tag
def day_side(open_day: OpenDay, actor: Actor) -> Side:
    return Side(
        parts=open_day.parts.all(),
        places=queries.places(open_day),
        draw=queries.draw_of(open_day),
        survey=embedded(open_day.ref),
        photos=open_day.photos.count(),
        questions=open_day.questions.select_related("case"),
        names=queries.reads_names(open_day, actor),
        door=checking.keeps_door(open_day, actor),
        officer=actor.unit_id == open_day.unit_id and actor.post is Post.OFFICER,
    )


@register.simple_tag
def theme_call(programme: Programme) -> Call | None:
    return theme_calls.of(programme)
