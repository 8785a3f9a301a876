"""Consultations, hearings, surveys and calls on the desk in a real browser: every page and every form of every state."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.timezone import make_aware
from tests.support.browser import PHONE, assert_accessible, assert_fits, open_page  # noqa: F401 - fixtures
from tests.support.consultations import AFTER, OPENS, asking  # noqa: F401 - fixtures
from tests.support.consultations import point as make_point
from tests.support.surveys import AFTER as VOTED
from tests.support.surveys import BEFORE, CLOSES, DURING, VOTES, office  # noqa: F401 - fixtures
from tests.support.walking import forms_for, walk  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.participation.consultations import handing_in, hearings
from mingzheng.participation.surveys import calling

SHEET = "渠道,提出人,收到日期,意见,凭据,补录的理由\n电话,个人,2023-05-10,请公布收费,登记3号,漏登\n电话,路人,,,,\n"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person(papers):
    """``person(Post.OFFICER)`` of 区发改委."""
    return lambda post, nth=1: papers.district.person("fagai", post, nth)


# --- consultations ---------------------------------------------------------------------------------------------------


def test_a_draft_before_its_period(asking, walk, person):  # noqa: F811
    found = asking.drafted()
    new = ["/desk/consultations/", "/desk/consultations/new/", "/desk/consultations/overdue/"]
    walk([*new, *forms_for(found.case_id, asking.officer)], person(Post.OFFICER), dt.date(2023, 4, 18))
    asking.does(found, "submit", asking.officer)
    walk(forms_for(found.case_id, asking.reviewer), person(Post.REVIEWER))


def test_a_consultation_in_its_period_and_after(asking, walk, person):  # noqa: F811
    found = asking.announced(for_enterprises=True)
    make_point(asking)
    asking.on_day(OPENS)
    third = found.articles.get(place=3)
    for text in ("停车收费太高，希望降低标准", "停车收费太高了，建议降低标准", "请增加夜间停车位", "请写明适用范围"):
        asking.says(found, text, article=third, name="张三", reach="zhang@example.cn")
    asking.enters(found, "同意，无意见", channel="meeting", author_kind="enterprise", name="某某有限公司")
    last = asking.enters(found, "收费标准应当每年公布一次", channel="phone", author_kind="association", name="某协会")
    pk = found.pk
    own = [f"/desk/consultations/{pk}/{name}/" for name in ("ledger", "groups", "preview", "hearing")]
    one = [f"/desk/consultations/opinions/{last.pk}/", f"/desk/consultations/opinions/{last.pk}/?author"]
    marks = f"?opinions={last.pk}"
    walk(
        [*forms_for(found.case_id, asking.officer), *own, *one, f"/desk/cases/{found.case_id}/hold_back/{marks}"],
        person(Post.OFFICER),
        OPENS,
    )
    walk(forms_for(found.case_id, asking.head), person(Post.HEAD))
    asking.over(found)
    sheet = handing_in.begin(found, asking.officer, SHEET.encode(), "座谈会.csv")
    more = [f"/desk/consultations/{pk}/sheets/", f"/desk/consultations/sheets/{sheet.pk}/"]
    walk([*more, f"/desk/consultations/opinions/{last.pk}/divide/"], person(Post.OFFICER), AFTER)
    group = asking.group_of(last)
    groups = [f"/desk/consultations/groups/{group}/", f"/desk/consultations/{pk}/groups/?state=open"]
    walk([*forms_for(found.case_id, asking.officer), *own[:3], *groups], person(Post.OFFICER), AFTER)
    asking.answers(found, state="not_adopted", answer="标准由市里统一规定。")
    asking.decided(found)
    walk([*forms_for(found.case_id, asking.officer), *own[:3]], person(Post.OFFICER))
    asking.does(found, "submit_feedback", asking.officer, summary="意见已研究。", not_adopted="由市里统一规定。")
    walk(forms_for(found.case_id, asking.reviewer), person(Post.REVIEWER))
    asking.does(found, "publish", asking.reviewer)
    walk(forms_for(found.case_id, asking.head), person(Post.HEAD))


def test_collection_points(asking, walk, papers):  # noqa: F811
    held = make_point(asking)
    clerk = papers.district.person("qufuban", Post.OFFICE_CLERK)
    points = "/desk/consultations/points/"
    walk([points, f"{points}new/", f"{points}{held.pk}/", "/desk/consultations/"], clerk, OPENS)


# --- hearings --------------------------------------------------------------------------------------------------------


def test_a_hearing_from_its_plan_to_its_record(asking, walk, person):  # noqa: F811
    found = asking.announced()
    words = {"title": "停车收费听证会", "about": "收费标准", "place": "区行政中心三楼", "rule": "分立场抽签"}
    begins = make_aware(dt.datetime(2023, 5, 16, 14))
    facts = {**words, "starts_at": begins, "places": 2, "sign_up_until": dt.date(2023, 5, 4)}
    made = hearings.begin(found, asking.officer, facts)
    walk(forms_for(made.case_id, asking.officer), person(Post.OFFICER), dt.date(2023, 4, 18))
    asking.does(made, "submit", asking.officer)
    walk(forms_for(made.case_id, asking.reviewer), person(Post.REVIEWER))
    asking.does(made, "announce", asking.reviewer)
    asking.on_day(OPENS)
    people = [("张一", "for"), ("李二", "against"), ("王三", "against")]
    for name, stance in people:
        values = {"kind": "person", "name": name, "reach": f"{stance}{name}@example.cn", "stance": stance}
        hearings.sign_up(made, {**values, "view": "有道理"})
    asking.on_day(dt.date(2023, 5, 5))
    list_ = f"/desk/consultations/hearings/{made.pk}/people/"
    walk([*forms_for(made.case_id, asking.officer), list_], person(Post.OFFICER), dt.date(2023, 5, 5))
    hearings.give_up(made.sign_ups.latest("pk"))
    asking.does(made, "take_all", asking.officer)
    walk([*forms_for(made.case_id, asking.officer), list_], person(Post.OFFICER))
    walk(forms_for(made.case_id, asking.head), person(Post.HEAD))
    asking.does(made, "supply", asking.officer, material_on=dt.date(2023, 5, 5))
    asking.on_day(dt.date(2023, 5, 16))
    walk(forms_for(made.case_id, asking.officer), person(Post.OFFICER), dt.date(2023, 5, 16))


# --- surveys ---------------------------------------------------------------------------------------------------------


def test_a_survey_while_it_is_composed_and_checked(office, walk, person, on_day):  # noqa: F811
    on_day(BEFORE)
    made = office.written()
    base = f"/desk/surveys/{made.pk}/"
    kinds = ("single", "multiple", "scale", "matrix", "text", "number")
    pages = [f"{base}compose/", f"{base}compose/1/text/", f"{base}compose/question/q3/", f"{base}preview/"]
    pages += [f"{base}compose/1/new/{kind}/" for kind in kinds]
    walk(["/desk/surveys/", "/desk/surveys/new/", *pages, *forms_for(made.case_id, office.writer)], person(Post.OFFICER), BEFORE)  # fmt: skip
    office.does(made, "submit", office.writer)
    walk(forms_for(made.case_id, office.reviewer), person(Post.REVIEWER))


def test_a_survey_while_it_runs_and_after(office, walk, person, on_day):  # noqa: F811
    made = office.survey()
    on_day(DURING)
    for number in range(7):
        age = f"o{number % 2 + 1}"
        office.answers(made, q1=age, q2="o3", q4="路太远", q5="4", q8=f"第{number}条意见，打电话 13812345678")
    texts = f"/desk/surveys/{made.pk}/texts/"
    clean = made.texts.filter(text="路太远").first()
    office.does(made, "screen", office.writer, texts=[str(clean.pk)], decision="show")
    walk([*forms_for(made.case_id, office.writer), texts, f"{texts}?state=shown"], person(Post.OFFICER), DURING)
    walk([f"{texts}?state=unchecked"], person(Post.REVIEWER))
    walk(forms_for(made.case_id, office.head), person(Post.HEAD))
    on_day(VOTED)
    walk([*forms_for(made.case_id, office.writer), f"/desk/surveys/{made.pk}/preview/"], person(Post.OFFICER), VOTED)


# --- calls -----------------------------------------------------------------------------------------------------------


def test_a_call_from_its_plan_to_its_feedback(office, walk, person, on_day):  # noqa: F811
    made = office.call()
    on_day(DURING)
    ideas = [
        office.idea(made, topic, email="a@example.cn")
        for topic in ("加装电梯更快一点", "社区食堂延长时间", "公园夜间照明")
    ]
    desk = f"/desk/calls/{made.pk}/"
    walk(["/desk/calls/", "/desk/calls/new/", f"{desk}ideas/", *forms_for(made.case_id, office.writer)], person(Post.OFFICER), DURING)  # fmt: skip
    for one in ideas:
        office.shows(made, one)
    walk([f"{desk}ideas/?state=shown", f"{desk}groups/"], person(Post.OFFICER))
    between = CLOSES.replace(day=CLOSES.day + 2)
    on_day(between)
    walk(forms_for(made.case_id, office.writer), person(Post.OFFICER), between)
    office.does(made, "propose", office.writer, groups=[str(one.pk) for one in made.groups.all()])
    walk(forms_for(made.case_id, office.reviewer), person(Post.REVIEWER))
    office.does(made, "approve_list", office.reviewer)
    on_day(VOTES[0])
    for choice in ([1, 2], [2], [1]):
        calling.vote(made, choice, None)
    on_day(VOTED)
    timekeeping.set_demo_day(VOTED, Actor.system())
    groups = [str(one.pk) for one in made.groups.all()]
    office.does(made, "answer", office.writer, groups=groups, outcome="later", answer="列入明年计划。")
    walk([f"{desk}groups/", *forms_for(made.case_id, office.writer)], person(Post.OFFICER), VOTED)
    walk(forms_for(made.case_id, office.head), person(Post.HEAD))
