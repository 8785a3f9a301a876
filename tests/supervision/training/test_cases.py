"""A case for promotion: nominated by a unit, judged by two others, chosen by a third, published."""

from __future__ import annotations

import pytest
from tests.support.training import WORDS

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.queries import files_of, may_read
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.commands import FormRefused
from mingzheng.supervision.training import commands, finding, queries

pytestmark = pytest.mark.django_db
YES = {"recommends": "yes", "score": 90, "text": "做法具体。"}
NO = {"recommends": "no", "score": 40, "text": "没有数字。"}


def test_published_it_is_public_found_and_counted(room, client):
    made = room.published()
    assert indicator_of("training.cases").measure(Scope(timekeeping.today())).text == "1"
    assert finding.entry(made.pk).agency == "区发改委"
    page = client.get(f"/anli/{made.pk}/").content.decode()
    assert "同时起草" in page
    assert f"/anli/{made.pk}/" in client.get("/anli/").content.decode()
    assert f"/anli/{made.pk}/" in client.get("/sitemap-cases.xml").content.decode()
    assert Message.objects.filter(topic__startswith="training.case_published").count() in (0, 1)


def test_what_proves_it_stays_with_those_who_judge(room):
    made = room.published()
    (file,) = files_of(made.ref)
    assert not may_read(file, None)
    assert not may_read(file, room.by("xinhua"))
    assert may_read(file, room.by("fagai")) and may_read(file, room.clerk) and may_read(file, room.assessor)


def test_before_it_is_published_nobody_outside_reads_it(room, client):
    made = room.nominated()
    assert client.get(f"/anli/{made.pk}/").status_code == 404
    assert finding.entry(made.pk) is None
    assert not queries.sees_case(made, room.by("xinhua"))


def test_the_unit_neither_judges_nor_chooses_its_own(room):
    made = room.nominated()
    for actor in (room.by("fagai"), room.by("fagai", Post.HEAD), room.by("xinhua", Post.HEAD)):
        with pytest.raises(Refused):
            room.does(made, "judge", actor, **YES)


def test_the_office_does_not_judge_what_it_nominated(room):
    made = commands.begin_case(room.unit("qufuban"), room.clerk, WORDS)
    room.does(made, "submit", room.clerk)
    room.does(made, "nominate", room.head)
    for actor in (room.clerk, room.head):
        with pytest.raises(Refused, match="参与过"):
            room.does(made, "judge", actor, **YES)
    room.does(made, "judge", room.other_clerk, **YES)
    room.does(made, "judge", room.assessor, **YES)
    with pytest.raises(Refused, match="参与过"):
        room.does(made, "select", room.head)


def test_two_opinions_each_once_a_majority_and_another_who_chooses(room):
    made = room.nominated()
    room.does(made, "judge", room.head, **YES)
    with pytest.raises(Refused, match="评过"):
        room.does(made, "judge", room.head, **YES)
    with pytest.raises(Refused, match="两份"):
        room.does(made, "select", room.head)
    room.does(made, "judge", room.clerk, **YES)
    with pytest.raises(Refused, match="不能再由您选定"):
        room.does(made, "select", room.head)
    other = room.by("qufuban", Post.OFFICE_HEAD, 2)
    room.does(made, "select", other)
    assert made.selected_on


def test_without_a_majority_it_is_not_chosen(room):
    made = room.nominated()
    room.does(made, "judge", room.clerk, **YES)
    room.does(made, "judge", room.assessor, **NO)
    with pytest.raises(Refused, match="半数"):
        room.does(made, "select", room.head)
    room.does(made, "not_select", room.head, reason="成效还看不清，下次再报。")


def test_sent_back_it_is_judged_anew(room):
    made = room.nominated()
    room.does(made, "judge", room.clerk, **YES)
    room.does(made, "send_back", room.clerk, reason="请补充数字。")
    assert not made.opinions.exists() and made.nominated_on is None


def test_withdrawn_it_says_why_and_is_no_longer_found(room, client):
    made = room.published()
    room.does(made, "withdraw", room.clerk, reason="做法已经调整。")
    answer = client.get(f"/anli/{made.pk}/")
    assert (answer.status_code, "做法已经调整" in answer.content.decode()) == (410, True)
    assert finding.entry(made.pk) is None
    assert indicator_of("training.cases").measure(Scope(timekeeping.today())).text == "0"


def test_personal_data_does_not_get_into_a_case(room):
    made = commands.begin_case(room.unit("fagai"), room.by("fagai"), WORDS)
    with pytest.raises(FormRefused, match="不能公开"):
        room.does(made, "edit", room.by("fagai"), **{**WORDS, "effect": "请联系 13812345678"})
