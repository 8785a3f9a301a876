"""Meetings as a calendar file that a browser saves or a phone opens."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse

from mingzheng.papers.calendars import Meeting, of_meetings


def as_file(meetings: Iterable[Meeting], name: str, file_name: str) -> HttpResponse:
    """``name``: how the calendar is called in the reader's program."""
    answer = HttpResponse(of_meetings(meetings, name), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return answer
