"""What the case pages of candidates and meetings read."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.core.actors import Actor
from mingzheng.participation.delegates import queries
from mingzheng.participation.delegates.models import Candidate, Meeting, Person
from mingzheng.participation.draws import queries as draws
from mingzheng.participation.draws.models import Draw

register = template.Library()


@register.simple_tag
def draw_of(meeting: Meeting) -> Draw | None:
    """The meeting's draw that is not voided."""
    return draws.of_owner(meeting.ref)


@register.simple_tag
def answers_of(meeting: Meeting) -> list[queries.Answers]:
    return queries.answers(meeting)


@register.simple_tag
def knows_people(record: Meeting | Candidate, actor: Actor) -> bool:
    """May this actor see names and telephone numbers?"""
    return queries.knows_people(record.unit_id, actor)


@register.simple_tag
def person_of(candidate: Candidate) -> Any:
    """None once it was deleted."""
    return Person.objects.filter(candidate=candidate).first()
