"""What a report's sentences say in numbers, and the cells of the tables that must say the same. Pure.

Only sentences whose meaning is plain are compared (收到申请 12 件, 结转下年度 3 件 …); a number that is not understood is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.facts import APPLICANT_KINDS, REMEDY_KINDS
from mingzheng.requests.foi.law.tables import CARRIED_IN, CARRIED_OUT, COLUMNS, NEW, TOTAL

_N = r"(?P<n>\d[\d,]*(?:\.\d+)?)"
_OF = r"(?:政府信息公开|信息公开|的|各类|依|网上|群众|公民、法人(?:和|或)其他组织|申请人?|共计|总计|合计|共|为|有|了|数量?|[:（(]|\s)*"
_UNIT = r"\s*(?:余)?(?:件|份|条|宗|起|例|个)"


@dataclass(frozen=True)
class Said:
    """``cells``: what the number must be the sum of; ``text``: the words with the number; ``at``: where they begin."""

    what: str
    cells: tuple[str, ...]
    number: int | float
    text: str
    at: int


def _group(heading: str) -> tuple[str, ...]:
    keys = dict.fromkeys(one.row for one in outcomes.versions() if heading in one.heading)
    return tuple(f"table3.total.{key.lower()}" for key in keys)


_KINDS = "|".join(f"{name}(?:申请)?" for name in APPLICANT_KINDS.values() if name != "其他")
_SUITS = tuple(f"table4.{kind}.total" for kind in REMEDY_KINDS if kind != "reconsideration")
_RESULT = {"维持": "upheld", "纠正": "corrected", "尚未审结": "pending", "其他结果": "other"}

_RULES: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (what, re.compile(pattern), cells)
    for what, pattern, cells in (
        ("本年新收", rf"(?:新收|收到|受理|接收)(?:到|的)?{_OF}申请{_OF}{_N}{_UNIT}", (f"table3.total.{NEW}",)),
        ("上年结转", rf"上(?:一)?年度?结转(?:至?本年度?)?{_OF}{_N}{_UNIT}", (f"table3.total.{CARRIED_IN}",)),
        (
            "办理结果总计",
            rf"(?:办结|答复|办理答复)(?:政府信息公开)?申请?(?:共计|共|总计)?{_N}{_UNIT}",
            (f"table3.total.{TOTAL}",),
        ),
        (
            "结转下年度",
            rf"结转(?:至|到)?(?:下(?:一)?年度?|次年)(?:继续)?(?:办理|答复)?{_OF}{_N}{_UNIT}",
            (f"table3.total.{CARRIED_OUT}",),
        ),
        ("予以公开", rf"(?<!不)予以公开{_OF}{_N}{_UNIT}", _group("（一）")),
        ("部分公开", rf"部分公开{_OF}{_N}{_UNIT}", _group("（二）")),
        ("不予公开", rf"不予公开{_OF}{_N}{_UNIT}", _group("（三）")),
        ("无法提供", rf"无法提供{_OF}{_N}{_UNIT}", _group("（四）")),
        ("不予处理", rf"不予处理{_OF}{_N}{_UNIT}", _group("（五）")),
        ("其他处理", rf"其他处理{_OF}{_N}{_UNIT}", _group("（六）")),
        ("行政复议", rf"行政复议(?:案件|申请)?{_OF}{_N}{_UNIT}", ("table4.reconsideration.total",)),
        ("行政诉讼", rf"行政诉讼(?:案件)?{_OF}{_N}{_UNIT}", _SUITS),
        (
            "规范性文件制发",
            rf"(?:制发|制定|新制定|印发)(?:行政)?规范性文件{_OF}{_N}{_UNIT}",
            ("table2.normative.issued",),
        ),
        ("规范性文件废止", rf"废止(?:行政)?规范性文件{_OF}{_N}{_UNIT}", ("table2.normative.abolished",)),
        ("规范性文件现行有效", rf"现行有效(?:的)?(?:行政)?规范性文件{_OF}{_N}{_UNIT}", ("table2.normative.in_force",)),
        ("行政许可", rf"行政许可(?:处理)?(?:决定)?{_OF}{_N}{_UNIT}", ("table2.licences",)),
        ("行政处罚", rf"行政处罚(?:处理)?(?:决定)?{_OF}{_N}{_UNIT}", ("table2.penalties",)),
        ("行政强制", rf"行政强制(?:处理)?(?:决定)?{_OF}{_N}{_UNIT}", ("table2.coercive",)),
    )
)
_BY_KIND = re.compile(rf"(?P<kind>{_KINDS}){_OF}{_N}{_UNIT}")
_BY_RESULT = re.compile(
    rf"(?P<what>行政复议|行政诉讼)(?:案件)?[^，。；\d]{{0,6}}(?P<result>{'|'.join(_RESULT)}){_OF}{_N}{_UNIT}"
)


def said(text: str) -> Iterator[Said]:
    """What a paragraph says. ``text`` as ``str.translate``-d by nobody: full-width digits are not read."""
    taken: list[range] = []
    for match in _BY_RESULT.finditer(text):
        kinds = (
            ["reconsideration"] if match["what"] == "行政复议" else [k for k in REMEDY_KINDS if k != "reconsideration"]
        )
        cell = _RESULT[match["result"]]
        taken.append(range(*match.span()))
        yield _made(f"{match['what']}{match['result']}", tuple(f"table4.{kind}.{cell}" for kind in kinds), match)
    for what, pattern, cells in _RULES:
        for match in pattern.finditer(text):
            if any(match.start("n") in span for span in taken):
                continue
            taken.append(range(*match.span()))
            yield _made(what, cells, match)
    codes = {name: code for code, name in APPLICANT_KINDS.items()}
    for match in _BY_KIND.finditer(text):
        if (
            not any(match.start("n") in span for span in taken)
            and "收" in text[max(0, match.start() - 40) : match.start()]
        ):
            kind = codes[match["kind"].removesuffix("申请")]
            yield _made(f"本年新收（{APPLICANT_KINDS[kind]}）", (f"table3.{kind}.{NEW}",), match)


def _made(what: str, cells: tuple[str, ...], match: re.Match[str]) -> Said:
    digits = match["n"].replace(",", "")
    return Said(what, cells, float(digits) if "." in digits else int(digits), match[0], match.start())


def cells_of(tables: Mapping[str, Any]) -> dict[str, int | float]:
    """Every number of the tables by its code: ``table3.total.new``, ``table4.direct_suit.upheld``, ``table2.normative.issued``."""
    found: dict[str, int | float] = {}
    for key, value in (tables.get("table2") or {}).items():
        if isinstance(value, Mapping):
            found |= {f"table2.{key}.{cell}": one for cell, one in value.items()}
        elif value is not None:
            found[f"table2.{key}"] = value
    three = tables.get("table3") or {}
    for row in three.get("rows", ()):
        for column, value in zip(COLUMNS, row["values"], strict=True):
            found[f"table3.{column}.{row['key'].lower()}"] = value
    for kind, cells in (tables.get("table4") or {}).items():
        found |= {f"table4.{kind}.{cell}": value for cell, value in cells.items()}
    return found


def contradictions(
    texts: Iterable[tuple[str, str]], cells: Mapping[str, int | float]
) -> Iterator[tuple[str, Said, int | float]]:
    """(place, what was said, what the tables say) for every number that is not that of its cells.

    Args:
        texts: (place, paragraph).
    """
    for place, text in texts:
        for one in said(text):
            if all(cell in cells for cell in one.cells):
                expected = sum(cells[cell] for cell in one.cells)
                if abs(expected - one.number) > 1e-9:
                    yield place, one, expected
