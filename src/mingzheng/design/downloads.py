"""Files that a page makes on the spot: what they are, how they are called, saved or shown in place.

Who may keep them is said by whoever knows: staff answers are ``no-store`` (``config.middleware``), public ones the page's own.
"""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": _OFFICE + "wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "pdf": "application/pdf",
    "py": "text/plain; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "xlsx": _OFFICE + "spreadsheetml.sheet",
    "zip": "application/zip",
}
Answer = TypeVar("Answer", bound=HttpResponseBase)


def file_response(data: bytes | str, name: str, *, inline: bool = False) -> HttpResponse:
    """A file; what it is follows from the ending of its name.

    Args:
        name: with an ending of ``TYPES``; Chinese is fine.
        inline: shown in place, or subscribed to, rather than saved.
    """
    return named(HttpResponse(data, content_type=TYPES[name.rpartition(".")[2]]), name, inline=inline)


def csv_response(text: str, name: str) -> HttpResponse:
    """A csv file that spreadsheets read as it is meant: with the mark that says it is UTF-8."""
    return file_response(text.encode("utf-8-sig"), name)


def named(answer: Answer, name: str, *, inline: bool = False) -> Answer:
    """The answer, saved (or shown in place) under a name."""
    answer.headers["Content-Disposition"] = content_disposition_header(not inline, name) or (
        "inline" if inline else "attachment"
    )
    return answer
