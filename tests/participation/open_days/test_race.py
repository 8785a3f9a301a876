"""Two phones at two doors scan one ticket at the same moment: one lets the party in."""

from __future__ import annotations

import pytest
from tests.desk.test_together import at_once
from tests.support.open_days import DOOR, DURING

from mingzheng.core.actors import Post
from mingzheng.participation.open_days import checking
from mingzheng.participation.open_days.checking import Tried
from mingzheng.participation.open_days.models import Scan

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,  # threads cannot share SQLite's database in memory
]


def test_two_scanners_one_ticket_one_of_them_wins(days):
    open_day = days.announced()
    days.at(DURING)
    row = days.signs(open_day, 1, people=2)
    days.settled(open_day)
    days.at(DOOR)
    held = checking.entrance(open_day)
    staff = [days.actor(), days.actor(Post.REVIEWER), days.actor(Post.HEAD), days.actor()]

    def tries(nth, actor):
        return lambda: checking.scan(held, Tried(key=f"{nth:032x}", ticket=row.ticket), actor).outcome

    said = at_once(*[tries(nth, actor) for nth, actor in enumerate(staff)])
    assert sorted(str(one) for one in said) == ["in", "twice", "twice", "twice"]
    assert Scan.objects.filter(sign_up=row, outcome="in").count() == 1
    assert checking.at_door(held).people == 2


def test_what_two_phones_send_again_at_once_is_one_scan(days):
    """A phone that got no answer sends again while the first is still on its way."""
    open_day = days.announced()
    days.at(DURING)
    row = days.signs(open_day, 1)
    days.settled(open_day)
    days.at(DOOR)
    held, actor = checking.entrance(open_day), days.actor()
    tried = Tried(key="a" * 32, ticket=row.ticket, offline=True)
    said = at_once(*[lambda: checking.scan(held, tried, actor).pk] * 3)
    assert len(set(said)) == 1
    assert Scan.objects.count() == 1
