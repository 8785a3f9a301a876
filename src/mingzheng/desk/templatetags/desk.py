"""``{% load desk %}``: what desk pages say in their own way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mingzheng.core.dates import chinese_day
from mingzheng.design.pictures import icon_html
from mingzheng.design.templatetags.design_text import cn_datetime, iso_date

register = template.Library()

LINE = (
    '<li{}><p class="timeline__when"><time datetime="{}">{}</time> {}{}</p>'
    '<p class="timeline__what">{}{}</p><p class="timeline__note small">{}{}</p></li>'
)
SEALED = '<span class="sealed" title="{}">{}{}</span>'


@register.filter
def cn_weekday(value: object) -> str:
    """``{{ today|cn_weekday }}`` → 2023年4月20日（周四）; nothing for what is no date."""
    return chinese_day(value) if isinstance(value, dt.date) else ""


# How well a source was read (data files: "part：沪府办发〔2016〕9号第三条"); people read the rest.
MARKS = frozenset({"full", "part", "office", "mem", "peer", "own", "lessons"})


@register.filter
def rule_source(source: str) -> str:
    """``{{ rule.source|rule_source }}``: where a deadline comes from, without the mark of how well it was read."""
    mark, _colon, rest = source.partition("：")
    return rest if mark in MARKS and rest else source


@register.simple_tag
def history(happenings: Iterable[Mapping[str, Any]]) -> SafeString:
    """``{% history happenings %}``: the timeline of a case, which may be long, so that it is put together here."""
    basis, deputy = _("依据："), _("代")
    waiting = format_html('<span class="sealed sealed--waiting">{}{}</span>', icon_html("clock"), _("待封印"))
    lock, fixed, number = icon_html("lock"), _("已写入日志链，不能改动"), _("已封印 第 %(n)s 号")
    lines = (
        (
            mark_safe(' class="is-current"') if n == 0 else "",
            iso_date(one["at"]),
            cn_datetime(one["at"]),
            f"{one['unit']} {one['post']} {one['person']}" if one["unit"] else one["person"],
            f"（{deputy} {one['delegated_from']}）" if one["delegated_from"] else "",
            one["summary"],
            format_html(' <span class="timeline__move">{}</span>', one["move"]) if one["move"] else "",
            f"{basis}{one['basis']}" if one["basis"] else "",
            format_html(SEALED, fixed, lock, number % {"n": one["position"]}) if one["position"] else waiting,
        )
        for n, one in enumerate(happenings)
    )
    return format_html('<ol class="timeline timeline--case">{}</ol>', format_html_join("", LINE, lines))
