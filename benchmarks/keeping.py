"""Results that are kept, and docs/benchmarks.md made from them: what the page says was measured, nothing is typed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
WORDS = Path(__file__).parent / "results" / "words.md"
PAGE = HOME / "docs" / "benchmarks.md"
MARK = "<!-- results -->"


def keep(name: str, part: dict[str, Any], load: float) -> None:
    """One file for each benchmark, in it one part for each database; the last run stands.

    Args:
        part: what one database gave.
        load: the machine's load in the minute before it began; above 1 the figures are upper bounds.
    """
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    kept = json.loads(path.read_text(encoding="utf-8"))["parts"] if path.exists() else []
    others = [one for one in kept if _engine(one) != _engine(part)]
    part = {**part, "commit": _commit(), "load_before": round(load, 1)}
    facts = {"name": name, "parts": sorted([*others, part], key=_engine, reverse=True)}
    path.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _engine(part: dict[str, Any]) -> str:
    return str(part["database"]).split()[0]


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HOME, capture_output=True, text=True)
    return done.stdout.strip()


def write_page() -> None:
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The whole page: the words written by people, with the tables in their place."""
    tables = [_table(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(RESULTS.glob("*.json"))]
    return WORDS.read_text(encoding="utf-8").replace(MARK, "\n\n".join(tables))


def _table(facts: dict[str, Any]) -> str:
    lines = [f"### `./bench {facts['name']}`", ""]
    for part in facts["parts"]:
        lines += [
            f"{part['database']}; {part['machine']}; {part['measured_on']}, commit `{part['commit']}`, "
            f"load before {part['load_before']:g}. {part['about']}",
            "",
            "| | measured | target | baseline in the same run |",
            "|---|---|---|---|",
            *(_line(row) for row in part["rows"]),
            "",
        ]
    return "\n".join(lines).rstrip()


def _line(row: dict[str, Any]) -> str:
    note = f" ({row['note']})" if row.get("note") else ""
    target = ""
    if row.get("target"):
        target = f"≤ {row['target']:g}: " + ("**missed**" if row["median"] > row["target"] else "met")
    base = ""
    if row.get("baseline") is not None:
        base = f"{row['baseline_is']}: {row['baseline']:,.1f}, ratio {row['ratio']:.3g}"
    cells = [f"{row['name']}{note}", f"{row['median']:,.1f} {row['unit']}", target, base]
    return "| " + " | ".join(cell.replace("|", "／").replace("\n", " ") for cell in cells) + " |"
