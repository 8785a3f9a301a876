"""Every page of the portal where a code is looked up: misses are counted, and a machine meets a plain question."""

from __future__ import annotations

import re

import pytest
from tests.guard.addresses import Address, addresses

from mingzheng.portal import posting

FIELD = re.compile(r'<input[^>]*name="([a-z_]+)"')
CODES = ("ABCD-EFGH-JKLM-NPQR", "ABCD2345")  # long ones and short ones: what a form cannot hold is no try


def look_ups() -> list[Address]:
    """Told by their names; 我的政策 (``portal:mine``) sends a link by mail and counts by the address of the mail."""
    named = re.compile(r"^portal:[a-z-]*(query|look-up|delegates-mine|certificate)$")
    return [one for one in addresses() if named.search(one.name) and not one.parts]


def test_the_look_ups_are_found():
    assert len(look_ups()) >= 8


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.parametrize("address", look_ups(), ids=lambda one: one.name)
def test_guessing_codes_meets_a_question(client, monkeypatch, address):
    monkeypatch.setattr(posting, "MISSES", 1)
    url = f"/{address.route}"
    names = [
        name for name in FIELD.findall(client.get(url).content.decode()) if name not in ("q", "csrfmiddlewaretoken")
    ]
    said = ""
    for code in CODES * 2:
        typed = {name: code if name == "code" else "20230417000001" for name in names} | {"website": ""}
        said += client.post(url, typed).content.decode()
    assert "请先回答" in said
