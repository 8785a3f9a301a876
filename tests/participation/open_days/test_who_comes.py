"""Who comes in: everybody, or a draw by the rule that stood there before; giving back, moving up; the door."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.support.open_days import AFTER, BEFORE, DOOR, DRAWN, DURING, LATER, MORNING, moment

from mingzheng.core import gathering
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.participation.draws import presenting
from mingzheng.participation.draws import queries as draws
from mingzheng.participation.open_days import allotting, checking, commands, queries, signing
from mingzheng.participation.open_days.models import Scan, SignUp, Visitor

pytestmark = pytest.mark.django_db


def state(open_day):
    return queries.OpenDay.objects.select_related("case").get(pk=open_day.pk).case.state


def statuses(open_day):
    return dict(ranked(open_day).values_list("number", "status"))


# --- the whole way -----------------------------------------------------------------------------------------------


def test_a_session_oversubscribed_is_drawn_and_a_ticket_is_good_once(days):
    open_day = days.announced()
    days.at(DURING)
    rows = [days.signs(open_day, nth) for nth in range(1, 6)]
    days.settled(open_day)
    assert state(open_day) == "drawing"
    draw = draws.of_owner(open_day.ref)
    assert sorted(entry.code for entry in draw.frozen.entries) == sorted(row.number for row in rows)
    days.drawn(open_day)
    assert (state(open_day), open_day.settled_how) == ("settled", "draw")
    order = sorted(draws.result(draw).values(), key=lambda lot: (lot.kind != "place", lot.rank))
    held = list(open_day.sign_ups.order_by("rank"))
    assert [row.number for row in held] == [lot.code for lot in order]
    assert [row.status for row in held] == ["in"] * 3 + ["waiting"] * 2

    days.at(DOOR)
    first = days.scans(open_day, held[0], "a")
    days.at("2023-06-10 13:40")
    second = days.scans(open_day, held[0], "b", actor=days.actor(Post.REVIEWER))
    assert (first.outcome, second.outcome) == ("in", "twice")
    assert "13:30:00" in checking.said(second)
    assert first.by in checking.said(second)
    assert days.scans(open_day, held[3], "c").outcome == "no_place"
    assert checking.at_door(checking.entrance(open_day)).people == 1


def test_fewer_people_than_places_all_come_in(days):
    open_day = days.announced()
    days.at(DURING)
    days.signs(open_day, 1, people=2)
    days.signs(open_day, 2)
    days.settled(open_day)
    assert (state(open_day), open_day.settled_how) == ("settled", "all")
    assert set(statuses(open_day).values()) == {"in"}
    assert draws.of_owner(open_day.ref) is None


def test_a_seed_that_may_exist_already_freezes_nothing(days):
    open_day = days.announced()
    days.at(DURING)
    for nth in range(1, 6):
        days.signs(open_day, nth)
    days.at(DRAWN)
    assert commands.settle() == 0
    assert state(open_day) == "announced"
    with pytest.raises(Refused, match="种子"):
        days.does(open_day, "freeze_now")


def test_a_voided_draw_lets_the_list_be_frozen_again(days):
    open_day = days.announced()
    days.at(DURING)
    for nth in range(1, 6):
        days.signs(open_day, nth)
    days.settled(open_day)
    days.does(draws.of_owner(open_day.ref), "void", Post.HEAD, reason="种子来源写错了。")
    days.told()
    assert state(open_day) == "announced"
    assert commands.settle() == 1
    assert state(open_day) == "drawing"


def test_parties_are_drawn_and_people_are_seated_nobody_overtakes(days):
    open_day = days.announced(capacity=4)
    days.at(DURING)
    for nth, people in enumerate((3, 3, 1, 2), 1):
        days.signs(open_day, nth, people=people)
    days.drawn(open_day)
    assert (
        presenting.places(draws.of_owner(open_day.ref)) == "1 组"
    )  # of four people: nobody is told that one person comes
    rows = list(open_day.sign_ups.order_by("rank"))
    seated = [row for row in rows if row.status == "in"]
    assert rows[: len(seated)] == seated
    assert sum(row.people for row in seated) <= 4 < sum(row.people for row in rows[: len(seated) + 1])


@given(st.lists(st.integers(1, 6), min_size=1, max_size=30), st.integers(0, 40))
def test_the_places_of_a_draw_hold_whoever_is_drawn(people, capacity):
    sure = allotting.sure_places(people, capacity)
    assert 1 <= sure <= len(people)
    largest = sorted(people, reverse=True)
    assert sum(largest[:sure]) <= capacity or sure == 1
    came = gathering.coming_in(people, capacity)
    assert sum(people[:came]) <= capacity
    assert came == len(people) or sum(people[: came + 1]) > capacity


# --- giving back and moving up -----------------------------------------------------------------------------------


@pytest.fixture
def drawn(days):
    """Three are in, two wait."""
    open_day = days.announced()
    days.at(DURING)
    for nth in range(1, 6):
        days.signs(open_day, nth)
    days.drawn(open_day)
    return open_day


def ranked(open_day):
    return open_day.sign_ups.filter(rank__isnull=False).order_by("rank")


def test_who_gives_back_is_forgotten_and_the_next_in_the_drawn_order_moves_up(days, drawn):
    rows = list(ranked(drawn))
    signing.give_back(rows[1])
    assert not Visitor.objects.filter(sign_up=rows[1]).exists()
    after = list(ranked(drawn))
    assert [row.number for row in after] == [row.number for row in rows if row != rows[1]]
    assert [row.status for row in after] == ["in", "in", "in", "waiting"]
    assert after[2].promoted_at is not None
    with pytest.raises(Refused, match="已经退出"):
        signing.give_back(rows[1])


def test_after_the_moment_that_was_named_nobody_moves_up(days, drawn):
    days.at("2023-06-09 14:00")
    signing.give_back(ranked(drawn)[0])
    assert [row.status for row in ranked(drawn)] == ["in", "in", "in", "waiting"]
    days.at("2023-06-09 14:01")
    signing.give_back(ranked(drawn)[0])
    assert [row.status for row in ranked(drawn)] == ["in", "in", "waiting"]


def test_who_gives_back_before_the_draw_is_passed_over(days):
    open_day = days.announced()
    days.at(DURING)
    rows = [days.signs(open_day, nth) for nth in range(1, 6)]
    days.settled(open_day)
    signing.give_back(rows[0])
    days.drawn(open_day)
    assert rows[0].number not in statuses(open_day)
    assert sorted(statuses(open_day).values()) == ["in", "in", "in", "waiting"]


def test_more_places_let_those_in_who_wait(days, drawn):
    days.at(MORNING)
    values = {name: str(getattr(drawn, name) or "") for name in ("field", "title", "about", "audience", "place")}
    values |= {"address": drawn.address, "contact": drawn.contact, "party_most": "3", "capacity": "4"}
    values |= {"starts_at": "2023-06-10 14:00", "ends_at": "2023-06-10 16:00", "promote_until": "2023-06-09 14:00"}
    values |= {"sign_up_from": "2023-05-10 09:00", "sign_up_until": "2023-05-19 17:00", "seed_on": "2023-05-23"}
    values |= {"seed_source": drawn.seed_source, "part_qa": "值班长现场答疑"}
    with pytest.raises(Refused, match="只能增加"):
        days.does(drawn, "amend", **{**values, "capacity": "2"})
    with pytest.raises(Refused, match="不能再改"):
        days.does(drawn, "amend", **{**values, "seed_source": "别的种子"})
    days.does(drawn, "amend", **values)
    assert [row.status for row in ranked(drawn)] == ["in"] * 4 + ["waiting"]


# --- role × phase ------------------------------------------------------------------------------------------------

PHASES = [BEFORE, DURING, AFTER, DRAWN, DOOR, LATER]
SIGN_UP = {BEFORE: "early", DURING: "", AFTER: "late", DRAWN: "late", DOOR: "late", LATER: "late"}


@pytest.mark.parametrize("phase", PHASES)
def test_signing_up_follows_the_window(days, phase):
    open_day = days.announced()
    days.at(phase)
    assert refused(lambda: days.signs(open_day, 9)) == SIGN_UP[phase]


GIVE_BACK = {DURING: "", AFTER: "", DRAWN: "", DOOR: "", "2023-06-10 14:00": "late", LATER: "late"}


@pytest.mark.parametrize("phase", GIVE_BACK)
def test_giving_back_ends_with_the_beginning(days, phase):
    open_day = days.announced()
    days.at(DURING)
    row = days.signs(open_day, 1)
    if phase != DURING:
        days.settled(open_day)
    days.at(phase)
    assert refused(lambda: signing.give_back(row)) == GIVE_BACK[phase]


DOORS = {MORNING: "early", "2023-06-10 12:59": "early", "2023-06-10 13:00": "", DOOR: "", "2023-06-10 18:01": "late"}
ROLES = [
    ("fagai", Post.OFFICER, ""),
    ("fagai", Post.REVIEWER, ""),
    ("fagai", Post.HEAD, ""),
    ("fagai", Post.LEGAL, "other_unit"),
    ("sifa", Post.OFFICER, "other_unit"),
    ("qufuban", Post.OFFICE_CLERK, "other_unit"),
]


@pytest.mark.parametrize("phase", DOORS)
@pytest.mark.parametrize(("unit", "post", "why"), ROLES)
def test_the_door_is_kept_by_the_unit_at_its_time(days, phase, unit, post, why):
    open_day = days.announced()
    days.at(DURING)
    row = days.signs(open_day, 1)
    days.settled(open_day)
    days.at(phase)
    assert refused(lambda: days.scans(open_day, row, "k", actor=days.actor(post, unit))) == (why or DOORS[phase])


def refused(attempt):
    try:
        attempt()
    except Refused as no:
        return no.code
    return ""


def test_a_number_signs_up_once_and_again_after_giving_back(days):
    open_day = days.announced()
    days.at(DURING)
    row = days.signs(open_day, 1)
    assert refused(lambda: days.signs(open_day, 1)) == "twice"
    signing.give_back(row)
    assert days.signs(open_day, 1).status == "entered"


def test_too_many_for_one_party_are_refused_at_the_field(days):
    open_day = days.announced()
    days.at(DURING)
    with pytest.raises(Refused) as no:
        days.signs(open_day, 1, people=4)
    assert no.value.field == "people"


# --- the door without a connection -------------------------------------------------------------------------------


def test_what_a_phone_kept_is_decided_by_the_server_and_counts_once(days, drawn):
    rows = list(ranked(drawn))
    days.at("2023-06-10 14:20")
    here = days.scans(drawn, rows[0], "here")
    late = days.scans(drawn, rows[0], "kept", offline=True, scanned_at=moment("2023-06-10 13:50"))
    other = days.scans(drawn, rows[1], "other", offline=True, scanned_at=moment("2023-06-10 13:55"))
    again = days.scans(drawn, rows[1], "other", offline=True, scanned_at=moment("2023-06-10 13:55"))
    assert [one.outcome for one in (here, late, other)] == ["in", "twice", "in"]
    assert again.pk == other.pk
    assert Scan.objects.filter(outcome="in").count() == 2


def test_the_database_holds_one_valid_scan_for_each_list(days, drawn):
    days.at(DOOR)
    row = ranked(drawn)[0]
    held = days.scans(drawn, row, "a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.create(
            list=held.list, sign_up=row, key="z", outcome="in", scanned_at=held.scanned_at, received_at=held.received_at
        )
    seminar = checking.new_list(drawn, "座谈")
    assert checking.scan(seminar, checking.Tried("s", row.ticket), days.actor()).outcome == "in"


def test_a_phone_holds_digests_and_nothing_that_names_anybody(days, drawn):
    held = checking.entrance(drawn)
    rows = checking.for_phone(held)
    row = ranked(drawn)[0]
    assert checking.phone_digest(held.salt, row.ticket) in {one["d"] for one in rows}
    assert all(set(one) == {"d", "n", "c", "in"} for one in rows)
    assert len(rows) == 3
    assert row.ticket not in str(rows)


def test_a_ticket_of_another_session_is_unknown_here(days, drawn):
    other = days.announced(title="另一场")
    days.at(DURING)
    row = days.signs(other, 77)
    days.at(DOOR)
    found = days.scans(drawn, row, "x")
    assert (found.outcome, found.sign_up) == ("unknown", None)


def test_who_comes_without_a_ticket_is_a_number(days, drawn):
    days.at(DOOR)
    checking.walk_in(checking.entrance(drawn), 4, days.actor())
    assert checking.counted(drawn) == 4
    assert refused(lambda: checking.walk_in(checking.entrance(drawn), 1, days.actor(unit="sifa"))) == "other_unit"


# --- forgetting --------------------------------------------------------------------------------------------------


def test_thirty_days_later_only_counts_are_left(days, drawn):
    days.at("2023-07-10 15:59")
    assert commands.forget() == 0
    days.at("2023-07-10 16:01")
    assert commands.forget() == 1
    assert not Visitor.objects.exists()
    assert SignUp.objects.count() == 5
    assert drawn.ends_at + dt.timedelta(days=gathering.KEPT_DAYS) == moment("2023-07-10 16:00")
