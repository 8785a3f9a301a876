"""People hear once of what they owe, of what became of their work, and of clocks that turn."""

import datetime as dt

import pytest

from mingzheng.core.actors import Post
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.commands import act
from mingzheng.desk.commands import remind
from mingzheng.desk.models import Notification

GOOD = {"note": "已经编好目录"}


def told(person):
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


@pytest.fixture
def reported(desk, settle):
    case = desk.open(desk.street)
    settle()
    act(case, "report", desk.actor(desk.xie, Post.OFFICER, desk.street), GOOD)
    settle()
    return case


def test_an_opening_is_told_once_per_person_to_those_who_owe(desk, settle, many):
    many([("甲", None), ("乙", None)])
    settle()
    assert all("1 件" in line for line in told(desk.xie))
    enqueue("cases.opened", {"procedure": "test.matter", "unit": desk.street.pk, "count": 40, "text": "新到 40 件", "url": "/desk/?x"})  # fmt: skip
    settle()
    assert told(desk.xie).count("新到 40 件") == told(desk.head).count("新到 40 件") == 1
    assert "新到 40 件" not in told(desk.jiao) + told(desk.clerk)


def test_whoever_owes_the_next_step_is_told_and_the_doer_is_not(desk, reported):
    assert any("待您办理：同意、退回" in line for line in told(desk.clerk))
    assert any("待您办理" in line for line in told(desk.chief))
    assert not any("待您办理" in line for line in told(desk.xie) + told(desk.head))


def test_contributors_hear_what_became_of_their_work(desk, reported, settle):
    reported.refresh_from_db()
    act(reported, "back", desk.actor(desk.clerk, Post.OFFICE_CLERK, desk.office), {"note": "缺少附件"})
    settle()
    assert any("缺少附件" in line and "待您办理：上报" in line for line in told(desk.xie))
    reported.refresh_from_db()
    act(reported, "report", desk.actor(desk.xie, Post.OFFICER, desk.street), GOOD)
    reported.refresh_from_db()
    act(reported, "accept", desk.actor(desk.clerk, Post.OFFICE_CLERK, desk.office))
    settle()
    assert told(desk.xie)[-1] == "「试办一件」同意（区府办 赵经办）"


def test_handling_a_message_again_tells_nobody_twice(desk, reported, settle):
    before = Notification.objects.count()
    Message.objects.update(status=Message.Status.WAITING)
    settle()
    assert Notification.objects.count() == before


def test_reminders_come_once_per_turning(desk, many):
    (case,) = many([("目录", dt.date(2023, 4, 28))])
    assert remind(dt.date(2023, 4, 20)) == 0
    assert remind(dt.date(2023, 4, 24)) == 1
    assert remind(dt.date(2023, 4, 25)) == 0
    assert remind(dt.date(2023, 5, 4)) == 1
    assert [line[:13] for line in told(desk.xie)] == ["「目录」将于2023年4月", "「目录」已于2023年4月"]
    case.due_on = dt.date(2023, 5, 3)  # an extension that runs out again is another turning
    case.save()
    assert remind(dt.date(2023, 5, 5)) == 1


def test_many_turnings_on_one_day_are_one_line(desk, many):
    many([(f"第{n}件", dt.date(2023, 4, 21)) for n in range(6)])
    assert remind(dt.date(2023, 4, 20)) == 6
    assert len(told(desk.xie)) == 1
    assert "6 件待办临近期限" in told(desk.xie)[0]


def test_the_bell_the_list_and_reading(desk, reported, client, sign_in):
    sign_in("clerk")
    assert 'class="count count--red">1<' in client.get("/desk/").content.decode()
    page = client.get("/desk/notices/").content.decode()
    assert "待您办理" in page
    assert "未读" in page
    note = Notification.objects.get(person=desk.clerk)
    foreign = Notification.objects.filter(person=desk.chief).get()
    assert client.post(f"/desk/notices/{foreign.pk}/read/").status_code == 404
    client.post(f"/desk/notices/{note.pk}/read/")
    assert "还没有通知" not in client.get("/desk/notices/").content.decode()
    assert "没有未读的通知" in client.get("/desk/notices/?unread=1").content.decode()
    Notification.objects.update(read_at=None)
    client.post("/desk/notices/read/")
    assert not Notification.objects.filter(person=desk.clerk, read_at=None).exists()
    assert Notification.objects.filter(person=desk.chief, read_at=None).exists()


def test_opening_the_case_reads_its_notices(desk, reported, client, sign_in):
    sign_in("clerk")
    client.get(f"/desk/cases/{reported.pk}/")
    assert not Notification.objects.filter(person=desk.clerk, read_at=None).exists()
