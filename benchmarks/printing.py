"""Results as a table that a person reads."""

from __future__ import annotations

from typing import Any


def show(name: str, found: list[dict[str, Any]]) -> None:
    for part in found:
        print(f"\n{name} · {part['database']} · {part['machine']} · {part['measured_on']}")
        print(f"  {part['about']}")
        for row in part["rows"]:
            print(f"  {_mark(row)} {row['name']:<44} {row['median']:>10,.1f} {row['unit']:<6}{_beside(row)}")


def _mark(row: dict[str, Any]) -> str:
    if not row.get("target"):
        return " "
    return "✗" if row["median"] > row["target"] else "✓"


def _beside(row: dict[str, Any]) -> str:
    said = [f"目标 ≤ {row['target']:g}"] if row.get("target") else []
    if row.get("baseline") is not None:
        said.append(f"基准 {row['baseline']:,.1f}（{row['baseline_is']}），比值 {row['ratio']:.3g}")
    if row.get("note"):
        said.append(row["note"])
    return "；".join(said)
