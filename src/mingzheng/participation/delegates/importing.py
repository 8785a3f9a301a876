"""A unit's list from csv or xlsx, with every reason by row. A row is taken whole or not at all; nobody is listed unseen.

The reasons repeat nothing of what stands in a cell: it may be somebody's name or telephone number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from mingzheng.core import codes
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files import sheets
from mingzheng.core.files.sheets import Bad
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.delegates import commands, queries
from mingzheng.participation.delegates.basis import PRIVACY
from mingzheng.participation.delegates.models import Age, Category

HEADINGS = {
    "姓名": "name",
    "手机": "phone",
    "邮箱": "email",
    "单位": "organisation",
    "类别": "category",
    "年龄段": "age",
    "街镇": "area",
    "关注领域": "interest",
    "同意": "consent",
}
NEEDED = ("姓名", "手机", "类别", "年龄段", "街镇", "同意")
LONGEST = {"name": 30, "email": 100, "organisation": 100, "interest": 100}
MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
AGREED = ("是", "yes", "1", "True")
MOST = 2000


@dataclass
class Report:
    added: int = 0
    refused: list[Bad] = field(default_factory=list)

    @property
    def bad_lines(self) -> int:
        return len({bad.line for bad in self.refused})


def import_list(data: bytes, name: str, unit: Unit, actor: Actor, source: str) -> Report:
    """Take in a list; whoever is on it waits to be confirmed like everybody else.

    Args:
        source: whose list it is and how consent was given, for the journal.

    Raises:
        Refused: the file is no table, a heading is missing or unknown, there are too many rows.
    """
    still_in_post(actor)
    areas = {area.short: area for area in queries.areas()}
    report = Report()
    for line in sheets.lines(data, name, HEADINGS, NEEDED, MOST, hint="请删去这些列，不需要的个人信息不要上传。"):
        facts, faults = _read(line.said, areas)
        if not faults:
            faults = _keep(unit, facts, source)
        report.refused += [Bad(line.number, fault) for fault in faults]
        report.added += not faults
    _journal(report, unit, actor, source)
    return report


def _read(said: Mapping[str, str], areas: dict[str, Unit]) -> tuple[dict[str, Any], list[str]]:
    """What a row says, and everything that is wrong with it."""
    categories = {str(one.label): one.value for one in Category}
    ages = {str(one.label): one.value for one in Age}
    facts: dict[str, Any] = {name: said.get(name, "") for name in ("name", "email", "organisation", "interest")}
    facts["phone"] = re.sub(r"[\s\-－—]", "", said.get("phone", ""))
    facts["category"] = categories.get(said.get("category", ""))
    facts["age"], facts["area"] = ages.get(said.get("age", "")), areas.get(said.get("area", ""))
    faults = []
    if said.get("consent") not in AGREED:
        faults.append("「同意」不是「是」：没有取得本人同意的不导入。")
    if not facts["name"]:
        faults.append("没有姓名。")
    if not MOBILE.fullmatch(facts["phone"]):
        faults.append("「手机」应为 11 位手机号码。")
    for name, choices, word in (("category", categories, "类别"), ("age", ages, "年龄段"), ("area", areas, "街镇")):
        if facts[name] is None:
            faults.append(f"「{word}」应为：{'、'.join(choices)}。")
    if facts["email"] and not _is_mail(facts["email"]):
        faults.append("「邮箱」不是有效的地址。")
    words = {value: heading for heading, value in HEADINGS.items()}
    faults += [f"「{words[name]}」超过 {most} 字。" for name, most in LONGEST.items() if len(facts[name]) > most]
    return facts, faults


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _keep(unit: Unit, facts: dict[str, Any], source: str) -> list[str]:
    try:
        with transaction.atomic():
            commands.apply(unit, facts, codes.new_code(), source=source)
    except Refused as refused:
        return [refused.message]
    return []


def _journal(report: Report, unit: Unit, actor: Actor, source: str) -> None:
    journal.append(
        action="delegates.imported",
        actor=actor,
        subject=RecordRef("units.unit", str(unit.pk)),
        summary=f"导入公众代表名单：收下 {report.added} 人，退回 {report.bad_lines} 行。来源：{source}",
        basis=PRIVACY,
        data={"added": report.added, "refused": report.bad_lines},
    )


def template() -> str:
    """An empty table with every heading and one line that shows what is expected, as csv text."""
    first = queries.areas().first()
    row = ["", "", "", "", Category.CITIZEN.label, Age.MIDDLE.label, first.short if first else "", "", "是"]
    return sheets.as_csv([list(HEADINGS), row])
