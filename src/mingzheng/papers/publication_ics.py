"""What will be published by when, as a calendar that phone programs subscribe to (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Event

from mingzheng.disclosure.key_areas.queries import Due
from mingzheng.papers.calendars import blank, uid


def publication_calendar(dues: Iterable[Due], *, name: str, base: str, stamp: dt.datetime) -> bytes:
    """One all-day event for each thing that is due; the same thing keeps its UID when its day moves.

    Args:
        base: scheme and host for links (https://host).
        stamp: the moment of reading.
    """
    calendar = blank("Publication calendar", name)
    for due in dues:
        event = Event()
        event.add("uid", uid(f"due:{due.key}"))
        event.add("dtstamp", stamp.astimezone(dt.UTC).replace(microsecond=0))
        event.add("dtstart", due.day)
        event.add("dtend", due.day + dt.timedelta(days=1))
        event.add("summary", f"{due.kind}：{due.title}")
        event.add("description", f"不晚于这一天公开。责任单位：{due.unit}")
        event.add("url", f"{base}{due.url}")
        event.add("categories", ["政务公开", due.kind])
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
