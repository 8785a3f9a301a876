"""依申请公开规则 and 机关代字 over HTTP: who sets what, from when it holds, and what letters and searches then use."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import datetime as dt

import pytest
from django.urls import reverse
from tests.support.at_the_desk import words
from tests.support.requests import foi  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.journal.models import Entry
from mingzheng.requests.foi import keeping, retention, same
from mingzheng.requests.foi.channels import channels

THURSDAY, FRIDAY, MONDAY = dt.date(2023, 4, 20), dt.date(2023, 4, 21), dt.date(2023, 4, 24)
DATED = {"source": "办公会议纪要", "valid_from": FRIDAY.isoformat()}


@pytest.fixture(autouse=True)
def _thursday(foi, on_day):
    on_day(THURSDAY)


def page_of(unit):
    return f"/desk/foi/prefixes/{unit.pk}/"


def test_a_units_head_sets_its_prefix_and_letters_use_it_from_that_day(enter_foi, foi):
    first = foi.handled(on=dt.date(2023, 4, 19))
    assert foi.answers(first, "E2", THURSDAY).number == "区发改委公复〔2023〕1号"
    client = enter_foi(Post.HEAD)
    assert client.get("/desk/foi/prefixes/").url == page_of(foi.unit)
    assert "区发改委公复〔2023〕1号" in words(client.get(page_of(foi.unit)))
    said = {"agency_code": "长发改", **DATED}
    assert client.post(page_of(foi.unit), said).status_code == 302
    assert "待启用" in words(client.get(page_of(foi.unit)))
    entry = Entry.objects.get(action="foi.prefix_set")
    assert (entry.person_name, entry.data["prefix"]) == (foi.actor(Post.HEAD).person_name, "长发改")
    today, later = foi.handled(on=THURSDAY), foi.handled(on=FRIDAY)
    assert foi.answers(today, "E2", THURSDAY).number == "区发改委公复〔2023〕2号", "it does not hold yet"
    assert foi.answers(later, "E2", FRIDAY).number == "长发改公复〔2023〕3号", "the series runs on"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"agency_code": "长发改1"}, "2到12个汉字"),
        ({"agency_code": "区司法局"}, "区司法局正在使用"),
        ({"agency_code": "长司"}, "区司法局正在使用"),
        ({"valid_from": "2023-04-19"}, "启用日期已经过去"),
        ({"source": " "}, "请填写依据"),
    ],
)
def test_a_wrong_prefix_is_refused_in_place_and_nothing_typed_is_lost(enter_foi, foi, wrong, said):
    keeping.set_prefix(foi.district.units["sifa"], "长司", foi.district.clerk, valid_from=FRIDAY, source="会议")
    page = enter_foi(Post.HEAD).post(page_of(foi.unit), {"agency_code": "长发改", **DATED, **wrong})
    assert said in words(page)
    assert (wrong.get("agency_code") or "长发改") in page.content.decode()
    assert keeping.prefix_on(foi.unit, MONDAY) == "区发改委"


@pytest.mark.parametrize(("post", "status"), [(Post.HEAD, 404), (Post.OFFICER, 403), (Post.OFFICE_CLERK, 200)])
def test_another_units_prefix_is_for_the_office_alone(enter_foi, foi, post, status):
    unit = "qufuban" if post is Post.OFFICE_CLERK else "sifa"
    assert enter_foi(post, unit).get(page_of(foi.unit)).status_code == status
    if status == 200:
        assert "区发改委（简称）" in words(enter_foi(post, unit).get("/desk/foi/prefixes/"))


def test_the_office_head_sets_the_retention_term_and_the_clerk_sees_it(enter_foi):
    clerk = enter_foi(Post.OFFICE_CLERK, "qufuban")
    assert "新版由区府办负责人登记" in words(clerk.get("/desk/foi/rules/retention/"))
    said = {"years": "5", **DATED}
    assert "保存年限由区府办负责人确定" in words(clerk.post("/desk/foi/rules/retention/", said))
    head = enter_foi(Post.OFFICE_HEAD, "qufuban")
    assert head.post("/desk/foi/rules/retention/", said).status_code == 302
    assert (retention.years_on(THURSDAY), retention.years_on(FRIDAY)) == (3, 5)
    page = words(head.get("/desk/foi/rules/"))
    assert "3年" in page and "2023年4月21日起" in page
    assert enter_foi(Post.HEAD).get("/desk/foi/rules/").status_code == 403


def test_thresholds_of_what_many_ask_for_are_a_dated_rule(enter_foi):
    client = enter_foi(Post.OFFICE_CLERK, "qufuban")
    before = same.rules()
    said = {
        "alike": "90",
        "months": "12",
        "applicants": "3",
        "shortest": "5",
        "fillers": "请公开、我要、请公开",
        **DATED,
    }
    assert client.post("/desk/foi/rules/same/", said | {"applicants": "1"}).status_code == 200
    assert client.post("/desk/foi/rules/same/", said).status_code == 302
    assert same.rules() == before
    with timekeeping.standing_at(FRIDAY):
        now = same.rules()
    assert (now.likeness.alike, now.months, now.applicants) == (90, 12, 3)
    assert now.likeness.fillers == ("请公开", "我要")
    assert Entry.objects.get(action="foi.rule_set").data["value"]["months"] == 12
    again = client.post("/desk/foi/rules/same/", said | {"alike": "95"})
    assert "晚于前一版" in words(again)


def test_channels_are_written_a_line_each_and_offered_from_their_day(enter_foi, foi):
    client = enter_foi(Post.OFFICE_CLERK, "qufuban")
    assert "第2行请写成" in words(client.post("/desk/foi/rules/channels/", {"channels": "甲：乙\n丙", **DATED}))
    said = {"channels": "社区服务中心：要办事\n\n区图书馆: 要查地方志", **DATED}
    assert client.post("/desk/foi/rules/channels/", said).status_code == 302
    found = foi.handled(on=THURSDAY)
    form = reverse("desk:act", args=[found.case_id, "talk"])
    assert "社区服务中心" not in enter_foi(Post.OFFICER).get(form).content.decode()
    with timekeeping.standing_at(FRIDAY):
        assert [(one.name, one.fit) for one in channels()] == [("社区服务中心", "要办事"), ("区图书馆", "要查地方志")]
        assert "社区服务中心" in enter_foi(Post.OFFICER).get(form).content.decode()
