"""Every page of the portal where a code is looked up: misses are counted, and a machine meets a plain question."""

from __future__ import annotations

import re

import pytest
from django.urls.converters import StringConverter
from tests.guard.addresses import Address, addresses

from mingzheng.portal import posting
from mingzheng.supervision.inspections import reports

FIELD = re.compile(r'<input[^>]*name="([a-z_]+)"')
PUBLIC_PARTS = {"index_number", "code", "theme", "name", "kind", "section", "part"}
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


def test_what_stands_in_an_address_is_public_or_known_as_its_readers_secret():
    """A new kind of secret address is added to ``reports.SECRETS``, so that no report of an error carries it on."""
    words = {
        (one.name, part)
        for one in addresses()
        if one.name.startswith("portal:")
        for part, converter in one.pattern.pattern.converters.items()
        if isinstance(converter, StringConverter)
    }
    assert {part for _name, part in words} & reports.SECRETS == reports.SECRETS
    assert {(name, part) for name, part in words if part not in reports.SECRETS | PUBLIC_PARTS} == set()
