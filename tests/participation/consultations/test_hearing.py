"""A hearing: announced, signed up for, participants chosen by all or by a draw, material in time, record."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.timezone import make_aware
from tests.support.consultations import OPENS
from tests.support.public_forms import key_of
from tests.support.signing_in import PERSON, signs_in, trial  # noqa: F401 - fixture

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.identity.queries import mark_of
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import FormRefused
from mingzheng.core.procedures.models import Case
from mingzheng.participation.consultations import hearings, queries
from mingzheng.participation.consultations.forms.hearing import even_places
from mingzheng.participation.consultations.models import Hearing, HearingSignUp
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws import queries as draw_queries
from mingzheng.portal.standin.people import samples

pytestmark = pytest.mark.django_db
BEGINS = make_aware(dt.datetime(2023, 5, 16, 14))
UNTIL, CLOSED = dt.date(2023, 5, 4), dt.date(2023, 5, 5)
Status = HearingSignUp.Status


@pytest.fixture
def hearing(asking):
    """Two places, signing up until 4 May, on 16 May 2023."""
    found = asking.announced()
    words = {"title": "停车收费听证会", "about": "收费标准", "place": "区行政中心三楼", "rule": "超过名额的分立场抽签"}
    facts = {**words, "starts_at": BEGINS, "places": 2, "sign_up_until": UNTIL}
    made = hearings.begin(found, asking.officer, facts)
    asking.does(made, "submit", asking.officer)
    asking.does(made, "announce", asking.reviewer)
    asking.on_day(OPENS)
    return made


def comes(hearing, number, stance="for"):
    values = {
        "kind": "person",
        "name": f"张{number}",
        "reach": f"zhang{number}@example.cn",
        "stance": stance,
        "view": "有道理",
    }
    return hearings.sign_up(hearing, values)


def status_of(row):
    return HearingSignUp.objects.get(pk=row.pk).status


def state(hearing):
    return Case.objects.get(pk=hearing.case_id).state


def test_one_signs_up_once_and_only_in_time(asking, hearing):
    row, code = comes(hearing, 1)
    assert (row.shown_as, queries.sign_up_by_code(code.lower())) == ("张某某", row)
    with pytest.raises(Refused, match="报过名"):
        comes(hearing, 1)
    asking.on_day(CLOSED)
    with pytest.raises(Refused, match="截止"):
        comes(hearing, 2)


@pytest.mark.usefixtures("trial")
def test_somebody_verified_signs_up_with_a_mark_that_goes_when_they_give_up(asking, hearing, client):
    signs_in(client, PERSON)
    path = f"/yijian/tingzheng/{hearing.pk}/baoming/"
    drawn = client.get(path).content.decode()
    name = samples()[PERSON].name
    assert f'value="{name}"' in drawn and "附上已核验的标记" in drawn
    typed = {"kind": "person", "name": name, "reach": "13800000001", "stance": "for", "view": "有道理"}
    said = client.post(path, {**typed, "form_key": key_of(drawn), "with_identity": "1"}, follow=True).content.decode()
    row = HearingSignUp.objects.get()
    assert mark_of(row.ref).remove_after == row.remove_after and "已报名" in said
    mine = client.get("/wode/banjian/").content.decode()
    assert hearing.title in mine and "听证会报名" in mine
    officer = Client()
    officer.force_login(asking.papers.district.person("fagai", asking.officer.post))
    assert "已核验身份" in officer.get(f"/desk/consultations/hearings/{hearing.pk}/people/").content.decode()
    hearings.give_up(row)
    assert mark_of(row.ref) is None
    assert hearing.title not in client.get("/wode/banjian/").content.decode()


def test_no_more_people_than_places_all_take_part_and_are_told(asking, hearing):
    rows = [comes(hearing, number)[0] for number in (1, 2)]
    with pytest.raises(Refused, match="还没有截止"):
        asking.does(hearing, "take_all", asking.officer)
    asking.on_day(CLOSED)
    asking.does(hearing, "take_all", asking.officer)
    assert [status_of(row) for row in rows] == [Status.SELECTED] * 2
    run_due()
    assert {letter.to[0] for letter in mail.outbox} == {"zhang1@example.cn", "zhang2@example.cn"}
    assert "您是听证参加人" in mail.outbox[0].body


def frozen(asking, hearing, **changes):
    typed = {"places_for": 1, "places_against": 1, "places_other": 0, "alternates": 1}
    typed |= {"seed_source": "福利彩票3D第2023120期开奖号码", "seed_on": "2023-05-06", **changes}
    asking.does(hearing, "freeze", asking.officer, **typed)
    return draw_queries.of_owner(hearing.ref)


def drawn(asking, draw, seed="3 7 9"):
    asking.on_day("2023-05-06")
    draws.type_seed(draw, seed, asking.officer)
    draws.draw(draw, seed, asking.head)
    run_due()


def test_more_people_than_places_are_drawn_side_by_side_and_the_list_names_nobody(asking, hearing):
    people = [comes(hearing, number, stance)[0] for number, stance in enumerate(["for"] * 3 + ["against"] * 2)]
    asking.on_day(CLOSED)
    with pytest.raises(Refused, match="超过名额"):
        asking.does(hearing, "take_all", asking.officer)
    with pytest.raises(Refused, match="2 人"):
        frozen(asking, hearing, places_for=2)
    draw = frozen(asking, hearing)
    assert (state(hearing), draw.places) == ("drawing", {"赞成": 1, "反对": 1})
    assert "张" not in draw.list_text
    with pytest.raises(Refused, match="截止"):
        comes(hearing, 9)
    drawn(asking, draw)
    hearing.refresh_from_db()
    assert (state(hearing), hearing.selected_on) == ("selected", dt.date(2023, 5, 6))
    chosen = [row.stance for row in queries.participants(hearing)]
    assert sorted(chosen) == ["against", "for"]
    lots = draw_queries.result(draw)
    for row in HearingSignUp.objects.filter(pk__in=[one.pk for one in people]):
        fallen = lots.get(row.lot)
        assert (row.status == Status.SELECTED) == (fallen is not None and fallen.kind == "place")


def test_whoever_gives_up_makes_room_for_the_first_alternate_of_the_same_side(asking, hearing):
    for number, stance in enumerate(["for"] * 3 + ["against"] * 2):
        comes(hearing, number, stance)
    asking.on_day(CLOSED)
    drawn(asking, frozen(asking, hearing))
    gone = hearing.sign_ups.get(status=Status.SELECTED, stance="for")
    next_one = hearing.sign_ups.get(status=Status.ALTERNATE, stance="for")
    hearings.give_up(gone)
    gone.refresh_from_db()
    assert (gone.status, gone.name, gone.reach, status_of(next_one)) == (Status.CANCELLED, "", "", Status.SELECTED)


def test_a_side_with_places_and_nobody_is_said(asking, hearing):
    for number in range(3):
        comes(hearing, number)
    asking.on_day(CLOSED)
    with pytest.raises(Refused, match="反对"):
        frozen(asking, hearing)


def selected(asking, hearing):
    comes(hearing, 1)
    asking.on_day(CLOSED)
    asking.does(hearing, "take_all", asking.officer)


RECORD = {
    "introduced": "on",
    "debated": "on",
    "confirmed": "on",
    "record": "各方陈述了意见。",
    "result": "建议分时收费。",
}


def test_material_seven_days_before_or_the_hearing_is_put_off(asking, hearing):
    selected(asking, hearing)
    asking.on_day("2023-05-10")
    with pytest.raises(Refused, match="7 日"):
        asking.does(hearing, "supply", asking.officer, material_on="2023-05-10")
    asking.does(hearing, "postpone", asking.head, starts_at="2023-05-18 14:00", reason="材料送达晚了")
    asking.does(hearing, "supply", asking.officer, material_on="2023-05-10")
    assert (hearing.material_days, state(hearing)) == (8, "supplied")


@pytest.mark.usefixtures("trial")
def test_who_signed_up_is_kept_until_the_day_to_which_the_hearing_was_put_off(asking, hearing, client):
    signs_in(client, PERSON)
    path = f"/yijian/tingzheng/{hearing.pk}/baoming/"
    typed = {"kind": "person", "name": "张三", "reach": "13800000001", "stance": "for", "view": "有道理"}
    client.post(path, {**typed, "form_key": key_of(client.get(path).content.decode()), "with_identity": "1"})
    row = HearingSignUp.objects.get()
    was = row.remove_after
    asking.on_day(CLOSED)
    asking.does(hearing, "take_all", asking.officer)
    asking.does(hearing, "postpone", asking.head, starts_at="2023-06-16 14:00", reason="材料送达晚了")
    row.refresh_from_db()
    assert row.remove_after == mark_of(row.ref).remove_after == was + dt.timedelta(days=31)
    asking.on_day(was + dt.timedelta(days=1))
    assert hearings.forget() == 0
    asking.on_day(row.remove_after + dt.timedelta(days=1))
    assert hearings.forget() == 1


def test_the_record_says_the_three_steps_and_is_public_without_names(asking, hearing):
    selected(asking, hearing)
    asking.does(hearing, "supply", asking.officer, material_on="2023-05-05")
    with pytest.raises(Refused, match="没有到"):
        asking.does(hearing, "hold", asking.officer, **RECORD)
    asking.on_day("2023-05-16")
    with pytest.raises(FormRefused, match="没有进行"):
        asking.does(hearing, "hold", asking.officer, **{**RECORD, "debated": ""})
    with pytest.raises(FormRefused, match="不能公开"):
        asking.does(hearing, "hold", asking.officer, **{**RECORD, "record": "参加人电话 13812345678"})
    there = [row.pk for row in queries.participants(hearing)]
    asking.does(hearing, "hold", asking.officer, attended=there, **RECORD)
    assert (hearing.held_on, hearing.sign_ups.filter(attended=True).count()) == (dt.date(2023, 5, 16), 1)


def test_the_database_refuses_a_hearing_whose_material_came_late(asking, hearing):
    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.filter(pk=hearing.pk).update(
            held_on=dt.date(2023, 5, 16), selected_on=CLOSED, record="笔录", material_days=6
        )


def test_a_cancelled_hearing_tells_everybody(asking, hearing):
    comes(hearing, 1)
    asking.does(hearing, "cancel", asking.head, reason="草案有重大修改，另行组织")
    run_due()
    assert "另行组织" in mail.outbox[0].body
    with pytest.raises(Refused):
        comes(hearing, 2)


def test_names_are_forgotten_after_the_term(asking, hearing):
    row, _code = comes(hearing, 1)
    asking.on_day("2023-07-15")
    assert hearings.forget() == 0
    asking.on_day("2023-07-16")
    assert hearings.forget() == 1
    row.refresh_from_db()
    assert (row.name, row.reach, row.view) == ("", "", "有道理")


def test_a_hearing_too_soon_after_signing_up_is_refused(asking):
    found = asking.announced()
    words = {"title": "听证会", "about": "收费", "place": "三楼", "rule": "抽签"}
    facts = {**words, "starts_at": BEGINS, "places": 2, "sign_up_until": dt.date(2023, 5, 9)}
    made = hearings.begin(found, asking.actor(Post.OFFICER), facts)
    asking.does(made, "submit", asking.officer)
    with pytest.raises(Refused, match="8 天"):
        asking.does(made, "announce", asking.reviewer)


def test_a_hearing_is_begun_only_while_the_draft_is_out_for_comments(asking):
    words = {"title": "听证会", "about": "收费", "place": "三楼", "rule": "抽签"}
    facts = {**words, "starts_at": BEGINS, "places": 2, "sign_up_until": UNTIL}
    with pytest.raises(Refused, match="不在征集意见"):
        hearings.begin(asking.drafted(), asking.officer, facts)
    over = asking.over(asking.announced())
    with pytest.raises(Refused, match="不在征集意见"):
        hearings.begin(over, asking.officer, facts)
    assert not Hearing.objects.exists()


@pytest.mark.parametrize(
    ("signed_up", "places", "suggested"),
    [
        ({"for": 5, "against": 0, "other": 0}, 3, [3, 0, 0]),
        ({"for": 9, "against": 1, "other": 4}, 6, [3, 1, 2]),  # every side is represented (条例第十六条)
        ({"for": 1, "against": 1, "other": 0}, 6, [1, 1, 0]),
        ({"for": 0, "against": 0, "other": 0}, 2, [0, 0, 0]),
    ],
)
def test_places_are_suggested_as_even_as_the_sides_allow(signed_up, places, suggested):
    assert list(even_places(signed_up, places).values()) == suggested
