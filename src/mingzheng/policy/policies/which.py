"""Which documents are policies (data/which.yaml), so that their life line begins with their release. Pure over a document's values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.timezone import localtime

from mingzheng.core import timekeeping
from mingzheng.core.dated import newest
from mingzheng.disclosure.documents.models import Document, Edition

DATA = Path(__file__).parent / "data" / "which.yaml"


@dataclass(frozen=True)
class Rules:
    """A version of the rules.

    Args:
        normative: a 行政规范性文件 always is one.
        genres: kinds of official paper that may be a policy. ``words``: one of them in the title makes it one.
        never: words in the title that make it none, whatever else it is (appointments, replies, lists of results).
        enterprises, pays, foreign: words of title, summary or text that set these marks; a person may change them.
    """

    valid_from: dt.date
    source: str
    normative: bool
    genres: Sequence[str]
    words: Sequence[str]
    never: Sequence[str]
    enterprises: Sequence[str] = field(default_factory=tuple)
    pays: Sequence[str] = field(default_factory=tuple)
    foreign: Sequence[str] = field(default_factory=tuple)


@cache
def _versions() -> tuple[Rules, ...]:
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["versions"]
    return tuple(Rules(**row) for row in rows)


def rules_on(day: dt.date) -> Rules:
    """The rules in force on a day; the oldest for a day before all."""
    return newest(_versions(), lambda rules: rules.valid_from, day)


@dataclass(frozen=True)
class Answer:
    """``why``: on which rule it rests, in words."""

    is_policy: bool
    why: str


def judge(edition: Edition, day: dt.date) -> Answer:
    """Is what this edition publishes a policy? The issuer's own name in the title says nothing of it (规划资源局 is no plan)."""
    rules, title = rules_on(day), _without_issuer(edition)
    never = _first(rules.never, title)
    if edition.normative and rules.normative:
        return Answer(True, "行政规范性文件")
    if not edition.official:
        return Answer(False, "不是公文")
    if edition.genre not in rules.genres:
        return Answer(False, "这种体裁一般不是政策文件")
    if never:
        return Answer(False, f"标题有“{never}”，一般不是政策文件")
    word = _first(rules.words, title)
    return Answer(True, f"标题有“{word}”") if word else Answer(False, "标题里没有政策文件常用的词")


def _without_issuer(edition: Edition) -> str:
    unit, title = edition.document.unit, edition.title
    for name in (unit.name, unit.short, *edition.issuers):
        title = title.replace(name, "") if name else title
    return title


@dataclass(frozen=True)
class Marks:
    for_enterprises: bool
    pays: bool
    foreign: bool


def marks_of(edition: Edition, text: str, day: dt.date) -> Marks:
    """What title, summary, text and audience say; a person corrects it on the case."""
    rules = rules_on(day)
    said = f"{edition.title}\n{edition.summary}\n{text}"
    enterprises = bool({"企业", "个体工商户"} & set(edition.audience)) or bool(_first(rules.enterprises, edition.title))
    return Marks(enterprises, bool(_first(rules.pays, said)), bool(_first(rules.foreign, said)))


def issued_on(document: Document) -> dt.date:
    """The day on which the document was first public: a correction does not issue the policy anew."""
    first = document.first_published_at
    return localtime(first).date() if first else document.published_on or timekeeping.today()


def of_document(document: Document, day: dt.date) -> Answer:
    return judge(document.live, day) if document.live is not None else Answer(False, "没有公开")


def _first(words: Sequence[str], text: str) -> str:
    return next((word for word in words if word in text), "")
