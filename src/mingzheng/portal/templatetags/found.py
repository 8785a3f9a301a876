"""Found texts in a template that shows a few of them; a page of results is written by ``portal.found``."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from mingzheng.portal import found
from mingzheng.search.snippets import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """``{{ hit.title|marked }}``: what was asked for in ``<mark>``. Every piece is escaped."""
    return mark_safe(found.marked(pieces))  # noqa: S308 - escaped there
