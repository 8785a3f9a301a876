"""What the case page of a draw reads."""

from __future__ import annotations

from django import template

from mingzheng.participation.draws import wording
from mingzheng.participation.draws.models import Draw
from mingzheng.participation.draws.presenting import Row, rows

register = template.Library()


@register.simple_tag
def draw_rows(draw: Draw) -> list[Row]:
    """Each category with its people, chance and lots."""
    return rows(draw)


@register.simple_tag
def draw_words(draw: Draw) -> wording.Words:
    """What is drawn: people or records."""
    return wording.of(draw)
