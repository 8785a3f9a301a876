"""What a question becomes where words are frequent: the telling ones decide what is found, all of them where it stands."""

from __future__ import annotations

import math
import random

import pytest

from mingzheng.search.engines import tantivy_asking, tantivy_words
from mingzheng.search.queries import search
from mingzheng.search.ranking import Ranking

pytestmark = pytest.mark.django_db


@pytest.fixture
def common(papers, monkeypatch):
    """A site of which every paper speaks of 申请 and 长宁区, and one alone of 加装电梯."""
    monkeypatch.setattr(tantivy_words, "AT_LEAST", 2)
    for number in range(8):
        papers.publish(f"长宁区第{number}号通告", body="长宁区居民申请补贴。", settle=False)
    papers.publish("既有住宅加装电梯办法", body="长宁区居民申请加装电梯。")
    return papers


def test_a_sentence_finds_by_its_telling_words_alone(common, titles):
    assert titles("在长宁区怎么申请加装电梯？") == ["既有住宅加装电梯办法"]


def test_a_short_question_needs_its_frequent_words_too(common, titles):
    assert titles("加装电梯 补贴", page=1) != []
    assert search("加装电梯 补贴").loosened
    assert titles("加装电梯 申请") == ["既有住宅加装电梯办法"]


def test_a_sentence_of_frequent_words_alone_still_finds(common):
    assert search("在长宁区怎么申请？").total == 9


def test_the_number_found_is_right_on_every_page_and_with_every_order(common):
    for more in ({}, {"newest": True}, {"filters": {"kind": "政策文件"}}):
        assert search("申请", **more).total == 9
    assert len(search("申请", page=2).hits) == 0


def test_more_records_with_the_words_in_their_title_than_are_ranked_again_are_all_paged_to(papers, monkeypatch):
    monkeypatch.setattr(tantivy_asking, "WINDOW", 4)
    for number in range(12):
        papers.publish(f"公租房{number}号通知", settle=False)
    papers.publish("别的", body="公租房。" * 30)
    seen = [hit.record.title for page in (1, 2) for hit in search("公租房", page=page).hits]
    assert len(seen) == len(set(seen)) == 13 and seen[-1] == "别的"


def test_a_word_stands_where_its_pairs_stand_and_the_whole_word_is_better(papers, titles):
    papers.publish("甲", body="自行、行车。")
    papers.publish("乙", body="自行车一段。")
    assert titles("自行车") == ["乙", "甲"]


def test_titles_that_are_not_read_could_not_have_come_before(papers, monkeypatch):
    """The order is that of reading all the titles, on every page, whatever the question is like."""
    dice = random.Random(5)
    words = ("公租房", "养老", "就业补贴", "a类", "教育", "公", "2023年", "申请")
    for number in range(120):
        title, body = ("".join(dice.sample(words, dice.randint(0, 3))) + f"{number}号", "，".join(dice.choices(words, k=9)))  # fmt: skip
        day = f"{dice.randint(2010, 2023)}-01-01"
        papers.publish(title, body=body, published_on=day, validity=dice.choice(("valid", "repealed")), settle=False)
    papers.settle()
    monkeypatch.setattr(tantivy_asking, "WINDOW", 60)
    questions = ("养老", "公租房 养老", "公", "公租，房", "a类 教育", "怎么申请公租房、养老和就业补贴？", "请问养老")
    asked = [(question, page) for question in questions for page in (1, 3)]
    lazily = [[hit.record.key for hit in search(question, page=page).hits] for question, page in asked]
    reads = []
    monkeypatch.setattr(Ranking, "at_most", lambda *_, **__: reads.append(1) or math.inf)
    assert [[hit.record.key for hit in search(question, page=page).hits] for question, page in asked] == lazily
    assert reads and any(lazily)
