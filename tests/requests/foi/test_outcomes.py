"""办理结果: the form as law.md has it, and that nothing chosen lacks its letter, article or cell."""

from __future__ import annotations

import datetime as dt

import pytest

from mingzheng.core.errors import Refused
from mingzheng.requests.foi.law import outcomes

CODES = [
    "A1",
    "A2",
    "B",
    "C1",
    "C2",
    "C3",
    "C4",
    "C5",
    "C6",
    "C7",
    "C8",
    "D1a",
    "D1b",
    "D2",
    "D3",
    "E1",
    "E2",
    "E3",
    "E4",
    "E5",
    "F1",
    "F2",
    "F3",
]
TODAY = dt.date(2025, 6, 2)


def test_the_form_has_its_21_rows_in_their_order() -> None:
    keys = [key for key, _ in outcomes.rows()]
    assert keys == [
        "A",
        "B",
        "C1",
        "C2",
        "C3",
        "C4",
        "C5",
        "C6",
        "C7",
        "C8",
        "D1",
        "D2",
        "D3",
        "E1",
        "E2",
        "E3",
        "E4",
        "E5",
        "F1",
        "F2",
        "F3",
    ]
    labels = dict(outcomes.rows())
    assert labels["B"] == "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    assert labels["C3"] == "3.危及“三安全一稳定”"
    assert labels["F1"] == "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"


def test_every_leaf_has_all_that_an_officer_and_a_letter_need() -> None:
    assert [one.code for one in outcomes.on(TODAY)] == CODES
    assert list(outcomes.LEAVES) and set(outcomes.LEAVES) == set(CODES)
    for one in outcomes.LEAVES.values():
        assert one.name and one.when.endswith("。") and one.article and one.source
        assert one.letter or one.remedy == "none"


def test_refusals_are_those_of_articles_14_to_16_and_the_partial_answer() -> None:
    refusals = {code for code, one in outcomes.LEAVES.items() if one.remedy == "refusal"}
    assert refusals == {"B", *outcomes.WITHHOLDING}
    assert {code for code, one in outcomes.LEAVES.items() if one.discloses} == {"A1", "A2", "B"}
    assert outcomes.leaf("D1a").needs == ("search",)
    assert outcomes.leaf("D1a").row == outcomes.leaf("D1b").row == "D1"
    assert "withheld" in outcomes.leaf("B").needs
    assert outcomes.leaf("C5").cited == "《中华人民共和国政府信息公开条例》第十六条第一款"


def test_the_tree_is_the_form_with_its_headings() -> None:
    branches = outcomes.tree(TODAY)
    assert [branch.heading for branch in branches] == [
        "（一）予以公开", "（二）部分公开", "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理",
    ]  # fmt: skip
    assert [leaf.code for branch in branches for row in branch.rows for leaf in row.leaves] == CODES


def test_a_leaf_has_its_dates() -> None:
    with pytest.raises(Refused, match="2021年1月1日"):
        outcomes.leaf("F2", dt.date(2020, 12, 31))
    assert outcomes.leaf("F2", dt.date(2021, 1, 1)).row == "F2"
    assert outcomes.on(dt.date(2019, 5, 14)) == []


@pytest.mark.parametrize("code", ["", "D1", "Z9", "a1"])
def test_an_unknown_leaf_is_refused_with_those_that_there_are(code: str) -> None:
    with pytest.raises(Refused, match="C8"):
        outcomes.leaf(code)
