"""Every read of freezes that a page or a command uses. The long texts are read only where they are wanted."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mingzheng.core import proofs
from mingzheng.core.indicators import Figure
from mingzheng.supervision.open_data.models import Freeze


def freezes() -> QuerySet[Freeze]:
    """The newest first, without their texts."""
    return Freeze.objects.select_related("plan").defer("public_text", "inner_text")


@dataclass(frozen=True)
class Frozen:
    """A frozen figure of the district on its last day."""

    task: int
    content: str
    label: str
    text: str
    day: dt.date
    readings: int


def figures(found: Freeze) -> list[Frozen]:
    """What everybody may read of a freeze: each figure as it stood last."""
    return [_last(row) for row in json.loads(found.public_text)["figures"]]


def _last(row: dict[str, Any]) -> Frozen:
    day, above, below = row["days"][-1]
    figure = Figure(above, below)
    text = figure.text if below is not None else f"{figure.text} {row['unit']}"
    return Frozen(row["task"], row["content"], row["label"], text, dt.date.fromisoformat(day), len(row["days"]))


def file_name(found: Freeze, *, inner: bool = False) -> str:
    """Of the file to be kept."""
    return f"shuzi-{found.plan.year}-{found.day.isoformat()}-{found.kind}{'-inner' if inner else ''}.json"


def fixed() -> Iterator[proofs.Fixed]:
    """Every freeze as it stands now, part by part."""
    from mingzheng.supervision.open_data.commands import parts_of

    for one in Freeze.objects.select_related("plan"):
        yield proofs.Fixed(one.ref, str(one), parts_of(one))
