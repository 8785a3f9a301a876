"""A rule is read, judged in three values with what decides, and said in a sentence."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.policy.push.strategies import DAY, profiles, trees

from mingzheng.policy.push.columns import Kind, Who, column_of, columns_of
from mingzheng.policy.push.conditions import Group, How, Judge, Row, dump, phrase, read, sentence
from mingzheng.policy.push.conditions.operators import OPERATORS, full_years, years_before
from mingzheng.policy.push.conditions.tree import normal, probes, rows_of

SMALL_TECH = {
    "all": [
        {"column": "size", "op": "in", "value": ["small", "micro"]},
        {"column": "revenue", "op": "gte", "value": "500万"},
        {"any": [{"column": "high_tech", "op": "yes"}, {"column": "tech_sme", "op": "yes"}]},
        {"none": [{"column": "founded", "op": "lt", "value": 1}]},
    ]
}


def tree_of(data, who=Who.ENTERPRISE):
    node, faults = read(data, who)
    assert not faults
    return node


def asked(data, profile, who=Who.ENTERPRISE, day=DAY):
    judge = Judge(tree_of(data, who), day)
    return judge, judge(profile)


FITTING = {
    "size": "small",
    "revenue": 6_000_000,
    "high_tech": True,
    "tech_sme": None,
    "founded_on": dt.date(2018, 1, 1),
}


def test_who_fits_hears_which_rows_held():
    judge, verdict = asked(SMALL_TECH, FITTING)
    assert verdict.answer is True
    assert [phrase(judge.rows[place]) for place in verdict.held] == [
        "是微型企业或者小型企业",
        "上年度营业收入不少于 500 万元",
        "是高新技术企业",
        "成立满 1 年",
    ]


def test_one_wanting_fact_is_asked_for_and_two_are_not():
    _judge, verdict = asked(SMALL_TECH, FITTING | {"revenue": None})
    assert verdict.answer is None and [column.code for column in verdict.asks] == ["revenue"]
    _judge, verdict = asked(SMALL_TECH, FITTING | {"revenue": None, "size": None})
    assert verdict.answer is None and verdict.asks == ()


def test_either_of_two_facts_may_decide():
    _judge, verdict = asked(SMALL_TECH, FITTING | {"high_tech": None})
    assert verdict.answer is None and [column.code for column in verdict.asks] == ["high_tech", "tech_sme"]


def test_a_near_miss_names_the_row_and_a_far_one_names_none():
    judge, verdict = asked(SMALL_TECH, FITTING | {"revenue": 4_200_000})
    assert verdict.answer is False
    assert [phrase(judge.rows[place]) for place in verdict.near] == ["上年度营业收入不少于 500 万元"]
    _judge, verdict = asked(SMALL_TECH, FITTING | {"revenue": 4_200_000, "size": "large"})
    assert verdict.answer is False and verdict.near == ()


def test_a_negation_does_not_take_those_of_whom_nothing_is_known():
    _judge, verdict = asked({"none": [{"column": "revenue", "op": "gte", "value": 500}]}, {"revenue": None})
    assert verdict.answer is None


def test_one_fact_must_meet_all_rows_over_it():
    between = {
        "all": [{"column": "employees", "op": "gte", "value": 10}, {"column": "employees", "op": "lt", "value": 20}]
    }
    _judge, verdict = asked(between, {})
    assert [column.code for column in verdict.asks] == ["employees"]
    split = {
        "all": [
            {"any": [{"column": "employees", "op": "gte", "value": 10}]},
            {"any": [{"column": "employees", "op": "lt", "value": 5}]},
        ]
    }
    _judge, verdict = asked(split, {})
    assert verdict.answer is None and verdict.asks == ()


def test_a_fact_that_can_never_be_as_wanted_is_not_asked_for():
    young = Row(column_of(Who.PERSON, "age"), "lt", 0)
    assert Judge(young, DAY)({}).asks == ()


@pytest.mark.parametrize(
    ("data", "path", "words"),
    [
        ([], "", "一行条件或者一组条件"),
        ({"all": []}, "", "还没有条件"),
        ({"all": [{"column": "born", "op": "gte", "value": 1}]}, "0", "请选择条件的栏目"),
        ({"all": [{"column": "age", "op": "gte", "value": 60}]}, "0", "企业画像"),
        ({"all": [{"any": [{"column": "revenue", "op": "eq", "value": 1}]}]}, "0.0", "比较方式"),
        ({"all": [{"column": "size", "op": "in", "value": ["giant"]}]}, "0", "请为「企业规模」选择选项"),
        ({"all": [{"column": "size", "op": "in", "value": []}]}, "0", "请为「企业规模」选择选项"),
        ({"all": [{"column": "revenue", "op": "gte", "value": "很多"}]}, "0", "应当是数字"),
        ({"all": [{"column": "revenue", "op": "gte", "value": True}]}, "0", "应当是数字"),
        ({"all": [{"column": "employees", "op": "gte", "value": "2.5"}]}, "0", "整数"),
        ({"all": [{"column": "founded", "op": "gte", "value": 200}]}, "0", "最多 150"),
        (
            {"all": [{"column": "employees", "op": "lt", "value": 5}, {"column": "employees", "op": "gt", "value": 9}]},
            "",
            "不可能同时符合",
        ),
        ({"column": "employees", "op": "lt", "value": 0}, "", "等于没有条件"),
        (
            {"any": [{"column": "founded", "op": "gte", "value": 0}, {"column": "listed", "op": "yes"}]},
            "0",
            "等于没有条件",
        ),
        ({"all": [{"column": "employees", "op": "gte", "value": place} for place in range(41)]}, "", "最多 40 行"),
        ({"all": [{"any": [{"all": [{"any": [{"all": [{}]}]}]}]}]}, ".".join("0000"), "最多套 4 层"),
    ],
)
def test_what_is_wrong_is_said_at_the_row(data, path, words):
    node, faults = read(data, Who.ENTERPRISE)
    assert node is None
    assert any(fault.path == path and words in fault.message for fault in faults), faults


def test_every_fault_is_said_at_once():
    _node, faults = read({"all": [{"column": "size", "op": "eq"}, {"column": "x"}, {"any": []}]}, Who.ENTERPRISE)
    assert [fault.path for fault in faults] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("typed", "number"), [("500万", 5_000_000), ("1.5亿", 150_000_000), ("3,000", 3000), (12, 12), ("20 万元", 200_000)]
)
def test_money_is_typed_as_people_write_it(typed, number):
    assert tree_of({"column": "revenue", "op": "gte", "value": typed}).value == number


def test_the_sentence_is_made_from_the_rule():
    assert sentence(tree_of(SMALL_TECH), Who.ENTERPRISE) == (
        "面向同时符合以下条件的企业：（一）是微型企业或者小型企业；（二）上年度营业收入不少于 500 万元；"
        "（三）是高新技术企业，或者是科技型中小企业；（四）成立满 1 年。"
    )
    old = {
        "all": [
            {"column": "age", "op": "gte", "value": 80},
            {"column": "street", "op": "eq", "value": "xinjing"},
            {"column": "alone", "op": "yes"},
        ]
    }
    assert sentence(tree_of(old, Who.PERSON), Who.PERSON) == "面向年满 80 周岁、居住在新泾镇并且独自居住的个人。"
    neither = {
        "none": [
            {"column": "hukou", "op": "eq", "value": "other"},
            {"column": "employment", "op": "eq", "value": "retired"},
        ]
    }
    assert sentence(tree_of(neither, Who.PERSON), Who.PERSON) == "面向户籍不是其他并且不是退休人员的个人。"


@pytest.mark.parametrize("who", list(Who))
def test_every_row_that_can_be_written_can_be_said(who):
    for column in columns_of(who):
        for operator in OPERATORS.values():
            if column.kind not in operator.kinds:
                continue
            value = tuple(column.choices)[:2] if operator.several else next(iter(column.choices), 3)
            said = phrase(Row(column, operator.code, value))
            assert said and "{" not in said


def test_full_years_turn_on_the_day():
    assert full_years(dt.date(2005, 6, 20), DAY) == 18 and full_years(dt.date(2005, 6, 21), DAY) == 17
    assert years_before(dt.date(2024, 2, 29), 1) == dt.date(2023, 2, 28)
    adult = {"column": "age", "op": "gte", "value": 18}
    for born, answer in (("2005-06-20", True), ("2005-06-21", False)):
        assert asked(adult, {"born_on": dt.date.fromisoformat(born)}, Who.PERSON)[1].answer is answer


@given(trees(Who.ENTERPRISE))
def test_a_tree_survives_being_written_down(tree):
    node, faults = read(dump(tree), Who.ENTERPRISE)
    written = {fault.message[-8:] for fault in faults}
    if not faults:
        assert dump(node) == dump(tree)
    else:
        assert all(
            "不可能同时符合" in f.message
            or "最多套" in f.message
            or "全部选项" in f.message
            or "等于没有条件" in f.message
            for f in faults
        ), written


def kleene(node, profile, day):
    """The rule judged in the plainest way: the standard to compare with."""
    if isinstance(node, Row):
        value = profile.get(node.column.field)
        if value is None:
            return None
        if node.column.kind is Kind.YEARS:
            value = full_years(value, day)
        return OPERATORS[node.operator].test(node.value)(value)
    answers = [kleene(part, profile, day) for part in node.parts]
    if node.how is How.ALL:
        return False if False in answers else None if None in answers else True
    found = True if True in answers else None if None in answers else False
    return found if node.how is How.ANY or found is None else not found


@given(st.data(), st.sampled_from(list(Who)))
def test_the_short_judge_agrees_with_plain_three_valued_logic(data, who):
    tree, profile = data.draw(trees(who)), data.draw(profiles(who))
    judge = Judge(tree, DAY)
    verdict = judge(profile)
    assert verdict.answer is kleene(tree, profile, DAY)
    if verdict.answer is True:
        assert judge.bits(profile) == sum(1 << place for place in verdict.held)


@given(st.data(), st.sampled_from(list(Who)))
def test_the_fact_that_is_asked_for_decides_and_no_other_alone_would(data, who):
    tree, profile = data.draw(trees(who)), data.draw(profiles(who))
    judge = Judge(tree, DAY)
    verdict = judge(profile)
    if verdict.answer is not None:
        assert verdict.asks == ()
        return
    deciding = set()
    for column in judge.columns:
        if profile.get(column.field) is not None:
            continue
        tried = probes(judge.rows, column)
        values = [years_before(DAY, value) for value in tried] if column.kind is Kind.YEARS else tried
        if any(judge({**profile, column.field: value}).answer is True for value in values):
            deciding.add(column.code)
    assert {column.code for column in verdict.asks} == deciding


@given(st.data(), st.sampled_from(list(Who)))
def test_a_near_miss_would_fit_if_that_row_held(data, who):
    tree, profile = normal(data.draw(trees(who))), data.draw(profiles(who))
    verdict = Judge(tree, DAY)(profile)

    def with_row_held(place):
        count = iter(range(len(rows_of(tree))))

        def answer(node):
            if isinstance(node, Row):
                return True if next(count) == place else kleene(node, profile, DAY)
            answers = [answer(part) for part in node.parts]
            worst, best = (False, True) if node.how is How.ALL else (True, False)
            return worst if worst in answers else None if None in answers else best

        return answer(tree)

    if verdict.answer is False:
        for place in range(len(rows_of(tree))):
            assert (with_row_held(place) is True) == (place in verdict.near)


def test_groups_within_groups_are_negated_to_the_rows():
    node = tree_of(
        {"none": [{"all": [{"column": "listed", "op": "yes"}, {"column": "size", "op": "eq", "value": "large"}]}]}
    )
    assert dump(normal(node)) == {
        "all": [{"any": [{"column": "listed", "op": "no"}, {"column": "size", "op": "ne", "value": "large"}]}]
    }
    assert isinstance(node, Group)
