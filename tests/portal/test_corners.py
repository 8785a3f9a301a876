"""Offline corners on the portal, and the kiosk that stands in them."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt
import re

import pytest
from tests.disclosure.corners.conftest import corners  # noqa: F401 - fixture
from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import searchable
from mingzheng.core.actors import Actor
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.catalogue import commands as catalogue
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.disclosure.corners import commands

pytestmark = pytest.mark.django_db
PARTS = ["latest", "activities", "ask", "apply", "here"]


def test_the_list_stands_by_street_and_says_what_is_open(client, corners):
    page = client.get("/zhuanqu/").content.decode()
    assert "新华街道政务公开专区" in page
    assert re.search(r"<h2[^>]*>新华街道</h2>", page)
    assert "全区 1 处" in page
    assert client.get("/zhuanqu/?open=1").status_code == 200
    assert 'href="/zhuanqu/"' in client.get("/zfxxgk/").content.decode()


def test_without_corners_the_page_says_so(client, db):
    assert "还没有登记政务公开专区" in client.get("/zhuanqu/").content.decode()


def test_the_page_of_a_corner(client, corners):
    planned = commands.plan_activity(
        corners.corner,
        corners.officer,
        {"kind": "lecture", "topic": "养老政策宣讲", "held_on": dt.date(2023, 4, 20), "begins": dt.time(14, 0)},
    )
    assert "近期活动" in client.get(f"/zhuanqu/{corners.corner.pk}/").content.decode()
    commands.record_activity(
        planned, corners.officer, {"participants": 9, "summary": "讲了补贴", "questions": [("要带什么？", "证件")]}
    )
    page = client.get(f"/zhuanqu/{corners.corner.pk}/").content.decode()
    for words in ("养老政策宣讲", "9 人参加", "要带什么？", "向东200米", "021-00000000", "（今天）"):
        assert words in page


@pytest.mark.parametrize("path", ["/zhuanqu/999999/", "/zhuanqu/99999999999999999999/", "/zhuanqu/1/kiosk/nothing/"])
def test_unknown_corners_are_not_found(client, db, path):
    assert client.get(path).status_code == 404


def test_a_corner_that_is_closed_for_good_is_gone_from_page_and_kiosk(client, corners):
    commands.change_corner(corners.corner, corners.officer, {"closed_on": dt.date(2023, 4, 19)})
    assert client.get(f"/zhuanqu/{corners.corner.pk}/").status_code == 404
    assert client.get(f"/zhuanqu/{corners.corner.pk}/kiosk/").status_code == 404


@pytest.mark.parametrize("part", ["", *[f"{part}/" for part in PARTS]])
def test_no_link_of_the_kiosk_leads_out_of_it(client, corners, part):
    base = f"/zhuanqu/{corners.corner.pk}/kiosk/"
    response = client.get(base + part)
    assert response.status_code == 200
    body = response.content.decode().split("<body", 1)[1]
    links = [link for link in re.findall(r'(?:href|action)="([^"]*)"', body) if "icons.svg" not in link]
    assert links
    assert [link for link in links if not link.startswith((base, "#"))] == []
    assert response.headers["Cache-Control"].startswith("max-age=0")


def test_the_kiosk_ends_by_itself_without_a_script_and_forgets_the_look(client, corners):
    base = f"/zhuanqu/{corners.corner.pk}/kiosk/"
    assert f"url={base}end/" in client.get(f"{base}ask/").content.decode()
    client.cookies["mz_look"] = "elder"
    response = client.get(f"{base}end/")
    assert response.headers["Location"] == base
    assert response.cookies["mz_look"].value == ""


@pytest.fixture
def record():
    """A public record of some room, known to the search and placed in a column."""
    entry = searchable.Entry("test.paper:7", "文件", "关于加装电梯的通知", "第一段\n第二段", "/d/7/", agency="某局")
    searchable.declare(
        searchable.SearchKind("test.paper", "文件", lambda pk: entry if pk == 7 else None, lambda a, b: [7])
    )
    Column.objects.create(code="files", title="文件", opened_on=dt.date(2023, 1, 1))
    catalogue.place(
        RecordRef("test.paper", "7"),
        ["files"],
        title=entry.title,
        url=entry.url,
        published_on=dt.date(2023, 4, 1),
        actor=Actor.system(),
    )
    yield entry
    searchable._kinds.pop("test.paper")


def test_a_record_is_read_in_the_kiosk_and_taken_home_by_a_code(client, corners, record):
    base = f"/zhuanqu/{corners.corner.pk}/kiosk/"
    assert record.title in client.get(f"{base}latest/").content.decode()
    page = client.get(f"{base}read/test.paper:7/").content.decode()
    assert "第二段" in page
    assert "<svg" in page


@pytest.mark.parametrize(
    "key", ["test.paper:8", "test.paper:", "test.paper:x", "no.kind:1", "7", "test.paper:٧", ":" * 50]
)
def test_what_is_not_public_cannot_be_read_in_the_kiosk(client, corners, record, key):
    assert client.get(f"/zhuanqu/{corners.corner.pk}/kiosk/read/{key}/").status_code == 404


def test_a_document_is_read_as_its_own_text_and_a_withdrawn_one_not_at_all(client, corners, papers):
    document = papers.released()
    path = f"/zhuanqu/{corners.corner.pk}/kiosk/read/documents.document:{document.pk}/"
    page = client.get(path).content.decode()
    assert "提高服务水平，方便企业和群众。" in page
    assert "营商环境、企业" not in page
    papers.does(document.live, "withdraw", papers.head, explanation="撤下")
    assert client.get(path).status_code == 404
