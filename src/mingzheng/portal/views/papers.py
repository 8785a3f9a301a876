"""A document on paper: 官方版式 (GB/T 9704) as PDF, set once and kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzheng.design import kept
from mingzheng.design.downloads import file_response
from mingzheng.disclosure.documents.vocabulary import Genre
from mingzheng.portal import access


@require_safe
def official_pdf(request: HttpRequest, index_number: str) -> HttpResponse:
    found = access.below(request, index_number)
    if isinstance(found, HttpResponse):
        return found
    # Imported here: pages start faster without the typesetter.
    from mingzheng.papers import editions, official

    paper = editions.paper_of(found.edition)
    letter = found.edition.genre == Genre.LETTER
    answer = file_response(
        official.letter(paper) if letter else official.pdf(paper), f"{found.edition.title[:80]}.pdf", inline=True
    )
    answer["X-Robots-Tag"] = "noindex"
    return access.private(answer) if found.targeted else kept.shows(answer, f"document:{found.document.pk}")
