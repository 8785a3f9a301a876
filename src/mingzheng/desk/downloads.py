"""Files that the desk makes on the spot."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def csv_file(text: str, name: str) -> HttpResponse:
    """A csv file that spreadsheets read as it is meant; kept by nobody on the way."""
    answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
