"""How portals call the fields of a header; from ``data/labels.yaml``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parents[1] / "data" / "labels.yaml"
# What stands in a field that has been left empty.
BLANK = re.compile(r"(无|暂无|空|没有|未知|null|none|n/?a|undefined|[-—–_/\\*、.。·\s]+)?", re.IGNORECASE)
SPACES = re.compile(r"[\s\x00-\x1f\x7f\u00a0\u2000-\u200f\u202a-\u202e\u3000\ufeff]+")


@cache
def _rows() -> list[dict[str, Any]]:
    return list(yaml.safe_load(DATA.read_text(encoding="utf-8")))


@cache
def names() -> dict[str, str]:
    """field → what it is called on our screens."""
    return {row["field"]: row["label"] for row in _rows()}


@cache
def by_label() -> dict[str, str]:
    """What a page may call a field → field."""
    return {label: row["field"] for row in _rows() for label in row["labels"]}


@cache
def by_meta() -> dict[str, str]:
    return {name.lower(): row["field"] for row in _rows() for name in row["meta"]}


@cache
def inline() -> re.Pattern[str]:
    """A label with its colon within running text; its characters may be spaced out (索 引 号：)."""
    spaced = [r"\s*".join(map(re.escape, label)) for label in sorted(by_label(), key=len, reverse=True)]
    return re.compile(rf"(?:^|(?<=[\s|｜；;，,。【\[(（]))({'|'.join(spaced)})\s*[】\])）]?\s*[：:]\s*")


def clean(text: str | None) -> str:
    return "" if not text else SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def tight(text: str) -> str:
    """Without any space: for comparing."""
    return SPACES.sub("", text)


def field_of(text: str) -> str:
    """The field that a cell names ("索 引 号：", "【文号】"), or ""."""
    return by_label().get(tight(text).strip("：:【】[]()（）|｜*·•"), "")


def is_blank(value: str) -> bool:
    return BLANK.fullmatch(value.strip()) is not None
