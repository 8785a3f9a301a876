"""So many tries in so many seconds, whichever process they reach."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.core.processes import shared_database

from mingzheng.core.tries import commands
from mingzheng.core.tries.models import Tries

WINDOW = {"most": 3, "seconds": 600}


@pytest.mark.django_db
def test_so_many_and_no_more_each_for_themselves():
    assert [commands.take("code", "甲", **WINDOW) for _ in range(5)] == [True] * 3 + [False] * 2
    assert commands.take("code", "乙", **WINDOW)
    assert commands.take("other", "甲", **WINDOW)


@pytest.mark.django_db
def test_what_need_not_count_is_given_back():
    for _ in range(10):
        assert commands.take("code", "甲", **WINDOW)
        commands.give_back("code", "甲")
    assert [commands.take("code", "甲", **WINDOW) for _ in range(4)] == [True] * 3 + [False]
    commands.give_back("never", "tried")


@pytest.mark.django_db
def test_the_window_ends_by_itself_and_is_dropped_within_a_day():
    while commands.take("code", "甲", **WINDOW):
        pass
    assert commands.drop_old() == 0
    Tries.objects.update(until=Tries.objects.get().until - dt.timedelta(seconds=601))
    assert [commands.take("code", "甲", **WINDOW) for _ in range(4)] == [True] * 3 + [False]
    Tries.objects.update(until=Tries.objects.get().until - dt.timedelta(seconds=601))
    assert commands.drop_old() == 1


@pytest.mark.django_db
def test_who_tried_cannot_be_read_from_what_is_kept():
    commands.take("code", "203.0.113.9", **WINDOW)
    assert "203.0.113.9" not in Tries.objects.get().key and len(Tries.objects.get().key) == 64


GUESS = """
from mingzheng.core.tries import commands
print("ready", flush=True)
input()
print(sum(commands.take("code", "甲", most=given["most"], seconds=600) for _ in range(given["each"])))
"""


@pytest.mark.django_db(transaction=True)
def test_processes_that_guess_at_one_moment_share_one_count(tmp_path):
    shared = shared_database(tmp_path)
    said = shared.finish_together(GUESS, 3, most=8, each=8)
    assert sum(int(lines.splitlines()[-1]) for lines in said) == 8
