"""Which texts ask for the same: pure, without a database."""

from __future__ import annotations

import itertools
import random

import pytest
from rapidfuzz import fuzz

from mingzheng.core import likeness

RULES = likeness.Rules(80, 4, ("申请公开", "请公开", "的信息", "我", "的"))


def grouped(*texts: str) -> list[list[int]]:
    return [members for members in likeness.groups(texts, RULES) if len(members) > 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2022年度营商环境评估报告", "申请公开２０２２年度营商环境评估报告。"),
        ("某路段道路红线规划调整的论证报告", "请公开某路段道路红线规划调整论证报告的信息"),
        ("新华路加装电梯补贴资金分配结果", "我申请公开新华路加装电梯的补贴资金分配结果"),
    ],
)
def test_the_same_in_other_words(one, other):
    assert grouped(one, other) == [[0, 1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2021年度营商环境评估报告", "2022年度营商环境评估报告"),
        ("新华路12号征收补偿方案", "新华路38号征收补偿方案"),
        ("2022年度营商环境评估报告", "某小区加装电梯的会议讨论记录"),
        ("文件", "文件"),
    ],
)
def test_what_is_not_the_same(one, other):
    assert grouped(one, other) == []


def test_a_group_that_is_kept_stays_and_grows():
    texts = ["2022年度预算执行报告", "区旧改地块论证材料", "申请公开2022年度预算执行报告"]
    assert likeness.groups(texts, RULES, [[0]])[0] == [0, 2]


def test_five_thousand_texts_are_not_compared_each_with_each(monkeypatch):
    """With templates that differ in few characters, as real applications do; counted, not timed."""
    dice = random.Random(7)
    places = ["".join(pair) for pair in itertools.product("东南西北中新虹天江程", "华泾阳山桥路湖林园州")]
    kinds = ["征收补偿方案", "加装电梯批复", "道路红线调整论证报告", "消防验收意见书", "财政资金分配结果"]
    texts = [f"{dice.choice(places)}街道{dice.choice(places)}小区{dice.choice(kinds)}" for _ in range(4990)]
    texts += ["申请公开2022年度区级孵化器认定结果", "2022年度区级孵化器的认定结果"] * 5
    compared = 0
    real = fuzz.ratio

    def counting(*args, **kwargs):
        nonlocal compared
        compared += 1
        return real(*args, **kwargs)

    monkeypatch.setattr(likeness.fuzz, "ratio", counting)
    found = likeness.groups(texts, RULES)
    assert sorted(itertools.chain.from_iterable(found)) == list(range(5000))
    assert list(range(4990, 5000)) in found
    assert compared < 5000 * 5000 / 2 / 5
