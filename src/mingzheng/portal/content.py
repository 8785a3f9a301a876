"""The portal's standing texts: the examples beside this file, each replaced by the district's own of the same name.

The district's own lie in ``MINGZHENG_CONTENT`` (docs/start-for-real.md). They are read once per process.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.checks import CheckMessage, Error

UNREAD = {"demo", "state", "url", "updated"}
FOLDER = Path(__file__).resolve().parent / "content"


def names() -> list[str]:
    """Of all texts that the portal shows."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def load(name: str) -> dict[str, Any]:
    """The text ``name`` (guide, systems, disclosure, reports, site, apply, access …), the district's own before the example.

    Raises:
        FileNotFoundError: when there is no such text.
        ValueError: the district's own lacks something that the pages show.
    """
    example = _read(FOLDER / f"{name}.yaml")
    own = settings.MINGZHENG_CONTENT / f"{name}.yaml"
    if not own.exists():
        return example
    found = _read(own)
    if lacking := [key for key in example if key not in found and key not in UNREAD]:
        raise ValueError(f"{own} 缺少：{'、'.join(lacking)}。请对照 {FOLDER / own.name} 补上。")
    return found


def examples() -> list[str]:
    """The texts that are still made up: the district has not put its own in their place."""
    return [name for name in names() if load(name).get("demo")]


def check(**_asked: Any) -> list[CheckMessage]:
    """Django's check: a text of the district's own that cannot be shown stops ``setup`` and the start, not a reader."""
    faults: list[CheckMessage] = []
    for name in names():
        try:
            load(name)
        except ValueError as error:
            faults.append(Error(str(error), id="portal.content"))
    return faults


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} 不是完好的 YAML 文件（UTF-8）：{error}") from error
    if not isinstance(data, dict):
        raise ValueError(f"{path} 应当是“名称: 内容”的形式。")  # noqa: TRY004 - what is wrong is the file
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
