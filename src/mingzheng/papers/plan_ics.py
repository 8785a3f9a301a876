"""The due dates of a plan as a calendar that mail and phone programs subscribe to (RFC 5545)."""

from __future__ import annotations

import datetime as dt

from icalendar import Alarm, Event

from mingzheng.papers.calendars import blank, uid
from mingzheng.supervision.workplan import queries
from mingzheng.supervision.workplan.models import Plan

CATEGORIES = ["政务公开", "工作要点"]
WARN = dt.timedelta(days=-7)


def plan_calendar(plan: Plan, *, unit_id: int | None = None, name: str) -> bytes:
    """One all-day event for every due date, with a reminder seven days before.

    Args:
        unit_id: only what this unit has to do; None for the whole plan.
        name: how the calendar is called in the reader's program.

    Returns:
        The bytes of an .ics file. The same due date keeps its UID from one reading to the next; nothing in it depends
        on when it is read, so that programs notice real changes only.
    """
    calendar = blank("Work plan", name)
    stamp = (plan.issued_at or plan.imported_at).astimezone(dt.UTC).replace(microsecond=0)
    for key, title, day in queries.due_dates(plan, unit_id=unit_id):
        calendar.add_component(_event(plan, key, title, day, stamp))
    return bytes(calendar.to_ical())


def _event(plan: Plan, key: str, title: str, day: dt.date, stamp: dt.datetime) -> Event:
    event = Event()
    event.add("uid", uid(f"plan:{plan.pk}:{key}"))
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", title)
    event.add("description", f"《{plan.title}》完成时限")
    event.add("categories", CATEGORIES)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(title))
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"七日后到期：{title}")
    alarm.add("trigger", WARN)
    return alarm
