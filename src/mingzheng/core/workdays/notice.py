"""Read the yearly notice of the State Council's General Office (…部分节假日安排的通知). No Django.

The numbered items (一、元旦：…) alone are read: the preamble speaks of holidays in general and would mislead.
Every number that the notice states (weekday in brackets, 共N天) is checked against the dates; a contradiction
is refused, because one wrong day moves every deadline after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from mingzheng.core.dates import WEEKDAYS, chinese_date, weekday_name
from mingzheng.core.errors import Refused
from mingzheng.core.workdays.plans import YearPlan, check

_TITLE = re.compile(r"关于(20\d\d)年部分节假日安排|现将(20\d\d)年元旦")
_NUMBER = re.compile(r"国办发明电〔20\d\d〕\d+号")
_ITEM_HEAD = re.compile(r"(?:^|(?<=[。；：]))[一二三四五六七八九十]{1,3}、([^：。]{2,16})：")
# Where the items end: the closing paragraph.
_CLOSING = re.compile(r"节假日期间，|鼓励单位和个人")
_BRACKET = r"(?:（([^（）]*)）)?"
_DATE = re.compile(rf"(?:(20\d\d)年)?(?:(\d{{1,2}})月)?(\d{{1,2}})日{_BRACKET}")
_TOTAL = re.compile(r"共(\d+)天|放假(\d+)天")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")


@dataclass(frozen=True)
class Reading:
    """A notice that was read: the plan, and sentences of the items that were not used (advice)."""

    plan: YearPlan
    not_used: tuple[str, ...]


@dataclass
class _Draft:
    year: int
    off: dict[date, str] = field(default_factory=dict)
    makeup: dict[date, str] = field(default_factory=dict)
    not_used: list[str] = field(default_factory=list)


def read_notice(text: str, papers: tuple[str, ...] = ()) -> Reading:
    """Read the notice.

    Args:
        text: the whole notice, as copied from a page or a PDF (broken lines and half-width marks are fine).
        papers: its address; when empty the document number found in the text is used.

    Raises:
        Refused: not such a notice, or an item contradicts itself (weekday, number of days); it is quoted.
    """
    flat = _flatten(text)
    title = _TITLE.search(flat)
    if not title:
        raise Refused(
            "这不像国务院办公厅关于节假日安排的通知：没有找到“关于××××年部分节假日安排的通知”。",
            remedy="请导入通知全文（包括标题）。",
            code="notice.unknown",
        )
    draft = _Draft(int(title.group(1) or title.group(2)))
    items = _items(flat)
    if not items:
        raise Refused("通知中没有找到“一、元旦：……”这样的条目。", remedy="请导入通知全文。", code="notice.empty")
    for name, body in items:
        _read_item(draft, name, body)
    number = _NUMBER.search(flat)
    sources = papers or ((number.group(0),) if number else ())
    return Reading(check(YearPlan(draft.year, draft.off, draft.makeup, sources)), tuple(draft.not_used))


def _flatten(text: str) -> str:
    marks = str.maketrans("(),:;[]【】", "（），：；〔〕〔〕")
    return re.sub(r"\s+", "", text).translate(marks)


def _items(flat: str) -> list[tuple[str, str]]:
    heads = list(_ITEM_HEAD.finditer(flat))
    items = []
    for here, following in zip(heads, [*heads[1:], None], strict=True):
        body = flat[here.end() : following.start() if following else len(flat)]
        items.append((here.group(1), _CLOSING.split(body)[0]))
    return items


def _read_item(draft: _Draft, name: str, body: str) -> None:
    blocks: list[date] = []
    for sentence in filter(None, body.split("。")):
        if sentence.startswith("鼓励") or not _DATE.search(sentence):
            draft.not_used.append(sentence)
        elif "上班" in sentence:
            draft.makeup |= dict.fromkeys(_days(draft, sentence), name)
        elif "放假" in sentence or "补休" in sentence or "休息" in sentence:
            days = _days(draft, sentence)
            _check_total(sentence, days)
            blocks += days
        else:
            draft.not_used.append(sentence)
    if not blocks:
        raise Refused(f"“{name}：{body}”中没有读出放假日期。", remedy="请核对通知原文。", code="notice.item")
    draft.off |= dict.fromkeys(blocks, name)


def _days(draft: _Draft, sentence: str) -> list[date]:
    """Every day that the sentence names; ``A至B`` is each day from A to B."""
    found: list[date] = []
    year, month, end = draft.year, 0, 0
    for match in _DATE.finditer(sentence):
        stated_year, stated_month, day, bracket = match.groups()
        year = int(stated_year) if stated_year else year
        month = int(stated_month) if stated_month else month
        this = _date(year, month, int(day), sentence)
        _check_weekday(this, bracket or "", sentence)
        if found and sentence[end : match.start()] in {"至", "到", "—", "-", "～", "~"}:
            found += _between(found[-1], this, sentence)
        else:
            found.append(this)
        end = match.end()
    return found


def _date(year: int, month: int, day: int, sentence: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Refused(f"“{sentence}”中的日期不存在。", remedy="请核对通知原文。", code="notice.date") from error


def _between(first: date, last: date, sentence: str) -> list[date]:
    length = (last - first).days
    if not 0 < length < 20:
        raise Refused(f"“{sentence}”的起止日期颠倒或相距过远。", remedy="请核对通知原文。", code="notice.span")
    return [first + timedelta(days=step) for step in range(1, length + 1)]


def _check_weekday(day: date, bracket: str, sentence: str) -> None:
    stated = _WEEKDAY.search(bracket)
    if stated and weekday_name(day) != f"周{stated.group(1).replace('天', '日')}":
        said = WEEKDAYS["一二三四五六日".index(stated.group(1).replace("天", "日"))]
        raise Refused(
            f"“{sentence}”：{chinese_date(day)}是{weekday_name(day)}，不是{said}。",
            remedy="请核对年份和日期。",
            code="notice.weekday",
        )


def _check_total(sentence: str, days: list[date]) -> None:
    stated = _TOTAL.search(sentence)
    if "连休" in sentence:  # 与周末连休: a total would count the ordinary weekend too
        return
    if stated and int(stated.group(1) or stated.group(2)) != len(days):
        raise Refused(
            f"“{sentence}”写明{stated.group(1) or stated.group(2)}天，按日期数是{len(days)}天。",
            remedy="请核对通知原文。",
            code="notice.total",
        )
