"""What the tables of the annual report are counted from: one fact for an application, read from a line of JSON.

A line is ``{"case", "applicant_kind", "received", "closed", "outcome", "remedies": [{"kind", "filed", "concluded", "result"}]}``;
what is still open has ``null`` for ``closed`` and ``outcome``, or for ``concluded`` and ``result``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mingzheng.requests.foi.law import outcomes

APPLICANT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "natural": "自然人",
        "business": "商业企业",
        "research": "科研机构",
        "welfare": "社会公益组织",
        "legal": "法律服务机构",
        "other": "其他",
    }
)
"""The six columns of table 3, in its order."""
REMEDY_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "reconsideration": "行政复议",
        "direct_suit": "未经复议直接起诉",
        "suit_after_reconsideration": "复议后起诉",
    }
)
RESULTS: Mapping[str, str] = MappingProxyType({"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"})
ROW_OF: Mapping[str, str] = MappingProxyType(
    {one.code: one.row for one in outcomes.versions()} | {key: key for key, _ in outcomes.rows()}
)
"""The row of table 3 of every leaf; a row may be named by itself (A for A1 or A2, D1 for D1a or D1b)."""


@dataclass(frozen=True, slots=True)
class RemedyFact:
    """A reconsideration or a suit; not concluded while ``concluded`` is None."""

    kind: str
    filed: dt.date
    concluded: dt.date | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """An application as the tables see it. ``outcome`` is a leaf or a row; it and ``closed`` come together."""

    case: str
    applicant_kind: str
    received: dt.date
    closed: dt.date | None = None
    outcome: str | None = None
    remedies: tuple[RemedyFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that cannot be counted, and why, in Chinese."""

    line: int
    why: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.why}"


class _Wrong(ValueError):
    """Why a line is no fact."""


def read(lines: Iterable[bytes], bad: list[Bad]) -> Iterator[tuple[int, Fact]]:
    """The facts of a file of JSON lines with their line numbers; what cannot be read goes to ``bad``. Blank lines are nothing."""
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = fact(_row(line))
        except _Wrong as wrong:
            bad.append(Bad(number, str(wrong)))
            continue
        first = seen.setdefault(found.case, number)
        if first == number:
            yield number, found
        else:
            bad.append(Bad(number, f"申请「{found.case}」与第 {first} 行重复"))


def parse_day(text: object) -> dt.date | None:
    """A day written 2025-03-14; None for anything else."""
    try:
        if isinstance(text, str) and len(text) == 10 and text[7] == "-":
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    return None


def fact(row: Mapping[str, Any]) -> Fact:
    """One row as a fact.

    Raises:
        ValueError: what is wrong with it, in Chinese.
    """
    case = row.get("case")
    if not isinstance(case, str | int) or isinstance(case, bool) or not str(case).strip():
        raise _Wrong("没有申请的编号（case）")
    kind = _one_of(row, "applicant_kind", APPLICANT_KINDS, "申请人类别")
    received, closed = _day(row, "received"), _day_or_none(row, "closed")
    outcome = row.get("outcome")
    if outcome is not None and (not isinstance(outcome, str) or outcome not in ROW_OF):
        raise _Wrong(f"没有办理结果「{outcome}」（outcome），可用的有：{'、'.join(outcomes.LEAVES)}")
    if outcome is not None and closed is None:
        raise _Wrong("有办理结果（outcome），没有办结日期（closed）")
    if closed is not None and outcome is None:
        raise _Wrong("有办结日期（closed），没有办理结果（outcome）")
    if closed is not None and closed < received:
        raise _Wrong(f"办结日期 {closed}（closed）早于收到日期 {received}（received）")
    return Fact(str(case).strip(), kind, received, closed, outcome, _remedies(row))


def _remedies(row: Mapping[str, Any]) -> tuple[RemedyFact, ...]:
    found = row.get("remedies")
    if not found:
        return ()
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _Wrong("复议诉讼（remedies）应是一个列表")
    return tuple(_remedy(one) for one in found)


def _remedy(row: Mapping[str, Any]) -> RemedyFact:
    kind = _one_of(row, "kind", REMEDY_KINDS, "复议诉讼的种类")
    filed, concluded = _day(row, "filed"), _day_or_none(row, "concluded")
    if concluded is None:
        if row.get("result") is not None:
            raise _Wrong("复议诉讼有结果（result），没有审结日期（concluded）")
        return RemedyFact(kind, filed)
    if concluded < filed:
        raise _Wrong(f"审结日期 {concluded}（concluded）早于提出日期 {filed}（filed）")
    return RemedyFact(kind, filed, concluded, _one_of(row, "result", RESULTS, "复议诉讼的结果"))


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _Wrong("不是 UTF-8 编码的文字") from None
    except (ValueError, RecursionError):
        raise _Wrong("不是一条 JSON 记录") from None
    if not isinstance(row, dict):
        raise _Wrong("不是一条 JSON 记录（应以 { 开头）")
    return row


def _one_of(row: Mapping[str, Any], name: str, words: Mapping[str, str], label: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or value not in words:
        known = "、".join(f"{word} {meaning}" for word, meaning in words.items())
        said = f"没有{label}「{value}」" if value is not None else f"没有写{label}"
        raise _Wrong(f"{said}（{name}），可用的有：{known}")
    return value


def _day(row: Mapping[str, Any], name: str) -> dt.date:
    found = parse_day(row.get(name))
    if found is None:
        said = "没有写日期" if row.get(name) is None else f"「{row[name]}」不是日期"
        raise _Wrong(f"{said}（{name}），写成 2025-03-14 这样")
    return found


def _day_or_none(row: Mapping[str, Any], name: str) -> dt.date | None:
    return None if row.get(name) is None else _day(row, name)
