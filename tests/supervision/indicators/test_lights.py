"""The light of a figure is a pure function: what is reached is green, more is never worse, time alone never helps."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from mingzheng.core.indicators import Figure
from mingzheng.supervision.indicators import lights
from mingzheng.supervision.indicators.lights import ORDER, Span, light, rule_on

RULE = rule_on(dt.date(2023, 6, 20))
YEAR = Span(dt.date(2023, 1, 1), dt.date(2023, 12, 31))
days = st.dates(dt.date(2023, 1, 1), dt.date(2024, 3, 1))
targets = st.one_of(st.none(), st.floats(1, 100))
shares = st.integers(0, 200).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


def shine(figure, target, *, grows=False, day=dt.date(2023, 6, 20), span=YEAR):
    return light(figure, target, grows=grows, span=span, day=day, rule=RULE).code


def worse(one, other):
    """Is the first light a worse one?"""
    return ORDER.index(one) < ORDER.index(other)


@given(shares, targets, st.booleans(), days)
def test_every_figure_has_a_light_and_its_reason(share, target, grows, day):
    found = light(Figure(*share), target, grows=grows, span=YEAR, day=day, rule=RULE)
    assert found.code in ORDER and found.why and found.word


@given(st.integers(0, 100), st.integers(1, 100), st.booleans(), days)
def test_what_is_reached_is_green_on_any_day(number, whole, grows, day):
    assert shine(Figure(whole, whole), 100, grows=grows, day=day) == "green"
    assert shine(Figure(number + whole), float(whole), day=day) == "green"


@given(shares.filter(lambda share: share[0] < share[1]), targets, st.booleans(), days)
def test_one_more_is_never_worse(share, target, grows, day):
    number, whole = share
    before = shine(Figure(number, whole), target, grows=grows, day=day)
    assert not worse(shine(Figure(number + 1, whole), target, grows=grows, day=day), before)


@given(st.integers(0, 50), st.integers(1, 50), days, st.integers(1, 200))
def test_time_alone_never_helps_a_count(number, target, day, later):
    before = shine(Figure(number), float(target), day=day)
    after = shine(Figure(number), float(target), day=day + dt.timedelta(days=later))
    assert not worse(before, after)


@given(targets, st.booleans(), days)
def test_of_nothing_there_is_no_light(target, grows, day):
    assert shine(Figure(0, 0), target, grows=grows, day=day) == "none"


@given(shares, st.booleans(), days)
def test_without_a_target_there_is_no_light(share, grows, day):
    assert shine(Figure(*share), None, grows=grows, day=day) == "none"


def test_a_share_is_held_against_its_target():
    found = [shine(Figure(number, 100), 100) for number in (100, 99, 90, 89, 0)]
    assert found == ["green", "amber", "amber", "red", "red"]


def test_four_meetings_a_year_are_held_against_the_time_passed():
    def of(number, day):
        return shine(Figure(number), 4, day=dt.date.fromisoformat(day))

    assert of(0, "2023-02-01") == "green"  # a month in, none is due yet
    assert of(0, "2023-05-02") == "red"  # one is due, none was held
    assert of(1, "2023-07-04") == "amber"  # two are due
    assert of(2, "2023-07-04") == "green"
    assert of(3, "2023-12-05") == "amber"  # near the end, one is missing
    assert of(3, "2023-12-31") == "red"
    assert of(4, "2023-12-31") == "green"


def test_units_done_one_by_one_are_held_against_the_time_passed():
    half = Span(dt.date(2023, 1, 1), dt.date(2023, 6, 30))
    assert shine(Figure(23, 46), 100, grows=True, day=dt.date(2023, 4, 1), span=half) == "green"
    assert shine(Figure(23, 46), 100, grows=True, day=dt.date(2023, 4, 30), span=half) == "amber"
    assert shine(Figure(10, 46), 100, grows=True, day=dt.date(2023, 4, 30), span=half) == "red"
    assert shine(Figure(45, 46), 100, grows=True, day=dt.date(2023, 6, 30), span=half) == "red"


def test_the_newest_rule_in_force_is_taken_and_says_where_it_comes_from():
    assert all(
        rule.source and set(rule.words) == {"share", "paced", "nothing", "plain", "unit", "worst"}
        for rule in lights.rules()
    )
    assert rule_on(dt.date(1999, 1, 1)) == lights.rules()[0]
    assert str(int(RULE.share_amber)) in RULE.words["share"] and str(RULE.near_days) in RULE.words["paced"]


def test_a_task_shows_the_worst_of_its_figures():
    assert lights.worst(["green", "none", "amber"]) == "amber"
    assert lights.worst(["none"]) == lights.worst([]) == "none"
