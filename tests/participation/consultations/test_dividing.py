"""One opinion with several points: each grouped and answered alone, the opinion unaltered and counted once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.consultations import AFTER, OPENS

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.participation.consultations import dividing, presenting, queries, sorting
from mingzheng.participation.consultations.models import Opinion

pytestmark = pytest.mark.django_db
TEXT = "一、停车收费太高，希望降低标准。二、请增加夜间停车位，小区里不够。"
FIRST, SECOND = "一、停车收费太高，希望降低标准。", "二、请增加夜间停车位，小区里不够。"


@pytest.fixture
def whole(asking):
    """An opinion of two points, beside one that says the first of them; the period over."""
    found = asking.announced()
    asking.on_day(OPENS)
    asking.says(found, "停车收费太高，希望降低标准", article=found.articles.get(place=3))
    made = asking.says(found, TEXT)
    asking.over(found)
    made.refresh_from_db()
    return made


def divided(asking, whole):
    third = whole.consultation.articles.get(place=3)
    return dividing.divide(whole, [(FIRST, third), (SECOND, None)], asking.officer)


def numbers(found):
    stands = queries.standing(found, AFTER)
    return stands.raw, stands.distinct, queries.unanswered(found)


def test_each_point_finds_its_group_and_the_opinion_counts_once(asking, whole):
    found = whole.consultation
    assert numbers(found) == (2, 2, 2)
    parts = divided(asking, whole)
    assert numbers(found) == (2, 2, 2)
    first, second = (Opinion.handled.get(pk=part.pk) for part in parts)
    assert first.group_id != second.group_id
    assert sorted(row.raw for row in presenting.adoption(found, preview=True).rows) == [1, 2]
    assert Opinion.objects.get(pk=whole.pk).text == TEXT
    assert queries.received(found).raw == 2
    assert Entry.objects.filter(summary__contains="分为 2 点").exists()


def test_the_points_are_answered_alone_and_the_author_reads_both(asking, whole, client):
    found = whole.consultation
    first, second = divided(asking, whole)
    for part, state in ((first, "not_adopted"), (second, "adopted")):
        asking.answers(found, Opinion.handled.get(pk=part.pk), state=state, answer=f"对第{state}点的答复。")
    asking.decided(found)
    asking.published(found, not_adopted="由市里统一规定。")
    table = presenting.adoption(found)
    assert (table.raw, table.distinct, table.divided) == (2, 2, 1)
    assert sorted(row.raw for row in table.rows) == [1, 2]
    page = client.get(f"/yijian/{found.pk}/").content.decode()
    assert "分开处理" in page
    assert sum(one.told.count() for one in found.opinions.all()) in (0, 2)  # owed once for each opinion


def test_an_opinion_that_says_the_same_twice_counts_once_in_its_group(asking, whole):
    found = whole.consultation
    group = Opinion.objects.get(pk=whole.pk).group
    parts = divided(asking, whole)
    Opinion.every.filter(pk__in=[part.pk for part in parts]).update(group=Opinion.handled.get(pk=parts[0].pk).group)
    assert {row.raw for row in presenting.adoption(found, preview=True).rows} == {2}
    assert group is not None


def test_it_is_taken_back_while_nobody_answered(asking, whole):
    found = whole.consultation
    parts = divided(asking, whole)
    dividing.unite(whole, asking.officer)
    whole = Opinion.objects.get(pk=whole.pk)
    assert (whole.divided, whole.text, whole.group_id is not None) == (False, TEXT, True)
    assert not Opinion.every.filter(pk__in=[part.pk for part in parts]).exists()
    assert numbers(found) == (2, 2, 2)
    _first, second = divided(asking, whole)
    asking.answers(found, Opinion.handled.get(pk=second.pk), state="adopted", answer="增加。")
    with pytest.raises(Refused, match="写了处理"):
        dividing.unite(whole, asking.officer)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(FIRST, None)], "至少要分为两点"),
        ([(FIRST, None), ("请把停车费全部取消", None)], "不是原文里的话"),
        ([(FIRST, None), (FIRST, None)], "同样的话"),
        ([(FIRST, None), ("", None)], "不是原文里的话"),
    ],
)
def test_points_are_words_of_the_original(asking, whole, points, words):
    with pytest.raises(Refused, match=words):
        dividing.divide(whole, points, asking.officer)
    assert not Opinion.objects.get(pk=whole.pk).divided


def test_who_may_not_handle_it_does_not_divide_it(asking, whole, papers):
    with pytest.raises(Refused, match="切换岗位"):
        dividing.divide(whole, [(FIRST, None), (SECOND, None)], papers.district.actor("sifa", Post.OFFICER))


def test_what_is_held_back_is_held_back_in_every_point(asking, whole):
    divided(asking, whole)
    asking.does(whole.consultation, "hold_back", asking.officer, opinions=[whole.pk], reason="有人身攻击")
    assert set(whole.parts.values_list("held_back", flat=True)) == {"有人身攻击"}


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (TEXT, [FIRST, SECOND]),
        ("1.降低收费。2.增加车位。", ["1.降低收费。", "2.增加车位。"]),
        ("我住在老小区。（一）降低收费；（二）增加车位。", ["（一）降低收费；", "（二）增加车位。"]),
        ("降低收费\n增加车位", ["降低收费", "增加车位"]),
        ("只说一件事，不编号。", []),
        ("收费从1.5元降到1.0元。", []),
    ],
)
def test_what_the_author_numbered_is_proposed(text, points):
    assert dividing.proposed(text, 8) == points


@given(st.text(alphabet="一二、1.（）。；\n收费车位", max_size=80))
def test_what_is_proposed_stands_in_the_text(text):
    for words in dividing.proposed(text, 8):
        assert "".join(words.split()) in "".join(text.split())


def test_on_the_desk_with_wrong_words_and_back(asking, whole, enter):
    client = enter(Post.OFFICER)
    address = f"/desk/consultations/opinions/{whole.pk}/divide/"
    page = client.get(address).content.decode()
    assert FIRST in page and SECOND in page
    wrong = client.post(address, {"text_1": FIRST, "text_2": "我另外写的"})
    assert (
        wrong.status_code == 422
        and "不是原文里的话" in wrong.content.decode()
        and "我另外写的" in wrong.content.decode()
    )
    done = client.post(address, {"text_1": FIRST, "text_2": SECOND}, follow=True).content.decode()
    assert "分为 2 点" in done
    back = client.post(address, {"do": "unite"}, follow=True).content.decode()
    assert "已合回一条" in back
    assert enter(Post.OFFICER, "sifa").get(address).status_code == 404


def test_grouping_again_leaves_the_original_out(asking, whole):
    divided(asking, whole)
    sorting.group(whole.consultation, asking.officer)
    assert Opinion.objects.get(pk=whole.pk).group is None
