"""What is judged without records: copied sentences, required parts, hard words, blocks, captions."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.interpretations import TEXT

from mingzheng.policy.interpretations import blocks, captions, needs, quality, rendering
from mingzheng.policy.interpretations.blocks import BadBlockError, Block, Kind
from mingzheng.policy.interpretations.quality import Asked, Judge, Weight
from mingzheng.policy.interpretations.task_steps import FIRST

SOURCE = "第三条　对新引进的全国首店、上海首店，分别给予最高一百万元、五十万元支持。第四条　申报单位应当信用良好，并按要求报送统计数据。"


def found(asked: Asked) -> dict[str, quality.Finding]:
    return {one.code: one for one in quality.check(asked)}


def test_a_sentence_that_stands_in_the_document_is_named_whatever_its_signs():
    own = "开第一家店，最多拿一百万。"
    taken = "对新引进的全国首店，上海首店，分别给予最高一百万元，五十万元支持！"
    result = found(Asked(text=f"{own}\n{taken}", source=SOURCE))["copied"]
    assert result.weight is Weight.MEND
    assert list(result.places) == [taken]
    assert found(Asked(text=own * 4, source=SOURCE))["copied"].weight is Weight.GOOD


def test_a_quoted_name_is_not_copying():
    name = "《长宁区促进商业高质量发展专项资金管理办法实施细则》"
    assert quality.copied(f"{name}。", name, run=12, sentence=5).percent == 0


@given(st.text(alphabet="政策解读一二三，。", max_size=80), st.text(alphabet="政策解读一二三，。", max_size=80))
def test_the_share_lies_between_nothing_and_all(text, source):
    share = quality.copied(text, source, run=4, sentence=4).percent
    assert 0 <= share <= 100
    whole = quality.copied(source, source, run=4, sentence=4).percent
    assert whole in (0, 100) or any(len(quality._bare(one)) < 4 for one in source.replace("，", "").split("。"))


def test_missing_parts_are_named_and_only_where_an_outline_is_asked():
    result = found(Asked(text="这是一项好政策，请联系我们。"))["parts"]
    assert result.judge is Judge.PARTLY
    assert "背景、目标、对象" in result.said
    assert "联系人" not in result.said
    assert "parts" not in found(Asked(text="专家说好。", parts=False))
    assert found(Asked(text=TEXT))["parts"].weight is Weight.GOOD


def test_long_sentences_and_hard_words_come_with_a_plainer_way():
    text = "我们" + "要把这件事情一步一步做好" * 9 + "。各部门统筹推进，压实责任。"
    result = found(Asked(text=text))
    assert len(result["sentences"].places) == 1
    assert "「统筹推进」可写成「一起做」" in result["words"].remedy


def test_what_only_a_person_can_judge_is_always_asked():
    codes = [one.code for one in quality.check(Asked(text=TEXT)) if one.judge is Judge.PERSON]
    assert codes == ["true", "plain"]


def test_secret_marks_stop_and_personal_data_is_looked_at():
    assert found(Asked(text="x", private=["秘密★"], secret=True))["private"].weight is Weight.STOP
    assert found(Asked(text="x", private=["手机号码：138****"]))["private"].weight is Weight.LOOK


def test_a_stored_finding_reads_back_as_it_was():
    for one in quality.check(Asked(text=TEXT, source=SOURCE, names=["某文件"], late=5)):
        assert quality.Finding.of_row(one.as_row()) == one


# --- needs ------------------------------------------------------------------------------------------------------

OPEN = {"attribute": "proactive", "scope": "public", "official": True}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"normative": True, "title": "某办法"}, "normative"),
        ({"decision_draft": True, "title": "某草案"}, "decision"),
        ({"title": "三年行动计划"}, "important"),
        ({"title": "若干措施"}, "advised"),
        ({"title": "会议通知"}, None),
        ({"title": "三年行动计划", "official": False}, None),
        ({"normative": True, "scope": "targeted"}, None),
        ({"normative": True, "attribute": "on_request"}, None),
    ],
)
def test_the_first_rule_that_fits_says_why(values, code):
    need = needs.need_of(OPEN | values, dt.date(2023, 4, 18))
    assert (need.code if need else None) == code
    if need is not None and need.code == "important":
        assert needs.need_of(OPEN | values, dt.date(2022, 4, 18)) is None  # the rule is younger


# --- blocks -----------------------------------------------------------------------------------------------------


def block(kind: Kind, text: str, title: str = "") -> Block:
    return Block(kind, title, text)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (block(Kind.NUMBERS, "五百万"), "每行应是 2 格"),
        (block(Kind.COMPARISON, "首店 | 一百万"), "每行应是 3 格"),
        (block(Kind.TABLE, "甲 | 乙\n一"), "各行格数相同"),
        (block(Kind.QA, "问：谁可以？"), "每组要有"),
        (block(Kind.PICTURE, "一张图"), "没有选择图片"),
        (block(Kind.HEADING, ""), "没有标题"),
        (block(Kind.TEXT, ""), "没有内容"),
    ],
)
def test_a_faulty_block_says_what_to_do(made, said):
    assert said in str(blocks.faults([made])[0])


def test_sound_blocks_have_no_faults_and_read_as_text():
    made = [
        block(Kind.NUMBERS, "500万元 | 最高资助"),
        block(Kind.STEPS, "填表 | 网上\n等结果 ｜ 五天"),
        block(Kind.QA, "问：谁可以？\n答：企业。\n还有协会。"),
        block(Kind.TABLE, "甲 | 乙\n一 | 二"),
    ]
    assert blocks.faults(made) == []
    assert "企业。\n还有协会。" in blocks.plain_text(made)


def test_an_outline_alone_is_not_written_yet():
    for rows in FIRST.values():
        assert not blocks.has_substance([Block(kind, title, text) for kind, title, text in rows])
    empty = [block(Kind.TEXT, "## 背景\n\n## 目标\n为了你好")]
    assert blocks.plain_text(empty) == "目标\n为了你好"


def test_html_escapes_everything_and_heads_its_tables():
    html = rendering.html([block(Kind.COMPARISON, '<b>甲</b> | <script> | "丙"', "对照<>")])
    assert "<script>" not in html
    assert "<b>" not in html
    assert '<th scope="col" role="columnheader">原来</th>' in html
    assert 'data-label="现在"' in html


@given(st.lists(st.tuples(st.sampled_from(list(Kind)), st.text(max_size=60)), max_size=6))
def test_any_typed_lines_can_be_drawn_and_kept(typed):
    rows = [{"kind": kind.value, "title": "", "text": text, "file": ""} for kind, text in typed]
    made = blocks.of_rows(rows)
    assert blocks.of_rows([one.as_row() for one in made]) == made
    assert "<script" not in rendering.html(made).lower()
    blocks.faults(made)
    blocks.plain_text(made)


def test_too_much_or_unknown_is_refused():
    with pytest.raises(BadBlockError, match="没有这一种"):
        blocks.of_rows([{"kind": "film"}])
    with pytest.raises(BadBlockError, match="最多"):
        blocks.of_rows([{"kind": "text"}] * 41)


# --- captions ---------------------------------------------------------------------------------------------------

GOOD = "WEBVTT\n\nNOTE 说明\n\n1\n00:01.000 --> 00:04.000\n<v 科长>大家好\n\n01:00:05.000 --> 01:00:06.500 align:left\n再见\n"


def test_captions_are_read_with_their_times():
    cues = captions.read("\ufeff" + GOOD.replace("\n", "\r\n"))
    assert [(cue.begins, cue.ends, cue.text) for cue in cues] == [
        (1000, 4000, "大家好"),
        (3605000, 3606500, "再见"),
    ]
    assert cues[1].clock == "60:05"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1\n00:01 --> 00:02\n字", "第 1 行应是 WEBVTT"),
        ("WEBVTT\n\n没有时间\n", "第 3 行没有时间"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\n字\n", "第 3 行的时间写法不对"),
        ("WEBVTT\n\n00:05.000 --> 00:02.000\n字\n", "结束时间不晚于"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\n字\n\n00:01.000 --> 00:02.000\n字\n", "第 6 行的开始时间早于"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\n", "没有字幕文字"),
        ("WEBVTT\n", "没有一条字幕"),
    ],
)
def test_a_fault_in_captions_names_its_line(text, said):
    with pytest.raises(captions.BadCaptionsError, match=said):
        captions.read(text)


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(text):
    with contextlib.suppress(captions.BadCaptionsError):
        captions.read(text)
