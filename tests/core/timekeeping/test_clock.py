"""The one source of now."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import RequestFactory

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.timekeeping import clock
from mingzheng.core.timekeeping.middleware import TimeMiddleware, time_context
from mingzheng.core.timekeeping.models import DemoDay

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 4, 17)
CLERK = Actor(1, "张三", Post.OFFICE_CLERK, 1, "区府办")


@pytest.fixture
def demo(settings):
    settings.MINGZHENG_DEMO = True


def test_without_a_demonstration_day_it_is_the_real_day(demo):
    assert timekeeping.demo_day() is None
    assert abs(timekeeping.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(seconds=5)
    assert timekeeping.now().utcoffset() == dt.timedelta(hours=8)


def test_the_office_puts_the_demonstration_at_a_day_and_back(demo):
    timekeeping.set_demo_day(DAY, CLERK)
    assert (timekeeping.today(), timekeeping.demo_day(), timekeeping.now().date()) == (DAY, DAY, DAY)
    assert timekeeping.now().utcoffset() == dt.timedelta(hours=8)
    timekeeping.set_demo_day(dt.date(2023, 5, 4), CLERK)
    assert DemoDay.objects.count() == 1
    timekeeping.set_demo_day(None, CLERK)
    assert timekeeping.demo_day() is None


@pytest.mark.parametrize("post", [Post.OFFICER, Post.REVIEWER, Post.HEAD, Post.WINDOW])
def test_other_posts_may_not_move_the_day(demo, post):
    with pytest.raises(Refused, match="区府办"):
        timekeeping.set_demo_day(DAY, Actor(1, "张三", post, 1, "新华街道"))


def test_outside_the_demonstration_the_day_cannot_be_moved(settings):
    settings.MINGZHENG_DEMO = False
    DemoDay.objects.create(day=DAY)
    assert timekeeping.today() != DAY, "a day left in the database has no effect in real use"
    with pytest.raises(Refused, match="正式使用"):
        timekeeping.set_demo_day(DAY, CLERK)


def test_standing_at_a_day_ends_with_the_block_even_after_an_error(demo):
    timekeeping.set_demo_day(DAY, CLERK)
    with pytest.raises(RuntimeError), timekeeping.standing_at(dt.date(2024, 1, 2)):
        with timekeeping.standing_at(dt.date(2025, 1, 2)):
            assert timekeeping.today() == dt.date(2025, 1, 2)
        assert timekeeping.today() == dt.date(2024, 1, 2)
        raise RuntimeError
    assert timekeeping.today() == DAY


def test_what_stands_at_a_day_happens_at_the_same_hour_whenever_it_is_played(monkeypatch):
    midnight = dt.datetime(2026, 11, 26, 0, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    monkeypatch.setattr(clock, "_real_now", lambda: midnight)
    with timekeeping.standing_at(DAY):
        first, second = timekeeping.now(), timekeeping.now()
    assert first.date() == second.date() == DAY
    assert dt.time(17) <= first.time() < second.time()
    assert first.utcoffset() == dt.timedelta(hours=8)


def test_what_is_owed_on_a_day_keeps_the_hour_of_the_clock(monkeypatch):
    late = dt.datetime(2026, 11, 26, 0, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    monkeypatch.setattr(clock, "_real_now", lambda: late)
    with timekeeping.owed_on(DAY):
        assert timekeeping.now() == dt.datetime.combine(DAY, late.timetz())


def test_a_request_reads_the_day_once_and_sees_its_own_change(demo, django_assert_num_queries):
    timekeeping.set_demo_day(DAY, CLERK)

    def page(request):
        with django_assert_num_queries(0):
            assert time_context(request) == {"today": DAY, "demo_mode": True, "demo_day": DAY}
        timekeeping.set_demo_day(dt.date(2023, 12, 1), CLERK)
        assert timekeeping.today() == dt.date(2023, 12, 1)
        return "页面"

    assert TimeMiddleware(page)(RequestFactory().get("/")) == "页面"
    assert timekeeping.today() == dt.date(2023, 12, 1)


def test_a_change_elsewhere_shows_at_the_next_reading(demo):
    with clock.one_reading():
        DemoDay.objects.create(day=DAY)
        assert timekeeping.demo_day() is None
    assert timekeeping.demo_day() == DAY
