"""What every calendar file begins with, and one event of it (RFC 5545). Programs subscribe to them and look for changes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Alarm, Calendar, Event


def blank(product: str, name: str) -> Calendar:
    """A calendar without events.

    Args:
        product: "Work plan", for the identifier of what made it.
        name: how the calendar is called in the reader's program.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Mingzheng//{product}//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "P1D")
    return calendar


def uid(key: str) -> str:
    """The same thing keeps its UID from one reading to the next."""
    return f"{uuid.uuid5(uuid.NAMESPACE_URL, f'urn:mingzheng:{key}')}@mingzheng"


@dataclass(frozen=True)
class Meeting:
    """What people go to. ``cancelled``: programs strike it out instead of losing it."""

    key: str
    title: str
    begins: dt.datetime
    ends: dt.datetime
    place: str
    about: str
    url: str
    stamp: dt.datetime
    cancelled: bool = False


def of_meetings(meetings: Iterable[Meeting], name: str) -> bytes:
    """Meetings with a reminder a day before each."""
    calendar = blank("Meetings", name)
    for one in meetings:
        event = Event()
        event.add("uid", uid(one.key))
        event.add("dtstamp", one.stamp.astimezone(dt.UTC).replace(microsecond=0))
        event.add("dtstart", one.begins.astimezone(dt.UTC))
        event.add("dtend", one.ends.astimezone(dt.UTC))
        event.add("summary", f"（已取消）{one.title}" if one.cancelled else one.title)
        event.add("location", one.place)
        event.add("description", f"{one.about}\n{one.url}")
        event.add("url", one.url)
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
        if not one.cancelled:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", f"明天：{one.title}")
            alarm.add("trigger", dt.timedelta(days=-1))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
