"""The parts that need no database: phases, cutting a draft, grouping, the alignment of two texts, what an opinion adds."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.core.errors import Refused
from mingzheng.participation.consultations import grouping
from mingzheng.participation.consultations.comparing import align
from mingzheng.participation.consultations.novelty import novelties
from mingzheng.participation.consultations.phases import Phase, phase_of
from mingzheng.participation.consultations.splitting import BEFORE, split

DAY = dt.date(2023, 6, 1)
RULES = grouping.rules_on(DAY)


def days(count):
    return DAY + dt.timedelta(days=count)


@dataclass
class Dates:
    announced_on: dt.date | None
    opens_on: dt.date
    closes_on: dt.date
    decided_on: dt.date | None = None
    answered_on: dt.date | None = None
    stopped_on: dt.date | None = None


@given(
    st.integers(-5, 5),
    st.integers(0, 20),
    st.integers(1, 40),
    st.integers(1, 20),
    st.integers(0, 20),
    st.integers(-30, 120),
)
def test_phases_come_in_their_order_and_each_day_has_one(announced, wait, long, decided, answered, asked):
    opens = days(announced + wait)
    closes = opens + dt.timedelta(days=long)
    decision = closes + dt.timedelta(days=decided)
    found = Dates(days(announced), opens, closes, decision, decision + dt.timedelta(days=answered))
    order = list(Phase)
    today, tomorrow = phase_of(found, days(asked)), phase_of(found, days(asked + 1))
    assert order.index(today) <= order.index(tomorrow)
    assert (today is Phase.OPEN) == (opens <= days(asked) <= closes)


def test_a_stopped_consultation_stays_stopped():
    found = Dates(days(0), days(1), days(31), stopped_on=days(5))
    assert [phase_of(found, days(n)) for n in (4, 5, 40)] == [Phase.OPEN, Phase.STOPPED, Phase.STOPPED]


LINES = st.lists(
    st.one_of(
        st.sampled_from(["第一章　总则", "第二章　附则", "第一节　范围", "一、总体要求", "", "　　"]),
        st.builds(
            lambda n, text: f"第{n}条　{text}",
            st.sampled_from("一二三四五六七八九"),
            st.text("规定应当的停车", max_size=12),
        ),
        st.text("规定应当的停车。，", max_size=20),
    ),
    max_size=20,
)


@given(LINES)
def test_no_word_of_a_draft_is_lost_and_none_is_added(lines):
    text = "\n".join(lines)
    parts = split(text)
    headings = list(dict.fromkeys(part.heading for part in parts if part.heading))
    kept = re.sub(r"\s", "", "".join(part.text for part in parts))
    everything = re.sub(r"\s", "", text)
    # Chapter lines stand in the headings; all else stands in the parts, in order.
    chapters = [line.strip() for line in lines if re.fullmatch(r"第.[章节]　..", line.strip())]
    articled = any(re.match(r"第.条", line.strip()) for line in lines)
    left = everything
    if articled:
        left = re.sub(r"\s", "", "".join(line for line in lines if line.strip() not in chapters))
        said = "".join(headings) + kept
        assert all(re.sub(r"\s", "", one) in re.sub(r"\s", "", said) for one in chapters)
    assert left in kept or kept == left or (articled and kept.startswith(left))


def test_articles_chapters_and_what_stands_before():
    parts = split(
        "某办法\n（征求意见稿）\n第一章　总则\n第一条　目的。\n（一）其一；\n第二条之一　范围。\n第二章　附则\n第三条　施行。"
    )
    assert [(part.label, part.heading) for part in parts] == [
        (BEFORE, ""),
        ("第一条", "第一章　总则"),
        ("第二条之一", "第一章　总则"),
        ("第三条", "第二章　附则"),
    ]
    assert "（一）其一；" in parts[1].text


def test_sections_where_there_are_no_articles_and_the_whole_where_there_is_neither():
    assert [part.label for part in split("前言\n一、面积\n二、科室")] == [BEFORE, "一、", "二、"]
    assert [part.label for part in split("只有一段话。")] == ["全文"]
    assert split(" \n　") == []


SAY = ("停车收费太高，希望降低小区周边的收费标准", "停车收费太高了，希望降低小区周边的收费标准。")


def test_near_duplicates_of_one_article_stand_together_and_numbers_keep_apart():
    texts = [*SAY, SAY[0], "建议期限由10日延长到20日", "建议期限由10日延长到30日", "好"]
    found = grouping.together(texts, ["a", "a", "b", "a", "a", "a"], RULES)
    assert sorted(map(sorted, found)) == [[0, 1], [2], [3], [4], [5]]


@given(
    st.lists(
        st.tuples(st.sampled_from([*SAY, "好", "增设充电桩", "建议增设充电桩！"]), st.sampled_from("ab")), max_size=25
    )
)
def test_every_opinion_stands_in_exactly_one_group_of_its_own_article(rows):
    found = grouping.together([text for text, _article in rows], [article for _text, article in rows], RULES)
    assert sorted(place for members in found for place in members) == list(range(len(rows)))
    assert all(len({rows[place][1] for place in members}) == 1 for members in found)


@given(
    st.lists(st.sampled_from([*SAY, "增设充电桩", "建议增设充电桩！", "公示期太长"]), min_size=2, max_size=20),
    st.data(),
)
def test_groups_that_exist_only_grow(texts, data):
    cut = data.draw(st.integers(1, len(texts) - 1))
    before = grouping.together(texts[:cut], [None] * cut, RULES)
    after = grouping.together(texts, [None] * len(texts), RULES, before)
    assert all(after[place][: len(members)] == members for place, members in enumerate(before))


def test_a_file_of_opinions_is_grouped_and_a_bad_line_is_named(tmp_path):
    path = tmp_path / "opinions.jsonl"
    rows = [{"id": n, "text": text, "article": "第三条"} for n, text in enumerate(SAY)]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert [(row["article"], row["count"], row["ids"]) for row in grouping.group_file(path, DAY)] == [
        ("第三条", 2, [0, 1])
    ]
    path.write_text(json.dumps(rows[0]) + "\n不是JSON", encoding="utf-8")
    with pytest.raises(Refused, match="第 2 行"):
        grouping.group_file(path, DAY)


def test_articles_are_aligned_though_they_are_renumbered():
    old = ["第一条　为规范停车制定本办法。", "第二条　本办法适用于本区道路。", "第三条　收费按月公布。"]
    new = [
        "第一条　为规范停车制定本办法。",
        "第二条　停车人应当遵守秩序。",
        "第三条　本办法适用于本区道路和广场。",
        "第四条　收费按季公布。",
    ]
    assert align(old, new) == [(0, 0), (None, 1), (1, 2), (2, 3)]


@given(
    st.lists(st.sampled_from(["甲乙丙丁戊己", "子丑寅卯辰巳", "天地玄黄宇宙"]), max_size=6),
    st.lists(st.sampled_from(["甲乙丙丁戊己", "日月盈昃辰宿"]), max_size=6),
)
def test_an_alignment_names_every_article_once_and_in_order(old, new):
    found = align(old, new)
    assert [i for i, _j in found if i is not None] == list(range(len(old)))
    assert [j for _i, j in found if j is not None] == list(range(len(new)))


def test_what_an_opinion_adds_is_shown_once():
    texts = [SAY[1], f"{SAY[0]}。另外建议增加夜间优惠时段。", "另外建议增加夜间优惠时段。"]
    assert novelties(SAY[0], texts) == [[], ["另外建议增加夜间优惠时段。"], []]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("您好！尊敬的领导，请增加停车位。", "请增加停车位。"),
        ("领导好", "领导好"),
        ("请增加停车位。", "请增加停车位。"),
    ],
)
def test_the_sentence_of_a_group_begins_without_a_greeting(text, shown):
    assert grouping.headline([text]) == shown
