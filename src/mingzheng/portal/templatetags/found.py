"""Found texts as a page shows them. A filter, not an included template: a page has thirty of them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from mingzheng.search.snippets import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """``{{ hit.title|marked }}``: what was asked for in ``<mark>``. Every piece is escaped."""
    shown = (f"<mark>{escape(piece.text)}</mark>" if piece.hit else escape(piece.text) for piece in pieces)
    return mark_safe("".join(shown))  # noqa: S308 - escaped above
