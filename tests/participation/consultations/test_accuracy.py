"""How well opinions are grouped, on texts whose groups are known; opposites stay apart."""

from __future__ import annotations

import datetime as dt
import json
from itertools import product

import pytest
from django.core.management import call_command

from mingzheng.core import likeness
from mingzheng.participation.consultations import accuracy, grouping

RULES = grouping.rules_on(dt.date(2023, 5, 1))


def together(*texts: str) -> list[list[int]]:
    return grouping.together(list(texts), [None] * len(texts), RULES)


def test_the_set_is_large_and_mixed_enough_to_say_something():
    parts = accuracy.labelled()
    assert sum(map(len, parts.values())) >= 200
    assert sum(len({one.label for one in texts}) for texts in parts.values()) >= 40
    every = [one.text for texts in parts.values() for one in texts]
    assert len(set(every)) == len(every)


def test_what_was_not_looked_at_is_grouped_as_well_as_the_rest():
    found = {one.name: one for one in accuracy.all_parts(RULES)}
    assert found["held"].precision >= 0.95 and found["held"].recall >= 0.65
    assert found["all"].precision >= 0.95 and found["all"].recall >= 0.6


def test_order_of_words_does_not_matter_to_the_new_rule_and_mattered_to_the_old_one():
    texts = ("收费标准应当每年向社会公布一次", "每年应当向社会公布一次收费标准")
    assert together(*texts) == [[0, 1]]
    old = likeness.Rules(RULES.alike, RULES.shortest, RULES.fillers)
    assert len(likeness.groups(texts, old)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("支持在路边设置停车位", "反对在路边设置停车位"),
        ("同意本办法第三条的收费标准", "不同意本办法第三条的收费标准"),
        ("建议提高收费标准", "建议降低收费标准"),
        ("建议上调收费标准", "希望下调收费标准"),
        ("请增加夜间停车位", "请减少夜间停车位"),
        ("应当保留第五条的规定", "应当取消第五条的规定"),
        ("允许货车白天进入", "禁止货车白天进入"),
        ("期限延长到两年", "期限缩短到两年"),
    ],
)
def test_opposites_never_stand_together(one, other):
    assert together(one, other) == [[0], [1]]
    assert together(other, one) == [[0], [1]]


def test_no_rule_word_stands_on_both_sides():
    for one, other in RULES.opposites:
        assert not set(one) & set(other)
    for first, second in product(RULES.same, RULES.same):
        assert first is second or not set(first) & set(second)


@pytest.mark.django_db
def test_the_command_prints_the_measure_for_each_part(capsys):
    call_command("consultations", "accuracy")
    said = capsys.readouterr().out
    assert "查准" in said and "只用来检验的：110 条，22 种意见" in said
    call_command("consultations", "accuracy", "--json")
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows] == ["tuning", "held", "all"]
    assert all(0 < row["recall"] <= 1 for row in rows)
