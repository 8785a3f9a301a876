"""Equals across the last place of a ballot: frozen, drawn in public, and the result follows the draw."""

from __future__ import annotations

import pytest
from tests.support.surveys import AFTER, CLOSES, DURING, VOTES

from mingzheng.core.errors import Refused
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws import queries as draw_queries
from mingzheng.participation.surveys import calling, queries

pytestmark = pytest.mark.django_db
TOPICS = ("加装电梯更快一点", "社区食堂延长时间", "公园夜间照明改造")
SEED = {"seed_source": "福利彩票3D第2023145期开奖号码", "seed_on": "2023-06-02"}


@pytest.fixture
def tied(office, called, on_day):
    """One place; the first and the second candidate have one vote each, the third none."""
    on_day(DURING)
    for topic in TOPICS:
        office.shows(called, office.idea(called, topic))
    on_day(CLOSES.replace(day=CLOSES.day + 2))
    office.does(called, "propose", office.writer, groups=[str(one.pk) for one in called.groups.all()])
    office.does(called, "approve_list", office.reviewer)
    on_day(VOTES[0])
    for number in (1, 2):
        calling.vote(called, [number], None)
    on_day(AFTER)
    groups = [str(one.pk) for one in called.groups.all()]
    office.does(called, "answer", office.writer, groups=groups, outcome="later", answer="列入计划。")
    called.refresh_from_db()
    return called


def report(office, call):
    office.does(call, "report", office.writer, summary="收到三条。", feedback="一项入选。")


def drawn(office, call, on_day, seed="3 7 9"):
    draw = draw_queries.of_owner(call.ref)
    on_day(SEED["seed_on"])
    draws.type_seed(draw, seed, office.writer)
    return draws.draw(draw, seed, office.head)


def test_the_feedback_waits_for_the_draw_and_says_what_it_decided(office, tied, on_day, client):
    with pytest.raises(Refused, match="还没有抽签"):
        report(office, tied)
    office.does(tied, "freeze_tie", office.writer, **SEED)
    page = client.get(f"/zhengji/{tied.pk}/").content.decode()
    assert "并列候选项抽签" in page
    with pytest.raises(Refused, match="还没有抽签"):
        report(office, tied)
    draw = drawn(office, tied, on_day)
    places = queries.ranking(tied)
    won = {code for code, lot in draw_queries.result(draw).items()}
    assert won == {f"{one.candidate:02d}" for one in places if one.chosen}
    assert [(one.drawn, one.rank) for one in places] == [(True, 1), (True, 1), (False, 3)]
    assert sum(one.chosen for one in places) == 1
    report(office, tied)
    office.does(tied, "publish_result", office.reviewer)
    page = client.get(f"/zhengji/{tied.pk}/").content.decode()
    assert "并列，抽签入选" in page and "并列，没有抽中" in page and f"/chouqian/{draw.pk}/" in page


def test_only_the_equals_are_drawn_and_the_list_calls_them_by_their_numbers(office, tied):
    office.does(tied, "freeze_tie", office.writer, **SEED)
    draw = draw_queries.of_owner(tied.ref)
    assert (draw.people, draw.places) == (2, {"": 1})
    assert {entry.code for entry in draw.frozen.entries} == {"01", "02"}
    with pytest.raises(Refused, match="已经冻结"):
        office.does(tied, "freeze_tie", office.writer, **SEED)


def test_without_a_tie_there_is_nothing_to_draw(office, tied, on_day):
    on_day(VOTES[1])
    calling.vote(tied, [2], None)
    on_day(AFTER)
    with pytest.raises(Refused, match="没有并列"):
        office.does(tied, "freeze_tie", office.writer, **SEED)
    report(office, tied)


def test_a_seed_that_may_exist_already_is_refused(office, tied):
    with pytest.raises(Refused, match="冻结之后"):
        office.does(tied, "freeze_tie", office.writer, **{**SEED, "seed_on": AFTER.isoformat()})
