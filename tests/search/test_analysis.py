"""One form for texts and questions."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.core.privacy import scan
from mingzheng.search import asked, commands, queries
from mingzheng.search.analysis import Segmenter, folded, index_key, normal, number_key
from mingzheng.search.models import Asked
from mingzheng.search.reading import Synonyms, joined, read
from mingzheng.search.snippets import marked, passages

PLAIN = Segmenter()


@given(st.text(max_size=80))
def test_folding_keeps_every_character_at_its_place(text):
    assert len(folded(text)) == len(text)


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=4), max_size=4))
def test_marking_never_changes_the_text(text, words):
    needles = [[normal(word)] for word in words if normal(word).strip()]
    assert "".join(piece.text for piece in marked(text, needles)) == text


@given(st.text(max_size=200), st.lists(st.sampled_from(["公租房", "a", "办法", "〔2023〕12"]), max_size=3))
def test_passages_are_parts_of_the_text(text, needles):
    plain = " ".join(text.split())
    for passage in passages(text, [[needle] for needle in needles]):
        assert "".join(piece.text for piece in passage).strip("…") in plain + "…"


@given(st.text(max_size=120))
def test_every_question_can_be_read(text):
    reading = read(text, PLAIN, Synonyms())
    assert all(term.written for term in reading.terms) and reading.at_least >= 0


@pytest.mark.parametrize(
    "written",
    [
        "长府办〔2023〕12号",
        "长府办[2023]12号",
        "长府办（2023）012号",
        "長府辦【２０２３】12號",
        "长府办2023年12号",
        " 长府办 〔2023〕 第12号",
    ],
)
def test_spellings_of_a_number_are_one(written):
    assert number_key(written) == "长府办〔2023〕12"


def test_other_numbers():
    assert number_key("沪府令第17号") == number_key("沪府令17号")
    assert number_key("长府办〔2023〕1号") != number_key("长府办〔2023〕12号")
    assert index_key("SY-002/2023 12") == index_key("ｓｙ002202312")


def test_traditional_and_full_width_are_one():
    assert normal("政務公開 ＡＢＣ１２") == "政务公开 abc12"


def test_single_characters_join_their_neighbours():
    assert joined(["公", "租房", "怎么", "申请"]) == ["公租房", "怎么", "申请"]
    assert joined(["江苏", "路", "街道"]) == ["江苏路", "街道"]
    assert joined(["办", "证"]) == ["办证"]


def test_small_words_are_not_asked_for():
    reading = read("怎么申请公租房的补贴？", Segmenter(["公租房"]), Synonyms())
    assert [term.written for term in reading.terms] == ["申请", "公租房", "补贴"] and not reading.all_of


def test_a_list_of_words_is_no_sentence():
    assert read("公租房 申请 条件 长宁 街道 受理 时间", PLAIN, Synonyms()).all_of


def test_the_longest_synonym_is_taken():
    synonyms = Synonyms([["住房", "房屋"], ["公共租赁住房", "公租房"]])
    reading = read("公共租赁住房", PLAIN, synonyms)
    assert [term.forms for term in reading.terms] == [("公共租赁住房", "公租房")]


class TestWhatPeopleLookFor:
    @pytest.mark.parametrize(
        "query", ["310105199001011238", "13800138000", "王建国", "李梅的房产证", "a@b.cn", "x" * 61]
    )
    def test_what_says_something_about_a_person_is_not_kept(self, db, query):
        assert not asked.note(query, 3, PLAIN)
        assert asked.fold(at_once=True) == 0

    def test_a_name_that_stands_in_published_titles_is_no_secret(self, db):
        assert asked.note("王建国 先进事迹", 3, PLAIN, public={"王建国"})

    def test_nothing_but_words_and_counts_is_kept(self, db):
        names = {field.name for field in Asked._meta.get_fields()}
        assert names == {"id", "day", "query", "times", "empty", "found"}

    def test_counts_add_up_over_processes_and_days(self, db, on_day):
        on_day("2023-04-20")
        for found in (0, 0, 4):
            asked.note("公租房", found, PLAIN)
        asked.fold(at_once=True)
        asked.note("公租房", 5, PLAIN)
        asked.fold(at_once=True)
        on_day("2023-04-21")
        asked.note("加装电梯", 0, PLAIN)
        asked.fold(at_once=True)
        report = queries.asked_report(7)
        assert (report.times, report.empty) == (5, 3)
        assert [(row.query, row.times, row.empty) for row in report.unfound] == [("公租房", 4, 2), ("加装电梯", 1, 1)]
        assert queries.asked_report(1).times == 1

    def test_half_a_line_of_a_process_that_died_is_passed_over(self, db, settings):
        asked.note("公租房", 1, PLAIN)
        path = next(asked._folder().glob("*.asked"))
        path.write_text(path.read_text() + '["2023-04-2', encoding="utf-8")
        asked.fold(at_once=True)
        assert Asked.objects.get().times == 1

    def test_old_counts_are_forgotten(self, db, settings, on_day):
        settings.MINGZHENG_SEARCH_LOG_DAYS = 30
        on_day("2023-04-20")
        commands.count_questions([(dt.date(2023, 3, 1), "旧", 1), (dt.date(2023, 4, 1), "新", 1)])
        commands.forget_old_questions()
        assert [row.query for row in Asked.objects.all()] == ["新"]

    def test_the_detectors_are_the_ones_of_the_house(self):
        assert scan("13800138000")
