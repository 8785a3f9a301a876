"""The text of a cleaned document with its places, and what is proposed from it. Pure data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from mingzheng.disclosure.documents.intake.agencies import Agencies
from mingzheng.disclosure.documents.intake.model import Cleaned, Role

FIELDS = {
    "title": "标题",
    "doc_number": "发文字号",
    "issuer": "发文机关",
    "co_issuers": "联合发文机关",
    "formed_on": "成文日期",
    "printed_on": "印发日期",
    "printed_by": "印发机关",
    "addressee": "主送机关",
    "attachments": "附件",
    "signature": "落款",
    "attribute": "公开属性",
    "effective_on": "施行日期",
    "expires_on": "失效日期",
    "genre": "体裁",
    "normative": "行政规范性文件",
    "repeals": "同时废止",
    "keywords": "关键词",
}
Value = str | dt.date | bool | tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """``source`` are the words, ``start`` and ``end`` their place in ``Cleaned.text`` (both 0 when derived, not read)."""

    field: str
    value: Value
    source: str
    start: int = 0
    end: int = 0
    confidence: float = 0.5
    note: str = ""
    others: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return FIELDS[self.field]

    @property
    def shown(self) -> str:
        """The value as a person reads it."""
        if isinstance(self.value, tuple):
            return "；".join(self.value)
        if isinstance(self.value, bool):
            return "是" if self.value else "否"
        return self.value.isoformat() if isinstance(self.value, dt.date) else self.value

    @property
    def sure(self) -> str:
        """high, middle or low, for the screen."""
        return "high" if self.confidence >= 0.85 else "middle" if self.confidence >= 0.6 else "low"


@dataclass(frozen=True)
class Doubt:
    """Two places that disagree, or a form that is wrong. ``field`` is the one to look at."""

    code: str
    field: str
    text: str


@dataclass(frozen=True)
class Reading:
    """All proposals by field, and the doubts."""

    proposals: dict[str, Proposal] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    def value(self, name: str) -> Value | None:
        found = self.proposals.get(name)
        return found.value if found else None


@dataclass(frozen=True)
class Part:
    """A block of the text and where it begins in ``Cleaned.text``."""

    text: str
    start: int
    role: Role
    tag: str


class Sheet:
    """The text of a cleaned document with the places of its blocks."""

    def __init__(self, cleaned: Cleaned, known: Agencies) -> None:
        self.known = known
        self.parts: list[Part] = []
        at = 0
        for block in cleaned.blocks:
            if block.text:
                self.parts.append(Part(block.text, at, block.role, block.tag))
                at += len(block.text) + 1
        self.text = cleaned.text

    def of(self, *roles: Role) -> list[Part]:
        return [part for part in self.parts if part.role in roles]

    @property
    def main(self) -> list[Part]:
        """The paper itself, without what is annexed after its date."""
        last = max((i for i, part in enumerate(self.parts) if part.role in (Role.DATE, Role.SIGNATURE)), default=-1)
        return self.parts if last < 0 else self.parts[: last + 1]
