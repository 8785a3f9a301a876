"""Profiles from csv or xlsx, with an error report by row. The report repeats nothing of what stands in a faulty cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files.decoding import decode
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.records import RecordRef
from mingzheng.policy.push import commands
from mingzheng.policy.push.columns import Column, Who, columns_of
from mingzheng.policy.push.facts import headings, parse

BATCH = 1000
BASIS = "《个人信息保护法》第十三条、第十四条（取得同意）；要点第十六点"
REACH = {"姓名": "name", "名称": "name", "邮箱": "email", "手机": "mobile", "编号": "outside_id"}
CONSENTED = "同意推送"


@dataclass(frozen=True)
class Bad:
    """``line`` counts from 1, the headings being line 1."""

    line: int
    message: str


@dataclass
class Report:
    added: int = 0
    updated: int = 0
    refused: list[Bad] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return self.added + self.updated + len({bad.line for bad in self.refused})


@dataclass
class _Row:
    line: int
    reach: dict[str, str]
    facts: dict[str, Any]


def import_profiles(data: bytes, name: str, who: Who, actor: Actor, source: str) -> Report:
    """Take in a file: a row is taken whole or refused with every reason.

    Args:
        source: from which office the profiles come and on what consent, for the journal.

    Raises:
        Refused: the file is no table, misses a heading that it must have, or says nothing of where it comes from.
    """
    if not source.strip():
        raise Refused("请写明画像的来源和取得同意的方式。", field="source")
    table = list(cells(data, name))
    names = [str(cell or "").strip() for cell in table[0]] if table else []
    columns = _columns(names, who)
    report, batch = Report(), []
    for line, row in enumerate(table[1:], 2):
        if not any(cell not in (None, "") for cell in row):
            continue
        found = _row(line, names, columns, row, report)
        if found is not None:
            batch.append(found)
        if len(batch) == BATCH:
            _keep(who, batch, report)
            batch = []
    _keep(who, batch, report)
    if report.added or report.updated:
        _journal(report, who, actor, source)
        enqueue("push.match", {})
    return report


def cells(data: bytes, name: str) -> Iterator[list[Any]]:
    """The rows of a csv or xlsx file, dates as dates.

    Raises:
        Refused: neither of the two.
    """
    if name.lower().endswith(".csv"):
        text = decode(data)
        if text is None:
            raise Refused("这个 csv 文件读不出文字。", remedy="请另存为 UTF-8 编码的 csv，或者 xlsx。", field="file")
        yield from csv.reader(io.StringIO(text))
        return
    if not name.lower().endswith(".xlsx"):
        raise Refused("只收 csv 或者 xlsx 表格。", remedy="请另存为其中一种再上传。", field="file")
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:
        raise Refused("这个 xlsx 文件打不开。", remedy="请用表格软件打开，另存后再上传。", field="file") from error
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield list(row)


def _columns(names: list[str], who: Who) -> dict[int, Column]:
    by_name = headings(who)
    if not any(REACH.get(heading) in ("email", "mobile", "outside_id") for heading in names):
        raise Refused(
            "表头里至少要有「邮箱」「手机」「编号」之一。", remedy="第一行是表头，请补上后再上传。", field="file"
        )
    if CONSENTED not in names:
        raise Refused(
            "表头里没有「同意推送」一列。",
            remedy="没有取得本人同意的不能导入；请补上这一列，逐行填「是」。",
            field="file",
        )
    unknown = [
        heading for heading in names if heading and heading not in (*REACH, CONSENTED) and heading not in by_name
    ]
    if unknown:
        raise Refused(
            f"不认识的表头：{'、'.join(unknown[:8])}。", remedy="请删去这些列，或者改成画像的栏目名。", field="file"
        )
    return {place: by_name[heading] for place, heading in enumerate(names) if heading in by_name}


def _row(line: int, names: list[str], columns: dict[int, Column], row: list[Any], report: Report) -> _Row | None:
    faults: list[str] = []
    reach = {"name": "", "email": "", "mobile": "", "outside_id": ""}
    consented = ""
    for heading, cell in zip(names, row, strict=False):
        text = "" if cell is None else str(cell).strip()
        if heading in REACH:
            reach[REACH[heading]] = text
        elif heading == CONSENTED:
            consented = text
    faults += _reach_faults(reach, consented)
    facts: dict[str, Any] = {}
    for place, column in columns.items():
        try:
            facts[column.field] = parse(column, row[place] if place < len(row) else None, timekeeping.today())
        except ValueError as error:
            faults.append(str(error))
    report.refused += [Bad(line, fault) for fault in faults]
    return None if faults else _Row(line, reach, facts)


def _reach_faults(reach: dict[str, str], consented: str) -> list[str]:
    faults = []
    reach["email"] = reach["email"].lower()
    if consented not in ("是", "yes", "1", "True"):
        faults.append("「同意推送」不是「是」：没有取得同意的不导入。")
    if not (reach["email"] or reach["mobile"] or reach["outside_id"]):
        faults.append("「邮箱」「手机」「编号」都是空的，联系不到。")
    if reach["email"] and not _is_mail(reach["email"]):
        faults.append("「邮箱」不是有效的地址。")
    if reach["mobile"] and not (reach["mobile"].isdigit() and len(reach["mobile"]) == 11 and reach["mobile"][0] == "1"):
        faults.append("「手机」应为 11 位手机号码。")
    for name, most in (("name", 100), ("outside_id", 64), ("email", 200)):
        if len(reach[name]) > most:
            faults.append(
                f"「{next(word for word, field_name in REACH.items() if field_name == name)}」超过 {most} 字。"
            )
    return faults


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _keep(who: Who, batch: list[_Row], report: Report) -> None:
    if batch:
        added, updated = commands.keep_many(who, [(one.reach, one.facts) for one in batch])
        report.added += added
        report.updated += updated


def _journal(report: Report, who: Who, actor: Actor, source: str) -> None:
    journal.append(
        action="push.imported",
        actor=actor,
        subject=RecordRef("units.unit", str(actor.unit_id)),
        summary=f"导入{who.label}画像：新增 {report.added} 份，更新 {report.updated} 份，退回 {len(report.refused)} 处。来源：{source[:100]}",
        basis=BASIS,
        data={"added": report.added, "updated": report.updated, "refused": len(report.refused)},
    )


def error_sheet(report: Report) -> str:
    """The faulty rows as csv text: line and reason, nothing of the contents."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["行", "问题"])
    writer.writerows((bad.line, bad.message) for bad in report.refused)
    return out.getvalue()


def template(who: Who) -> str:
    """An empty table with every heading, as csv text, and one line that says what is expected."""
    out = io.StringIO()
    writer = csv.writer(out)
    columns = columns_of(who)
    first = "姓名" if who is Who.PERSON else "名称"
    writer.writerow(["编号", first, "邮箱", "手机", CONSENTED, *(column.label for column in columns)])
    writer.writerow(["A001", "", "someone@example.com", "", "是", *("" for _column in columns)])
    return out.getvalue()
