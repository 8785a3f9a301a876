"""Element, format and class errors of a record, before it is sent: the rules of the header fields and the profile's limits.

Pure but for the rules' own reading of an edition. Three kinds, in the notice's words: 要素齐全 (element), 格式规范 (format),
分类准确 (class).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from mingzheng.disclosure.documents import rules
from mingzheng.disclosure.documents.models import Edition
from mingzheng.disclosure.filing import profile

KINDS = {"element": "缺少要素", "format": "格式差错", "class": "分类差错", "other": "其他"}

# Which of the header fields' rules concern the library, and what kind of error each is. The others (columns, tags,
# pictures) concern our own pages alone.
OF_RULE = {
    "title": "element",
    "body": "element",
    "attribute": "element",
    "ground": "element",
    "doc_number": "element",
    "issuer": "element",
    "formed_on": "element",
    "summary": "element",
    "carriers": "element",
    "effective": "element",
    "expiry": "element",
    "title_length": "format",
    "doc_number_form": "format",
    "number_year": "format",
    "number_in_text": "format",
    "printed_order": "format",
    "expires_order": "format",
    "formed_future": "format",
    "summary_length": "format",
    "genre": "class",
    "theme": "class",
    "theme_known": "class",
    "group": "class",
    "ground_on_request": "class",
    "normative_is_public": "class",
}
# Fields of the profile whose lack a rule has named already.
OF_FIELD = {
    "docTitle": "title",
    "authNo": "doc_number",
    "authUnit": "issuer",
    "authDate": "formed_on",
    "openType": "attribute",
    "openCarrier": "carriers",
    "notopenReason": "ground",
    "content": "body",
    "briefContent": "summary",
    "themeOne": "theme",
    "themeTwo": "theme",
    "docType": "genre",
    "groupType": "group",
}


@dataclass(frozen=True)
class Fault:
    """One error, in words that say what to mend."""

    kind: str
    field: str
    message: str
    remedy: str

    def as_row(self) -> dict[str, str]:
        return asdict(self)


def faults(edition: Edition, payload: profile.Payload, *, today: dt.date) -> list[Fault]:
    """Every error of a record; each field is named once."""
    found = [
        Fault(OF_RULE[problem.code], problem.field, problem.message, problem.remedy)
        for problem in rules.hard(rules.problems(rules.values_of(edition, today=today)))
        if problem.code in OF_RULE
    ]
    named = {fault.field for fault in found}
    return found + [fault for fault in of_profile(payload) if fault.field not in named]


def of_profile(payload: profile.Payload) -> list[Fault]:
    """Lack, length, shape and words by the field profile."""
    return [fault for field in profile.FIELDS if (fault := _fault(field, payload)) is not None]


def _fault(field: profile.Field, payload: profile.Payload) -> Fault | None:
    text = field.value(payload)
    name = OF_FIELD.get(field.name, field.name)
    if not text:
        if not field.needed(payload):
            return None
        kind = "class" if field.kind == "class" else "element"
        return Fault(kind, name, f"没有{field.label}。", f"请补上{field.label}。")
    if field.limit and len(text) > field.limit:
        return Fault("format", name, f"{field.label}有 {len(text)} 字，公文库限 {field.limit} 字。", "请压缩后更正。")
    if field.shape is not None and not field.shape.fullmatch(text):
        return Fault("format", name, f"{field.label}「{text[:40]}」的写法公文库不收。", "请对照原文改正。")
    if field.words and text not in field.words:
        words = "、".join(field.words)
        return Fault(field.kind, name, f"{field.label}「{text[:20]}」不在公文库的词表里。", f"应为：{words}。")
    return None


def count(rows: Iterable[dict[str, Any]], kind: str) -> int:
    """How many of these faults (as rows) are of a kind."""
    return sum(row["kind"] == kind for row in rows)
