"""A rule is drafted, tried, approved by somebody else, and replaced by date."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.policy.push.conftest import FIT, SMALL, drain

from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.commands import act
from mingzheng.policy.push import drafting, queries, trying
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.models import Batch, Grant

pytestmark = pytest.mark.django_db


def test_only_a_head_who_did_not_draft_approves_and_the_public_sentence_is_the_rule(pushing):
    rule = pushing.draft(pushing.policy())
    assert rule.sentence == "面向是微型企业或者小型企业、上年度营业收入少于 2000 万元并且成立满 1 年的企业。"
    act(rule.case, "submit", pushing.officer)
    with pytest.raises(Refused, match="单位负责人"):
        act(rule.case, "approve", pushing.officer)
    act(rule.case, "approve", pushing.head)
    rule.refresh_from_db()
    assert (rule.status, rule.valid_from) == ("approved", dt.date(2023, 6, 5))


def test_a_rule_without_examples_of_both_kinds_or_with_a_wrong_one_is_not_submitted(pushing):
    rule = pushing.draft(pushing.policy(), examples=False)
    with pytest.raises(Refused, match="例子不够"):
        act(rule.case, "submit", pushing.officer)
    trying.add_example(rule, pushing.officer, "小企业", "fits", FIT)
    trying.add_example(rule, pushing.officer, "不知道收入", "not", FIT | {"revenue": None})
    assert [one.answer_text for one in trying.run_examples(rule, rule.examples.all(), dt.date(2023, 6, 5))] == [
        "符合",
        "还差信息",
    ]
    with pytest.raises(Refused, match="和预想不同"):
        act(rule.case, "submit", pushing.officer)


def test_a_faulty_row_is_refused_in_words_that_name_its_place(pushing):
    rule = drafting.begin(pushing.policy(), Who.ENTERPRISE, pushing.officer)
    tree = {"all": [SMALL["all"][0], {"any": [{"column": "revenue", "op": "gte", "value": "很多"}]}]}
    with pytest.raises(Refused, match=r"第 2\.1 处：「上年度营业收入」应当是数字"):
        act(rule.case, "edit", pushing.officer, {"tree": json.dumps(tree)})


def test_a_new_version_ends_the_one_before_on_its_day(pushing, on_day):
    policy = pushing.policy()
    first = pushing.in_force(policy)
    second = drafting.begin(policy, Who.ENTERPRISE, pushing.officer)
    assert (second.number, second.tree, second.examples.count()) == (2, first.tree, 2)
    with pytest.raises(Refused, match="已经有一份起草中"):
        drafting.begin(policy, Who.ENTERPRISE, pushing.officer)
    act(second.case, "edit", pushing.officer, {"tree": json.dumps(SMALL), "valid_from": "2023-07-01"})
    act(second.case, "submit", pushing.officer)
    act(second.case, "approve", pushing.head)
    first.refresh_from_db()
    assert (first.status, first.valid_until, first.case.state_now.code) == (
        "replaced",
        dt.date(2023, 6, 30),
        "replaced",
    )
    assert [rule.number for rule in queries.rules_on(dt.date(2023, 6, 30))] == [1]
    assert [rule.number for rule in queries.rules_on(dt.date(2023, 7, 1))] == [2]


def test_a_back_test_counts_and_keeps_nobody(pushing):
    rule = pushing.draft(pushing.policy())
    lines = [
        "企业规模,上年度营业收入,成立日期",
        "小型企业,500万,2019-01-01",
        "大型企业,500万,2019-01-01",
        "小型企业,,2019-01-01",
    ]
    made = trying.back_test(rule, pushing.officer, "2022 年获批名单", "\n".join(lines).encode(), "名单.csv")
    assert (made.fits, made.unknown, made.fails, made.misses) == (1, 1, 1, [[0, 1]])
    with pytest.raises(Refused, match="第 2 行：「企业规模」应填选项之一"):
        trying.back_test(rule, pushing.officer, "名单", "企业规模\n巨型企业".encode(), "名单.csv")


def test_the_list_of_those_who_need_not_apply_holds_who_agreed_and_its_export_leaves_a_trace_without_names(pushing):
    from mingzheng.policy.push import commands

    rule = pushing.in_force(pushing.policy(), grants="on")
    agreed = pushing.profile("甲公司", **FIT)
    commands.consent(agreed, "grant")
    pushing.profile("乙公司", **FIT)
    drain()
    grant = drafting.make_list(rule, pushing.officer)
    assert (grant.number, grant.left_out) == (1, 1)
    with pytest.raises(Refused):
        drafting.export(grant, pushing.officer)
    act(grant.case, "approve", pushing.head)
    data = drafting.export(Grant.objects.get(pk=grant.pk), pushing.officer)
    assert data[:2] == b"PK"
    said = " ".join(f"{entry.summary} {entry.data_text}" for entry in Entry.objects.all())
    assert "导出 1 行" in said and "甲公司" not in said and "@example.com" not in said
    assert not queries.sees_grant(grant, pushing.papers.district.actor("qufuban", pushing.head.post))
    assert Batch.objects.count() == 1
