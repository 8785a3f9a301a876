"""The portal's standing texts: YAML beside this file, edited by the office, read once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

UNREAD = {"demo", "state", "url", "updated"}
FOLDER = Path(__file__).resolve().parent / "content"


@cache
def load(name: str) -> dict[str, Any]:
    """The text ``name`` (guide, systems, disclosure, reports, site, apply, access).

    Raises:
        FileNotFoundError: when there is no such text.
    """
    data = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise TypeError(f"{name}.yaml must hold a mapping")
    return data


def plain_text(value: object) -> str:
    """All words of a text, for the search; what only the page's template reads is left out."""
    if isinstance(value, dict):
        return " ".join(plain_text(part) for key, part in value.items() if key not in UNREAD)
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, list):
        return " ".join(plain_text(part) for part in value)
    return str(value)
