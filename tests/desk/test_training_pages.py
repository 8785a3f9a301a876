"""Who opens what: trainings, quizzes, certificates, cases, bulletins and letters asked by the right and by the wrong person."""

from __future__ import annotations

import pytest
from tests.support.training import RIGHT, room  # noqa: F401 - fixture

from mingzheng.core.actors import Post
from mingzheng.supervision.bulletins import commands as bulletins
from mingzheng.supervision.training import commands
from mingzheng.supervision.training.models import Certificate, Learned, Meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(room, client):  # noqa: F811
    """``enter("xinhua", Post.HEAD)`` → client"""

    def entered(unit="xinhua", post=Post.OFFICER, nth=1):
        client.force_login(room.work.district.person(unit, post, nth))
        return client

    return entered


@pytest.fixture
def certified(room, on_day):  # noqa: F811
    """A training of 25 April at which 新华街道 was, with an opened quiz and a certificate."""
    session = room.invited("xinhua", "fagai")
    room.names(session, "xinhua")
    quiz = room.quiz(session)
    on_day("2023-04-26")
    room.does(session, "check_in", room.clerk, present=[str(one.pk) for one in session.attendees.all()])
    room.does(session, "hold", room.clerk, summary="讲了期限。")
    commands.take_quiz(quiz, room.by("xinhua"), RIGHT)
    room.does(session, "certify", room.clerk)
    return session, quiz, Certificate.objects.get()


def test_who_opens_what_of_a_training(certified, enter):
    session, quiz, certificate = certified
    paths = {
        f"/desk/training/sessions/{session.pk}/": (200, 200, 404),
        f"/desk/training/sessions/{session.pk}/people/": (200, 200, 404),
        f"/desk/training/quizzes/{quiz.pk}/": (200, 404, 404),
        f"/desk/training/quizzes/{quiz.pk}/key/": (404, 404, 404),
        f"/desk/training/certificates/{certificate.pk}.pdf": (200, 404, 404),
    }
    for place, unit in enumerate(("xinhua", "fagai", "sifa")):
        browser = enter(unit)
        assert {path: browser.get(path).status_code for path in paths} == {
            path: found[place] for path, found in paths.items()
        }


def test_the_key_is_on_no_page_of_those_who_answer(room, enter):  # noqa: F811
    quiz = room.quiz(room.item())
    page = enter("xinhua").get(f"/desk/training/quizzes/{quiz.pk}/").content.decode()
    assert "姓名或者名称" in page and "正确" not in page and "checked" not in page
    sent = {"q1": "0", "q2": ["2"], "form_key": "k" * 20}
    answer = enter("xinhua").post(f"/desk/training/quizzes/{quiz.pk}/", sent, follow=True).content.decode()
    assert "没有合格" in answer and "答错的是第 1、2 题" in answer and "正确" not in answer


def test_unanswered_questions_are_named_and_what_was_chosen_stays(room, enter):  # noqa: F811
    quiz = room.quiz(room.item())
    answer = enter().post(f"/desk/training/quizzes/{quiz.pk}/", {"q1": "1", "form_key": "k" * 20}).content.decode()
    assert "请作答" in answer and "checked" in answer
    assert quiz.attempts.count() == 0


def test_reading_the_key_asks_first(room, enter):  # noqa: F811
    quiz = room.quiz(room.item())
    browser, path = enter("sifa", Post.HEAD), f"/desk/training/quizzes/{quiz.pk}/key/"
    assert "答复期限" not in browser.get(path).content.decode()
    assert "答复期限" in browser.post(path).content.decode()


def test_learned_is_pressed_twice_and_counts_once(room, enter):  # noqa: F811
    item = room.item()
    for _ in range(2):
        assert enter().post(f"/desk/training/library/{item.pk}/learned/").status_code == 302
    assert Learned.objects.filter(item=item).count() == 1


def test_a_meeting_without_minutes_keeps_what_was_typed(enter):
    typed = {"topic": "听取汇报", "held_on": "2023-04-17", "chair": "主任", "decided": "分工。", "people": "8"}
    page = enter().post("/desk/training/records/heard/new/", typed).content.decode()
    assert "请选择要上传的文件" in page and "听取汇报" in page
    assert not Meeting.objects.exists()
    assert enter().get("/desk/training/records/coordination/new/").status_code == 404
    assert enter("xinhua", Post.WINDOW).get("/desk/training/records/heard/new/").status_code == 403


def test_nonsense_in_the_address_does_no_harm(enter):
    assert enter().get("/desk/training/?year=99999999999").status_code == 200
    assert enter().get("/desk/training/library/?field=x").status_code == 200


def test_a_certificate_is_verified_by_anybody_and_shows_no_name(certified, client):
    found = certified[2]
    sent = {"number": found.number, "code": found.code, "form_key": "k" * 20}
    page = client.post("/peixun/zhengshu/", sent).content.decode()
    assert "证书属实" in page and found.attendee.name not in page
    wrong = client.post("/peixun/zhengshu/", {**sent, "code": "AAAAAAAA", "form_key": "m" * 20}).content.decode()
    assert "没有查到这份证书" in wrong and "验证码" in wrong and "查询码" not in wrong and found.number in wrong


def test_who_opens_what_of_a_bulletin(room, enter, on_day):  # noqa: F811
    on_day("2023-07-03")
    made = bulletins.compose(room.work.plan, 2, room.clerk)
    paths = [f"/desk/bulletins/{made.pk}/", f"/desk/bulletins/{made.pk}/bulletin.docx"]
    assert [enter().get(path).status_code for path in paths] == [404, 404]
    assert [enter("qufuban", Post.ASSESSOR).get(path).status_code for path in paths] == [200, 200]
    room.does(made, "submit", room.clerk)
    room.does(made, "approve", room.head)
    room.does(made, "publish", room.clerk)
    assert [enter().get(path).status_code for path in paths] == [200, 200]
    assert enter().get(f"/desk/bulletins/{made.pk}/bulletin.exe").status_code == 404
    assert "签收" in enter().get(paths[0]).content.decode()
    assert enter().get("/desk/bulletins/new/").status_code == 403


def test_a_supervision_letter_is_opened_by_its_unit_and_the_office(room, enter):  # noqa: F811
    room.work.does("xinhua", 1, "supervise", by=room.clerk, text="请说明推进安排。")
    path = f"/desk/bulletins/supervision/{room.work.share('xinhua', 1).letters.get().pk}.pdf"
    found = [enter(*who).get(path).status_code for who in (("xinhua",), ("fagai",), ("qufuban", Post.OFFICE_CLERK))]
    assert found == [200, 404, 200]


def test_the_monthly_letter_is_read_by_its_unit(room, enter, on_day):  # noqa: F811
    on_day("2023-07-03")
    bulletins.write_letters()
    path = f"/desk/bulletins/letters/{room.unit('xinhua').unit_letters.get().pk}/"
    assert (enter().get(path).status_code, enter("fagai").get(path).status_code) == (200, 404)
