"""``{% fixed %}``: parts of a page that are the same on thousands of pages, put together once in a process."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST_KEPT = 100  # of each part: what depends on more values than that is no fixed part


class FixedNode(Node):
    """Draws its content with the given values and nothing else, and keeps it by them."""

    def __init__(self, nodelist: NodeList, given: dict[str, FilterExpression]) -> None:
        self.nodelist, self._given = nodelist, given
        self._drawn: dict[Hashable, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = {name: expression.resolve(context) for name, expression in self._given.items()}
        # With the types: a text that is marked safe equals one that is not, and yet is shown differently.
        key = (get_language(), context.autoescape, *((type(value), value) for value in values.values()))
        try:
            drawn = self._drawn.get(key)
        except TypeError:  # a list or a mapping may change: drawn each time
            return self._draw(context, values)
        if drawn is None:
            drawn = self._draw(context, values)
            if len(self._drawn) >= MOST_KEPT:
                self._drawn.clear()
            self._drawn[key] = drawn
        return drawn

    def _draw(self, context: Context, values: dict[str, Any]) -> SafeString:
        return self.nodelist.render(context.new(values))


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """``{% fixed name=site.name %}…{% endfixed %}``: its content sees ``name`` alone, neither request nor reader.

    Values are told apart by equality: plain texts, numbers, frozen data classes, tuples of these. No ``block`` may stand
    in it: pages of other templates would show what the first one put there.
    """
    tag, *bits = token.split_contents()
    given = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"{tag}: name=value pairs only, not {bits[0]!r}")
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError(f"{tag}: a block may not stand in it")
    return FixedNode(nodelist, given)


@register.filter
def just_here(items: Any, path: object) -> str:
    """``{{ site_nav|just_here:request.path }}``: the path when an item leads to this very page, else nothing."""
    return str(path) if any(getattr(item, "url", None) == path for item in items or ()) else ""
