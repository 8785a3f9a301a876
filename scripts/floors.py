"""Draw docs/pictures/floors.svg: the floors of the house as pyproject.toml declares them and as the packages are.

.venv/bin/python scripts/floors.py            writes the picture
.venv/bin/python scripts/floors.py --check    exit code 1 when the picture is not of today's house (a test runs it)
"""

from __future__ import annotations

import sys
import tomllib
from html import escape
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
SOURCE, TARGET = HOME / "src" / "mingzheng", HOME / "docs" / "pictures" / "floors.svg"
WIDTH, EDGE, GAP, NAME = 1180, 16, 12, 26
LETTER, LINE, PLATE = 7.6, 24, 30  # width of a letter, height of a row of rooms, room for the floor's name

WHAT = {
    "config": "settings, addresses, command line, worker",
    "portal": "the public face",
    "desk": "the staff face",
    "api": "the face for machines",
    "design": "tokens, components, base templates",
    "papers": "what leaves as a file",
    "search": "full-text index",
    "machines": "other systems",
    "supervision": "五 监督保障",
    "requests": "二（十一）依申请公开",
    "policy": "三 政策",
    "participation": "四 公众参与",
    "disclosure": "一、二 公开",
    "core": "shared ground",
}
SHOWN_WHOLE = {"config", "portal", "desk", "api", "design", "papers", "search"}
"""Packages whose modules are pages or papers, not rooms."""


def floors() -> list[list[str]]:
    """Top floor first, packages that stand side by side together."""
    contracts = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(one["layers"] for one in contracts if one["containers"] == ["mingzheng"])
    return [[part.strip() for part in layer.split("|")] for layer in layers]


def rooms(package: str) -> list[str]:
    """The Django apps of a package."""
    if package in SHOWN_WHOLE:
        return []
    return sorted(folder.name for folder in (SOURCE / package).iterdir() if (folder / "apps.py").exists())


def rows(names: list[str], width: float) -> list[str]:
    """Names, broken into lines that fit."""
    lines: list[str] = []
    for name in names:
        if lines and (len(lines[-1]) + len(name) + 3) * LETTER < width:
            lines[-1] += f" · {name}"
        else:
            lines.append(name)
    return lines


def draw() -> str:
    parts, top = [], EDGE
    for floor in floors():
        width = (WIDTH - 2 * EDGE - GAP * (len(floor) - 1)) / len(floor)
        texts = [rows(rooms(package), width - 24) for package in floor]
        height = PLATE + NAME - 8 + LINE * max(len(lines) for lines in texts)
        for place, (package, lines) in enumerate(zip(floor, texts, strict=True)):
            parts += plate(EDGE + place * (width + GAP), top, width, height, package, lines)
        top += height + GAP
    size = f'viewBox="0 0 {WIDTH} {top - GAP + EDGE}" width="{WIDTH}" height="{top - GAP + EDGE}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" role="img">'
    title = "<title>Floors of the house: each imports only from those below</title>"
    return "\n".join([head, title, *parts, "</svg>"]) + "\n"


def plate(left: float, top: float, width: float, height: float, package: str, lines: list[str]) -> list[str]:
    box = f'x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}"'
    said = f'<tspan font-weight="bold">{package}</tspan><tspan fill="#57606a">  {escape(WHAT[package])}</tspan>'
    found = [
        f'<rect {box} rx="4" fill="#fbfaf7" stroke="#8a94a3"/>',
        f'<text x="{left + 12:.0f}" y="{top + NAME:.0f}" font-size="15" fill="#1c2430">{said}</text>',
    ]
    for place, line in enumerate(lines):
        down = top + NAME + LINE * (place + 1)
        found.append(f'<text x="{left + 12:.0f}" y="{down:.0f}" font-size="13" fill="#1c2430">{escape(line)}</text>')
    return found


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(
            None
            if TARGET.read_text(encoding="utf-8") == draw()
            else "docs/pictures/floors.svg is not of today: run scripts/floors.py"
        )
    TARGET.write_text(draw(), encoding="utf-8")
