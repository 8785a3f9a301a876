"""Reading and moving the one clock."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone

from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused

# Beyond these a day more or less, or another time zone, is no day at all.
FIRST_YEAR, LAST_YEAR = 1950, 2150

# What stands at a day happens at the end of its working hours, whatever the hour of the machine: the same at midnight.
WORK_ENDS = dt.time(17)
_started = time.monotonic()

_pinned: ContextVar[dt.date | None] = ContextVar("pinned_day", default=None)
_played: ContextVar[bool] = ContextVar("played_day", default=False)
_request_day: ContextVar[tuple[dt.date | None] | None] = ContextVar("request_day", default=None)


def _real_now() -> dt.datetime:
    return timezone.localtime(timezone.now())


def demo_day() -> dt.date | None:
    """The day at which the demonstration stands; None outside demonstration mode or when it follows the real day."""
    if not settings.MINGZHENG_DEMO:
        return None
    held = _request_day.get()
    return held[0] if held is not None else _stored_day()


def _stored_day() -> dt.date | None:
    from mingzheng.core.timekeeping.models import DemoDay

    return DemoDay.objects.values_list("day", flat=True).first()


def today() -> dt.date:
    """The day on which the system believes to be (Asia/Shanghai)."""
    return _pinned.get() or demo_day() or _real_now().date()


def today_given(demo_day: dt.date | None) -> dt.date:
    """``today`` for who read the demonstration day a moment ago: asks the database nothing."""
    return _pinned.get() or demo_day or _real_now().date()


def now() -> dt.datetime:
    """The moment, aware, in Asia/Shanghai.

    On a demonstration day the time of day is the real one; within ``standing_at`` it goes on from 17:00.
    """
    pinned = _pinned.get()
    if pinned is not None and _played.get():
        return _evening(pinned)
    real, day = _real_now(), pinned or demo_day()
    return real if day is None else dt.datetime.combine(day, real.timetz())


def _evening(day: dt.date) -> dt.datetime:
    """Later at every call, never on the next day."""
    begins = timezone.make_aware(dt.datetime.combine(day, WORK_ENDS))
    passed = dt.timedelta(seconds=time.monotonic() - _started)
    return min(begins + passed, timezone.make_aware(dt.datetime.combine(day, dt.time.max)))


@contextmanager
def standing_at(day: dt.date) -> Iterator[None]:
    """Let everything within the block happen on ``day``. For demonstration records and tests only."""
    token = _played.set(True)
    try:
        with owed_on(day):
            yield
    finally:
        _played.reset(token)


@contextmanager
def owed_on(day: dt.date) -> Iterator[None]:
    """What is owed on ``day`` is done for that day, at whatever hour of the clock it comes to be done."""
    token = _pinned.set(day)
    try:
        yield
    finally:
        _pinned.reset(token)


@contextmanager
def one_reading() -> Iterator[None]:
    """Read the demonstration day once for the block (a request, a worker's round)."""
    token = _request_day.set((_stored_day() if settings.MINGZHENG_DEMO else None,))
    try:
        yield
    finally:
        _request_day.reset(token)


def set_demo_day(day: dt.date | None, actor: Actor) -> None:
    """Put the demonstration at ``day`` (None: follow the real day).

    Raises:
        Refused: outside demonstration mode, or for a person without an office or administrator post.
    """
    from mingzheng.core.timekeeping.models import DemoDay

    if not settings.MINGZHENG_DEMO:
        raise Refused("正式使用中不能调整日期。", remedy="日期以真实日期为准。", code="not_demo")
    if actor.post not in (Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.ADMIN, Post.SYSTEM):
        raise Refused("只有区府办和系统管理员可以调整演示日期。", remedy="请切换到区府办的岗位。", code="wrong_post")
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(
            f"演示日期不能是{chinese_date(day)}。",
            remedy=f"请选 {FIRST_YEAR} 到 {LAST_YEAR} 年之间的一天。",
            field="day",
        )
    if day is None:
        DemoDay.objects.all().delete()
    else:
        DemoDay.objects.update_or_create(pk=1, defaults={"day": day})
    if _request_day.get() is not None:
        _request_day.set((day,))
