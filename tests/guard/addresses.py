"""Every address of the house with its view, and what its view declares of who may ask (``desk.access.Readers``)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from mingzheng.desk.access import Readers, record_part

PLAIN = {"code", "key", "kind", "year", "ending", "of"}  # parts of an address that name no record of a unit


@dataclass(frozen=True)
class Address:
    """``parts``: the names of what varies in it; ``named``: the part that names its record."""

    route: str
    name: str
    view: Callable[..., Any]
    readers: Readers | None
    parts: tuple[str, ...]
    pattern: URLPattern

    @property
    def of_every_unit(self) -> bool:
        """Is it declared that whoever is in one of the posts opens any of these records?"""
        rows = getattr(self.readers and self.readers.opens, "rows", None)
        return getattr(self.readers and self.readers.opens, "of_every_unit", False) or (
            rows is not None and not inspect.signature(rows).parameters
        )

    @property
    def named(self) -> str | None:
        """The part that names a record; None where no part of it does."""
        part = record_part(self.parts)
        return None if self.readers is None or (part in PLAIN and self.readers.opens is None) else part


def addresses(under: str = "") -> list[Address]:
    return [one for one in walked(get_resolver().url_patterns, "", "") if one.route.startswith(under)]


def walked(patterns: list[URLPattern | URLResolver], route: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from walked(pattern.url_patterns, here, inner)
        else:
            readers = getattr(outermost(pattern.callback), "readers", None)
            parts = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
            yield Address(here, f"{space}{pattern.name}", pattern.callback, readers, parts, pattern)


def outermost(view: Any) -> Any:
    """The function that carries a declaration: decorators outside of it wrap it."""
    while view is not None and not hasattr(view, "readers"):
        view = getattr(view, "__wrapped__", None)
    return view


def model_of(opens: Callable[..., Any]) -> type[Model]:
    """Which records a finder opens: from the rows it asks, or from what it says that it returns."""
    rows = getattr(opens, "rows", None)
    if rows is not None and not inspect.signature(rows).parameters:
        return rows().model
    asked = rows or opens
    words = re.findall(r"\w+", inspect.unwrap(asked).__annotations__["return"])
    for word in words:
        one = vars(inspect.getmodule(inspect.unwrap(asked))).get(word)
        if isinstance(one, type) and issubclass(one, Model):
            return one
    raise AssertionError(f"{opens} does not say what it opens")
