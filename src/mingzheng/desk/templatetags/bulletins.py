"""``{% load bulletins %}``: what the panel of a bulletin asks."""

from __future__ import annotations

from django import template

from mingzheng.supervision.bulletins import presenting
from mingzheng.supervision.bulletins.models import Bulletin

register = template.Library()


@register.filter
def typed_numbers(bulletin: Bulletin) -> list[tuple[str, str, str]]:
    """Numbers that somebody typed and that no cell has."""
    return presenting.typed(bulletin)
