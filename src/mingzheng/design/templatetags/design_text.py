"""Filters for how dates, numbers and names are set in Chinese."""

from __future__ import annotations

import datetime as dt
import re

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.numbers import percent_text

register = template.Library()

NUMBER = re.compile(r"[\w（）()]{0,20}[〔\[【]\d{4}[〕\]】]\s?\d+\s?号|\b0\d{2,3}-\d{7,8}\b")


def _as_date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value[:10])
        except ValueError:
            return None
    return None


@register.filter
def cn_date(value: object) -> str:
    """``{{ day|cn_date }}`` → 2023年4月17日. Text that is no date comes back as it is."""
    day = _as_date(value)
    return chinese_date(day) if day else str(value or "")


@register.filter
def percent(value: float | None, digits: int = 0) -> str:
    """``{{ share|percent }}%`` → 99.7%: rounded, but never to all or to nothing."""
    return "" if value is None else percent_text(value, digits)


@register.filter
def cn_date_short(value: object) -> str:
    """``{{ day|cn_date_short }}`` → 4月17日 of a day of this year; of another year with it: in January 12月19日 would be doubtful."""
    day = _as_date(value)
    if day is None:
        return str(value or "")
    return f"{day.month}月{day.day}日" if day.year == timekeeping.today().year else chinese_date(day)


@register.filter
def cn_datetime(value: object) -> str:
    """``{{ moment|cn_datetime }}`` → 2023年4月17日 09:30, in Shanghai time."""
    if not isinstance(value, dt.datetime):
        return cn_date(value)
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{cn_date(moment)} {moment:%H:%M}"


@register.filter
def iso_date(value: object) -> str:
    """For ``<time datetime>``: 2023-04-17, or nothing when there is no date."""
    day = _as_date(value)
    return day.isoformat() if day else ""


@register.filter
def nobreak_number(value: object) -> SafeString:
    """``{{ text|nobreak_number }}`` keeps each document number (长府办〔2023〕12号) and telephone number on one line."""
    text = str(value or "")
    parts: list[str] = []
    at = 0
    for found in NUMBER.finditer(text):
        parts.append(conditional_escape(text[at : found.start()]))
        parts.append(format_html('<span class="nobreak">{}</span>', found.group()))
        at = found.end()
    parts.append(conditional_escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above


@register.filter
def get(mapping: object, key: str) -> object:
    """``{{ row|get:column.key }}``: a value of a mapping by a name held in a variable."""
    return mapping.get(key, "") if isinstance(mapping, dict) else ""
