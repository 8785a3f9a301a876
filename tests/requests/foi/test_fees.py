"""信息处理费: the vectors of the regulation, and that a fee never falls when more is asked."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.core.errors import Refused
from mingzheng.requests.foi.law.fees import fee

COUNTS = {0: 0, 10: 0, 11: 100, 30: 2000, 31: 2200, 40: 4000, 41: 4300, 45: 5500, 51: 7400}
PAGES = {0: 0, 30: 0, 31: 10, 100: 700, 101: 720, 200: 2700, 201: 2740, 250: 4700}


@pytest.mark.parametrize(("n", "amount"), COUNTS.items())
def test_fee_by_applications_in_a_month(n: int, amount: int) -> None:
    assert fee("count", n).amount == amount


@pytest.mark.parametrize(("n", "amount"), PAGES.items())
def test_fee_by_pages(n: int, amount: int) -> None:
    assert fee("pages", n).amount == amount


@given(st.sampled_from(["count", "pages"]), st.integers(0, 2000))
def test_one_more_never_costs_less(tariff: str, n: int) -> None:
    assert fee(tariff, n + 1).amount - fee(tariff, n).amount >= 0


@pytest.mark.parametrize(("tariff", "n"), [("weight", 3), ("count", -1), ("pages", 10**9)])
def test_what_is_no_tariff_or_no_count_is_refused(tariff: str, n: int) -> None:
    with pytest.raises(Refused):
        fee(tariff, n)


@pytest.mark.django_db
def test_the_command_says_the_fee_and_why() -> None:
    out = StringIO()
    call_command("foi", "fee", "--tariff", "count", "--n", "41", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert said["fee"] == 4300
    assert any("第 41 件：1 × 300 元" in line for line in said["reasons"])
