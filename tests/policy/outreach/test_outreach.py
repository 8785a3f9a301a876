"""Lectures and visits from the announcement to the follow-up; courseware that doubts itself; relays to the last mile."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import make_aware
from tests.support.public_forms import key_of
from tests.support.recounts.comparing import differing
from tests.support.signing_in import PERSON, signs_in, trial  # noqa: F401 - fixture

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.identity.models import Mark
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.keys import new_key
from mingzheng.disclosure.documents.commands import correct
from mingzheng.policy.outreach import commands, queries
from mingzheng.policy.outreach.models import Need, Partner, Session, SignUp
from mingzheng.policy.policies import lifeline
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.stages import Stage
from mingzheng.portal.standin.people import samples

pytestmark = pytest.mark.django_db
BEGINS = make_aware(dt.datetime(2023, 4, 25, 14))


@pytest.fixture
def policy(papers):
    document = papers.released(title="关于支持中小企业用工的通知")
    facts = {"unit": papers.unit, "title": document.title, "begun_on": document.published_on}
    found, _new = Policy.objects.get_or_create(
        document=document, defaults={**facts, "issued_on": document.published_on, "pays": True}
    )
    Policy.objects.filter(pk=found.pk).update(pays=True)
    found.refresh_from_db()
    return found


@pytest.fixture
def session(papers, policy):
    """A lecture with two places, announced."""
    facts = {
        "kind": "lecture",
        "theme": "jobs",
        "title": "用工补贴怎么领",
        "about": "讲解申请条件。",
        "speaker": "就业促进科",
        "place": "区行政服务中心三楼",
        "online_url": "",
        "starts_at": BEGINS,
        "ends_at": BEGINS + dt.timedelta(hours=2),
        "sign_up_until": BEGINS,
        "seats": 2,
        "policies": [policy],
    }
    made = commands.begin_session(papers.unit, papers.drafter, facts)
    does(made, "submit", papers.drafter)
    does(made, "announce", papers.reviewer)
    return made


def does(record, command, actor, **data):
    typed = MultiValueDict({key: value if isinstance(value, list) else [value] for key, value in data.items()})
    act(Case.objects.get(pk=record.case_id), command, actor, typed)
    record.refresh_from_db()


def person(number, people=1, **more):
    return {"name": "张女士", "phone": f"1380000{number:04d}", "organisation": "", "people": people, **more}


def status_of(row):
    return SignUp.objects.get(pk=row.pk).status


# --- sign-up -----------------------------------------------------------------------------------------------------


def test_beyond_the_places_people_wait_in_order_and_nobody_overtakes(session):
    first, code = commands.sign_up(session, person(1))
    second, _ = commands.sign_up(session, person(2, people=2))
    third, _ = commands.sign_up(session, person(3))
    assert [status_of(row) for row in (first, second, third)] == ["in", "waiting", "waiting"]
    commands.give_up(first)
    assert [status_of(row) for row in (second, third)] == ["in", "waiting"]
    assert SignUp.objects.get(pk=first.pk).phone == ""
    assert queries.by_code(session, code.lower()).status == "cancelled"


def test_a_telephone_number_signs_up_once(session):
    commands.sign_up(session, person(1))
    with pytest.raises(Refused, match="已经报过名"):
        commands.sign_up(session, person(1))


def test_sign_up_ends_with_its_time(session, on_day):
    on_day("2023-04-26")
    with pytest.raises(Refused, match="截止"):
        commands.sign_up(session, person(1))


def test_the_page_takes_a_sign_up_once_and_shows_the_code_once(session, client):
    address = f"/zhengce/xuanjiang/{session.pk}/"
    form = client.get(address + "baoming/")
    key = form.context["form"]["form_key"].value()
    posted = {**person(7), "form_key": key}
    answer = client.post(address + "baoming/", posted, follow=True)
    assert "报名码" in answer.content.decode()
    again = client.post(address + "baoming/", posted, follow=True)
    assert SignUp.objects.count() == 1
    assert again.status_code == 200
    wrong = client.post(address + "baoming/", {**person(8), "phone": "123", "form_key": "x" * 22})
    assert "11 位" in wrong.content.decode()
    assert "张女士" in wrong.content.decode()
    assert "13800000007" not in client.get(address).content.decode()


@pytest.mark.usefixtures("trial")
def test_somebody_verified_signs_up_with_a_mark_that_goes_with_the_name(session, client, papers, on_day):
    signs_in(client, PERSON)
    path, who = f"/zhengce/xuanjiang/{session.pk}/baoming/", samples()[PERSON]
    drawn = client.get(path).content.decode()
    assert f'value="{who.name}"' in drawn and f'value="{who.mobile}"' in drawn
    typed = {**person(7), "name": who.name, "form_key": key_of(drawn), "with_identity": "1"}
    assert "报名码" in client.post(path, typed, follow=True).content.decode()
    unmarked = client.post(path, {**person(8), "form_key": new_key()}, follow=True)
    assert "报名码" in unmarked.content.decode()
    assert Mark.objects.get().ref == SignUp.objects.get(phone=typed["phone"]).ref
    mine = client.get("/wode/banjian/").content.decode()
    assert session.title in mine and "宣讲报名" in mine
    officer = Client()
    officer.force_login(papers.district.person("fagai", Post.OFFICER))
    assert officer.get(reverse("desk:outreach-door", args=[session.pk])).content.decode().count("已核验身份") == 1
    on_day(BEGINS.date() + dt.timedelta(days=40))
    assert commands.forget() == 1
    assert not Mark.objects.exists()


def test_a_session_goes_into_a_calendar(session, client):
    page = client.get(f"/zhengce/xuanjiang/{session.pk}/").content.decode()
    address = f"/zhengce/xuanjiang/{session.pk}/huodong.ics"
    assert address in page
    assert f"SUMMARY:{session.title}" in client.get(address).content.decode()


# --- the door ----------------------------------------------------------------------------------------------------


def test_the_door_counts_each_sign_up_once_and_walk_ins_without_a_name(session, client, monkeypatch):
    row, code = commands.sign_up(session, person(1))
    door = f"/zhengce/xuanjiang/{session.pk}/qiandao/{session.door}/"
    assert "还没有到签到时间" in client.post(door, {"code": code}).content.decode()
    monkeypatch.setattr(timekeeping, "now", lambda: BEGINS)
    assert client.get(f"/zhengce/xuanjiang/{session.pk}/qiandao/WRONG123/").status_code == 404
    assert "没有这个报名码" in client.post(door, {"code": "AAAA-BBBB-CCCC"}).content.decode()
    client.post(door, {"code": code})
    moment = SignUp.objects.get(pk=row.pk).attended_at
    client.post(door, {"code": code})
    assert SignUp.objects.get(pk=row.pk).attended_at == moment
    commands.walk_in(session, 2)
    session.refresh_from_db()
    assert session.walk_ins == 2


# --- afterwards --------------------------------------------------------------------------------------------------


@pytest.fixture
def held(session, papers, on_day):
    commands.sign_up(session, person(1))
    on_day("2023-04-26")
    officer = papers.district.actor("fagai", Post.OFFICER)
    does(
        session,
        "hold",
        officer,
        people="30",
        enterprises="12",
        summary="讲解了条件。",
        raised="劳务派遣算吗｜不算。\n何时发放",
    )
    return session


def test_the_result_moves_the_figures_and_the_life_line(held, policy):
    scope = Scope(timekeeping.today(), None, held.unit_id)
    assert indicator_of("outreach.lectures").measure(scope).numerator == 1
    assert indicator_of("outreach.people").measure(scope).numerator == 30
    assert held.raised.count() == 2
    stage = lifeline.of([policy], timekeeping.today())[policy.pk].stages[list(Stage).index(Stage.PUSHING)]
    assert [trace.title for trace in stage.traces] == ["用工补贴怎么领"]


def test_a_rating_counts_once_and_a_need_goes_to_the_unit_with_a_clock(held):
    row = held.sign_ups.get()
    facts = {"useful": 5, "comment": "清楚", "need": "想知道残疾人用工补贴", "contact": "13800000001"}
    commands.rate(held, facts, row)
    with pytest.raises(Refused, match="评价过"):
        commands.rate(held, {**facts, "need": ""}, row)
    commands.rate(held, {"useful": 2, "comment": "", "need": "", "contact": ""}, None)
    scope = Scope(timekeeping.today(), None, held.unit_id)
    assert indicator_of("outreach.useful").measure(scope).text == "50%（1/2）"
    need = Need.objects.get()
    assert need.case.due_on == dt.date(2023, 5, 12)


def test_settling_a_need_forgets_whom_to_call(held, papers):
    need = commands.raise_need(held, "想知道残疾人用工补贴", "13800000001", commands.MACHINE)
    officer = papers.district.actor("fagai", Post.OFFICER)
    does(need, "settle", officer, outcome="explained", answer="已电话说明条件。")
    assert need.contact == ""
    scope = Scope(timekeeping.today(), None, held.unit_id)
    assert indicator_of("outreach.needs_settled").measure(scope).text == "100%（1/1）"


def test_a_need_left_lying_on_the_last_day_of_a_year_stands_in_one_years_figure(held):
    need = commands.raise_need(held, "想知道怎么申请", "", commands.MACHINE)
    figure = indicator_of("outreach.needs_settled")

    def said(day: dt.date) -> str:
        assert differing("outreach.needs_settled", day) == []
        return figure.measure(Scope(day, None, held.unit_id)).text

    due = need.case.due_on
    assert (said(due), said(due + dt.timedelta(1))) == ("尚无记录", "0%（0/1）")
    need.case.clocks.update(due_on=dt.date(2023, 12, 31))
    Case.objects.filter(pk=need.case_id).update(due_on=dt.date(2023, 12, 31))
    assert (said(dt.date(2023, 12, 31)), said(dt.date(2024, 1, 1))) == ("尚无记录", "0%（0/1）")
    need.case.clocks.update(met_on=dt.date(2024, 1, 3))
    type(need).objects.filter(pk=need.pk).update(settled_on=dt.date(2024, 1, 3), answer="已说明。")
    assert (said(dt.date(2023, 12, 31)), said(dt.date(2024, 1, 31))) == ("尚无记录", "0%（0/1）")


def test_a_need_passed_on_is_another_units_and_keeps_its_clock(held, papers):
    need = commands.raise_need(held, "要找场地", "", commands.MACHINE)
    due = need.case.due_on
    other = papers.district.actor("sifa", Post.OFFICER)
    with pytest.raises(Refused):
        does(need, "settle", other, outcome="solved", answer="已解决。")
    officer = papers.district.actor("fagai", Post.OFFICER)
    does(need, "pass_on", officer, unit=str(other.unit_id), reason="属于司法局职责。")
    case = Case.objects.get(pk=need.case_id)
    assert (case.unit_id, case.due_on) == (other.unit_id, due)
    does(need, "settle", other, outcome="solved", answer="已解决。")


def test_thirty_days_later_only_counts_are_left(held, on_day):
    assert commands.forget() == 0
    on_day("2023-05-26")
    assert commands.forget() == 1
    row = held.sign_ups.get()
    assert (row.name, row.phone, row.people) == ("", "", 1)


def test_what_a_participant_would_make_public_is_refused_in_place(held, papers):
    need = FormRefused
    officer = papers.district.actor("fagai", Post.OFFICER)
    with pytest.raises(need) as refused:
        does(held, "need", officer, need="联系张三 13812345678", contact="")
    assert "need" in refused.value.form.errors


# --- courseware --------------------------------------------------------------------------------------------------


@pytest.fixture
def courseware(papers, policy):
    row = commands.begin_courseware(papers.unit, papers.drafter, {"policy": policy, "title": "用工补贴申请课件"})
    with pytest.raises(Refused, match="适用对象、适用标准、办理步骤"):
        does(row, "submit", papers.drafter)
    words = {"title": row.title, "who": "在区内纳税的企业", "standards": "每人 1000 元", "steps": "登录：打开一网通办"}
    does(row, "edit", papers.drafter, **words, papers="", tips="")
    does(row, "submit", papers.drafter)
    does(row, "publish", papers.reviewer)
    return row


def test_courseware_stands_on_an_edition_and_is_shown(courseware, client, papers):
    assert (courseware.version, courseware.edition) == (1, 1)
    assert "每人 1000 元" in client.get(f"/zhengce/kejian/{courseware.pk}/").content.decode()
    scope = Scope(timekeeping.today(), None, papers.unit.pk)
    assert indicator_of("outreach.courseware").measure(scope).text == "100%（1/1）"


def test_a_new_edition_makes_courseware_ask_for_review(courseware, papers, policy, client):
    edition = correct(policy.document, papers.drafter, change_note="补贴标准调整")
    papers.does(edition, "submit", papers.drafter)
    papers.reviewed(edition)
    papers.does(edition, "release", papers.head)
    while run_due():
        pass
    courseware.refresh_from_db()
    assert "新版" in courseware.doubt
    assert "正在核对" in client.get(f"/zhengce/kejian/{courseware.pk}/").content.decode()
    assert Case.objects.get(pk=courseware.case_id).due_on is not None
    does(courseware, "confirm", papers.drafter, reason="标准没有影响办理步骤。")
    assert (courseware.doubt, courseware.edition) == ("", 2)


# --- relays ------------------------------------------------------------------------------------------------------


def test_a_relay_counts_what_partners_report_through_their_own_address(papers, policy, client):
    facts = {
        "kind": "association",
        "area": "餐饮",
        "members": 120,
        "contact": "王老师 13900000000",
        "since": dt.date(2023, 1, 1),
        "ended_on": None,
    }
    one = commands.keep_partner(None, papers.unit, papers.drafter, {**facts, "name": "区餐饮协会"})
    two = commands.keep_partner(None, papers.unit, papers.drafter, {**facts, "name": "某园区", "kind": "park"})
    relay = commands.begin_relay(
        papers.unit,
        papers.drafter,
        {
            "policy": policy,
            "title": "用工补贴接力",
            "message": "请转达会员。",
            "report_by": dt.date(2023, 5, 18),
            "partners": [one, two],
        },
    )
    line = relay.lines.get(partner=one)
    address = f"/zhengce/jieli/{queries.line_token(line)}/"
    assert client.get(address).status_code == 404
    with pytest.raises(Refused):
        does(relay, "send", papers.drafter)
    does(relay, "send", papers.reviewer)
    page = client.get(address).content.decode()
    assert "请转达会员" in page
    assert "13900000000" not in page
    posted = {"passed_on": "2023-04-18", "how": "会员群", "enterprises": "90", "people": "200", "asked": ""}
    assert "已收到" in client.post(address, posted, follow=True).content.decode()
    assert client.get("/zhengce/jieli/1~forged/").status_code == 404
    mile = queries.last_mile([relay.pk])
    assert (mile.sent, mile.opened, mile.passed, mile.enterprises, mile.people) == (2, 1, 1, 90, 200)
    scope = Scope(timekeeping.today(), None, papers.unit.pk)
    assert indicator_of("outreach.relayed").measure(scope).text == "50%（1/2）"
    assert indicator_of("outreach.reached").measure(scope).numerator == 200


def test_another_unit_cannot_change_a_partner(papers):
    facts = {"name": "区餐饮协会", "kind": "association", "area": "餐饮", "since": dt.date(2023, 1, 1)}
    one = commands.keep_partner(None, papers.unit, papers.drafter, facts)
    other = papers.district.actor("sifa", Post.OFFICER)
    with pytest.raises(Refused, match="另一个单位"):
        commands.keep_partner(one, papers.unit, other, {**facts, "name": "改名"})
    with pytest.raises(Refused, match="同名"):
        commands.keep_partner(None, papers.unit, papers.drafter, facts)
    assert Partner.objects.get().name == "区餐饮协会"


def test_only_the_units_own_officers_read_names_for_the_door(session, papers, client):
    commands.sign_up(session, person(1))
    assert queries.keeps_door(session, papers.drafter)
    assert not queries.keeps_door(session, papers.reviewer)
    assert not queries.keeps_door(session, papers.district.clerk)
    assert Session.objects.get().seats == 2
