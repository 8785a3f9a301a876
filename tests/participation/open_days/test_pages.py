"""Open days as a visitor and the unit meet them over HTTP: forms, codes, tickets, the door, names, calendars."""

from __future__ import annotations

import json
import re

import icalendar
import pytest
from tests.support.open_days import DOOR, DURING, LATER
from tests.support.signing_in import PERSON, signs_in, trial  # noqa: F401 - fixture

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.participation.open_days import checking, telling
from mingzheng.participation.open_days.models import Question, SignUp, Visitor

pytestmark = pytest.mark.django_db
WHO = {"name": "张女士", "phone": "138 0000 0001", "email": "", "people": "2", "children": "1", "needs": "轮椅"}


def posts(client, path, **typed):
    """As the page's own form posts it."""
    form = client.get(path).context["form"]
    return client.post(
        path, {"form_key": form["form_key"].value(), **typed}, headers={"Sec-Fetch-Site": "same-origin"}, follow=True
    )


def text(answer):
    return answer.content.decode()


@pytest.fixture
def day(days):
    made = days.announced()
    days.at(DURING)
    return made


def signed(client, day, **more):
    answer = posts(client, f"/kaifang/{day.pk}/baoming/", **{**WHO, **more})
    return re.search(r"<strong>(\w{4}-\w{4}-\w{4})</strong>", text(answer)).group(1)


def test_the_rule_stands_on_the_page_before_anybody_signs_up(day, client):
    page = text(client.get(f"/kaifang/{day.pk}/"))
    assert day.seed_source in page
    assert "先后没有区别" in page
    assert "不跳过" in page
    assert 'class="plan__picture"' in page
    assert "第 2 排，从左到右：登记台、指挥大厅（活动在这里）。" in page


def test_signing_up_twice_with_one_form_takes_one_and_shows_the_same_code(day, client):
    path = f"/kaifang/{day.pk}/baoming/"
    key = client.get(path).context["form"]["form_key"].value()
    shown = {text(client.post(path, {**WHO, "form_key": key}, follow=True)).split("查询码")[1][:200] for _ in range(2)}
    assert len(shown) == 1
    assert SignUp.objects.count() == 1
    assert "13800000001" not in text(client.get(f"/kaifang/{day.pk}/"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"phone": "12345"}, "11 位"),
        ({"people": "4"}, "最多 3 人"),
        ({"children": "2"}, "成年人陪同"),
        ({"name": ""}, "请填写称呼"),
        ({"email": "x"}, "邮箱写得不对"),
    ],
)
def test_what_is_wrong_is_said_in_place_and_what_was_typed_stays(day, client, wrong, says):
    page = text(posts(client, f"/kaifang/{day.pk}/baoming/", **{**WHO, **wrong}))
    assert says in page
    assert "轮椅" in page
    assert not SignUp.objects.exists()


def test_a_code_finds_the_sign_up_and_gives_it_back(day, client):
    code = signed(client, day)
    page = text(posts(client, "/kaifang/chaxun/", code=code.lower()))
    assert "待确定" in page
    assert "没有查到" in text(posts(client, "/kaifang/chaxun/", code="AAAA-BBBB-CCCC"))
    assert "联系方式已经删除" in text(posts(client, "/kaifang/chaxun/", code=code, do="give_back"))
    assert not Visitor.objects.exists()
    assert "已退出" in text(posts(client, "/kaifang/chaxun/", code=code))


def test_a_ticket_is_drawn_for_who_is_in_and_says_nothing_of_a_person(days, day, client):
    code = signed(client, day)
    days.settled(day)
    page = text(posts(client, "/kaifang/chaxun/", code=code))
    row = SignUp.objects.get()
    assert "<svg" in page
    assert "-".join(row.ticket[at : at + 4] for at in (0, 4, 8)) in page
    ticket = text(client.get(f"/kaifang/piao/{row.ticket}/"))
    assert day.title in ticket
    assert "张女士" not in ticket
    assert client.get("/kaifang/piao/WRONG/").status_code == 404
    assert row.ticket not in (code, row.number)


def test_who_waits_is_promised_nothing_once_nobody_moves_up_any_more(days, day, client):
    for nth in range(1, 6):
        days.signs(day, nth)
    days.drawn(day)
    waits = day.sign_ups.filter(status="waiting").order_by("rank").first()
    assert "您是下一组" in text(posts(client, "/kaifang/chaxun/", code=days.codes[waits.pk]))
    days.at(LATER)
    page = text(posts(client, "/kaifang/chaxun/", code=days.codes[waits.pk]))
    assert "这次没有轮到您" in page and "您是下一组" not in page


