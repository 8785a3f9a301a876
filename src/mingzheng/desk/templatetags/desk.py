"""``{% load desk %}``: what desk pages say in their own way."""

from __future__ import annotations

import datetime as dt

from django import template

from mingzheng.core.procedures.reckoning import cn

register = template.Library()


@register.filter
def cn_weekday(value: object) -> str:
    """``{{ today|cn_weekday }}`` → 2023年4月20日（周四）; nothing for what is no date."""
    return cn(value) if isinstance(value, dt.date) else ""


@register.filter
def rule_source(source: str) -> str:
    """``{{ rule.source|rule_source }}``: where a deadline comes from, without the mark of how well it was read."""
    mark, _colon, rest = source.partition("：")
    return rest if mark in {"full", "part", "office"} and rest else source
