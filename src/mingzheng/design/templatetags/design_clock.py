"""The clock pill. Lists draw it in every row, so it is put together here and not from a template of its own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingzheng.design.pictures import LIGHTS, icon_html
from mingzheng.design.templatetags.design_text import cn_date, iso_date

register = template.Library()

TURN = mark_safe(
    '<svg class="icon icon--turn" aria-hidden="true" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
    ' stroke-width="2"><path d="M6 9l6 6l6 -6"/></svg>'
)


class _Words(NamedTuple):
    """What every pill says."""

    due: str
    before: str
    basis: str
    lights: dict[str, str]
    nothing: SafeString
    provisional: SafeString
    why_provisional: SafeString


@lru_cache
def _words(_language: str | None) -> _Words:
    why = _("国务院尚未公布该年度放假安排，日期暂按周末推算，公布后自动更新。")
    return _Words(
        due=_("应于"),
        before=_("前办结"),
        basis=_("依据："),
        lights={light: str(word) for light, (_picture, word) in LIGHTS.items()},
        nothing=format_html("<p>{}</p>", _("没有需要说明的起止变化。")),
        provisional=format_html("<span>（{}）</span>", _("暂计")),
        why_provisional=format_html('<p class="muted small">{}</p>', why),
    )


@register.simple_tag
def clock_pill(
    text: str,
    light: str = "none",
    reasons: Iterable[object] = (),
    *,
    due: object = None,
    basis: str = "",
    provisional: bool = False,
    open: bool = False,  # noqa: A002 - the word of the element
    wide: bool = False,
) -> SafeString:
    """``{% clock_pill "还有 3 个工作日" "amber" lines due=day basis="条例第三十三条" %}``."""
    light = light if light in LIGHTS else "none"
    words = _words(get_language())
    word = words.lights[light]  # read aloud, unless the text begins with it: 逾期 3 个工作日
    return format_html(
        '<details class="clock clock--{}{}"{}><summary>{}{}<span>{}</span>{}{}</summary>'
        '<div class="clock__body">{}{}{}{}</div></details>',
        light,
        " clock--wide" if wide else "",
        " open" if open else "",
        icon_html(LIGHTS[light][0]),
        "" if str(text).startswith(word) else format_html('<span class="visually-hidden">{}，</span>', word),
        text,
        words.provisional if provisional else "",
        TURN,
        _due(due, words) if due else "",
        format_html('<p class="muted small">{}{}</p>', words.basis, basis) if basis else "",
        _lines(reasons) or words.nothing,
        words.why_provisional if provisional else "",
    )


def _due(due: object, words: _Words) -> SafeString:
    day = cn_date(due)
    return format_html(
        '<p class="clock__due">{} <time datetime="{}">{}</time> {}</p>', words.due, iso_date(due), day, words.before
    )


def _lines(reasons: Iterable[object]) -> SafeString:
    lines = format_html_join("", "<li><span>{}</span></li>", ((str(line),) for line in reasons or ()))
    return format_html('<ol class="clock__lines">{}</ol>', lines) if lines else lines
