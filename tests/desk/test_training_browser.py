"""Trainings, learning, cases, meetings and bulletins in a real browser: every page and every form, on two sizes of screen."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.browser import open_page  # noqa: F401 - fixture
from tests.support.training import RIGHT, room  # noqa: F401 - fixture
from tests.support.walking import forms_for, walk  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.supervision.bulletins import commands as bulletins
from mingzheng.supervision.training import commands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AFTER = dt.date(2023, 4, 26)
QUARTER_OVER = dt.date(2023, 7, 3)


@pytest.fixture
def person(room):  # noqa: F811
    return lambda unit, post=Post.OFFICER, nth=1: room.work.district.person(unit, post, nth)


def test_meetings_people_and_money(room, walk, person):  # noqa: F811
    meeting, support = room.meeting(), room.support()
    room.does(room.meeting("fagai"), "check", room.clerk)
    new = ["/desk/training/records/heard/new/", "/desk/training/support/new/"]
    walk(["/desk/training/records/", *new], person("sifa"), timekeeping.today())
    office = ["/desk/training/records/", "/desk/training/records/coordination/new/"]
    walk(
        [*office, *forms_for(meeting.case_id, room.clerk), *forms_for(support.case_id, room.clerk)],
        person("qufuban", Post.OFFICE_CLERK),
    )
    room.does(meeting, "send_back", room.clerk, reason="请补充签发的纪要。")
    walk(forms_for(meeting.case_id, room.by("xinhua")), person("xinhua"))


def test_a_training_before_and_after(room, walk, person, on_day):  # noqa: F811
    empty = ["/desk/training/", "/desk/training/new/", "/desk/training/library/", "/desk/training/mine/"]
    walk(empty, person("qufuban", Post.OFFICE_CLERK), timekeeping.today())
    planned, told = room.session(title="还在计划的培训"), room.invited("xinhua", "fagai")
    page = f"/desk/training/sessions/{told.pk}/"
    walk([page, f"{page}people/"], person("xinhua"))
    for code in ("xinhua", "fagai"):
        room.names(told, code)
    quiz = room.quiz(told, opened=False)
    new_quiz = [f"/desk/training/quizzes/new/session/{planned.pk}/"]
    walk(
        [*forms_for(planned.case_id, room.clerk), *forms_for(quiz.case_id, room.clerk), *new_quiz],
        person("qufuban", Post.OFFICE_CLERK),
    )
    key = f"/desk/training/quizzes/{quiz.pk}/key/"
    walk([*forms_for(quiz.case_id, room.head), key], person("qufuban", Post.OFFICE_HEAD))
    room.does(quiz, "open", room.head)
    walk([key], person("qufuban", Post.OFFICE_HEAD))
    on_day(AFTER.isoformat())
    room.does(told, "check_in", room.clerk, present=[str(one.pk) for one in told.attendees.all()])
    walk(forms_for(told.case_id, room.clerk), person("qufuban", Post.OFFICE_CLERK), AFTER)
    room.does(told, "hold", room.clerk, summary="讲了期限。")
    commands.take_quiz(quiz, room.by("xinhua"), {})
    taking = f"/desk/training/quizzes/{quiz.pk}/"
    walk([taking, f"{page}rate/"], person("xinhua"))
    commands.take_quiz(quiz, room.by("xinhua"), RIGHT)
    commands.rate(told, room.by("xinhua"), 5, "")
    room.does(told, "certify", room.clerk)
    walk([page, taking, "/desk/training/", "/desk/training/mine/"], person("xinhua"))
    walk([page, *forms_for(told.case_id, room.clerk)], person("qufuban", Post.OFFICE_CLERK))


def test_the_library_and_cases(room, walk, person):  # noqa: F811
    item = room.item()
    room.quiz(item)
    commands.learned(item, room.by("fagai"))
    pages = ["/desk/training/library/", f"/desk/training/library/{item.pk}/", "/desk/training/library/new/"]
    walk([*pages, "/desk/training/cases/", "/desk/training/cases/new/"], person("xinhua"), timekeeping.today())
    walk([f"/desk/training/quizzes/new/item/{item.pk}/", *forms_for(item.case_id, room.by("sifa"))], person("sifa"))
    made = room.nominated()
    walk(["/desk/training/cases/", *forms_for(made.case_id, room.assessor)], person("qufuban", Post.ASSESSOR))
    published = room.published("sifa")
    walk(["/desk/training/cases/"], person("xinhua"))
    walk(forms_for(published.case_id, room.clerk), person("qufuban", Post.OFFICE_CLERK))
    walk(["/anli/", f"/anli/{published.pk}/", "/peixun/zhengshu/"])


def test_a_bulletin_on_its_way(room, walk, person, on_day):  # noqa: F811
    clerk = person("qufuban", Post.OFFICE_CLERK)
    walk(["/desk/bulletins/", "/desk/bulletins/new/", "/desk/bulletins/letters/"], clerk, timekeeping.today())
    room.work.finishes("sifa", 5)
    on_day(QUARTER_OVER.isoformat())
    made = bulletins.compose(room.work.plan, 2, room.clerk)
    page = f"/desk/bulletins/{made.pk}/"
    walk(["/desk/bulletins/", page, *forms_for(made.case_id, room.clerk)], clerk, QUARTER_OVER)
    room.does(made, "submit", room.clerk)
    walk(forms_for(made.case_id, room.head), person("qufuban", Post.OFFICE_HEAD))
    room.does(made, "approve", room.head, to_public="on")
    room.does(made, "publish", room.clerk)
    receipt = made.receipts.get(unit__code="xinhua")
    walk(["/desk/bulletins/", page, *forms_for(receipt.case_id, room.by("xinhua"))], person("xinhua"))
    walk([page, *forms_for(made.case_id, room.clerk)], clerk)
    bulletins.write_letters()
    letter = receipt.unit.unit_letters.get()
    walk(["/desk/bulletins/letters/", f"/desk/bulletins/letters/{letter.pk}/"], person("xinhua"))
    walk(["/gongzuoyaodian/tongbao/", f"/gongzuoyaodian/tongbao/{made.pk}/"])
