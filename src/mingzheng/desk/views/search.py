"""Finding a case by its number, title or unit."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingzheng.desk import queries
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.pills import pills


@staff_required
@require_GET
def search(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:100]
    found = queries.search(request.actor, text)
    held = pills(found.cases)
    context = {
        "query": text,
        "rows": [(case, held[case.pk]) for case in found.cases],
        "more": found.more,
        "limit": queries.SEARCH_LIMIT,
    }
    return render(request, "desk/search.html", context)
