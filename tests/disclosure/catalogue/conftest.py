"""A small district with the seeded columns, standing on 20 June 2023."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.snapshots import once
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Actor
from mingzheng.disclosure.catalogue import commands, seeding
from mingzheng.disclosure.catalogue.models import Column

TODAY = dt.date(2023, 6, 20)


@pytest.fixture
def columns(district, on_day):  # noqa: F811
    """The seeded columns by code."""
    on_day(TODAY)
    return once("columns", _seeded)


def _seeded() -> dict[str, Column]:
    seeding.seed_columns(Actor.system("测试"))
    return {column.code: column for column in Column.objects.all()}


@pytest.fixture
def register(district, columns):  # noqa: F811
    """``register("标题", "2023-06-01", "tzgg")`` registers an entry by an officer of 区发改委."""

    def made(title, day, *codes, url="/zfxxgk/zhinan/", unit="fagai"):
        return commands.register_link(
            title,
            url,
            codes,
            unit=district.units[unit],
            published_on=dt.date.fromisoformat(day),
            actor=district.actor(unit),
        )

    return made
