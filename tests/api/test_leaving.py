"""An operation that will go says so half a year before: in the schema, and with every answer. Made for this test alone."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.http import HttpRequest
from django.urls import path
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


ROOM = Room("试验")
ROOM.read("/old/{number}", "旧接口", Out, about="按编号。", leaves=LEAVES)(old)
ROOM.read("/stays", "新接口", Out)(stays)
API = make("leaving_test", "试验", "")
API.add_router("", ROOM.router)
urlpatterns = [path("api/v1/", API.urls)]
pytestmark = pytest.mark.urls(__name__)


def test_every_answer_says_from_when_and_until_when(client, db):
    found = client.get("/api/v1/old/1")
    assert found.status_code == 200 and found.json() == {"title": "甲"}
    assert found.headers["Deprecation"] == "@1688169600"
    assert found.headers["Sunset"] == "Mon, 01 Jan 2024 00:00:00 GMT"
    assert found.headers["Link"] == '</api/v1/documents>; rel="successor-version"'
    for address, status in (("/api/v1/old/2", 404), ("/api/v1/old/1?nichts=1", 422), ("/api/v1/old/x", 422)):
        wrong = client.get(address)
        assert wrong.status_code == status and wrong.headers["Sunset"] == found.headers["Sunset"], address
    same = client.get("/api/v1/old/1", headers={"If-None-Match": found["ETag"]})
    assert same.status_code == 304 and same.headers["Deprecation"] == found.headers["Deprecation"]
    assert not {"Deprecation", "Sunset"} & set(client.get("/api/v1/stays").headers)


def test_the_schema_says_it_and_of_no_other():
    paths = draw(API)["paths"]
    gone, kept = (next(paths[one]["get"] for one in paths if one.endswith(end)) for end in ("/old/{number}", "/stays"))
    assert gone["deprecated"] is True and "2024年1月1日起不再回答" in gone["description"]
    assert "请改用 /api/v1/documents" in gone["description"] and gone["description"].startswith("按编号。")
    assert {"Deprecation", "Sunset"} <= set(gone["responses"]["200"]["headers"])
    assert "deprecated" not in kept and "Sunset" not in kept["responses"]["200"]["headers"]
    assert "x-leaves" not in json.dumps(paths, default=str)


def test_less_than_half_a_year_is_no_notice():
    with pytest.raises(ValueError, match="half a year"):
        Leaving(dt.date(2023, 7, 1), dt.date(2023, 12, 1))
