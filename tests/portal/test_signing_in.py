"""Signing in at a provider: the whole way, every way in which it may go wrong, and what is left of it."""

from __future__ import annotations

import time
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.support.signing_in import (
    ENTERPRISE,
    OTHER,
    Faulty,
    changed,
    chooses,
    goes_to,
    leaves,
    past,
    signed_by_a_stranger,
    signed_with_the_public_key,
    signs_in,
    unsigned,
)

from mingzheng.core.journal.models import Entry
from mingzheng.core.oidc import client as oidc
from mingzheng.core.outbox.models import Message
from mingzheng.core.units.models import Person
from mingzheng.design import kept
from mingzheng.portal import visitor
from mingzheng.portal.standin import answers
from mingzheng.portal.standin.people import samples

pytestmark = pytest.mark.django_db
NAME, NUMBER = samples()["p-1"].name, samples()["p-1"].number


@pytest.fixture(autouse=True)
def _trial(settings):
    settings.MINGZHENG_DEMO, settings.MINGZHENG_OIDC_ISSUER = True, ""
    oidc.forget()
    yield
    oidc.forget()


@pytest.fixture
def faulty(monkeypatch):
    """``faulty(change=…)``: from now on the stand-in does one thing wrong."""

    def put(**fault):
        monkeypatch.setattr(answers, "Door", lambda issuer: Faulty(issuer, **fault))
        oidc.forget()

    return put


def page(client, path="/"):
    return client.get(path).content.decode()


# --- the whole way ---------------------------------------------------------------------------------------------------


def test_signing_in_and_leaving(client):
    assert 'href="/denglu/"' in page(client)
    door = page(client, "/denglu/?hui=/hudong/")
    assert "登录前请知道" in door and "两小时" in door
    assert goes_to(signs_in(client)) == "/hudong/"
    inside = page(client, "/hudong/")
    assert NAME in inside and "我的办件" in inside and NUMBER not in inside
    answer = client.post("/denglu/likai/")
    assert goes_to(answer).startswith("/moni-denglu/tuichu/?"), "ended at the provider too"
    assert goes_to(client.get(goes_to(answer))) == "/denglu/yilikai/"
    assert NAME not in page(client, "/hudong/")
    assert not Session.objects.exists(), "a session that served nothing else goes as a whole"


def test_who_does_not_want_to_sign_in_is_not_led_back_to_the_door(client):
    """The page after the door asks for a sign-in itself when nothing was asked for before."""
    assert 'href="/">不登录，回到首页' in page(client, "/denglu/")
    assert 'href="/">不登录，回到首页' in page(client, "/denglu/?hui=/wode/banjian/")
    assert 'href="/hudong/">不登录，回到刚才的页面' in page(client, "/denglu/?hui=/hudong/")


def test_nobody_becomes_an_account_and_nothing_is_kept_in_the_clear(client):
    signs_in(client)
    kept_in = "".join(one.session_data + str(one.get_decoded()) for one in Session.objects.all())
    assert NAME not in kept_in and NUMBER not in kept_in
    assert not Person.objects.exists() and not Entry.objects.exists() and not Message.objects.exists()


def test_after_two_hours_it_is_over(client, monkeypatch):
    signs_in(client)
    assert NAME in page(client)
    later = time.time() + visitor.LASTS + 1
    monkeypatch.setattr(visitor.time, "time", lambda: later)
    assert NAME not in page(client)


def test_without_a_provider_no_sign_in_is_shown_anywhere(client, settings):
    settings.MINGZHENG_DEMO = False
    assert "登录" not in page(client).replace("不用登录", "")
    for path in ("/denglu/", "/denglu/huilai/?code=x&state=y", "/moni-denglu/", "/moni-denglu/tuichu/"):
        assert client.get(path).status_code == 404
    assert client.get("/wode/banjian/").status_code == 200


def test_with_a_real_provider_the_stand_in_does_not_answer(client, settings):
    settings.MINGZHENG_OIDC_ISSUER = "https://id.example.cn"
    assert client.get("/moni-denglu/").status_code == 404


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "/desk/", "/denglu/", "hudong/", "/\\evil"]
)
def test_the_way_back_is_a_page_of_the_portal(client, back):
    assert goes_to(signs_in(client, back=back)) == "/wode/banjian/"


def test_the_session_key_changes_with_the_sign_in(client):
    address = chooses(client, leaves(client))
    before = client.session.session_key
    client.get(address)
    assert client.session.session_key != before


# --- what goes wrong -------------------------------------------------------------------------------------------------


def refused(client, answer, status, *words):
    said = answer.content.decode()
    assert answer.status_code == status
    assert all(word in said for word in ("没有登录", "/hudong/", *words)), said
    assert NAME not in page(client)


def test_a_wrong_state_is_refused(client):
    address = chooses(client, leaves(client))
    answer = client.get(changed(address, state="x" * 43))
    assert answer.status_code == 400 and "不是从这个浏览器开始的" in answer.content.decode()
    assert NAME not in page(client)


