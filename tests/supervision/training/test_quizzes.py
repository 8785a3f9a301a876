"""Questions as they are typed, marked by the machine, without a way to the key."""

from __future__ import annotations

import re

import pytest
from tests.support.training import QUESTIONS, RIGHT

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.supervision.training import commands, quiz_text
from mingzheng.supervision.training.models import Learned

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_read_and_written_back():
    found = quiz_text.read(QUESTIONS)
    assert [(len(one.options), one.key) for one in found] == [(2, (1,)), (3, (0, 1))]
    assert quiz_text.read(quiz_text.write(found)) == found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "还没有题目"),
        ("- 选项", "第 1 行：选项前面没有题目"),
        ("题目\n- 甲\n- 乙", "第 1 行：题目没有标出正确选项"),
        ("题目\n* 甲\n* 乙", "全部选项都标成正确"),
        ("题目\n* 甲", "2 至 8 个"),
        ("题目\n* 甲\n- 甲", "第 3 行：选项「甲」写了两次"),
        ("题目\n*\n- 甲", "第 2 行：选项是空的"),
    ],
)
def test_a_slip_is_named_with_its_line(typed, said):
    with pytest.raises(Refused, match=said):
        quiz_text.read(typed)


def test_several_right_options_must_all_be_chosen(room):
    quiz = room.quiz(room.item())
    half = commands.take_quiz(quiz, room.by("xinhua"), {1: [1], 2: [0]})
    assert (half.right, half.total, half.passed) == (1, 2, False)
    whole = commands.take_quiz(quiz, room.by("xinhua"), RIGHT)
    assert whole.passed
    assert Learned.objects.get(person_id=room.by("xinhua").person_id).item == quiz.item


def test_three_tries_a_day_and_none_after_passing(room, on_day):
    quiz = room.quiz(room.item())
    for _ in range(3):
        commands.take_quiz(quiz, room.by("xinhua"), {})
    with pytest.raises(Refused, match="最多做 3 次"):
        commands.take_quiz(quiz, room.by("xinhua"), RIGHT)
    on_day("2023-04-19")
    commands.take_quiz(quiz, room.by("xinhua"), RIGHT)
    with pytest.raises(Refused, match="已经合格"):
        commands.take_quiz(quiz, room.by("xinhua"), RIGHT)


def test_who_wrote_opened_or_looked_at_the_key_cannot_take_it(room):
    quiz = room.quiz(room.item())
    commands.look_at_key(quiz, room.by("sifa", Post.HEAD))
    for post in (Post.OFFICER, Post.REVIEWER, Post.HEAD):
        with pytest.raises(Refused, match="看过答案"):
            commands.take_quiz(quiz, room.by("sifa", post), RIGHT)
    with pytest.raises(Refused, match="只有主办单位"):
        commands.look_at_key(quiz, room.by("xinhua"))


def test_the_writer_does_not_open_it_and_nothing_changes_afterwards(room):
    quiz = room.quiz(room.item(), opened=False)
    with pytest.raises(Refused):
        room.does(quiz, "open", room.by("sifa"))
    with pytest.raises(Refused, match="不能作答"):
        commands.take_quiz(quiz, room.by("xinhua"), RIGHT)
    room.does(quiz, "open", room.by("sifa", Post.REVIEWER))
    with pytest.raises(Refused):
        room.does(quiz, "edit", room.by("sifa"), title="改", pass_mark=1, questions=QUESTIONS)


def test_the_journal_does_not_tell_the_key(room):
    quiz = room.quiz(room.item(), opened=False)
    room.does(quiz, "edit", room.by("sifa"), title="改", pass_mark=80, questions=QUESTIONS)
    told = " ".join(f"{one.summary} {one.data}" for one in Entry.objects.filter(case_id=quiz.case_id))
    assert not [word for word in re.findall(r"\d+", told) if word == "20"]


def test_a_quiz_on_a_training_is_for_those_who_were_named(room):
    session = room.invited("xinhua", "fagai")
    room.names(session, "xinhua")
    quiz = room.quiz(session)
    assert commands.take_quiz(quiz, room.by("xinhua"), RIGHT).passed
    with pytest.raises(Refused, match="不能作答"):
        commands.take_quiz(quiz, room.by("fagai"), RIGHT)


def test_an_item_that_is_taken_off_teaches_nobody(room):
    item = room.item()
    assert commands.learned(item, room.by("xinhua"))
    assert not commands.learned(item, room.by("xinhua"))
    room.does(item, "end", room.by("sifa"), reason="法规已修改。")
    with pytest.raises(Refused, match="没有上架"):
        commands.learned(item, room.by("fagai"))
