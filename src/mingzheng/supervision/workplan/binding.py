"""Which indicators prove a task, and which tasks take a statement (attest): data, matched by the task's own words.

Numbers change from year to year, sentences hardly do: a new notice is bound by similarity to what is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz

DATA = Path(__file__).parent / "data" / "bindings.yaml"
ALIKE = 80  # rapidfuzz ratio, 0–100, from which two task sentences are the same duty


@dataclass(frozen=True)
class Binding:
    """``indicators``: codes of ``supervision.indicators``. ``attest``: no record of the platform can show it."""

    content: str
    indicators: tuple[str, ...] = ()
    attest: bool = False


NONE = Binding("")


@cache
def bindings() -> tuple[Binding, ...]:
    """Every known binding, from the data file."""
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return tuple(Binding(row["content"], tuple(row.get("indicators", [])), bool(row.get("attest"))) for row in rows)


def binding_for(content: str) -> Binding:
    """The binding whose sentence is most like a task's; none below the threshold."""
    best = max(bindings(), key=lambda binding: fuzz.ratio(binding.content, content), default=NONE)
    return best if fuzz.ratio(best.content, content) >= ALIKE else NONE
