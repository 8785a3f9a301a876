"""A lost second factor: asked for by one, decided by another, written down; every sign-in of the person ends."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from tests.desk.conftest import PASSWORD

from mingzheng.core.journal.models import Entry
from mingzheng.desk.models import FactorReset, Notification

PATH = "/desk/admin/second-factors/"
ASKED = {"account": "xie", "reason": "手机丢失，当面核对了工作证。"}


def enters(name):
    client = Client()
    client.post("/account/login/", {"login": name, "password": PASSWORD})
    return client


@pytest.fixture
def lost(desk):
    """钱信息 is signed in somewhere, with a second factor that is lost, and spare codes."""
    there = enters("xie")
    TOTP.activate(desk.xie, generate_totp_secret())
    RecoveryCodes.activate(desk.xie)
    return there


def decides(client, command="approve", **typed):
    case = FactorReset.objects.get().case
    return client.post(f"/desk/cases/{case.pk}/{command}/", {"revision": case.revision, **typed}, follow=True)


def factors(desk):
    return Authenticator.objects.filter(user=desk.xie).count()


def test_one_asks_and_another_decides(desk, lost):
    root = enters("root")
    assert root.post(PATH, ASKED).status_code == 302
    assert factors(desk) == 2, "asking changes nothing"
    assert "不能再由您审核" in decides(root).content.decode() and factors(desk) == 2
    chief = enters("chief")
    assert "钱信息" in chief.get(PATH).content.decode()
    decides(chief)
    assert factors(desk) == 0
    assert lost.get("/desk/").status_code == 302, "the sign-in that may be a thief's is over"
    assert Entry.objects.filter(action="person.second_factor_reset").count() == 1
    said = " ".join(Entry.objects.filter(subject_kind="desk.factor_reset").values_list("summary", flat=True))
    assert "提出撤销" in said and "同意撤销" in said
    assert Notification.objects.filter(person=desk.xie, text__contains="两步验证已由管理员撤销").exists()
    assert enters("xie").get("/desk/").status_code == 200, "the password alone again, until enrolled anew"


def test_declined_nothing_changes(desk, lost):
    enters("root").post(PATH, ASKED)
    decides(enters("chief"), "decline", reason="没有当面核对，请本人来一次。")
    assert factors(desk) == 2 and FactorReset.objects.get().decided_on is not None
    assert lost.get("/desk/").status_code == 200


@pytest.mark.parametrize("name", ["clerk", "xie", "head"])
def test_nobody_else_asks_or_decides(desk, lost, name):
    enters("root").post(PATH, ASKED)
    client = enters(name)
    if name != "xie":  # whose password alone lets nobody in
        assert client.get(PATH).status_code == 403
    assert decides(client).status_code in (403, 404) or name == "xie"
    assert factors(desk) == 2


def test_the_head_of_the_office_decides_and_does_not_ask(desk, lost):
    chief = enters("chief")
    assert 'name="account"' not in chief.get(PATH).content.decode()
    assert chief.post(PATH, ASKED).status_code == 422 and not FactorReset.objects.exists()


def test_nobody_decides_about_their_own(desk):
    TOTP.activate(desk.chief, generate_totp_secret())
    enters("root").post(PATH, {**ASKED, "account": "chief"})
    client = Client()
    client.force_login(desk.chief, backend="django.contrib.auth.backends.ModelBackend")
    assert "您自己的第二因素" in decides(client).content.decode()
    assert Authenticator.objects.filter(user=desk.chief).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"account": "gibtesnicht"}, "没有这个账号"),
        ({"account": "clerk"}, "没有启用两步验证"),
        ({"reason": ""}, "核对了是本人"),
    ],
)
def test_what_is_wrong_is_said_in_place_and_stays(desk, lost, typed, words):
    answer = enters("root").post(PATH, {**ASKED, **typed})
    said = answer.content.decode()
    assert answer.status_code == 422 and words in said
    assert {**ASKED, **typed}["account"] in said


def test_asked_twice_it_waits_once(desk, lost):
    root = enters("root")
    root.post(PATH, ASKED)
    assert "已经有一件在等批准" in root.post(PATH, ASKED).content.decode()
    assert FactorReset.objects.count() == 1


def test_only_posts_that_decide_see_the_case(desk, lost):
    enters("root").post(PATH, ASKED)
    pk = FactorReset.objects.get().case_id
    assert enters("clerk").get(f"/desk/cases/{pk}/").status_code in (403, 404)
    assert enters("chief").get(f"/desk/cases/{pk}/").status_code == 200
