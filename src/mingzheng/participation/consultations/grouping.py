"""Which opinions say the same: article by article, near-duplicates together (``core.likeness``). Pure but for the data file."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.dated import newest
from mingzheng.core.errors import Refused
from mingzheng.core.likeness import Rules, fillers, groups

_GREETING = re.compile(r"^(?:(?:您好|你好|尊敬的领导|各位领导|领导好|领导)[！!，,。：:、\s]*)+")
DATA = Path(__file__).parent / "data" / "likeness.yaml"


@cache
def _rows() -> dict[str, Any]:
    rows: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return rows


def rules_on(day: dt.date) -> Rules:
    """When two opinions say the same, by the row in force on a day; the first row for a day before all."""
    row = newest(_rows()["rules"], lambda row: row["valid_from"], day)
    return Rules(
        row["alike"],
        row["shortest"],
        fillers(DATA),
        row.get("shuffled", 0.0),
        tuple(tuple(words) for words in _rows()["same"]),
        tuple((tuple(one), tuple(other)) for one, other in _rows()["opposites"]),
    )


def together(
    texts: Sequence[str], articles: Sequence[Any], rules: Rules, kept: Iterable[Sequence[int]] = ()
) -> list[list[int]]:
    """Positions of the opinions that say the same about the same article; one that resembles none stands alone.

    Args:
        articles: for each text the article it is about (any hashable; None: the whole draft).
        kept: groups that exist already; they may grow, and stand first in the answer in their order.
    """
    held = [list(members) for members in kept]
    by_article: defaultdict[Any, list[int]] = defaultdict(list)
    for position, article in enumerate(articles):
        by_article[article].append(position)
    own: defaultdict[Any, list[int]] = defaultdict(list)
    for number, members in enumerate(held):
        if members:
            own[articles[members[0]]].append(number)
    fresh: list[list[int]] = []
    for article, positions in by_article.items():
        numbers = own[article]
        for place, members in enumerate(_within(texts, positions, rules, [held[number] for number in numbers])):
            if place < len(numbers):
                held[numbers[place]] = members
            else:
                fresh.append(members)
    return held + sorted(fresh)


def _within(
    texts: Sequence[str], positions: Sequence[int], rules: Rules, kept: Sequence[Sequence[int]]
) -> list[list[int]]:
    local = {position: place for place, position in enumerate(positions)}
    inside = [[local[one] for one in members if one in local] for members in kept]
    found = groups([texts[position] for position in positions], rules, inside)
    there = {place for members in found for place in members}
    alone = [[place] for place in range(len(positions)) if place not in there]
    return [[positions[place] for place in members] for members in found + alone]


def group_file(path: Path, day: dt.date) -> list[dict[str, Any]]:
    """Group the opinions of a JSONL file (``{"id", "text", "article"?}``): ``{"article", "ids", "headline"}`` per group.

    Raises:
        Refused: a line is no JSON object with id and text.
    """
    rows = list(_read(path))
    found = together([row["text"] for row in rows], [row.get("article") for row in rows], rules_on(day))
    return [
        {
            "article": rows[members[0]].get("article"),
            "headline": headline([rows[place]["text"] for place in members]),
            "count": len(members),
            "ids": [rows[place]["id"] for place in members],
        }
        for members in found
    ]


def _read(path: Path) -> Iterable[Mapping[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise Refused(f"读不到文件「{path}」。", remedy="请核对文件名和读取权限。", code="no_file") from error
    except UnicodeDecodeError as error:
        raise Refused("文件不是 UTF-8 文字。", remedy="请另存为 UTF-8 编码的 JSONL。", code="not_utf8") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
            raise Refused(f"第 {number} 行写法不对。", remedy='每行写成 {"id": 1, "text": "意见"}，可以加 "article"。')
        article = row.get("article")
        if article is not None and not isinstance(article, str | int):
            raise Refused(f"第 {number} 行的 article 写法不对。", remedy="写成条的名称，例如“第三条”。")
        yield row


def headline(texts: Sequence[str]) -> str:
    """The text that stands for a group: the one of middle length, without its greeting; at most 300 characters."""
    chosen = " ".join(sorted(texts, key=len)[(len(texts) - 1) // 2].split())
    return (_GREETING.sub("", chosen) or chosen)[:300]