# --- the door ----------------------------------------------------------------------------------------------------


@pytest.fixture
def staff(days, client):
    """``staff(Post.OFFICER)`` signs in."""

    def sign_in(post=Post.OFFICER, unit="fagai"):
        client.force_login(days.district.person(unit, post))
        return client

    return sign_in


def test_a_scanned_ticket_leads_staff_to_the_door_and_lets_in_once(days, day, client, staff):
    signed(client, day)
    days.settled(day)
    days.at(DOOR)
    row = SignUp.objects.get()
    staff(Post.REVIEWER)
    assert client.get(f"/kaifang/piao/{row.ticket}/").url == f"/desk/open-days/ticket/{row.ticket}/"
    path = f"/desk/open-days/ticket/{row.ticket}/"
    assert "可以入场：2 人，其中儿童 1 人" in text(posts(client, path, ticket=row.ticket))
    assert "已经用过：13:30:00" in text(posts(client, path, ticket=row.ticket))
    door = f"/desk/open-days/{day.pk}/door/"
    assert "已经用过" in text(posts(client, door, ticket=f"https://x.example/kaifang/piao/{row.ticket}/"))
    assert "没有这张票" in text(posts(client, door, ticket="AAAA BBBB CCCC"))


def test_the_door_is_closed_to_other_units_and_tells_them_why(days, day, client, staff):
    signed(client, day)
    days.settled(day)
    days.at(DOOR)
    ticket = SignUp.objects.get().ticket
    staff(Post.OFFICER, "sifa")
    assert client.get(f"/desk/open-days/ticket/{ticket}/").status_code == 403
    assert client.get(f"/desk/open-days/{day.pk}/door/").status_code == 404
    assert client.post(f"/desk/open-days/{day.pk}/door/scans/", "{}", "application/json").status_code == 403
    staff(Post.OFFICE_CLERK, "qufuban")
    assert client.get(f"/desk/open-days/{day.pk}/door/").status_code == 403


def test_a_phone_sends_what_it_kept_and_nonsense_is_no_error(days, day, client, staff):
    signed(client, day)
    days.settled(day)
    days.at(DOOR)
    staff()
    ticket, path = SignUp.objects.get().ticket, f"/desk/open-days/{day.pk}/door/scans/"
    one = {"key": "a" * 32, "ticket": ticket, "at": "2023-06-10T05:20:00Z", "offline": True}
    sent = json.dumps({"scans": [one, {**one, "key": "b" * 32}]})
    first = client.post(path, sent, "application/json").json()
    assert [row["outcome"] for row in first["done"]] == ["in", "twice"]
    assert client.post(path, sent, "application/json").json()["done"] == first["done"]
    assert first["at"]["people"] == 2
    late = json.dumps({"scans": [{**one, "key": "c" * 32, "at": "2023-06-09T00:00:00Z"}]})
    assert client.post(path, late, "application/json").json()["done"][0]["outcome"] == "refused"
    for wrong in (
        "",
        "[]",
        '{"scans": 1}',
        '{"scans": [{"key": "x"}]}',
        '{"scans": [{"key": 1, "ticket": 2, "at": 3}]}',
    ):
        assert client.post(path, wrong, "application/json").status_code == 400
    assert client.post(path, {"scans": "1"}).status_code == 400  # a form, with which the body cannot be read twice


# --- names -------------------------------------------------------------------------------------------------------


def test_names_are_read_by_who_prepares_the_session_and_the_look_is_written_down(days, day, client, staff):
    signed(client, day)
    path = f"/desk/open-days/{day.pk}/people/"
    staff(Post.REVIEWER)
    assert client.get(path).status_code == 403
    staff(Post.OFFICER, "sifa")
    assert client.get(path).status_code == 404
    staff(Post.OFFICER)
    page = text(client.get(path))
    assert "张女士" in page
    assert "轮椅" in page
    found = Entry.objects.get(action="open_days.list_read")
    assert "张女士" not in found.summary


@pytest.mark.usefixtures("trial")
def test_the_list_says_who_was_verified(day, client, staff):
    signed(client, day)
    signs_in(client, PERSON)
    signed(client, day, phone="138 0000 0002", with_identity="1")
    staff(Post.OFFICER)
    assert text(client.get(f"/desk/open-days/{day.pk}/people/")).count("已核验身份") == 1


