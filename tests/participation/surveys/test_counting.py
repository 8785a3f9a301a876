"""The counting rules, held to what they promise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingzheng.participation.surveys.counting import Rule, count, valid

CANDIDATES = [1, 2, 3, 4]
ballots = st.lists(
    st.permutations(CANDIDATES).flatmap(lambda order: st.integers(1, 4).map(lambda n: order[:n])), max_size=12
)
rules = st.sampled_from(list(Rule))


def ranks(places):
    return {one.candidate: one.rank for one in places}


@given(rules, ballots, st.randoms())
def test_the_order_in_which_ballots_came_does_not_matter(rule, cast, random):
    shuffled = random.sample(cast, len(cast))
    assert count(rule, CANDIDATES, cast, 2) == count(rule, CANDIDATES, shuffled, 2)


@given(rules, ballots, st.permutations(CANDIDATES))
def test_candidates_are_treated_alike_whatever_their_numbers(rule, cast, names):
    renamed = dict(zip(CANDIDATES, names, strict=True))
    before = ranks(count(rule, CANDIDATES, cast, 2))
    after = ranks(count(rule, CANDIDATES, [[renamed[one] for one in ballot] for ballot in cast], 2))
    assert {renamed[one]: rank for one, rank in before.items()} == after


@given(rules, ballots, st.data())
def test_who_is_put_higher_on_a_ballot_never_falls(rule, cast, data):
    if not cast:
        return
    which = data.draw(st.integers(0, len(cast) - 1))
    raised = data.draw(st.sampled_from(CANDIDATES))
    ballot = [raised, *(one for one in cast[which] if one != raised)]
    before = ranks(count(rule, CANDIDATES, cast, 2))[raised]
    after = ranks(count(rule, CANDIDATES, [*cast[:which], ballot, *cast[which + 1 :]], 2))[raised]
    assert after <= before


@given(rules, ballots, ballots)
def test_who_wins_in_two_halves_wins_in_the_whole(rule, one, other):
    def best(cast):
        return {place.candidate for place in count(rule, CANDIDATES, cast, 0) if place.rank == 1}

    both = best(one) & best(other)
    if both:
        assert best([*one, *other]) == both


@given(rules, ballots, st.integers(0, 5))
def test_no_more_are_chosen_than_there_are_places_and_a_tie_is_said(rule, cast, places):
    found = count(rule, CANDIDATES, cast, places)
    chosen = [one for one in found if one.chosen]
    assert len(chosen) <= places
    assert not any(one.chosen and one.tied for one in found)
    assert all(one.points > 0 for one in chosen)
    tied = [one for one in found if one.tied]
    assert len({one.points for one in tied}) <= 1
    if tied:
        assert len(chosen) < places < len(chosen) + len(tied)


def test_points_by_hand():
    found = count(Rule.RANKED, [1, 2, 3], [[2, 1], [2, 3], [1]], 1)
    assert [(one.candidate, one.rank, one.points, one.named, one.firsts) for one in found] == [
        (2, 1, 6, 2, 2),
        (1, 2, 5, 2, 1),
        (3, 3, 2, 1, 0),
    ]
    assert [one.chosen for one in found] == [True, False, False]


def test_nobody_is_chosen_when_nobody_voted():
    assert [(one.rank, one.chosen, one.tied) for one in count(Rule.APPROVAL, [1, 2], [], 1)] == [(1, False, False)] * 2


def test_what_a_ballot_may_say():
    assert valid([2, 1], CANDIDATES, 2)
    for wrong in ([], [1, 1], [1, 2, 3], [9]):
        assert not valid(wrong, CANDIDATES, 2)


def test_the_rule_names_no_points_while_there_is_no_list_of_candidates():
    assert "第一位计的分等于候选项数，依次递减" in Rule.RANKED.says(0, 3)
    assert "第一位计 4 分，第二位计 3 分，依次递减" in Rule.RANKED.says(4, 3)
