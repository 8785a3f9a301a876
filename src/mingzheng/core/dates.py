"""Days and moments in Chinese words, the one way everywhere: Arabic figures, no leading zero. Pure.

Formal papers that write 二○二三年四月十七日 have ``papers.gazette.date_in_words``.
"""

from __future__ import annotations

from datetime import date, datetime

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def weekday_name(day: date) -> str:
    """周一 … 周日."""
    return WEEKDAYS[day.weekday()]


def chinese_date(day: date) -> str:
    """2023年9月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def date_or_unset(day: date | None) -> str:
    """2023年9月28日, or 未定 while there is none."""
    return chinese_date(day) if day else "未定"


def chinese_day(day: date) -> str:
    """2023年9月28日（周四）."""
    return f"{chinese_date(day)}（{weekday_name(day)}）"


def chinese_moment(local: datetime) -> str:
    """2023年9月28日 09:30, of a moment that is local already."""
    return f"{chinese_date(local)} {local:%H:%M}"


def spaced_date(day: date, today: date) -> str:
    """9 月 28 日, as a sentence of figures sets it; 2023 年 9 月 28 日 when that is another year than today's."""
    return f"{f'{day.year} 年 ' if day.year != today.year else ''}{day.month} 月 {day.day} 日"


def chinese_span(first: date, last: date) -> str:
    """A run of days without repeating what is the same: 2023年9月29日至10月6日."""
    if first == last:
        return chinese_date(first)
    if first.year != last.year:
        return f"{chinese_date(first)}至{chinese_date(last)}"
    if first.month != last.month:
        return f"{chinese_date(first)}至{last.month}月{last.day}日"
    return f"{chinese_date(first)}至{last.day}日"
