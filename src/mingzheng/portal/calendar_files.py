"""Meetings as a calendar file that a browser saves or a phone opens."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse

from mingzheng.design.downloads import file_response
from mingzheng.papers.calendars import Meeting, of_meetings


def as_file(meetings: Iterable[Meeting], name: str, file_name: str) -> HttpResponse:
    """``name``: how the calendar is called in the reader's program."""
    return file_response(of_meetings(meetings, name), file_name)
