"""The desk's pages of typical cases, conferences and what many ask for: who gets in, what a form says, what is shown."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.support.requests import foi  # noqa: F401 - fixture
from tests.support.workplan import district, once_by, reference  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import conferences, same, typical
from mingzheng.requests.foi.models import Conference, SameInformation, TypicalCase

DAY = dt.date(2023, 4, 20)
SAID = {
    "title": "评估报告的公开",
    "facts": "申请人申请公开评估报告。",
    "question": "是不是过程性信息。",
    "handling": "予以公开。",
    "lesson": "正式报告不按过程性信息处理。",
}
BASE = "/desk/foi/practice/"


@pytest.fixture
def settled(foi, on_day):
    found = once_by(foi.district, "talked and answered", lambda: _settled(foi))
    on_day(DAY)
    return found


def _settled(foi):
    found = foi.handled()
    talk = {
        "talked_on": "2023-04-17",
        "way": "phone",
        "summary": "说明了范围",
        "suggested": "区档案馆",
        "result": "cleared",
    }
    foi.does(found, "talk", talk, on=dt.date(2023, 4, 17))
    foi.answers(found, "A2", DAY, supplied="《评估报告》")
    return found


@pytest.fixture
def enter(client, foi):
    """``enter("xinhua", Post.HEAD)``: the browser of the person in this post."""

    def entered(unit: str = "fagai", post: Post = Post.OFFICER):
        client.force_login(foi.district.person(unit, post))
        return client

    return entered


@pytest.fixture
def meeting(foi, settled) -> Conference:
    values = {
        "kind": "case", "topic": "过程性信息的认定", "held_on": DAY, "minutes": "应当公开。", "people": 6,
        "units": [Unit.objects.get(code="sifa")], "numbers": [settled.number],
    }  # fmt: skip
    return conferences.record(foi.unit, foi.actor(), values)


@pytest.mark.django_db
def test_a_typical_case_from_the_file_to_the_library(enter, settled):
    file = f"/desk/cases/{settled.case_id}/"
    page = enter().get(file).content.decode()
    assert "区档案馆" in page and "明确了申请内容" in page
    path = f"{BASE}typical/new/{settled.pk}/"
    assert path in page
    form = enter().get(path)
    assert "自然人申请公开：2022年度营商环境评估报告" in form.content.decode()
    sent = {**SAID, "form_key": form.context["form"]["form_key"].value()}
    refused = enter().post(path, {**sent, "lesson": "联系张三丰。"}).content.decode()
    assert "申请人的姓名" in refused and "予以公开。" in refused
    first, second = (enter().post(path, sent) for _ in range(2))
    made = TypicalCase.objects.get()
    assert first.url == second.url == f"{BASE}typical/{made.pk}/"
    assert made.title not in enter("xinhua").get(BASE).content.decode()
    assert enter("xinhua").get(first.url).status_code == 404
    assert made.title in enter().get(f"{BASE}?tab=drafts").content.decode()
    enter("fagai", Post.REVIEWER).post(f"/desk/cases/{made.case_id}/share/", {"revision": made.case.revision})
    made.refresh_from_db()
    assert made.status == "shared"
    assert made.title in enter("xinhua").get(f"{BASE}?leaf=A2&text=过程性").content.decode()
    assert "没有符合条件的案例" in enter("xinhua").get(f"{BASE}?leaf=C1&unit=99&year=x").content.decode()
    assert enter("xinhua").get(first.url).status_code == 200
    assert made.title in enter().get(file).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("unit", "post"), [("xinhua", Post.OFFICER), ("qufuban", Post.OFFICE_CLERK), ("fagai", Post.WINDOW), ("fagai", Post.HEAD)]
)  # fmt: skip
def test_nobody_else_drafts_or_suggests(enter, settled, unit, post):
    for path in (f"{BASE}typical/new/{settled.pk}/", f"{BASE}same/new/{settled.pk}/"):
        assert enter(unit, post).get(path).status_code == 404
        assert enter(unit, post).post(path, {**SAID, "topic": "x"}).status_code == 404
    assert not TypicalCase.objects.exists() and not SameInformation.objects.exists()


@pytest.mark.django_db
def test_a_conference_is_recorded_once_and_faults_stand_in_place(enter, settled):
    client, path = enter(), f"{BASE}conferences/new/"
    form = client.get(path)
    sifa = Unit.objects.get(code="sifa").pk
    sent = {
        "kind": "case", "topic": "认定", "held_on": "2023-04-20", "people": "6", "units": [sifa],
        "minutes": "张三丰的申请应当公开。", "numbers": f"{settled.number}\nSQ1",
        "form_key": form.context["form"]["form_key"].value(),
    }  # fmt: skip
    refused = client.post(path, sent).content.decode()
    assert "找不到申请号 SQ1" in refused and "张三丰的申请应当公开。" in refused
    sent["numbers"] = settled.number
    assert "申请人或者第三方的姓名" in client.post(path, sent).content.decode()
    sent["minutes"] = "应当公开。"
    answers = [client.post(path, sent) for _ in range(2)]
    made = Conference.objects.get()
    assert {answer.url for answer in answers} == {f"{BASE}conferences/{made.pk}/"}
    assert settled.number in client.get(answers[0].url).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"kind": "party", "held_on": "2099-01-01", "people": "-1", "units": ["x", "999999999999999999999"]},
        {"topic": "　", "held_on": "2023-02-31", "people": "九", "numbers": "a " * 60, "minutes": "x" * 20000},
    ],
)
def test_nonsense_is_answered_in_place(enter, settled, sent):
    assert enter().post(f"{BASE}conferences/new/", sent).status_code == 200
    assert enter().post(f"{BASE}typical/new/{settled.pk}/", sent).status_code == 200
    for path in ("?after=x&leaf=1", "?before=~", "conferences/?kind=x&after=2023-13-41~1", "same/?tab=x&after=~99"):
        assert enter().get(BASE + path).status_code == 200


@pytest.mark.django_db
def test_guests_see_the_minutes_but_not_the_case(enter, settled, meeting):
    path = f"{BASE}conferences/{meeting.pk}/"
    page = enter("sifa").get(path).content.decode()
    assert "应当公开。" in page and settled.number in page
    assert f"/desk/cases/{settled.case_id}/" not in page
    assert f"/desk/cases/{settled.case_id}/" in enter().get(path).content.decode()
    assert enter("xinhua").get(path).status_code == 404
    assert meeting.topic not in enter("xinhua").get(f"{BASE}conferences/").content.decode()
    for unit, post in (("sifa", Post.OFFICER), ("qufuban", Post.OFFICE_CLERK), ("fagai", Post.WINDOW)):
        assert enter(unit, post).get(f"{path}edit/").status_code == 404
    form = enter().get(f"{path}edit/")
    sent = {**form.context["form"].initial, "form_key": form.context["form"]["form_key"].value(), "people": "9"}
    assert enter().post(f"{path}edit/", sent).status_code == 302
    meeting.refresh_from_db()
    assert meeting.people == 9 and meeting.applications.count() == 1


@pytest.mark.django_db
def test_what_many_ask_for_is_owed_shown_and_decided(enter, foi, settled):
    other = foi.arrives(on=DAY, name="李四", id_number="110101199003077715")
    assert same.find() == 1
    made = SameInformation.objects.get()
    case = f"/desk/cases/{made.case_id}/"
    assert "研究转为主动公开" in enter().get("/desk/").content.decode()
    page = enter().get(f"{BASE}same/").content.decode()
    assert made.topic in page and "2 件" in page
    for found in (settled, other):
        assert "2 件申请要求同一信息" in enter().get(f"/desk/cases/{found.case_id}/").content.decode()
    page = enter().get(case).content.decode()
    assert settled.number in page and "张三丰" not in page and "李四" not in page
    assert enter("qufuban", Post.OFFICE_CLERK).get(case).status_code == 404
    enter().post(f"{case}accept/", {"topic": "2022年度营商环境评估报告", "revision": 0})
    office = enter("qufuban", Post.OFFICE_CLERK)
    page = office.get(case).content.decode()
    assert settled.number in page and f"/desk/cases/{settled.case_id}/" not in page
    assert office.get(f"/desk/cases/{settled.case_id}/").status_code == 404
    wrong = enter().post(f"{case}publish/", {"document": "SY0", "revision": 1}).content.decode()
    assert "没有这个索引号的文件" in wrong and "SY0" in wrong
    assert enter("xinhua").get(case).status_code == 404


@pytest.mark.django_db
def test_an_applicants_suggestion(enter, settled):
    path = f"{BASE}same/new/{settled.pk}/"
    key = enter().get(path).context["form"]["form_key"].value()
    assert "个人信息" in enter().post(path, {"topic": "13800001111", "form_key": key}).content.decode()
    answer = enter().post(path, {"topic": "2022年度评估报告", "form_key": key})
    made = SameInformation.objects.get()
    assert answer.url == f"/desk/cases/{made.case_id}/" and made.suggested_by_applicant
    assert enter().get(path).status_code == 404


@pytest.mark.django_db
def test_usual_channels_are_offered_in_the_form(enter, foi):
    found = foi.handled()
    page = enter().get(f"/desk/cases/{found.case_id}/talk/").content.decode()
    assert 'list="foi-channels"' in page and '<option value="12345市民服务热线">' in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_fits(foi, settled, meeting, open_page, client, live_server, size):
    with timekeeping.standing_at(DAY):
        made = typical.draft(settled, foi.actor(), SAID)
        other = foi.arrives(on=DAY, name="李四", id_number="110101199003077715")
        same.find()
    client.force_login(foi.district.person("fagai", Post.OFFICER))
    page = open_page("/", size=size)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    found = SameInformation.objects.get()
    for path in (
        BASE, f"{BASE}?tab=drafts", f"{BASE}typical/{made.pk}/", f"{BASE}conferences/", f"{BASE}conferences/new/",
        f"{BASE}conferences/{meeting.pk}/", f"{BASE}same/", f"{BASE}same/?tab=done", f"/desk/cases/{found.case_id}/",
        f"/desk/cases/{settled.case_id}/", f"/desk/cases/{other.case_id}/talk/",
    ):  # fmt: skip
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)
