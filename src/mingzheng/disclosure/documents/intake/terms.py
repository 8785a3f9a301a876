"""From when to when a paper holds, as its last lines say; and what it repeals. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingzheng.core.dates import chinese_date
from mingzheng.disclosure.documents.intake import dates, docnumbers

_DAY = r"[\d一二三四五六七八九十〇○Ｏ０-９零廿]{2,4}[ \u3000]*年[ \u3000]*[\d一二三四五六七八九十０-９]{1,3}[ \u3000]*月[ \u3000]*[\d一二三四五六七八九十０-９廿]{1,3}[ \u3000]*日"
_FROM = re.compile(rf"(?:自|从|于)({_DAY})(?:起|开始)?(?:正式)?(?:施行|实施|执行|生效|试行)")
_FROM_NOW = re.compile(r"自(?:印发|发布|公布|颁布|发文|发布实施|下发)之日起(?:正式)?(?:施行|实施|执行|生效|试行)")
_LATER = re.compile(
    r"自(?:印发|发布|公布|颁布|下发)之日起(?:满)?(\d{1,3}|[一二三四五六七八九十]{1,3})(日|个月|天)后?(?:起)?(?:施行|实施|执行|生效|试行)"
)
_UNTIL = re.compile(
    rf"(?:有效期|执行期|试行期|实施期限|有效期限)?[^。；]{{0,6}}?(?:至|到|截至|截止到?)({_DAY})(?:止|为止|失效|废止)?"
)
_SPAN = re.compile(rf"(?:自|从|于)({_DAY})(?:起)?[^。；]{{0,6}}?(?:至|到)({_DAY})")
_YEARS = re.compile(
    r"(?:有效期限?|试行期|执行期限?|实施期限?|试行)[为是：:]?[ \u3000]*(\d{1,2}|[一二两三四五六七八九十]{1,2})[ \u3000]*(年|个月)"
)
_WORD_YEARS = re.compile(r"(?:有效期|试行期|执行期|实施期)")
_REPEAL = re.compile(r"(?:同时废止|予以废止|即行废止|同时失效|自行废止|停止执行|不再执行)")
_TITLE = re.compile(
    r"《([^《》]{2,120}(?:《[^《》]{2,80}》[^《》]{0,40})?)》(?:[（(]([^（）()]{3,40}(?:[（(]\d{4}[)）])?[^（）()]{0,10})[）)])?"
)


@dataclass(frozen=True)
class Term:
    """A day, the words, their place, how sure, and how it was reckoned."""

    day: dt.date
    source: str
    start: int
    end: int
    confidence: float
    note: str = ""


def _day(text: str) -> dt.date | None:
    found = dates.find(re.sub(r"[ \u3000]", "", text))
    return found[0].day if found else None


def effective(text: str, at: int, written: dt.date | None) -> Iterator[Term]:
    """When a sentence says from when it holds."""
    for pattern in (_FROM, _SPAN):
        for match in pattern.finditer(text):
            day = _day(match.group(1))
            if day and (pattern is _FROM or _WORD_YEARS.search(text) or re.search(r"施行|实施|执行|生效", text)):
                yield Term(day, match.group(), at + match.start(), at + match.end(), 0.95)
    for match in _FROM_NOW.finditer(text):
        if written:
            note = "「自印发之日起」按成文日期计，请核对印发（公布）日期"
            yield Term(written, match.group(), at + match.start(), at + match.end(), 0.75, note)
    for match in _LATER.finditer(text):
        if written:
            yield _later(match, at, written)


def _later(match: re.Match[str], at: int, written: dt.date) -> Term:
    count = dates.small_number(match.group(1))
    months = match.group(2) == "个月"
    day = dates.add_months(written, count) if months else written + dt.timedelta(days=count)
    note = f"按成文日期加 {count} {'个月' if months else '日'}计，请核对印发（公布）日期"
    return Term(day, match.group(), at + match.start(), at + match.end(), 0.6, note)


def expiry(text: str, at: int, start: dt.date | None) -> Iterator[Term]:
    """When a sentence says until when it holds: a date, or a length from the day it takes effect."""
    if not re.search(r"有效期|试行|施行|实施|执行|失效|废止|生效", text):
        return
    for match in _UNTIL.finditer(text):
        day = _day(match.group(1))
        named = _WORD_YEARS.search(match.group()) or match.group().endswith(("止", "失效", "废止"))
        spanned = any(span.start(2) == match.start(1) for span in _SPAN.finditer(text))
        if day and (named or spanned or re.search(r"有效期", text)):
            yield Term(day, match.group(), at + match.start(), at + match.end(), 0.95)
    for match in _YEARS.finditer(text):
        if start:
            count = dates.small_number(match.group(1).replace("两", "二"))
            months = count * (12 if match.group(2) == "年" else 1)
            if months:
                day = dates.add_months(start, months) - dt.timedelta(days=1)
                note = f"由施行日期 {chinese_date(start)} 加 {match.group(1)}{match.group(2)}减一日得出，请核对"
                yield Term(day, match.group(), at + match.start(), at + match.end(), 0.75, note)


def repeals(text: str, at: int) -> Iterator[tuple[str, str, int, int]]:
    """(words, title with its number, start, end) of what a sentence says is repealed."""
    for sentence in re.finditer(r"[^。；;]+[。；;]?", text):
        if not _REPEAL.search(sentence.group()):
            continue
        for match in _TITLE.finditer(sentence.group()):
            number = docnumbers.find(match.group(2) or "")
            name = f"《{match.group(1)}》" + (f"（{number[0].text}）" if number else "")
            start = at + sentence.start() + match.start()
            yield sentence.group().strip(), name, start, start + len(match.group())
