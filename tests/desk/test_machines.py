"""The administrator's pages: a token and a secret are seen once, what was issued can be ended, nobody else comes in."""

import re

import pytest

from mingzheng.machines.systems.models import System, Token
from mingzheng.machines.webhooks.models import Delivery, Subscription

PAGES = ["/desk/admin/systems/", "/desk/admin/webhooks/"]


@pytest.mark.parametrize("page", PAGES)
def test_only_the_administrator_comes_in(desk, client, sign_in, page):
    sign_in("clerk")
    assert client.get(page).status_code == 403
    sign_in("root")
    assert client.get(page).status_code == 200


def test_a_system_is_registered_gets_a_token_once_and_loses_it(desk, client, sign_in):
    sign_in("root")
    typed = {"name": "办公系统", "unit": desk.street.pk, "post": "officer", "contact": "信息中心"}
    assert "由人判断" in client.get(PAGES[0]).content.decode()
    assert "请填写联系人" in client.post(PAGES[0], {**typed, "contact": ""}).content.decode()
    page = client.post(PAGES[0], typed, follow=True)
    found = System.objects.get()
    assert page.redirect_chain[-1][0] == f"/desk/admin/systems/{found.pk}/"
    address = f"/desk/admin/systems/{found.pk}/"
    refused = client.post(address, {"operations": ["cases.read"], "last_day": "2030-01-01"}).content.decode()
    assert "最长一年" in refused
    shown = client.post(address, {"operations": ["cases.read"], "last_day": "2023-12-31"}, follow=True).content.decode()
    secret = re.search(r"mz_[\w-]{32}", shown)
    assert secret is not None and secret[0] not in client.get(address).content.decode()
    token = Token.objects.get()
    assert "请写明理由" in client.post(f"/desk/admin/tokens/{token.pk}/revoke/", {"why": ""}).content.decode()
    client.post(f"/desk/admin/tokens/{token.pk}/revoke/", {"why": "测试完毕"})
    token.refresh_from_db()
    assert token.revoked_on is not None and "已吊销" in client.get(address).content.decode()
    client.post(f"/desk/admin/systems/{found.pk}/close/", {"why": "不再对接"})
    assert "还没有登记" not in client.get(PAGES[0]).content.decode()


def test_a_receiver_is_entered_tested_paused_and_ended(desk, client, sign_in, settings):
    settings.MINGZHENG_WEBHOOK_ALLOW = ["127.0.0.1:9"]
    sign_in("root")
    typed = {"name": "市级门户", "address": "https://10.0.0.1/", "kinds": ["document.published"], "unit": ""}
    refused = client.post(PAGES[1], typed).content.decode()
    assert "内部网络" in refused and "https://10.0.0.1/" in refused
    shown = client.post(PAGES[1], {**typed, "address": "http://127.0.0.1:9/hook"}, follow=True).content.decode()
    assert re.search(r"whsec_[\w+/]{32}", shown)
    found = Subscription.objects.get()
    address = f"/desk/admin/webhooks/{found.pk}/"
    assert "whsec_" not in client.get(address).content.decode()
    client.post(f"{address}test/")
    assert Delivery.objects.get().kind == "test" and "测试" in client.get(address).content.decode()
    assert "whsec_" in client.post(f"{address}rotate/", follow=True).content.decode()
    client.post(f"{address}pause/")
    assert "恢复推送" in client.get(address).content.decode()
    assert "请写明理由" in client.post(f"{address}end/", {"why": ""}).content.decode()
    client.post(f"{address}end/", {"why": "换了地址"})
    assert "重新登记" in client.post(f"{address}resume/", follow=True).content.decode()
    assert client.post(f"{address}meiyou/").status_code == 404
