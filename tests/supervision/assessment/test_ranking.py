"""Places with uncertainty: what must hold whatever the marks are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.supervision.assessment.ranking import Entry, Sampled, interval, rank, words

MARK = st.sampled_from([0.0, 0.5, 1.0])


@st.composite
def samples(draw):
    marks = draw(st.lists(MARK, min_size=1, max_size=8))
    return Sampled(draw(st.floats(0.5, 40)), len(marks) + draw(st.integers(0, 60)), tuple(marks))


@st.composite
def groups(draw):
    count = draw(st.integers(1, 9))
    return [
        Entry(n, draw(st.sampled_from("ab")), draw(st.floats(0, 100)), tuple(draw(st.lists(samples(), max_size=3))))
        for n in range(count)
    ]


@given(samples())
def test_an_interval_lies_between_nothing_and_all_and_holds_its_mean(one):
    mean, low, high = interval(one.marks, one.records)
    assert 0 <= low <= mean <= high <= 1


@given(st.lists(MARK, min_size=1, max_size=8))
def test_whoever_saw_every_record_is_certain(marks):
    mean, low, high = interval(marks, len(marks))
    assert low == mean == high


@given(st.lists(MARK, min_size=1, max_size=8), st.integers(1, 100), st.integers(1, 100))
def test_more_unseen_records_never_narrow_an_interval(marks, unseen, more):
    _mean, low, high = interval(marks, len(marks) + unseen)
    _mean, lower, higher = interval(marks, len(marks) + unseen + more)
    assert lower <= low + 1e-9
    assert higher >= high - 1e-9


def test_all_good_in_a_small_sample_does_not_prove_that_all_are_good():
    _mean, low, high = interval([1.0] * 3, 100)
    assert high == 1
    assert low < 0.5


@pytest.mark.parametrize(("marks", "records"), [([], 3), ([1.0, 1.0], 1), ([2.0], 3)])
def test_impossible_marks_are_refused(marks, records):
    with pytest.raises(ValueError, match="marks"):
        interval(marks, records)


@given(groups())
def test_a_unit_stands_within_its_places_and_places_exist(entries):
    for place in rank(entries):
        same = sorted((p.score for p in rank(entries) if p.group == place.group), reverse=True)
        point = same.index(place.score) + 1
        assert 1 <= place.best <= place.worst <= place.of == len(same)
        assert place.best <= point <= place.worst
        assert place.low <= place.score <= place.high


@given(groups(), st.randoms())
def test_the_order_in_which_units_come_does_not_matter(entries, dice):
    mixed = list(entries)
    dice.shuffle(mixed)
    assert sorted(map(str, rank(entries))) == sorted(map(str, rank(mixed)))


@given(groups())
def test_what_is_certain_gives_exact_places(entries):
    certain = [Entry(e.key, e.group, float(n)) for n, e in enumerate(entries)]
    assert all(place.best == place.worst for place in rank(certain))


@given(groups())
def test_whoever_is_certainly_above_has_no_worse_places(entries):
    places = rank(entries)
    for one in places:
        for other in places:
            if one.group == other.group and one.low > other.high:
                assert one.worst <= other.worst
                assert one.best <= other.best
                assert one.best < other.worst


@given(groups(), st.floats(-50, 50))
def test_the_same_points_for_all_change_no_place(entries, more):
    shifted = [Entry(e.key, e.group, e.fixed + round(more), e.sampled) for e in entries]
    before = {place.key: (place.score, place.low, place.high) for place in rank(entries)}
    for place in rank(shifted):
        assert all(
            abs(a - b - round(more)) < 0.011
            for a, b in zip((place.score, place.low, place.high), before[place.key], strict=True)
        )


def test_groups_do_not_meet():
    found = {place.key: place for place in rank([Entry(1, "a", 90), Entry(2, "b", 10)])}
    assert (found[1].best, found[2].best) == (1, 1)


def test_words():
    assert words(2, 2) == "第2名"
    assert words(3, 6) == "第3—6名"
