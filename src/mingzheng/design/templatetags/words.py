"""The tag ``{% translate %}`` of Django, whose fixed words are looked up once for each language."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token, Variable
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class FixedWords(TranslateNode):
    """``{% translate "通知" %}``: a page says a hundred of these, and they say the same every time."""

    def __init__(self, node: TranslateNode) -> None:
        super().__init__(node.filter_expression, node.noop, node.asvar, node.message_context)
        self._said: dict[tuple[str | None, bool], SafeString] = {}

    def render(self, context: Any) -> SafeString:
        key = get_language(), bool(context.autoescape)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = SafeString(super().render(context))
        return said


@register.tag("translate")
def translate(parser: Parser, token: Token) -> TranslateNode:
    """As Django's own; words that stand in a variable or go into one are left to it."""
    node: TranslateNode = do_translate(parser, token)
    said = node.filter_expression
    fixed = isinstance(said.var, Variable) and said.var.literal is not None and not said.filters
    return FixedWords(node) if fixed and not node.asvar and node.message_context is None else node