# --- questions ---------------------------------------------------------------------------------------------------


def test_a_question_has_a_clock_and_is_published_by_another_person(days, day, client):
    path = f"/kaifang/{day.pk}/tiwen/"
    assert "不能公开" in text(posts(client, path, text="我叫张三，电话13812345678，怎么报名"))
    answer = text(posts(client, path, text="可以带多大的孩子？"))
    code = re.search(r"<strong>(\w{4}-\w{4}-\w{4})</strong>", answer).group(1)
    question = Question.objects.get()
    assert question.case.due_on is not None
    days.does(question, "answer", shown="可以带多大的孩子？", answer="六岁以上。")
    assert "六岁以上" not in text(client.get(f"/kaifang/{day.pk}/"))
    with pytest.raises(Refused, match="由责任单位的审核人"):
        days.does(question, "publish")
    days.does(question, "publish", Post.REVIEWER)
    assert "六岁以上" in text(client.get(f"/kaifang/{day.pk}/"))
    assert "六岁以上" in text(posts(client, "/kaifang/chaxun/", code=code))


# --- calendars, cancelling, the result ---------------------------------------------------------------------------


def test_calendars_hold_what_is_announced_and_strike_out_what_is_cancelled(days, day, client):
    event = icalendar.Calendar.from_ical(client.get(f"/kaifang/{day.pk}/huodong.ics").content).walk("VEVENT")[0]
    assert (str(event["summary"]), event["status"]) == (day.title, "CONFIRMED")
    assert event["dtstart"].dt == day.starts_at
    days.begun(title="还在筹备的一场")
    days.at(DURING)
    days.does(day, "cancel", Post.HEAD, reason="场地检修。")
    events = icalendar.Calendar.from_ical(client.get("/kaifang/kaifang.ics").content).walk("VEVENT")
    assert [(str(one["summary"]), one["status"]) for one in events] == [(f"（已取消）{day.title}", "CANCELLED")]
    assert "场地检修" in text(client.get(f"/kaifang/{day.pk}/"))
    assert day.title in text(client.get("/kaifang/rili/2023/6/"))
    assert client.get("/kaifang/rili/2023/13/").status_code == 404


def test_who_signed_up_is_told_of_a_cancellation_once(days, day, client, mailoutbox):
    signed(client, day, email="zhang@example.com")
    days.does(day, "cancel", Post.HEAD, reason="场地检修。")
    days.told()
    days.told()
    assert [mail.to for mail in mailoutbox] == [["zhang@example.com"]]
    assert "场地检修" in mailoutbox[0].body
    assert "张女士" not in mailoutbox[0].body


def test_the_day_before_those_who_are_in_are_reminded(days, day, client, mailoutbox):
    signed(client, day, email="zhang@example.com")
    days.settled(day)
    mailoutbox.clear()
    days.at("2023-06-09 08:00")
    telling.remind()
    days.told()
    assert len(mailoutbox) == 1
    assert "明天" in mailoutbox[0].body


def test_a_result_is_public_once_another_person_looked(days, day, client):
    signed(client, day)
    days.settled(day)
    days.at(DOOR)
    days.scans(day, SignUp.objects.get(), "k")
    checking.walk_in(checking.entrance(day), 3, days.actor())
    days.at(LATER)
    words = {"summary": "大家看了指挥大厅。", "part_seminar": "居民提了三条意见。"}
    days.does(day, "hold", people="5", **words)
    assert "居民提了三条意见" not in text(client.get(f"/kaifang/{day.pk}/"))
    with pytest.raises(Refused, match="由责任单位的审核人"):
        days.does(day, "publish_result")
    days.does(day, "publish_result", Post.REVIEWER)
    page = text(client.get(f"/kaifang/{day.pk}/"))
    assert "居民提了三条意见" in page
    assert "5 人参加" in page


def test_nothing_of_a_session_is_public_before_its_announcement(days, client):
    made = days.begun()
    for path in ("", "baoming/", "tiwen/", "huodong.ics"):
        assert client.get(f"/kaifang/{made.pk}/{path}").status_code == 404
    assert made.title not in text(client.get("/kaifang/"))


def test_every_announced_session_stands_in_the_sitemap(days, client):
    hidden = days.begun(title="还没有公布的一场")
    shown = days.announced()
    page = client.get("/sitemap-open_days.xml").content.decode()
    assert f"/kaifang/{shown.pk}/</loc>" in page
    assert f"/kaifang/{hidden.pk}/</loc>" not in page
