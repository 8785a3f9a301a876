"""有效性查询: was a document in force on a day, and what was in force then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import keyset, timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents import lookup, reading
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.documents.reading import Mention
from mingzheng.disclosure.documents.validity import Status
from mingzheng.portal import structure
from mingzheng.portal.page import draw
from mingzheng.portal.views.lists import day_of

READS = ("q", "day", "agency", "list", "after")
SIZE = 30


@dataclass(frozen=True)
class Answer:
    """What is said of one document for the day asked for."""

    document: Document
    status: Status
    before: str
    successors: list[Mention]


@require_safe
def validity(request: HttpRequest) -> HttpResponse:
    """A number, title or 索引号 and a day; or every document in force on a day, by agency."""
    asked = request.GET.get("q", "").strip()[:100]
    written = request.GET.get("day", "").strip()
    day = day_of(written) if written else timekeeping.today()
    units = list(Unit.objects.all())
    context: dict[str, Any] = {"asked": asked, "day": day, "written": written, "units": units}
    if day is not None and request.GET.get("list") == "1":
        context |= _whole_list(request, day, units)
    elif day is not None and asked:
        context["answers"] = [_answer(document, day) for document in lookup.named(asked, 10)]
    return draw(
        request,
        "portal/documents/validity.html",
        column=structure.find("validity"),
        shows=["documents"] if not asked else None,
        reads=READS,
        **context,
    )


def _answer(document: Document, day: dt.date) -> Answer:
    done_to = reading.done_to(document)
    edition = document.live
    assert edition is not None  # noqa: S101 - listed documents have a live edition
    status = reading.status(document, edition, day, done_to)
    formed = edition.formed_on
    before = _("这份文件在%(day)s才成文。") % {"day": chinese_date(formed)} if formed and day < formed else ""
    successors = [] if before else [one for one in done_to if one.document and one.effect.effective_on <= day]
    return Answer(document, status, before, successors)


def _whole_list(request: HttpRequest, day: dt.date, units: list[Unit]) -> dict[str, Any]:
    code = request.GET.get("agency", "").strip()
    unit = next((one for one in units if one.code == code), None)
    rows = reading.in_force_on(day, unit.pk if unit else None, keyset.day_of(request.GET.get("after", "")), SIZE)
    more, rows = len(rows) > SIZE, rows[:SIZE]
    following = ""
    if more and rows[-1].published_on:
        at = f"{rows[-1].published_on.isoformat()}~{rows[-1].pk}"
        said = {"list": "1", "day": day.isoformat(), "agency": unit.code if unit else "", "after": at}
        following = f"{reverse('portal:validity')}?{urlencode(said)}"
    return {"whole": True, "rows": rows, "following": following, "unit": unit, "later": bool(request.GET.get("after"))}
