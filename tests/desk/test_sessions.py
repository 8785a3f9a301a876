"""Where staff are signed in: seen, ended, over after their term; a post that ended acts no more, in no session."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.test import Client
from tests.desk.conftest import MACHINE, PASSWORD

from mingzheng.core.actors import Post
from mingzheng.core.units.commands import close_account, end_post, hold_post
from mingzheng.desk import sessions
from mingzheng.desk.models import Notification, StaffSession

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


def enters(name="xie", agent=EDGE):
    client = Client(headers={"user-agent": agent})
    assert client.post("/account/login/", {"login": name, "password": PASSWORD}).status_code == 302
    return client


def is_in(client):
    return client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (EDGE, "Windows，Edge"),
        (PHONE, "安卓，Chrome 或同类浏览器"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1",
            "苹果手机或平板，Safari",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Linux，火狐"),
        ("curl/8.0 <script>", "其他设备"),
        ("", "其他设备"),
    ],
)
def test_a_device_is_told_in_words(agent, words):
    assert sessions.device_of(agent) == words


def test_one_sees_where_one_is_signed_in_and_ends_it(desk):
    here, there = enters(), enters(agent=PHONE)
    page = here.get("/desk/sessions/").content.decode()
    assert "Windows，Edge" in page and "安卓" in page and "这里" in page
    assert "127.0.0.1" not in page
    other = StaffSession.objects.get(device__startswith="安卓")
    assert here.post(f"/desk/sessions/{other.pk}/end/").status_code == 302
    assert not is_in(there) and is_in(here)
    assert here.post(f"/desk/sessions/{other.pk}/end/").status_code == 404


def test_all_others_are_ended_at_once_and_this_one_stays(desk):
    here, others = enters(), [enters(), enters(agent=PHONE)]
    here.post("/desk/sessions/others/end/")
    assert is_in(here) and not any(is_in(one) for one in others)


def test_nobody_ends_another_person_s_sign_in(desk):
    mine, theirs = enters("jiao"), enters("xie")
    row = StaffSession.objects.get(person=desk.xie)
    assert mine.post(f"/desk/sessions/{row.pk}/end/").status_code == 404
    assert "安卓" not in mine.get("/desk/sessions/").content.decode()
    assert is_in(theirs)
    assert Client().post(f"/desk/sessions/{row.pk}/end/").status_code == 302 and is_in(theirs)


def test_signing_out_leaves_nothing_in_the_list(desk):
    client = enters()
    client.post("/account/logout/")
    assert not StaffSession.objects.exists()


def test_a_new_password_moves_this_session_along_and_ends_the_others(desk):
    here, there = enters(), enters()
    here.post("/account/reauthenticate/", {"password": PASSWORD})
    typed = {"oldpassword": PASSWORD, "password1": "neues-langes-wort-9", "password2": "neues-langes-wort-9"}
    here.post("/account/password/change/", typed)
    assert is_in(here) and not is_in(there)
    assert "这里" in here.get("/desk/sessions/").content.decode()


@pytest.mark.parametrize(("setting", "value"), [("MINGZHENG_STAFF_IDLE_MINUTES", 30), ("MINGZHENG_STAFF_HOURS", 0.5)])
def test_after_its_term_a_sign_in_is_over(desk, settings, monkeypatch, setting, value):
    settings.MINGZHENG_STAFF_IDLE_MINUTES, settings.MINGZHENG_STAFF_HOURS = 600, 8
    client = enters()
    assert is_in(client)
    setattr(settings, setting, value)
    later = time.time() + 31 * 60
    monkeypatch.setattr(sessions.time, "time", lambda: later)
    answer = client.get("/desk/", follow=True)
    assert "登录已经到期" in answer.content.decode()
    assert not StaffSession.objects.exists()


def test_who_works_on_is_not_put_out_by_the_idle_term(desk, settings, monkeypatch):
    settings.MINGZHENG_STAFF_IDLE_MINUTES = 30
    client, now = enters(), time.time()
    for minutes in (20, 40, 60):
        monkeypatch.setattr(sessions.time, "time", lambda at=now + minutes * 60: at)
        assert is_in(client)


def test_the_first_sign_in_from_another_kind_of_device_is_told_once(desk):
    enters()
    assert not Notification.objects.filter(text__contains="没有用过的设备").exists(), "the first one is no news"
    enters(agent=PHONE)
    enters(agent=PHONE)
    told = Notification.objects.get(text__contains="没有用过的设备")
    assert told.person == desk.xie and "安卓" in told.text and told.url == "/desk/sessions/"


class TestPosts:
    def test_a_post_that_ended_ends_in_every_session_at_the_next_request(self, desk):
        here, there = enters(), enters(agent=PHONE)
        end_post(desk.xie.holdings.get(), dt.date(2023, 4, 19), MACHINE)
        for client in (here, there):
            assert "您今天没有岗位" in client.get("/desk/").content.decode()
            assert client.post("/desk/notices/read/").status_code == 403

    def test_what_was_begun_in_it_is_not_done_in_another(self, desk):
        client = enters("head")  # head and reviewer of the street; head comes first
        assert "李负责" in client.get("/desk/").content.decode()
        end_post(desk.head.holdings.get(post=Post.HEAD), dt.date(2023, 4, 19), MACHINE)
        answer = client.post("/desk/notices/read/")
        assert answer.status_code == 409 and "岗位已经结束" in answer.content.decode()
        assert client.post("/desk/notices/read/").status_code == 302, "told once, then the other post acts"

    def test_a_closed_account_is_out_everywhere(self, desk):
        here, there = enters(), enters()
        close_account(desk.xie, MACHINE)
        assert not is_in(here) and not is_in(there)

    def test_a_post_that_is_new_changes_nothing_of_the_one_in_use(self, desk):
        client = enters()
        client.get("/desk/")
        hold_post(desk.xie, desk.street, Post.SECRECY, MACHINE, since=dt.date(2023, 1, 1))
        assert client.post("/desk/notices/read/").status_code == 302


def test_an_unknown_account_is_answered_like_a_wrong_password(desk, client):
    said = []
    for name in ("xie", "gibtesnicht"):
        answer = client.post("/account/login/", {"login": name, "password": "nonsense-1"})
        page = answer.content.decode().replace(name, "")
        said.append((answer.status_code, [line for line in page.splitlines() if "csrf" not in line]))
    assert said[0] == said[1]


def test_an_unknown_account_is_locked_like_a_known_one(desk, client):
    for name in ("xie", "gibtesnicht"):
        found = [
            client.post("/account/login/", {"login": name, "password": "nonsense-1"}).status_code for _ in range(5)
        ]
        assert found == [200, 200, 200, 200, 429]
