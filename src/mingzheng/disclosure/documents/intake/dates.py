"""Dates as official papers write them: 2023年5月6日, 二○二三年五月六日, 2023-05-06, full-width digits. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

_ZERO = "〇○Ｏ零０OoО０◯"
_WORDS = {**dict.fromkeys(_ZERO, 0), **{word: number for number, word in enumerate("一二三四五六七八九", 1)}, "元": 1}
_ARABIC = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[ \u3000]*(?:年[ \u3000]*(\d{1,2})[ \u3000]*月[ \u3000]*(\d{1,2})[ \u3000]*日|([-./])(\d{1,2})\4(\d{1,2})(?!\d))"
)
_CHINESE = re.compile(
    rf"([一二][{_ZERO}一二三四五六七八九]{{3}})年[ \u3000]*([元一二三四五六七八九十]{{1,3}})月[ \u3000]*([一二三四五六七八九十廿卅]{{1,4}})日"
)


@dataclass(frozen=True)
class Dated:
    """A date and the words it was read from."""

    day: dt.date
    text: str
    start: int
    end: int


def half_width(text: str) -> str:
    """Full-width digits and letters as half-width ones, one character for one (offsets stay)."""
    return "".join(
        unicodedata.normalize("NFKC", letter) if "！" <= letter <= "～" and letter.isalnum() else letter
        for letter in text
    )


def find(text: str) -> list[Dated]:
    """Every date of a text in order; dates that do not exist (31 June) are left out."""
    flat = half_width(text)
    found = [replace(dated, text=text[dated.start : dated.end]) for dated in [*_arabic(flat), *_chinese(flat)]]
    return sorted(found, key=lambda dated: dated.start)


def whole(text: str) -> dt.date | None:
    """The date when the line is nothing but a date (a seal's note after it allowed)."""
    flat = re.sub(r"[（(](?:盖章|公章|印章|代章)[)）]", "", text).strip(" \u3000\t")
    found = find(flat)
    spaced = re.sub(r"[ \u3000\t]", "", flat)
    if not found and spaced != flat:
        return whole(spaced)
    return found[0].day if len(found) == 1 and found[0].start == 0 and found[0].end == len(flat) else None


def _arabic(text: str) -> Iterator[Dated]:
    for match in _ARABIC.finditer(text):
        month, day = match.group(2) or match.group(5), match.group(3) or match.group(6)
        yield from _dated(match, int(match.group(1)), int(month), int(day))


def _chinese(text: str) -> Iterator[Dated]:
    for match in _CHINESE.finditer(text):
        year = int("".join(str(_WORDS[letter]) for letter in match.group(1)))
        yield from _dated(match, year, small_number(match.group(2)), small_number(match.group(3)))


def _dated(match: re.Match[str], year: int, month: int, day: int) -> Iterator[Dated]:
    try:
        yield Dated(dt.date(year, month, day), match.group(), match.start(), match.end())
    except ValueError:
        return


def small_number(words: str) -> int:
    """十二 → 12, 二十 → 20, 廿一 → 21, 五 → 5, 12 → 12; 0 when it is no number."""
    words = half_width(words.strip()).replace("廿", "二十").replace("卅", "三十")
    if words.isascii() and words.isdigit():
        return int(words[:4])
    tens, found, ones = words.partition("十")
    if not found:
        return _WORDS.get(words, 0) if len(words) == 1 else 0
    return (_WORDS.get(tens, 0) if tens else 1) * 10 + (_WORDS.get(ones, 0) if ones else 0)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (dt.date(year + month // 11, (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))
