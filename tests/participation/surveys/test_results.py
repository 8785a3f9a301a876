"""From answers to published figures: conditions, groups, and what one table gives away about another."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.support.surveys import QUESTIONS, choices

from mingzheng.participation.surveys import results
from mingzheng.participation.surveys.questionnaire import Condition, Kind, Page, Question, Questionnaire, faults, moved


def answer(q1="o1", q2="o1", **more):
    return {"q1": q1, "q2": q2, "q3": ["o1"], "q5": 4, **more} if q2 != "o3" else {"q1": q1, "q2": q2, "q5": 3, **more}


def by_key(found):
    return {one.key: one for one in found.questions}


def test_counts_are_what_was_answered():
    given = [answer(q2="o1")] * 20 + [answer(q1="o2", q2="o2", q3=["o1", "o2"])] * 10
    found = by_key(results.of(QUESTIONS, given, 5))
    assert [(one.text, one.count) for one in found["q2"].lines[0].cells] == [("经常", 20), ("偶尔", 10), ("没去过", 0)]
    assert [one.count for one in found["q3"].lines[0].cells] == [30, 10, 0]
    assert found["q5"].lines[0].mean == 4
    assert found["q7"].lines[0].cells[-1].text == "没有回答"


def test_a_mean_is_not_published_beside_counts_that_are_kept_back():
    given = [answer(q5=5)] * 20 + [answer(q5=1)] * 2 + [answer(q5=4)] * 9
    line = by_key(results.of(QUESTIONS, given, 5))["q5"].lines[0]
    assert [one.count for one in line.cells] == [None, 0, 0, None, 20]
    assert line.mean is None


def test_how_many_were_asked_does_not_give_away_the_answer_that_was_kept_back():
    given = [answer(q2="o1")] * 20 + [answer(q2="o2")] * 8 + [answer(q2="o3")] * 2
    found = by_key(results.of(QUESTIONS, given, 5))
    assert [one.count for one in found["q2"].lines[0].cells] == [20, None, None]
    assert found["q3"].base is None
    assert found["q3"].withheld
    assert not found["q3"].lines


def test_a_few_who_did_not_choose_are_kept_back_as_a_few_who_did():
    question = Question("q1", Kind.MULTIPLE, "选", options=choices("甲", "乙", "丙"))
    form = Questionnaire((Page("", "", (question,)),))
    given = [{"q1": ["o1", "o2"]}] * 18 + [{"q1": ["o2"]}] * 2
    assert [one.count for one in by_key(results.of(form, given, 5))["q1"].lines[0].cells] == [None, None, 0]


def test_groups_are_shown_with_their_sizes_and_small_groups_together():
    given = [answer(q1="o1", q2="o1")] * 10 + [answer(q1="o1", q2="o2")] * 6
    given += [answer(q1="o2", q2="o1")] * 8 + [answer(q1="o2", q2="o2")] * 9 + [answer(q1="o3", q2="o2")] * 2
    found = results.of(QUESTIONS, given, 5)
    table = next(one for one in found.groups if one.key == "q2")
    assert [(one.text, one.count) for one in table.columns] == [("36至59岁", 17), ("其余各组合计", 18)]
    assert table.rows[0] == ("经常", [8, 10], 18)
    for _label, counts, total in table.rows:
        assert all(one is None or one == 0 or one >= 5 for one in counts)
        assert None in counts or sum(counts) == total


def test_a_table_by_groups_that_nothing_could_hide_is_not_shown():
    given = [answer(q1="o1", q2="o1")] * 12 + [answer(q1="o2", q2="o2")] * 15 + [answer(q1="o3", q2="o2")] * 2
    assert not [one for one in results.of(QUESTIONS, given, 5).groups if one.key == "q2"]


def test_numbers_are_published_in_ranges_alone():
    given = [answer(q7="3")] * 6 + [answer(q7="5")] * 7 + [answer(q7="9.5")] * 2 + [answer(q7="60")] * 6
    cells = by_key(results.of(QUESTIONS, given, 5))["q7"].lines[0].cells
    assert [(one.text, one.count) for one in cells] == [("0 到不足 5 次", 6), ("5 到不足 10 次", 9), ("10 次及以上", 6)]


def test_nobody_answered_is_a_result():
    found = results.of(QUESTIONS, [], 5)
    assert found.responses == 0
    assert all(not one.withheld for one in found.questions)


def test_what_was_published_reads_back_the_same():
    given = [answer()] * 9 + [answer(q1="o2", q2="o2")] * 9
    found = results.of(QUESTIONS, given, 5)
    assert results.Results.read(json.loads(json.dumps(found.to_data()))) == found


def test_a_conditional_question_stands_on_a_later_page():
    assert faults(QUESTIONS) == []
    assert any("前面的页" in one for one in faults(moved(QUESTIONS, "q3", -1)))
    both = replace(QUESTIONS.pages[2].questions[0], key="q9", only_if=Condition("q3", ("o1", "o2")))
    page = replace(QUESTIONS.pages[2], questions=(*QUESTIONS.pages[2].questions, both))
    assert any("多选题" in one for one in faults(replace(QUESTIONS, pages=(*QUESTIONS.pages[:2], page))))