def test_another_browser_cannot_come_back_with_it(client):
    address = chooses(client, leaves(client))
    stranger = Client()
    assert stranger.get(address).status_code == 400
    assert NAME not in page(stranger)


@pytest.mark.parametrize(
    "fault",
    [
        {"change": lambda claims: {"nonce": "another"}},
        {"change": lambda claims: {"aud": "another-site"}},
        {"change": lambda claims: {"aud": [answers.CLIENT, "another-site"]}},
        {"change": lambda claims: {"iss": "https://id.example.cn"}},
        {"change": lambda claims: {"sub": ""}},
        {"change": past},
        {"signed": unsigned},
        {"signed": signed_by_a_stranger},
        {"signed": signed_with_the_public_key},
        {"signed": lambda claims: "not a token"},
        {"info": {"sub": "p-2"}},
    ],
    ids=[
        "nonce",
        "audience",
        "party",
        "issuer",
        "nobody",
        "expired",
        "none",
        "wrong key",
        "shared key",
        "rubbish",
        "other subject",
    ],
)
def test_an_identity_that_is_not_proven_is_refused(client, faulty, fault):
    faulty(**fault)
    refused(client, signs_in(client), 400, "身份没有核验成功")


def test_the_untouched_door_lets_in_so_that_the_faults_above_are_what_is_refused(client, faulty):
    faulty(change=lambda claims: {})
    assert goes_to(signs_in(client)) == "/hudong/"


def test_a_code_serves_once(client):
    address = chooses(client, leaves(client))
    client.get(address)
    client.post("/denglu/likai/")
    again = chooses(client, leaves(client))
    used = client.get(changed(again, code=dict_of(address)["code"]))
    refused(client, used, 400, "身份没有核验成功")


def dict_of(address):
    return dict(parse_qsl(urlsplit(address).query))


def test_a_code_that_is_too_old_is_refused(client, monkeypatch):
    monkeypatch.setattr(answers, "CODE_AGE", -1)
    refused(client, signs_in(client), 400, "身份没有核验成功")


def test_a_code_of_somebody_else_s_browser_is_refused(client):
    """PKCE: whoever gets hold of a code does not have the verifier."""
    victim = Client()
    stolen = dict_of(chooses(victim, leaves(victim)))["code"]
    own = chooses(client, leaves(client))
    refused(client, client.get(changed(own, code=stolen)), 400, "身份没有核验成功")


def test_an_answer_of_another_issuer_is_refused(client):
    address = chooses(client, leaves(client))
    refused(client, client.get(changed(address, iss="https://id.example.cn")), 400, "身份没有核验成功")


def test_given_up_at_the_provider(client):
    answer = signs_in(client, sub="")
    assert answer.status_code == 200 and "您没有在认证页面完成登录" in answer.content.decode()


def test_the_provider_is_down_before_and_after(client, faulty):
    address = chooses(client, leaves(client))
    faulty(down=True)
    refused(client, client.get(address), 503, "连接不上", "不登录也可以办理")
    answer = client.post("/denglu/?hui=/hudong/")
    assert answer.status_code == 503 and "连接不上" in answer.content.decode()


def test_a_form_of_another_site_begins_no_sign_in(client):
    answer = client.post("/denglu/?hui=/hudong/", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "http-equiv" not in answer.content.decode()


# --- kept pages and other people -------------------------------------------------------------------------------------


def test_no_page_with_a_name_is_kept_or_served_to_another(client, settings, tmp_path):
    settings.MINGZHENG_KEEP_PAGES, settings.MINGZHENG_KEPT_FOLDER = True, tmp_path / "pages"
    paths = ["/", "/hudong/", "/yijian/", "/xinjian/", "/diaocha/", "/zfxxgk/", "/sitemap/"]
    signs_in(client)
    for path in paths:
        answer = client.get(path)
        assert NAME in answer.content.decode(), path
        assert answer["Cache-Control"] == "private, no-store", path
        assert "ETag" not in answer, f"{path} was kept"
    assert not kept.MEMORY._pages
    assert not list((tmp_path / "pages").rglob("*")) or not any(p.is_file() for p in (tmp_path / "pages").rglob("*"))
    stranger = Client()
    for path in paths:
        answer = stranger.get(path)
        assert NAME not in answer.content.decode(), path
        assert answer.has_header("ETag") or answer["Cache-Control"] != "private, no-store", path
    assert kept.MEMORY._pages, "for everybody else pages are kept as before"
    for path in paths:
        assert NAME in client.get(path).content.decode(), "and the kept one is not served to who is signed in"


def test_two_people_at_one_computer(client):
    signs_in(client)
    client.post("/denglu/likai/")
    signs_in(client, OTHER)
    said = page(client)
    assert samples()[OTHER].name in said and NAME not in said


def test_an_enterprise_is_an_enterprise(client):
    signs_in(client, ENTERPRISE)
    assert "上海示例餐饮管理有" in page(client)
