"""Figures become scores by formulas that are written in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.core.indicators import Figure
from mingzheng.supervision.assessment import formulas

TEN = Decimal(10)


@pytest.mark.parametrize(
    ("words", "figure", "earned"),
    [
        ("按比例得分", Figure(2, 3), "6.667"),
        ("按比例得分，达到80%得满分", Figure(6, 10), "7.5"),
        ("按比例得分，达到80%得满分", Figure(9, 10), "10"),
        ("按数量得分，满4得满分", Figure(3), "7.5"),
        ("按数量得分，满4得满分", Figure(9), "10"),
        ("达到95%得满分，否则不得分", Figure(94, 100), "0"),
        ("达到95%得满分，否则不得分", Figure(95, 100), "10"),
        ("达到4得满分，否则不得分", Figure(4), "10"),
    ],
)
def test_what_a_figure_earns(words, figure, earned):
    formula = formulas.read(words)
    assert formula is not None
    assert formula.words == words
    assert formulas.earned(formula, TEN, figure) == Decimal(earned)


@pytest.mark.parametrize("words", ["按比例得分", "达到95%得满分，否则不得分"])
def test_nothing_to_judge_earns_neither_nothing_nor_all(words):
    formula = formulas.read(words)
    assert formulas.earned(formula, TEN, Figure(0, 0)) is None


def test_a_formula_for_a_share_says_nothing_of_a_count():
    assert formulas.earned(formulas.read("按比例得分"), TEN, Figure(3)) is None
    assert formulas.earned(formulas.read("按数量得分，满4得满分"), TEN, Figure(3, 4)) is None


@pytest.mark.parametrize("words", ["", "看情况", "按数量得分，满0得满分", "达到%得满分，否则不得分"])
def test_other_words_are_no_formula(words):
    assert formulas.read(words) is None


def test_width_and_blanks_do_not_matter():
    assert formulas.read(" 按比例得分, 达到 ９０％ 得满分。 ") == formulas.read("按比例得分，达到90%得满分")


@given(st.integers(0, 50), st.integers(1, 50), st.decimals("0.1", "99", places=3))
def test_a_score_is_never_less_than_nothing_nor_more_than_the_points(numerator, denominator, points):
    for words in ("按比例得分", "按比例得分，达到90%得满分", "达到95%得满分，否则不得分"):
        earned = formulas.earned(formulas.read(words), points, Figure(numerator, denominator))
        assert 0 <= earned <= points
