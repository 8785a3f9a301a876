"""A catalogue in force, made by its people: drafted by 区府办's clerk, approved by its head, published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from tests.support.documents import Papers
from tests.support.workplan import District, once_by

from mingzheng.core import timekeeping
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.policy.tags import commands
from mingzheng.policy.tags.models import Version

PUBLISHED = dt.date(2023, 4, 20)
TAGS = ["宏观经济", "企业", "营商环境"]


@dataclass
class Office:
    """``office.publishes(("rename", {...}), note=…)``: the next version, through all its steps."""

    district: District

    def drafts(self, *changes: tuple[str, dict[str, Any]], note: str = "改版", take_over: bool = False) -> Version:
        version = commands.begin(self.district.clerk, note=note, take_over=take_over)
        for command, data in changes:
            self.does(version, command, **data)
        return version

    def does(self, version: Version, command: str, *, by: Any = None, **data: Any) -> None:
        act(Case.objects.get(pk=version.case_id), command, by or self.district.clerk, data)
        version.refresh_from_db()

    def publishes(self, *changes: tuple[str, dict[str, Any]], note: str = "改版", take_over: bool = False) -> Version:
        version = self.drafts(*changes, note=note, take_over=take_over)
        self.does(version, "submit")
        self.does(version, "approve", by=self.district.head)
        self.does(version, "publish")
        return version


@pytest.fixture
def catalogue(papers: Papers, on_day: Any) -> Office:
    """The shipped catalogue, in force since 20 April 2023; the test stands on that day."""
    on_day(PUBLISHED)
    office = Office(papers.district)
    once_by(papers.district, "catalogue of tags", lambda: office.publishes(take_over=True, note="第一版"))
    return office


def released_before(papers: Papers, **changes: Any) -> Any:
    """A document of the days before the catalogue: with free words."""
    with timekeeping.standing_at(dt.date(2023, 4, 18)):
        return papers.released(**changes)
