"""The catalogue that comes with the software: what 区府办 starts from (data/catalogue.yaml, data/industries.yaml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.disclosure.documents.vocabulary import themes
from mingzheng.policy.tags.content import Content, Entry, Facet, add_many

DATA = Path(__file__).parent / "data"
PLAIN = ("audience", "size", "event", "measure")
LETTER = {"subject": "S", "audience": "A", "industry": "I", "size": "Z", "event": "E", "measure": "M"}


@cache
def content() -> Content:
    """Facets and tags as shipped, with stable codes."""
    data: dict[str, Any] = yaml.safe_load((DATA / "catalogue.yaml").read_text(encoding="utf-8"))
    facets = [Facet(**one) for one in data["facets"]]
    rows = [*_subjects(data["subject"]), *_industries()]
    for facet in PLAIN:
        rows += _plain(facet, data[facet])
    order = {one.code: place for place, one in enumerate(facets)}
    rows.sort(key=lambda one: order[one.facet])
    return add_many(Content.of(facets, []), rows)


def _split(text: str | None, mark: str | None = None) -> tuple[str, ...]:
    return tuple(one for one in (text or "").split(mark) if one)


def _subjects(words: dict[str, str]) -> list[Entry]:
    """The 22 classes of 主题分类 with their second levels; 其他 says nothing and is left out."""
    found: list[Entry] = []
    for number, (name, below) in enumerate(themes().items(), 1):
        if name == "其他":
            continue
        top = f"S{number:02d}"
        found.append(Entry(top, "subject", name, words=_split(words.get(name)) or (name,)))
        for place, one in enumerate(below, 1):
            if one != "其他":
                said = _split(words.get(one)) or (one,)
                found.append(Entry(f"{top}{place:02d}", "subject", one, parent=top, words=said))
    return found


@cache
def sections() -> list[dict[str, Any]]:
    """GB/T 4754-2017: sections A–T with their divisions, each with code and name."""
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / "industries.yaml").read_text(encoding="utf-8"))["sections"]
    return rows


def _industries() -> list[Entry]:
    """A name carries its code, so that 教育 the section, the division and the subject stay three things."""
    found: list[Entry] = []
    for section in sections():
        top = f"I{section['code']}"
        found.append(_industry(top, section, "", "门类"))
        found += [_industry(f"I{one['code']}", one, top, "大类") for one in section["divisions"]]
    return found


def _industry(code: str, row: dict[str, Any], parent: str, level: str) -> Entry:
    definition = f"GB/T 4754-2017 {level} {row['code']}"
    words = tuple(dict.fromkeys([*row.get("words", ()), *([row["name"]] if len(row["name"]) > 3 else [])]))
    return Entry(code, "industry", f"{row['name']}（{row['code']}）", parent, definition, words)


def _plain(facet: str, rows: list[dict[str, str]]) -> list[Entry]:
    codes = {row["name"]: f"{LETTER[facet]}{number:02d}" for number, row in enumerate(rows, 1)}
    return [
        Entry(
            codes[row["name"]],
            facet,
            row["name"],
            codes.get(row.get("parent", ""), ""),
            row.get("definition", ""),
            _split(row.get("words")),
            _split(row.get("former"), "、"),
        )
        for row in rows
    ]
