"""Guessing passwords and codes, and what an address or a name reveals to somebody outside."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from tests.desk.conftest import MACHINE, PASSWORD

from mingzheng.core.actors import Post
from mingzheng.core.units.commands import delegate, end_post


def test_guessing_the_second_factor_ends_after_a_few_codes_from_whatever_address(desk, client, sign_in):
    TOTP.activate(desk.xie, generate_totp_secret())
    said = []
    for n in range(12):
        address = {"REMOTE_ADDR": f"10.0.0.{n}"}
        sent = client.post("/account/login/", {"login": "xie", "password": PASSWORD}, **address)
        if sent.headers.get("Location", "").startswith("/account/2fa/"):
            said.append(client.post("/account/2fa/authenticate/", {"code": f"{n:06}"}, **address).content.decode())
        client.logout()
    assert len(said) < 12 or "次数过多" in said[-1] or "太多" in said[-1], "told to wait"


@pytest.mark.parametrize("name", ["xie", " xie", "xie ", "xie\t", "XIE", "ｘｉｅ"])
def test_no_way_of_writing_the_name_gets_around_the_lock(desk, client, sign_in, name):
    for _ in range(5):
        sign_in("xie", "nonsense-1")
    assert "sessionid" not in sign_in(name).cookies or sign_in(name).status_code == 429
    assert client.get("/desk/").status_code == 302


def test_a_forged_forwarding_header_does_not_get_around_the_lock(desk, client, settings):
    data = {"login": "xie", "password": "nonsense-1"}
    for n in range(5):
        client.post("/account/login/", data, headers={"X-Forwarded-For": f"10.0.0.{n}", "X-Real-IP": f"10.0.1.{n}"})
    locked = client.post("/account/login/", {**data, "password": PASSWORD}, headers={"X-Forwarded-For": "10.9.9.9"})
    assert locked.status_code == 429


def test_behind_a_proxy_each_visitor_counts_alone_and_earlier_entries_are_not_believed(desk, client, settings):
    settings.MINGZHENG_BEHIND_PROXY = True
    data = {"login": "xie", "password": "nonsense-1"}
    for n in range(5):
        client.post("/account/login/", data, headers={"X-Forwarded-For": f"10.0.0.{n}, 203.0.113.7"})
    right = {**data, "password": PASSWORD}
    assert client.post("/account/login/", right, headers={"X-Forwarded-For": "1.2.3.4, 203.0.113.7"}).status_code == 429
    assert client.post("/account/login/", right, headers={"X-Forwarded-For": "203.0.113.8"}).status_code == 302


@pytest.mark.parametrize(
    "forwarded", ["unknown", "203.0.113.7:4711", "[2001:db8::1]:4711", "<script>", ",", "fe80::1%eth0"]
)
def test_an_odd_forwarding_header_breaks_nothing(desk, client, settings, forwarded):
    settings.MINGZHENG_BEHIND_PROXY = True
    client.raise_request_exception = False
    data = {"login": "xie", "password": "nonsense-1"}
    assert client.post("/account/login/", data, headers={"X-Forwarded-For": forwarded}).status_code in (200, 429)


def test_names_are_not_told_apart(desk, client, sign_in):
    """An account that exists, one that does not, one that is switched off: the same words."""
    desk.jiao.is_active = False
    desk.jiao.save()

    def words(name, typed="nonsense-1"):
        return sign_in(name, typed).content.decode().replace(name, "").split("<form")[-1].split("csrf")[0]

    assert words("xie") == words("niemand") == words("jiao") == words("jiao", PASSWORD)
    reset = [client.post("/account/password/reset/", {"email": mail}) for mail in ("a@example.com", "b@example.com")]
    assert {answer.headers.get("Location") for answer in reset} == {"/account/password/reset/done/"}


def test_somebody_switched_off_is_out_at_once(desk, client, sign_in):
    sign_in("xie")
    desk.xie.is_active = False
    desk.xie.save()
    assert client.get("/desk/").status_code == 302


def test_a_new_session_after_signing_in(desk, client, sign_in):
    client.get("/account/login/")
    client.session["x"] = 1
    before = client.session
    before.save()
    client.cookies["sessionid"] = before.session_key
    client.post("/account/login/", {"login": "xie", "password": PASSWORD})
    assert client.cookies["sessionid"].value != before.session_key


def test_a_post_that_ended_and_a_loan_that_ran_out_give_nothing(desk, client, sign_in, on_day):
    case = desk.open(desk.street)
    sign_in("xie")
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 200
    end_post(desk.xie.holdings.get(), dt.date(2023, 4, 20), MACHINE)
    holding = desk.head.holdings.get(post=Post.HEAD.value)
    delegate(holding, desk.jiao, MACHINE, since=dt.date(2023, 4, 20), until=dt.date(2023, 4, 20), reason="出差")
    on_day("2023-04-21")
    assert client.post(f"/desk/cases/{case.pk}/take/", {"revision": 0}).status_code == 403
    sign_in("jiao")
    client.post("/desk/post/", {"post": f"{desk.street.pk}:head:李负责"})
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 404
    assert client.post(f"/desk/cases/{case.pk}/report/", {"revision": 0, "note": "写明白了"}).status_code == 404


def test_nothing_of_others_opens_by_its_number(desk, client, sign_in, many, settle):
    case = desk.open(desk.street)
    settle()
    sign_in("jiao")
    notice = desk.xie.notifications.first()
    assert notice is not None
    assert client.post(f"/desk/notices/{notice.pk}/read/").status_code == 404
    bulk = {"case": [f"{case.pk}:0"], "do": "test.matter:take"}
    assert case.title not in client.get("/desk/bulk/", bulk).content.decode()
    assert case.title not in client.post("/desk/bulk/", bulk).content.decode()
    case.refresh_from_db()
    assert case.revision == 0
    for page in ("/desk/search/?q=试办", "/desk/?tab=unit", "/desk/?tab=closed", "/desk/?text=试办"):
        assert case.title not in client.get(page).content.decode(), page


def test_the_pages_of_the_account_that_exist(desk, client, sign_in):
    """Those of a service open to everybody are not here: no registration, no social sign-in, no codes by mail."""
    sign_in("xie")
    for page in ("signup/", "3rdparty/", "login/code/", "social/signup/", "google/login/", "phone/change/"):
        answer = client.get(f"/account/{page}")
        assert answer.status_code in (302, 404) or "由管理员开设" in answer.content.decode(), page


def test_no_page_may_be_framed_and_none_asks_elsewhere(desk, client, sign_in):
    sign_in("xie")
    for page in ("/", "/desk/", "/account/2fa/", "/search/?q=x", "/nothing-here/", "/desk/cases/0/"):
        answer = client.get(page)
        assert answer.headers["X-Frame-Options"] == "DENY", page
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "frame-ancestors 'none'" in policy


def test_every_post_needs_its_token(desk, sign_in):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk.xie, backend="django.contrib.auth.backends.ModelBackend")
    case = desk.open(desk.street)
    pages = [
        f"/desk/cases/{case.pk}/take/",
        "/desk/bulk/",
        "/desk/post/",
        "/desk/notices/read/",
        "/desk/posts/",
        "/desk/demo-day/",
        "/account/logout/",
        "/account/login/",
        "/account/2fa/totp/activate/",
    ]
    assert {strict.post(page, {"revision": 0}).status_code for page in pages} == {403}
