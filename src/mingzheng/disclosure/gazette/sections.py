"""The sections of the gazette, as data, and which of them suits a document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from mingzheng.disclosure.documents.models import Document

DATA = Path(__file__).parent / "data" / "sections.yaml"
OTHER = "other"


@dataclass(frozen=True)
class Section:
    """``issuers``, ``units``, ``words``: what a document is recognised by; see the data file."""

    code: str
    title: str
    issuers: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@cache
def sections() -> tuple[Section, ...]:
    """Every section, in printed order."""
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return tuple(
        Section(row["code"], row["title"], *(tuple(row.get(key, ())) for key in ("issuers", "units", "words")))
        for row in rows
    )


def title_of(code: str) -> str:
    return next((section.title for section in sections() if section.code == code), code)


def rank(code: str) -> int:
    """Place in the printed order; unknown ones last."""
    return next((place for place, section in enumerate(sections()) if section.code == code), len(sections()))


def suggested(document: Document) -> str:
    """The section for a document: by words of its title, then by who issued it, then by the unit."""
    issuer = document.live.issuer if document.live else ""
    tests = (
        lambda section: any(word in document.title for word in section.words),
        lambda section: any(issuer.endswith(name) for name in section.issuers) and document.unit.kind == "gov_office",
        lambda section: document.unit.kind in section.units,
    )
    for test in tests:
        for section in sections():
            if test(section):
                return section.code
    return OTHER
