"""A right to act comes from a post held on the day, in one's own name or for an absent colleague; from nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from tests.core.conftest import BEGAN, MACHINE

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import queries as journal
from mingzheng.core.records import RecordRef
from mingzheng.core.units import commands, queries
from mingzheng.core.units.middleware import SESSION_KEY, ActorMiddleware, post_key
from mingzheng.core.units.models import Delegation, Person, PostHolding, Unit

DAY, ONE = dt.date(2023, 4, 17), dt.timedelta(days=1)


def posts(person, on=DAY):
    return [(actor.unit_name, actor.post, actor.delegated_from) for actor in queries.actors_for(person, on)]


def test_a_post_is_held_from_its_first_to_its_last_day(district):
    holding = district.hold("张三", "xinhua", Post.OFFICER, until=dt.date(2023, 6, 30))
    held = [("新华街道", Post.OFFICER, "")]
    assert [posts(holding.person, day) for day in (BEGAN - ONE, BEGAN)] == [[], held]
    assert [posts(holding.person, dt.date(2023, 6, 30)), posts(holding.person, dt.date(2023, 7, 1))] == [held, []]


def test_ending_a_post_keeps_its_last_day_and_says_so(district):
    holding = district.hold("张三", "xinhua", Post.OFFICER)
    commands.end_post(holding, DAY, MACHINE)
    assert posts(holding.person, DAY)
    assert not posts(holding.person, DAY + ONE)
    written = journal.timeline(RecordRef("units.person", str(holding.person_id))).last()
    assert written.summary == "张三 任新华街道信息员至 2023年4月17日 止。"
    with pytest.raises(Refused, match="早于任职"):
        commands.end_post(holding, BEGAN - ONE, MACHINE)


def test_a_dissolved_unit_gives_no_post_of_its_own_nor_a_lent_one(district):
    holding = district.hold("张三", "xinhua", Post.OFFICER)
    deputy = district.person("李四")
    commands.delegate(holding, deputy, MACHINE, since=BEGAN, until=dt.date(2023, 12, 31), reason="休假")
    Unit.objects.filter(code="xinhua").update(valid_to=DAY)
    assert posts(holding.person)
    assert posts(deputy)
    assert not posts(holding.person, DAY + ONE)
    assert not posts(deputy, DAY + ONE)


def test_a_superuser_has_no_post_and_an_inactive_person_none_either(district):
    root = Person.objects.create_superuser("root", name="超级用户", password="x")
    assert posts(root) == []
    holding = district.hold("张三", "xinhua", Post.OFFICER)
    Person.objects.filter(pk=holding.person_id).update(is_active=False)
    assert posts(Person.objects.get(pk=holding.person_id)) == []
    assert queries.holders(district.units["xinhua"], Post.OFFICER, DAY) == []


def test_one_post_is_not_held_twice_at_the_same_time(district):
    holding = district.hold("张三", "xinhua", Post.OFFICER, until=dt.date(2023, 6, 30))
    unit = district.units["xinhua"]
    for since in (BEGAN, DAY, dt.date(2023, 6, 30)):
        with pytest.raises(Refused, match="已任"):
            commands.hold_post(holding.person, unit, Post.OFFICER, MACHINE, since=since)
    with pytest.raises(Refused, match="已任"):
        commands.hold_post(holding.person, unit, Post.OFFICER, MACHINE, since=dt.date(2022, 1, 1), until=BEGAN)
    commands.hold_post(holding.person, unit, Post.OFFICER, MACHINE, since=dt.date(2023, 7, 1))
    assert PostHolding.objects.count() == 2


def test_office_posts_exist_in_the_office_only(district):
    with pytest.raises(Refused, match="只设在区政府办公室"):
        district.hold("张三", "xinhua", Post.OFFICE_CLERK)
    with pytest.raises(Refused, match="早于"):
        district.hold("张三", "xinhua", Post.OFFICER, until=BEGAN - ONE)


def test_people_and_posts_are_kept_by_administrators(district):
    officer = district.actor("xinhua", Post.OFFICER)
    holding = PostHolding.objects.get()
    refused = [
        lambda: commands.add_person("x", "某", officer),
        lambda: commands.hold_post(holding.person, holding.unit, Post.HEAD, officer, since=DAY),
        lambda: commands.end_post(holding, DAY, officer),
    ]
    for attempt in refused:
        with pytest.raises(Refused, match="系统管理员"):
            attempt()
    admin = district.actor("qufuban", Post.ADMIN)
    assert commands.add_person("x", "某", admin).pk
    with pytest.raises(Refused, match="已被使用"):
        commands.add_person("x", "别人", admin)


# -- delegation


@pytest.fixture
def lent(district):
    """张三 (officer) lends the post to 李四 from 17 to 21 April."""
    holding = district.hold("张三", "xinhua", Post.OFFICER)
    holder = queries.actors_for(holding.person, DAY)[0]
    until = dt.date(2023, 4, 21)
    return commands.delegate(holding, district.person("李四"), holder, since=DAY, until=until, reason="休假")


def test_a_delegate_acts_in_both_names_until_the_last_day(lent):
    deputy = lent.delegate
    assert posts(deputy, DAY - ONE) == []
    assert posts(deputy) == [("新华街道", Post.OFFICER, "张三")]
    assert str(queries.actors_for(deputy, DAY)[0]) == "新华街道 信息员 李四（代 张三）"
    assert posts(deputy, dt.date(2023, 4, 21))
    assert posts(deputy, dt.date(2023, 4, 22)) == []
    assert set(queries.holders(lent.holding.unit, Post.OFFICER, DAY)) == {deputy, lent.holding.person}


def test_a_delegation_ends_with_the_holders_own_post(lent):
    commands.end_post(lent.holding, dt.date(2023, 4, 19), MACHINE)
    assert posts(lent.delegate, dt.date(2023, 4, 19))
    assert posts(lent.delegate, dt.date(2023, 4, 20)) == []


def test_two_delegations_of_one_post_are_one_post(lent):
    commands.delegate(lent.holding, lent.delegate, MACHINE, since=DAY, until=DAY, reason="再写一次")
    assert len(posts(lent.delegate)) == 1


def test_a_delegation_may_end_early_but_not_late(lent):
    with pytest.raises(Refused, match="晚于"):
        commands.end_delegation(lent, dt.date(2023, 4, 25), MACHINE)
    commands.end_delegation(lent, DAY, MACHINE)
    assert posts(lent.delegate)
    assert posts(lent.delegate, DAY + ONE) == []


def test_a_delegation_withdrawn_before_its_first_day_has_no_effect(lent):
    commands.end_delegation(lent, DAY - ONE, MACHINE)
    assert posts(lent.delegate) == []
    assert not Delegation.objects.exists()
    assert "撤回" in journal.timeline(RecordRef("units.person", str(lent.holding.person_id))).last().summary


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": " "}, "事由"),
        ({"since": BEGAN - ONE}, "任职期间"),
        ({"until": DAY - ONE}, "任职期间"),
        ({"to": "张三"}, "自己"),
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused(district, lent, change, said):
    facts = {"since": DAY, "until": DAY, "reason": "出差", "to": "李四"} | change
    to = district.person(facts.pop("to"))
    with pytest.raises(Refused, match=said):
        commands.delegate(lent.holding, to, MACHINE, **facts)


def test_only_the_holder_or_an_administrator_lends_a_post_or_takes_it_back(district, lent):
    stranger = district.actor("xinhua", Post.HEAD)
    with pytest.raises(Refused, match="本人或系统管理员"):
        commands.delegate(lent.holding, lent.delegate, stranger, since=DAY, until=DAY, reason="抢")
    with pytest.raises(Refused, match="本人或系统管理员"):
        commands.end_delegation(lent, DAY, stranger)
    Person.objects.filter(pk=lent.delegate_id).update(is_active=False)
    lent.delegate.refresh_from_db()
    with pytest.raises(Refused, match="停用"):
        commands.delegate(lent.holding, lent.delegate, MACHINE, since=DAY, until=DAY, reason="休假")


# -- the request


def request_of(user, session=None):
    request = RequestFactory().get("/desk/")
    request.user, request.session = user, session if session is not None else {}
    ActorMiddleware(lambda _: None)(request)
    return request


def test_a_request_acts_in_the_chosen_post_while_it_is_held(district, on_day):
    on_day(DAY)
    first = district.hold("张三", "xinhua", Post.OFFICER, until=DAY)
    district.hold("张三", "xinhua", Post.HEAD)
    head = Actor(first.person_id, "张三", Post.HEAD, first.unit_id, "新华街道")
    request = request_of(first.person)
    assert (request.actor.post, len(request.actors)) == (Post.OFFICER, 2)
    session = {SESSION_KEY: post_key(head)}
    assert request_of(first.person, session).actor == head
    session = {SESSION_KEY: post_key(request.actor)}
    with timekeeping.standing_at(DAY + ONE):
        assert request_of(first.person, session).actor == head, "the chosen post has ended: the one that is left"


def test_nobody_and_a_superuser_act_in_no_post(district):
    for user in (AnonymousUser(), Person.objects.create_superuser("root", name="根", password="x")):
        request = request_of(user)
        assert (request.actors, request.actor) == ([], None)


def test_a_post_made_up_in_the_session_gives_nothing(district, on_day):
    on_day(DAY)
    holding = district.hold("张三", "xinhua", Post.OFFICER)
    request = request_of(holding.person, {SESSION_KEY: f"{holding.unit_id}:office_head:"})
    assert request.actor.post is Post.OFFICER
