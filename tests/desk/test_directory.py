"""Signing in by the directory of staff: it links an account by the identifier that an administrator wrote, never makes one."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from tests.desk.conftest import MACHINE
from tests.support.signing_in import Faulty, chooses, goes_to

from mingzheng.core.errors import Refused
from mingzheng.core.oidc import client as oidc
from mingzheng.core.oidc import configured
from mingzheng.core.oidc.provider import Provider
from mingzheng.core.units.commands import close_account, link_directory
from mingzheng.core.units.models import Person
from mingzheng.portal.standin import answers

ISSUER = f"http://testserver{answers.PATH}"


@pytest.fixture(autouse=True)
def directory(settings, monkeypatch):
    """The stand-in plays the directory: its people are the directory's people."""
    settings.MINGZHENG_STAFF_OIDC_ISSUER, settings.MINGZHENG_DEMO = ISSUER, True
    put = {"door": answers.Door(ISSUER)}

    def staff():
        return Provider(
            ISSUER,
            answers.CLIENT,
            answers.secret(),
            "人员目录",
            {"identifier": "sub"},
            "openid",
            (),
            False,
            put["door"],
        )

    monkeypatch.setattr(configured, "staff", staff)
    oidc.forget()
    yield put
    oidc.forget()


def comes(client, sub="p-1", **typed):
    return client.get(chooses(client, goes_to(client.post("/desk/directory/", typed)), sub))


def test_the_linked_account_is_signed_in_and_no_other_is_made(desk, client):
    link_directory(desk.xie, "p-1", MACHINE)
    before = Person.objects.count()
    assert "用政务人员目录登录" in client.get("/account/login/").content.decode()
    answer = comes(client, next="/desk/notices/")
    assert answer.headers["Location"] == "/desk/notices/"
    assert "钱信息" in client.get("/desk/").content.decode()
    assert Person.objects.count() == before


def test_the_second_factor_is_asked_for_all_the_same(desk, client):
    link_directory(desk.xie, "p-1", MACHINE)
    TOTP.activate(desk.xie, generate_totp_secret())
    assert comes(client).headers["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/desk/").status_code == 302


def test_who_is_not_linked_or_closed_gets_the_same_answer_and_no_account(desk, client):
    before = Person.objects.count()
    unknown = comes(client)
    link_directory(desk.xie, "p-1", MACHINE)
    close_account(desk.xie, MACHINE)
    closed = comes(client)
    assert unknown.status_code == closed.status_code == 403
    for answer in (unknown, closed):
        assert "没有对应的工作台账号" in answer.content.decode()
    assert Person.objects.count() == before and client.get("/desk/").status_code == 302


def test_a_wrong_state_or_an_identity_not_proven_is_refused(desk, client, directory):
    link_directory(desk.xie, "p-1", MACHINE)
    address = chooses(client, goes_to(client.post("/desk/directory/")))
    assert client.get("/desk/directory/back/?code=x&state=y").status_code == 400
    assert client.get(address).status_code == 400, "the flow was used up"
    directory["door"] = Faulty(ISSUER, change=lambda claims: {"nonce": "another"})
    assert comes(client).status_code == 400
    directory["door"] = Faulty(ISSUER, down=True)
    oidc.forget()
    assert client.post("/desk/directory/").status_code == 503
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/", "/denglu/"])
def test_the_way_on_stays_on_the_desk(desk, client, wanted):
    link_directory(desk.xie, "p-1", MACHINE)
    assert comes(client, next=wanted).headers["Location"] == "/desk/"


def test_an_identifier_belongs_to_one_account(desk):
    link_directory(desk.xie, "p-1", MACHINE)
    with pytest.raises(Refused, match="另一个账号"):
        link_directory(desk.jiao, "p-1", MACHINE)
    link_directory(desk.xie, "", MACHINE)
    link_directory(desk.jiao, "p-1", MACHINE)


def test_without_a_directory_there_is_no_such_way(desk, client, monkeypatch, settings):
    settings.MINGZHENG_STAFF_OIDC_ISSUER = ""
    monkeypatch.setattr(configured, "staff", lambda: None)
    assert "人员目录" not in client.get("/account/login/").content.decode()
    assert client.post("/desk/directory/").status_code == 404
    assert client.get("/desk/directory/back/?code=x&state=y").status_code == 404
