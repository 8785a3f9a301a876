"""What will be published by when, as a calendar that phone programs subscribe to (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from icalendar import Calendar, Event

from mingzheng.disclosure.key_areas.queries import Due

PRODUCT = "-//Mingzheng//Publication calendar//ZH"


def publication_calendar(dues: Iterable[Due], *, name: str, base: str, stamp: dt.datetime) -> bytes:
    """One all-day event for each thing that is due; the same thing keeps its UID when its day moves.

    Args:
        base: scheme and host for links (https://host).
        stamp: the moment of reading.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "P1D")
    for due in dues:
        event = Event()
        event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, f'urn:mingzheng:due:{due.key}')}@mingzheng")
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
