"""What the stand-ins say where they cannot begin. At work they are in ``tests/demonstration``."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests.support.machines import Library


def test_it_says_what_is_missing(db, settings):
    settings.MINGZHENG_DEMO = False
    with pytest.raises(CommandError, match="只用于演示区"):
        call_command("standin", "oa")
    settings.MINGZHENG_DEMO = True
    with pytest.raises(CommandError, match="没有推送到"):
        call_command("standin", "events", once=True)
    with pytest.raises(CommandError, match="连不上"):
        call_command("standin", "oa", site="http://127.0.0.1:9", once=True)
    with pytest.raises(CommandError, match="大于 0"):
        call_command("standin", "oa", count=0)


def test_the_library_takes_what_came_once(monkeypatch):
    library = Library("mz_x")
    row = {"index_number": "A", "version": 1}
    monkeypatch.setattr(library, "_pages", lambda _limit: [row, {**row, "version": 2}])
    assert len(library.fetches()) == 2 and library.fetches() == []
