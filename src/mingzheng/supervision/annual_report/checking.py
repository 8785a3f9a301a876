"""The check of a report, ours or from elsewhere: identities of the tables, numbers in the text, parts, part five. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mingzheng.core.errors import Refused
from mingzheng.requests.foi.law import checks
from mingzheng.supervision.annual_report import statements
from mingzheng.supervision.annual_report.reading import files, found
from mingzheng.supervision.annual_report.reading.blocks import Block, Paragraph, plain
from mingzheng.supervision.annual_report.reading.parts import NUMERALS, PARTS, Text, parts

SOFT = frozenset({"in_force_soft", "missing_topic", "no_fee", "no_plan", "number_in_text", "no_text", "not_read"})
"""A person may explain these; every other finding is to be mended."""
TOPICS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
_TOPIC_WORDS = {
    "政府信息管理": ("政府信息管理", "信息管理"),
    "平台建设": ("平台", "网站"),
    "监督保障": ("监督保障", "监督"),
}
_EMPTY = re.compile(
    r"(?:本(?:年度|单位|机关|部门)?)?(?:暂)?(?:无|没有|不存在)(?:其他)?(?:需要?(?:报告|说明)的)?(?:存在的?)?(?:主要)?(?:问题|情况|事项)?[。.]?"
)
_LEAST = 30


@dataclass(frozen=True)
class Finding:
    """``check``: which rule; ``where``: the place in words; ``text``: what is wrong and what it should be."""

    check: str
    where: str
    text: str

    @property
    def hard(self) -> bool:
        return self.check not in SOFT

    @property
    def key(self) -> str:
        """The same finding found again has the same key."""
        return f"{self.check}|{self.where}"


@dataclass
class Checked:
    """What was read of a report, and what is wrong with it."""

    text: Text
    tables: Mapping[str, Any]
    findings: list[Finding] = field(default_factory=list)
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def hard(self) -> list[Finding]:
        return [one for one in self.findings if one.hard]

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.text.title,
            "year": self.text.year,
            "read": {"tables": dict(self.places), "parts": sorted(self.text.parts)},
            "findings": [
                {"check": one.check, "where": one.where, "text": one.text, "hard": one.hard} for one in self.findings
            ],
            "tables": dict(self.tables),
        }


def check_file(data: bytes, name: str, previous: Mapping[str, Any] | None = None) -> Checked:
    """A report from anywhere.

    Args:
        previous: last year's closing figures as ``law.checks.check`` takes them under ``previous_year``, when known.

    Raises:
        Refused: the file cannot be read, or nothing in it is an annual report.
    """
    return check_blocks(files.read(data, name), previous)


def check_blocks(blocks: list[Block], previous: Mapping[str, Any] | None = None) -> Checked:
    read = found.tables(blocks)
    text = parts(blocks)
    if not read.places and not text.parts:
        raise Refused(
            "没有找到年度报告的内容：既没有三张表格，也没有六个部分的标题。",
            remedy="请核对是不是政府信息公开工作年度报告；扫描件、图片里的表格读不出来。",
            field="file",
            code="not_a_report",
        )
    findings = [Finding(flaw.check, flaw.where, flaw.text) for flaw in read.flaws]
    findings += identities(read.given, previous)
    findings += _text(text, read.given)
    return Checked(text, read.given, findings, read.places)


def identities(tables: Mapping[str, Any], previous: Mapping[str, Any] | None = None) -> list[Finding]:
    """The relations of 国办公开办函〔2021〕30号 (``law.checks``), each that does not hold."""
    given = {**tables, **({"previous_year": previous} if previous else {})}
    return [Finding(one.check, one.where, one.text) for one in checks.check(given)] if tables else []


def _text(text: Text, tables: Mapping[str, Any]) -> Iterator[Finding]:
    if not text.parts and not any(len(one.text) > 60 for one in text.lead):
        yield Finding("no_text", "正文", "文件里只有表格，没有正文，没有检查六个部分和文字中的数。")
        return
    for number, title in PARTS.items():
        if number not in text.parts:
            yield Finding("missing_part", f"第{NUMERALS[number - 1]}部分", f"没有“{NUMERALS[number - 1]}、{title}”。")
    yield from topics(text.parts.get(1), TOPICS)
    yield from problems(text.parts.get(5))
    yield from others(text.parts.get(6))
    yield from numbers(_places(text), statements.cells_of(tables))


def _places(text: Text) -> list[tuple[str, str]]:
    found = [(one.place, one.text) for one in text.lead]
    for number, lines in sorted(text.parts.items()):
        found += [(f"第{NUMERALS[number - 1]}部分（{one.place}）", one.text) for one in lines]
    return found


def topics(lines: list[Paragraph] | None, wanted: Iterable[str]) -> Iterator[Finding]:
    """What 总体情况 has to speak of."""
    if lines is None:
        return
    whole = plain("".join(one.text for one in lines))
    for topic in wanted:
        if not any(word in whole for word in _TOPIC_WORDS.get(topic, (topic,))):
            yield Finding("missing_topic", "第一部分", f"“总体情况”没有写{topic}。")


def says_none(text: str) -> bool:
    """无 and its long forms: 本年度不存在问题."""
    whole = plain(text)
    return bool(whole) and bool(
        _EMPTY.fullmatch(whole) or (len(whole) < _LEAST and re.search(r"无|没有|不存在", whole))
    )


def problems(lines: list[Paragraph] | None, where: str = "第五部分") -> Iterator[Finding]:
    """Part five names problems and what is done about them; 无 is none."""
    if lines is None:
        return
    whole = plain("".join(one.text for one in lines))
    if not whole or says_none(whole):
        yield Finding("part_five_none", where, "“存在的主要问题及改进情况”是空的或者写“无”；应写明问题和改进情况。")
        return
    if len(whole) < _LEAST:
        yield Finding(
            "part_five_none", where, f"“存在的主要问题及改进情况”只有 {len(whole)} 个字，没有写清问题和改进情况。"
        )
    elif not re.search(r"改进|下一步|措施|整改|将|已", whole):
        yield Finding("part_five_none", where, "只写了问题，没有写改进情况。")


def others(lines: list[Paragraph] | None) -> Iterator[Finding]:
    """Part six states the fees collected, and how the year's plan was carried out."""
    if lines is None:
        return
    whole = plain("".join(one.text for one in lines))
    if "信息处理费" not in whole:
        yield Finding("no_fee", "第六部分", "没有写收取信息处理费的情况（没有收取的也要写明）。")
    if "要点" not in whole:
        yield Finding("no_plan", "第六部分", "没有写年度政务公开工作要点的落实情况。")


def numbers(texts: Iterable[tuple[str, str]], cells: Mapping[str, int | float]) -> Iterator[Finding]:
    """Numbers in sentences that the tables contradict."""
    for place, one, expected in statements.contradictions(((place, plain(text)) for place, text in texts), cells):
        yield Finding("number_in_text", place, f"写的是“{one.text}”，表格中{one.what}为 {expected:g}。")


def closing(last: Checked) -> dict[str, Any]:
    """What last year's report says at its end, as far as it could be read."""
    found: dict[str, Any] = {}
    rows = {row["key"]: row["values"] for row in last.tables.get("table3", {}).get("rows", ())}
    if "carried_out" in rows:
        found["table3_carried_out"] = rows["carried_out"]
    two = last.tables.get("table2", {})
    held = {kind: two[kind]["in_force"] for kind in ("regulations", "normative") if "in_force" in two.get(kind, {})}
    if held:
        found["table2_in_force"] = held
    return found
