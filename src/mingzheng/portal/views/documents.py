"""A document's public page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzheng.disclosure.documents import queries
from mingzheng.portal.page import draw


@require_safe
def document(request: HttpRequest, index_number: str) -> HttpResponse:
    found = queries.public_document(index_number)
    if found is None:
        raise Http404
    return draw(request, "portal/document.html", document=found, edition=found.live)
