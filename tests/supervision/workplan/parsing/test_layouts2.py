"""Papers of many places, written before the parser was looked at: text dumps, Word, Excel, CSV, printed PDF.

Each .yaml holds what must come out (tasks as [group, content, units, due, inferred]; 等 as the last unit
marks an open list) and, for Word, Excel and CSV, the paper itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzheng.supervision.workplan.parsing import parse_notice, to_json

from .papermaker import make

HERE = Path(__file__).parent / "layouts2"
PAPERS = sorted(HERE.glob("*.yaml"))


def paper_of(path: Path, wanted: dict[str, Any]) -> tuple[bytes, str]:
    if "kind" in wanted:
        return make(wanted), f"{path.stem}.{wanted['kind']}"
    own = next(p for p in HERE.glob(f"{path.stem}.*") if p != path)
    return own.read_bytes(), own.name


def task_of(number: int, written: list[Any]) -> dict[str, Any]:
    group, content, units, due, *rest = written
    return {
        "number": number,
        "group": group,
        "content": content,
        "units": [u for u in units if u != "等"],
        "open_ended": "等" in units,
        "due": due,
        "inferred": rest[0] if rest else [],
    }


@pytest.mark.parametrize("path", PAPERS, ids=lambda p: p.stem)
def test_paper(path: Path) -> None:
    wanted: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    got = to_json(parse_notice(*paper_of(path, wanted)))
    shown = [{k: v for k, v in task.items() if k != "why"} for task in got["tasks"]]
    assert shown == [task_of(i, t) for i, t in enumerate(wanted["tasks"], start=1)]
    for key in ("issuer", "number", "year"):
        assert got[key] == wanted.get(key, got[key]), key
    if "points" in wanted:
        assert [p["label"] for p in got["points"]] == wanted["points"]
