"""Where the lines of a tile of the subject map stand."""

from __future__ import annotations

from django import template

register = template.Library()
LINE = 22


@register.filter
def map_line(number: int) -> int:
    """Distance of the nth line of a label from the top of its tile."""
    return 4 + LINE * number


@register.filter
def map_after(lines: int) -> int:
    """Distance of the count below a label of so many lines."""
    return 4 + LINE * (lines + 1)
