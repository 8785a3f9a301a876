"""Public facts that anybody may take away as a table: csv, json, xlsx, with a catalogue in DCAT.

Rooms of every wing declare theirs; the portal lists, shows and exports them. Only what is public already stands in one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "number", "date", "address"]
Value = str | int | float | dt.date | None
Values = Sequence[Value]
KINDS = ("csv", "json", "xlsx")  # as which a table can be taken away


@dataclass(frozen=True)
class Column:
    """``key``: ASCII, stable, the name in json. ``address``: a path on this portal, made absolute when it is written out."""

    key: str
    label: str
    type: Type = "text"
    about: str = ""


@dataclass(frozen=True)
class Dataset:
    """A table of public facts.

    Args:
        code: lower case, stable; stands in addresses.
        about: what a row is, what is in it and what is not.
        columns: in the order of the values of a row.
        rows: the rows as of now, read in portions; the newest first where there is an order.
        tags: freshness tags; when one is touched the table changed.
        every: how often it changes (ISO 8601 duration, "" for whenever a record does).
        article: on what its publication stands.
    """

    code: str
    label: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Values]]
    tags: tuple[str, ...]
    article: str
    theme: str
    every: str = ""


_datasets: dict[str, Dataset] = {}


def declare(dataset: Dataset) -> Dataset:
    """Make a dataset known. Called from ``AppConfig.ready``; declaring it again replaces it."""
    _datasets[dataset.code] = dataset
    return dataset


def dataset_of(code: str) -> Dataset | None:
    return _datasets.get(code)


def datasets() -> list[Dataset]:
    """Every dataset, by theme and name."""
    return sorted(_datasets.values(), key=lambda one: (one.theme, one.label))
