"""The kinds of letters and forms as data: title, word of the number, to whom, on which article, and what the wording must contain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent.parent / "data" / "letters.yaml"


@dataclass(frozen=True)
class LetterKind:
    """``word``: what follows the unit in the number; "" for a letter without one. ``must``: places that the office's wording
    may not leave out. ``may``: further places that it can use. ``to``: applicant, third_party or agency.

    ``leaf``: the outcome that the letter tells, whose remedy it closes with. ``encloses``: the form that goes with it.
    """

    code: str
    title: str
    word: str
    to: str
    article: str
    must: tuple[str, ...]
    may: tuple[str, ...]
    source: str
    leaf: str = ""
    encloses: str = ""

    @property
    def key(self) -> str:
        return f"letter.{self.code}"


@cache
def kinds() -> Mapping[str, LetterKind]:
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["kinds"]
    return {
        row["code"]: LetterKind(**row | {"must": tuple(row["must"]), "may": tuple(row.get("may", ()))}) for row in rows
    }


@dataclass(frozen=True)
class Form:
    """A form without number, filled from the case as it stands when it is printed."""

    code: str
    title: str
    article: str
    source: str


@cache
def forms() -> Mapping[str, Form]:
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["forms"]
    return {row["code"]: Form(**row) for row in rows}


@cache
def reason_places() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Places that the wording of a leaf's paragraph must contain, and may contain."""
    row: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["reasons"]
    return tuple(row["must"]), tuple(row["may"])
