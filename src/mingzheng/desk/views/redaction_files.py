"""Pictures of the pages that are being redacted, the progress of a copy, and the ways in from a record."""

from __future__ import annotations

import io
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.text_pdf import opened
from mingzheng.core.numbers import whole
from mingzheng.core.records import RecordRef, resolve
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.requests.redaction import commands, making, owners, queries
from mingzheng.requests.redaction.copying import burning, pictures, reading
from mingzheng.requests.redaction.models import Redaction

WIDTH, QUALITY = 1240, 85  # pixels across, for a page as wide as A4


def find(request: StaffRequest, pk: int) -> Redaction:
    """The redaction, for those who may see its owner's internal material; for anybody else there is none."""
    found = queries.seen(pk, request.actor)
    if found is None:
        raise Http404
    return found


def page_size(redaction: Redaction, page: int) -> tuple[int, int]:
    """Width and height of a page as it is shown, in units of its own; for its proportions."""
    data = making.content(redaction.original)
    if not redaction.is_pdf:
        return pictures.upright(data).size
    with opened(data) as document:
        width, height = document.get_page_size(page - 1)
    return max(1, round(width)), max(1, round(height))


@staff_required(opens=find)
@require_GET
def page_picture(request: StaffRequest, redaction: Redaction, page: int) -> HttpResponse:
    """One page of the original; with ``?preview=1`` as the copy will look. Only for those who may see the original."""
    if redaction.way != Redaction.Way.BOXES or not 1 <= page <= redaction.pages:
        raise Http404
    data = making.content(redaction.original)
    covers = [cover for cover in making.covers_of(redaction) if cover.page == page]
    shown = covers if request.GET.get("preview") == "1" else []
    if redaction.is_pdf:
        size = page_size(redaction, page)
        dpi = min(reading.DPI, WIDTH / size[0] * 72)
        image = burning.burn(reading.read_picture(data, page, dpi), shown, dpi / reading.DPI)
    else:
        image = pictures.burned(data, shown)
        image.thumbnail((WIDTH, WIDTH * 4))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return HttpResponse(
        out.getvalue(),
        content_type="image/jpeg",
        headers={"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"},
    )


@staff_required(opens=find)
@require_GET
def progress(request: StaffRequest, redaction: Redaction) -> JsonResponse:
    """How far the worker is, for the page's script."""
    facts = {"making": redaction.status == Redaction.Status.MAKING, "percent": redaction.percent}
    return JsonResponse(facts, headers={"Cache-Control": "private, no-store"})


@staff_required
@require_POST
def start(request: StaffRequest) -> HttpResponse:
    """From a record's page: cover a file of it, or clear what it hides."""
    owner = RecordRef(request.POST.get("owner_kind", ""), request.POST.get("owner_id", ""))
    if not owners.sees(owner, request.actor):
        raise Http404
    file = _file(request.POST.get("file", ""), owner)
    try:
        if request.POST.get("do") == "clean":
            done = commands.clean(owner, file, request.actor)
            messages.success(request, _("已清除隐藏内容并重新检查，生成了副本。"))
        else:
            done = commands.begin(owner, file, request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_back(request, owner))
    return redirect("desk:redaction", pk=done.pk)


def _file(text: str, owner: RecordRef) -> StoredFile:
    try:
        found = StoredFile.objects.filter(pk=uuid.UUID(text), owner_kind=owner.kind, owner_id=owner.id).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _back(request: StaffRequest, owner: RecordRef) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return owner_page(owner) or "/desk/"


def owner_page(owner: RecordRef) -> str:
    """Where the record stands on the desk: its own page, else its case."""
    cases = owners.cases(owner)
    if cases:
        return reverse("desk:case", args=[cases[-1].pk])
    found = resolve(owner)
    return found.url if found else ""


def chosen_page(redaction: Redaction, values: Any) -> int:
    """The page asked for, within the file; the first when it is none."""
    number = whole(values.get("page", "")) or 1
    return min(max(1, number), redaction.pages)
