"""An operation that will go says so half a year before: in the schema, and with every answer. Made for this test alone."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.http import HttpRequest
from ninja.testing import TestClient
from pydantic import BaseModel

from mingzheng.api.answers import Room
from mingzheng.api.leaving import Leaving
from mingzheng.api.problems import Problem
from mingzheng.api.public import make
from mingzheng.api.schema import draw

LEAVES = Leaving(dt.date(2023, 7, 1), dt.date(2024, 1, 1), "/api/v1/documents")


class Out(BaseModel):
    """一份。"""

    title: str


def old(request: HttpRequest, number: int) -> Out:
    if number > 1:
        raise Problem(404)
    return Out(title="甲")


def stays(request: HttpRequest) -> Out:
    return Out(title="乙")


@pytest.fixture(scope="module")
def api():
    room = Room("试验")
    room.read("/old/{number}", "旧接口", Out, about="按编号。", leaves=LEAVES)(old)
    room.read("/stays", "新接口", Out)(stays)
    made = make("leaving_test", "试验", "")
    made.add_router("", room.router)
    return made


def test_every_answer_says_from_when_and_until_when(api):
    client = TestClient(api)
    found = client.get("/old/1")
    assert found.status_code == 200 and json.loads(found.content) == {"title": "甲"}
    assert found.headers["Deprecation"] == "@1688169600"
    assert found.headers["Sunset"] == "Mon, 01 Jan 2024 00:00:00 GMT"
    assert found.headers["Link"] == '</api/v1/documents>; rel="successor-version"'
    assert client.get("/old/1?nichts=1").headers["Sunset"] == found.headers["Sunset"]
    assert not {"Deprecation", "Sunset"} & set(client.get("/stays").headers)


def test_the_schema_says_it_and_of_no_other(api):
    paths = draw(api)["paths"]
    gone, kept = (
        next(paths[path]["get"] for path in paths if path.endswith(end)) for end in ("/old/{number}", "/stays")
    )
    assert gone["deprecated"] is True and "2024年1月1日起不再回答" in gone["description"]
    assert "请改用 /api/v1/documents" in gone["description"] and gone["description"].startswith("按编号。")
    assert {"Deprecation", "Sunset"} <= set(gone["responses"]["200"]["headers"])
    assert "deprecated" not in kept and "Sunset" not in kept["responses"]["200"]["headers"]
    assert "x-leaves" not in json.dumps(paths, default=str)


def test_less_than_half_a_year_is_no_notice():
    with pytest.raises(ValueError, match="half a year"):
        Leaving(dt.date(2023, 7, 1), dt.date(2023, 12, 1))
