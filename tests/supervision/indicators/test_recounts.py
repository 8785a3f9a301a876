"""Every figure of the house stands beside a recount in plain SQL (tests/support/recounts)."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.recounts import CODES, WINGS, recount

from mingzheng.core.indicators import indicators


def test_every_figure_is_recounted_and_nothing_else():
    declared = {one.code for one in indicators()}
    missing, left = sorted(declared - set(CODES)), sorted(set(CODES) - declared)
    assert not missing, f"write a recount for these figures in the wing's file of tests/support/recounts: {missing}"
    assert not left, f"no figure of these names is declared: {left}"


def test_a_figure_is_recounted_in_one_wing():
    written = [code for wing in WINGS for code in {*wing.QUERIES, *wing.DISTRICT}]
    assert sorted(written) == CODES


@pytest.mark.django_db
def test_either_database_understands_every_recount_and_counts_nothing_where_nothing_is():
    """The demonstration and the years are built on SQLite alone."""
    found = {code: recount(code, dt.date(2023, 6, 20), task=0) for code in CODES}
    assert [code for code, one in found.items() if one.district.numerator or one.units] == []
