"""Tabs over the rows of a list by state: which one the address asks for (``?state=``), and how many rows stand in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from mingzheng.design.parts import Tab
from mingzheng.desk.access import StaffRequest

States = Mapping[str, tuple[Any, Q]]  # code → (label, which rows); the first is shown where nothing is asked for


def states_of(choices: list[tuple[str, Any]]) -> dict[str, tuple[Any, Q]]:
    """The states of a model as tabs."""
    return {value: (label, Q(state=value)) for value, label in choices}


def chosen(request: StaffRequest, states: States) -> str:
    """The state that the address asks for; the first where it asks for none that there is."""
    asked = request.GET.get("state", "")
    return asked if asked in states else next(iter(states))


def tabs(request: StaffRequest, rows: QuerySet[Any], states: States, now: str) -> list[Tab]:
    return [
        Tab(
            str(label),
            f"{request.path}?{urlencode({'state': code})}" if code else request.path,
            code == now,
            rows.filter(wanted).count(),
        )
        for code, (label, wanted) in states.items()
    ]
