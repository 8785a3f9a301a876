"""``./run foi tables --year Y [--unit U | --cases CASES.jsonl]``: tables 3 and 4 of the annual report."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any
from unicodedata import east_asian_width

from django.core.management.base import CommandParser

from mingzheng.core.errors import Refused
from mingzheng.requests.foi import remedy_book
from mingzheng.requests.foi.cli._values import Out, lines, listed, unit, year
from mingzheng.requests.foi.counting import counts
from mingzheng.requests.foi.law import tables
from mingzheng.requests.foi.law.facts import REMEDY_KINDS, Bad, read

HELP = "年度报告的表三、表四"
WIDTH = 14


def arguments(parser: CommandParser) -> None:
    parser.add_argument("--year", required=True, type=int, metavar="年份", help="哪一年的年报")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--unit", metavar="单位", help="只算一个单位的（代码或名称），默认全区")
    source.add_argument(
        "--cases",
        metavar="文件",
        help="从一个文件计算，不存入：每行一件申请（JSON），- 为标准输入；见 docs/requests-figures.md",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: dict[str, Any], out: Out) -> None:
    of = year(options["year"])
    found = _from_file(options["cases"], of) if options["cases"] else _from_database(options["unit"], of)
    laid_out = tables.lay_out(found)
    if options["json"]:
        out.write(json.dumps(laid_out, ensure_ascii=False))
        return
    _show(laid_out, out)


def _from_database(name: str | None, of: int) -> tables.Counts:
    chosen = unit(name) if name else None
    if remedy_book.book() is None:
        print("平台上还没有登记复议诉讼的部分，表四各项为 0，请另行填写。", file=sys.stderr)
    return counts(of, chosen)


def _from_file(name: str, of: int) -> tables.Counts:
    bad: list[Bad] = []
    with lines(name) as given:
        found = tables.count((fact for _, fact in read(given, bad)), of)
    if bad:
        raise Refused(f"文件里有 {len(bad)} 行不能计算：\n{listed(bad)}\n", remedy="请改正后再算。", code="lines")
    return found


def _show(laid_out: dict[str, Any], out: Out) -> None:
    out.write("表三　收到和处理政府信息公开申请情况")
    out.write(_line(tables.COLUMNS.values(), ""))
    for row in laid_out["table3"]["rows"]:
        out.write(_line(row["values"], tables.row_name(row["key"])))
    out.write("")
    out.write("表四　政府信息公开行政复议、行政诉讼情况")
    out.write(_line(tables.CELLS.values(), ""))
    for kind, label in REMEDY_KINDS.items():
        out.write(_line((laid_out["table4"][kind][cell] for cell in tables.CELLS), label))


def _line(cells: Iterable[object], label: str) -> str:
    """Figures first, so that rows of different length stay in line; Chinese words are two columns wide."""
    return "".join(_padded(str(cell)) for cell in cells) + f"  {label}"


def _padded(text: str) -> str:
    return " " * (WIDTH - sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)) + text
