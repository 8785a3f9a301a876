"""The desk's pages of corners: who sees which, what a form says, where a consultation goes."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt

import pytest
from tests.disclosure.corners.conftest import corners  # noqa: F401 - fixture
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.disclosure.corners import commands
from mingzheng.disclosure.corners.models import Activity, Consultation, Corner

pytestmark = pytest.mark.django_db


def test_a_unit_sees_its_own_corners_and_the_office_all(enter, corners):
    page = f"/desk/corners/{corners.corner.pk}/"
    assert corners.corner.name in enter(corners.officer).get("/desk/corners/").content.decode()
    assert enter(corners.officer).get(page).status_code == 200
    assert "还没有登记专区" in enter(corners.stranger).get("/desk/corners/").content.decode()
    for path in (page, f"{page}edit/", f"{page}activity/", f"{page}consult/", f"{page}closure/"):
        assert enter(corners.stranger).get(path).status_code == 404
        assert enter(corners.stranger).post(path, {"reason": "x"}).status_code in (404, 405)
    assert enter(corners.district.clerk).get(page).status_code == 200
    assert enter(corners.district.clerk).get(f"{page}consult/").status_code == 404


def test_a_corner_is_registered_and_a_fault_stands_at_its_field(enter, corners):
    sent = {
        "name": "第二专区", "kind": "street", "address": "某路2号", "place": "二楼", "phone": "021-1",
        "hours_text": "每天", "holiday_rule": "closed", "opened_on": "2023-04-20", "holds": ["desk", "computer"],
    }  # fmt: skip
    page = enter(corners.officer).post("/desk/corners/new/", sent).content.decode()
    assert "看不懂「每天」" in page
    assert "第二专区" in page
    response = enter(corners.officer).post("/desk/corners/new/", {**sent, "hours_text": "周一至周五 9:00-17:00"})
    assert response.status_code == 302
    made = Corner.objects.get(name="第二专区")
    assert (made.unit, made.held) == (corners.street, ["咨询台", "查阅电脑"])
    assert enter(corners.officer).post("/desk/corners/new/", {**sent, "holds": ["bar"]}).status_code == 200


def test_an_activity_from_announcement_to_result(enter, corners):
    client = enter(corners.officer)
    sent = {"kind": "lecture", "topic": "养老政策", "held_on": "2023-04-20", "begins": "14:00"}
    client.post(f"/desk/corners/{corners.corner.pk}/activity/", sent)
    made = Activity.objects.get()
    page = client.post(
        f"/desk/corners/activities/{made.pk}/record/", {"participants": "8", "questions": "要带什么？｜证件\n多久？"}
    )
    assert page.status_code == 302
    assert [row.answer for row in made.questions.all()] == ["证件", ""]
    assert client.get(f"/desk/corners/activities/{made.pk}/").status_code == 200
    assert enter(corners.stranger).get(f"/desk/corners/activities/{made.pk}/record/").status_code == 404


def test_a_consultation_leads_to_its_case(enter, corners):
    client = enter(corners.window)
    path = f"/desk/corners/{corners.corner.pk}/consult/"
    refused = client.post(path, {"matter": "policy", "question": "我的号码 13812345678"}).content.decode()
    assert "个人信息" in refused
    response = client.post(path, {"matter": "policy", "question": "补贴怎样申请", "called": "张女士"})
    found = Consultation.objects.get()
    assert response.headers["Location"] == f"/desk/cases/{found.case_id}/"
    assert "张女士" in client.get(response.headers["Location"]).content.decode()
    assert enter(corners.stranger).get(response.headers["Location"]).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"what": "x", "form": "paper", "copies": "99999999999999999999", "delivered_on": "2023-04-19"},
        {"what": "x", "form": "stone", "copies": "1", "delivered_on": "2023-02-31"},
        {"what": "　", "form": "paper", "copies": "1", "delivered_on": "9999-12-31", "corner": "999999999999"},
        {},
    ],
)
def test_nonsense_is_answered_in_place(enter, corners, sent):
    commands.open_corner(
        corners.street,
        corners.officer,
        {
            "name": "查阅点", "kind": "library", "address": "a", "place": "b", "phone": "1",
            "hours_text": "周一 9:00-10:00", "opened_on": dt.date(2023, 1, 1),
        },
    )  # fmt: skip
    assert enter(corners.officer).post("/desk/corners/deliveries/new/", sent).status_code == 200


def test_what_is_registered_is_registered_once_however_often_it_is_sent(enter, corners):
    client, path = enter(corners.window), f"/desk/corners/{corners.corner.pk}/"
    sent = {
        "matter": "policy",
        "question": "在哪里查阅规划",
        "kind": "lecture",
        "topic": "养老政策",
        "begins": "14:00",
        "held_on": "2023-04-20",
    }
    for page, model in ((f"{path}consult/", Consultation), (f"{path}activity/", Activity)):
        before = model.objects.count()
        sent["form_key"] = client.get(page).context["form"]["form_key"].value()
        first, second = (client.post(page, sent) for _ in range(2))
        assert first.url == second.url and model.objects.count() == before + 1
