"""A street with a corner, its people, and the window of another unit."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from tests.support.workplan import district, reference, whole_district  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.disclosure.corners import commands
from mingzheng.disclosure.corners.models import Corner

FACTS = {
    "name": "新华街道政务公开专区",
    "kind": Corner.Kind.STREET,
    "address": "某路1号",
    "place": "一楼大厅",
    "way": "某站下车\n向东200米",
    "phone": "021-00000000",
    "hours_text": "周一至周五 9:00-11:30 13:30-17:00",
    "opened_on": dt.date(2023, 1, 3),
}


@pytest.fixture
def corners(district, on_day):  # noqa: F811
    """Thursday, 20 April 2023: a corner of 新华街道."""
    on_day("2023-04-20")
    street = district.units["xinhua"]
    officer = district.actor("xinhua", Post.OFFICER)
    return SimpleNamespace(
        district=district,
        street=street,
        officer=officer,
        window=district.actor("xinhua", Post.WINDOW),
        centre=district.actor("chengyun", Post.WINDOW),
        stranger=district.actor("fagai", Post.OFFICER),
        corner=commands.open_corner(street, officer, {**FACTS, "area": street}),
    )
