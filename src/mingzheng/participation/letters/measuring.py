"""How often the machine's proposal is what a person decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import yaml

from mingzheng.core.units import sheet
from mingzheng.core.units.sheet import read_sheet
from mingzheng.participation.letters import dated, sorting

LABELS = {"kind": "性质", "matter": "事项", "unit": "单位（第一推荐）", "units": "单位（前三推荐）"}


@dataclass
class Measured:
    """``right``: hits by what was proposed; ``misses``: one line for each letter whose unit was not proposed first."""

    total: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LABELS, 0))
    misses: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def shipped() -> list[dict[str, str]]:
    """The letters of the demonstration, with what was decided for each."""
    rows: list[dict[str, str]] = yaml.safe_load((dated.DATA / "demo.yaml").read_text(encoding="utf-8"))["letters"]
    return rows


def district_names() -> dict[str, list[str]]:
    """The names of the demonstration district's units, from its sheet."""
    from pathlib import Path

    found = read_sheet(Path(sheet.__file__).parent / "data" / "district.yaml")
    return {row.code: [row.short, row.name, *row.aliases, *row.merged] for row in found.units}


def measure(rows: Iterable[Mapping[str, str]]) -> Measured:
    found, names = Measured(), district_names()
    for row in rows:
        made = sorting.sort(row["title"], row["text"], row["channel"], names)
        units = [one.code for one in made.units]
        matter = made.matter.code if made.matter else ""
        found.total += 1
        found.right["kind"] += made.kind.code == row["kind"]
        found.right["matter"] += matter == row["matter"]
        found.right["unit"] += units[:1] == [row["unit"]]
        found.right["units"] += row["unit"] in units
        if units[:1] != [row["unit"]]:
            found.misses.append(f"{row['title']}：推荐 {'、'.join(units) or '（没有）'}，实为 {row['unit']}")
    return found
