"""A table of profiles (csv or xlsx): which column means what, and each row judged whole.

Nothing that stands in a cell is repeated in a reason: it may be somebody's secret.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.files.cells import filled
from mingzheng.policy.push.columns import Column, Who, column_of, columns_of
from mingzheng.policy.push.facts import headings, parse

CONSENTED = "consented"
REACH = {"name": "姓名或者名称", "email": "邮箱", "mobile": "手机", "outside_id": "编号"}
FOUND_BY = ("email", "mobile", "outside_id")
WORDS = {"姓名": "name", "名称": "name", "邮箱": "email", "手机": "mobile", "编号": "outside_id", "同意推送": CONSENTED}
AGREED = ("是", "yes", "1", "True")
LONGEST = {"name": 100, "outside_id": 64, "email": 200}


@dataclass(frozen=True)
class Row:
    """One row of the table, ``line`` counting from 1, the headings being line 1. Taken whole, or not at all for ``faults``."""

    line: int
    reach: dict[str, str]
    facts: dict[str, Any]
    faults: tuple[str, ...] = ()


def meanings(who: Who) -> list[tuple[str, str]]:
    """What a column may mean: code and label, those that reach a subject first."""
    return [
        *REACH.items(),
        (CONSENTED, "同意推送（逐行填「是」）"),
        *((one.code, one.label) for one in columns_of(who)),
    ]


def propose(names: Sequence[str], who: Who) -> list[str]:
    """What each heading seems to mean, "" for what no heading of a profile is called."""
    known = {heading: column.code for heading, column in headings(who).items()} | WORDS
    return [known.get(name, "") for name in names]


def check(means: Sequence[str], who: Who) -> None:
    """Raises ``Refused`` when columns mean the same, or one that every import must have is missing."""
    labels = dict(meanings(who))
    chosen = [code for code in means if code]
    twice = sorted({labels[code] for code in chosen if chosen.count(code) > 1})
    if twice:
        raise Refused(f"有几列都对应「{'」「'.join(twice)}」。", remedy="一个栏目只能对应一列，请改其中的一列。")
    if not any(code in FOUND_BY for code in chosen):
        raise Refused(
            "表头里至少要有「邮箱」「手机」「编号」之一。", remedy="第一行是表头，请补上后再上传。", field="file"
        )
    if CONSENTED not in chosen:
        raise Refused(
            "表头里没有「同意推送」一列。",
            remedy="没有取得本人同意的不能导入；请补上这一列，逐行填「是」。",
            field="file",
        )


def judged(table: Iterator[list[Any]], means: Sequence[str], who: Who) -> Iterator[Row]:
    """The rows after the headings, empty ones left out."""
    columns = {place: column for place, code in enumerate(means) if (column := column_of(who, code)) is not None}
    plain = {code: place for place, code in enumerate(means) if code in REACH or code == CONSENTED}
    for line, row in enumerate(table, 2):
        if filled(row):
            yield _row(line, row, plain, columns)


def _row(line: int, row: Sequence[Any], plain: dict[str, int], columns: dict[int, Column]) -> Row:
    reach = {name: _text(row, plain.get(name)) for name in REACH}
    reach["email"] = reach["email"].lower()
    faults = _reach_faults(reach, _text(row, plain.get(CONSENTED)))
    facts: dict[str, Any] = {}
    for place, column in columns.items():
        try:
            facts[column.field] = parse(column, row[place] if place < len(row) else None, timekeeping.today())
        except ValueError as error:
            faults.append(str(error))
    return Row(line, reach, facts, tuple(faults))


def _text(row: Sequence[Any], place: int | None) -> str:
    cell = row[place] if place is not None and place < len(row) else None
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)  # a number typed into a sheet: a telephone number is no decimal
    return "" if cell is None else str(cell).strip()


def _reach_faults(reach: dict[str, str], consented: str) -> list[str]:
    faults = []
    if consented not in AGREED:
        faults.append("「同意推送」不是「是」：没有取得同意的不导入。")
    if not any(reach[name] for name in FOUND_BY):
        faults.append("「邮箱」「手机」「编号」都是空的，联系不到。")
    if reach["email"] and not _is_mail(reach["email"]):
        faults.append("「邮箱」不是有效的地址。")
    if reach["mobile"] and not _is_mobile(reach["mobile"]):
        faults.append("「手机」应为 11 位手机号码。")
    return faults + [f"「{REACH[name]}」超过 {most} 字。" for name, most in LONGEST.items() if len(reach[name]) > most]


def _is_mobile(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 11 and text[0] == "1"


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def template(who: Who) -> str:
    """An empty table with every heading, as csv text, and one line that says what is expected."""
    out = io.StringIO()
    writer = csv.writer(out)
    columns = columns_of(who)
    first = "姓名" if who is Who.PERSON else "名称"
    writer.writerow(["编号", first, "邮箱", "手机", "同意推送", *(column.label for column in columns)])
    writer.writerow(["A001", "", "someone@example.com", "", "是", *("" for _column in columns)])
    return out.getvalue()
