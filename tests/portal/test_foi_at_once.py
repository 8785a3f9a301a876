"""The button is pressed in two windows at the same moment: one application, and its receipt for both."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import pytest
from django.test import Client
from tests.desk.test_together import at_once
from tests.portal.foi import Citizen
from tests.support.public_forms import key_of
from tests.support.requests import foi  # noqa: F401 - fixture

from mingzheng.requests.foi.models import Application, Draft

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.mark.parametrize("same_window", [True, False], ids=["one key", "two keys"])
def test_pressed_at_once_in_several_windows_it_is_one_application(foi, client, same_window):
    citizen = Citizen(client)
    citizen.fills_all()
    keys = [key_of(citizen.get("queren/")) for _window in range(4)]
    cookie = client.cookies["mz_shenqing"].value

    def press(key):
        def posted():
            own = Client()
            own.cookies["mz_shenqing"] = cookie
            return own.post("/yishenqing/queren/", {"form_key": key})

        return posted

    said = at_once(*[press(keys[0] if same_window else key) for key in keys])
    assert [answer.url for answer in said] == ["/yishenqing/huizhi/"] * 4
    assert Application.objects.count() == 1 and not Draft.objects.exists()
    assert citizen.code_shown(citizen.get("huizhi/"))
