"""Signing in, being locked out, the second factor, and posts."""

import datetime as dt

import pytest
from tests.desk.conftest import MACHINE, PASSWORD

from mingzheng.core.actors import Post
from mingzheng.core.units.commands import delegate, hold_post


def test_staff_sign_in_and_come_to_their_queue(desk, client, sign_in):
    assert client.get("/desk/").headers["Location"] == "/account/login/?next=/desk/"
    assert sign_in("xie").headers["Location"] == "/desk/"
    page = client.get("/desk/").content.decode()
    assert "我的待办" in page
    assert "新华街道 · 信息员 · 钱信息" in page


def test_a_wrong_password_says_so_and_keeps_the_account(desk, client, sign_in):
    page = sign_in("xie", "nonsense-1").content.decode()
    assert 'value="xie"' in page
    assert "form-errors" in page


def test_five_wrong_passwords_lock_the_account_on_this_address_even_for_the_right_one(desk, client, sign_in):
    for _ in range(4):
        assert sign_in("xie", "nonsense-1").status_code == 200
    locked = sign_in("xie", "nonsense-1")
    assert locked.status_code == 429
    page = locked.content.decode()
    assert "30 分钟" in page
    assert "系统管理员" in page
    assert sign_in("xie").status_code == 429
    assert sign_in("jiao").status_code == 302  # another account is not touched


def test_the_way_back_never_leaves_this_site(desk, client):
    data = {"login": "xie", "password": PASSWORD, "next": "https://example.com/"}
    assert client.post("/account/login/", data).headers["Location"] == "/desk/"
    answer = client.post("/desk/post/", {"post": "x", "next": "//example.com/"})
    assert answer.headers["Location"] == "/desk/"


def test_the_accounts_of_the_demonstration_are_shown_only_in_it(desk, client, settings):
    settings.MINGZHENG_DEMO = True
    page = client.get("/account/login/").content.decode()
    assert "mingzheng2023" in page
    assert "clerk" in page
    settings.MINGZHENG_DEMO = False
    page = client.get("/account/login/").content.decode()
    assert "mingzheng2023" not in page
    assert "clerk" not in page


@pytest.mark.parametrize(
    "path",
    ["/account/logout/", "/account/password/change/", "/account/2fa/", "/account/reauthenticate/", "/account/email/"],
)
def test_the_pages_of_the_account_stand_in_our_frame(desk, client, sign_in, path):
    sign_in("xie")
    page = client.get(path, follow=True).content.decode()
    assert "明政工作台" in page
    assert 'lang="zh-Hans"' in page


def test_nobody_registers_themselves(desk, client):
    assert "账号由管理员开设" in client.get("/account/signup/").content.decode()


def test_a_person_without_a_post_today_is_told_what_to_do(desk, client, sign_in):
    sign_in("nobody")
    answer = client.get("/desk/")
    assert answer.status_code == 200
    assert "您今天没有岗位" in answer.content.decode()
    assert client.post("/desk/notices/read/").status_code == 403


def test_switching_between_ones_own_posts_and_no_others(desk, client, sign_in):
    sign_in("head")
    key = f"{desk.street.pk}:reviewer:"
    assert "切换岗位" in client.get("/desk/").content.decode()
    client.post("/desk/post/", {"post": key, "next": "/desk/"})
    assert "审核人 · 李负责" in client.get("/desk/").content.decode()
    client.post("/desk/post/", {"post": f"{desk.office.pk}:admin:", "next": "/desk/"})
    assert "审核人 · 李负责" in client.get("/desk/").content.decode()
    assert client.get("/desk/post/").status_code == 405


def test_a_lent_post_names_the_absent_holder(desk, client, sign_in):
    holding = desk.chief.holdings.get()
    actor = desk.actor(desk.chief, Post.OFFICE_HEAD, desk.office)
    delegate(holding, desk.clerk, actor, since=dt.date(2023, 4, 20), until=dt.date(2023, 4, 21), reason="出差")
    sign_in("clerk")
    key = f"{desk.office.pk}:office_head:孙主任"
    client.post("/desk/post/", {"post": key})
    assert "（代 孙主任）" in client.get("/desk/").content.decode()


class TestSecondFactor:
    def test_without_an_authenticator_no_desk_page_opens(self, desk, client, sign_in, settings):
        settings.MINGZHENG_STAFF_MFA = True
        case = desk.open(desk.street)
        sign_in("xie")
        for path in ("/desk/", f"/desk/cases/{case.pk}/", "/desk/notices/", "/desk/search/?q=x"):
            assert client.get(path).headers["Location"] == "/account/2fa/totp/activate/"
        # Who sits at an unlocked computer may not enrol their own telephone: the password is asked for once more.
        again = client.get("/account/2fa/totp/activate/").headers["Location"]
        assert "确认是您本人" in client.get(again).content.decode()
        data = {"password": PASSWORD, "next": "/account/2fa/totp/activate/"}
        page = client.post("/account/reauthenticate/", data, follow=True).content.decode()
        assert "进入工作台之前，请先启用两步验证" in page

    def test_with_one_the_desk_opens(self, desk, client, sign_in, settings):
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        sign_in("xie")
        TOTP.activate(desk.xie, generate_totp_secret())
        settings.MINGZHENG_STAFF_MFA = True
        assert client.get("/desk/").status_code == 200

    def test_the_code_is_asked_for_at_the_next_sign_in(self, desk, client, sign_in):
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        TOTP.activate(desk.xie, generate_totp_secret())
        assert sign_in("xie").headers["Location"].startswith("/account/2fa/authenticate/")
        assert "输入验证码" in client.get("/account/2fa/authenticate/").content.decode()
        assert client.get("/desk/").status_code == 302


def test_what_is_lent_and_ended_on_the_page_of_my_posts(desk, client, sign_in):
    hold_post(desk.jiao, desk.street, Post.SECRECY, MACHINE, since=dt.date(2023, 1, 1))
    sign_in("xie")
    data = {"holding": desk.xie.holdings.get().pk, "to": desk.jiao.pk, "since": "2023-04-20", "until": "2023-04-28"}
    page = client.post("/desk/posts/", data)
    assert page.status_code == 200
    assert "事由" in page.content.decode()
    assert client.post("/desk/posts/", {**data, "reason": "休假"}).status_code == 302
    lent = desk.xie.holdings.get().delegations.get()
    assert "周教育" in client.get("/desk/posts/").content.decode()
    client.post(f"/desk/posts/delegations/{lent.pk}/end/")
    assert not desk.xie.holdings.get().delegations.filter(pk=lent.pk).exists()  # it had not begun before today
    stranger = {**data, "to": desk.root.pk, "reason": "休假"}
    assert client.post("/desk/posts/", stranger).status_code == 200
