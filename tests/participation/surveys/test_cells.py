"""Whoever knows the rule, the published cells and every total cannot work out a cell that was kept back."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzheng.participation.surveys import cells

THRESHOLD = 3
small_counts = st.integers(0, 7)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(3, 10))
def test_a_line_shows_no_small_count_and_no_wrong_one(counts, threshold):
    line = cells.line(counts, threshold)
    for count, shown in zip(counts, line.shown, strict=True):
        assert shown is None or (shown == count and not 0 < count < threshold)
    hidden = [count for count, shown in zip(counts, line.shown, strict=True) if shown is None]
    if hidden and not line.withheld:
        assert len(hidden) >= 2
        assert sum(hidden) >= threshold
        assert all(hidden)


@given(st.lists(small_counts, min_size=2, max_size=4))
def test_an_attacker_who_tries_every_line_finds_two_values_for_each_cell_kept_back(counts):
    line = cells.line(counts, THRESHOLD)
    if line.withheld or line.whole:
        return
    places = [at for at, shown in enumerate(line.shown) if shown is None]
    rest = sum(counts) - sum(shown for shown in line.shown if shown is not None)
    possible = [one for one in product(range(rest + 1), repeat=len(places)) if sum(one) == rest]
    for at in range(len(places)):
        assert len({one[at] for one in possible}) >= 2


def test_nothing_is_kept_back_where_nothing_is_small():
    assert cells.line([0, 12, 30], 5).shown == (0, 12, 30)
    assert cells.line([], 5).shown == ()


def test_one_small_count_takes_the_smallest_other_with_it_and_never_a_nought():
    assert cells.line([2, 0, 40, 20], 5).shown == (None, 0, 40, None)


def test_too_few_in_all_or_nothing_to_hide_behind_shows_nothing():
    assert cells.line([1, 2], 5).withheld
    assert cells.line([3, 0, 0], 5).withheld
    assert not cells.line([7, 0, 0], 5).withheld


def test_a_threshold_that_says_the_number_is_refused():
    with pytest.raises(ValueError, match="threshold"):
        cells.line([1, 5], 2)


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=2, max_size=3))
def test_an_attacker_who_tries_every_table_finds_two_values_for_each_cell_kept_back(counts):
    shown = cells.table(counts, THRESHOLD)
    if shown is None:
        return
    for row, line in zip(counts, shown, strict=True):
        for count, cell in zip(row, line, strict=True):
            assert cell is None or (cell == count and not 0 < count < THRESHOLD)
    hidden = [(r, c) for r, line in enumerate(shown) for c, cell in enumerate(line) if cell is None]
    seen = [set() for _cell in hidden]
    for filled in _fillings(counts, hidden):
        for at, value in enumerate(filled):
            seen[at].add(value)
    assert all(len(values) >= 2 for values in seen), (counts, shown)


def _fillings(counts, hidden):
    """Every way to fill the cells kept back that agrees with all totals, found by going through them one by one."""
    rows = {r: sum(counts[r][c] for rr, c in hidden if rr == r) for r, _c in hidden}
    columns = {c: sum(counts[r][cc] for r, cc in hidden if cc == c) for _r, c in hidden}

    def fill(at, rows, columns, done):
        if at == len(hidden):
            if not any(rows.values()) and not any(columns.values()):
                yield done
            return
        r, c = hidden[at]
        for value in range(min(rows[r], columns[c]) + 1):
            yield from fill(at + 1, {**rows, r: rows[r] - value}, {**columns, c: columns[c] - value}, [*done, value])

    return fill(0, rows, columns, [])
