"""Who may read the document at an address: everybody, whom it was opened to, or nobody."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from mingzheng.core.tries import commands as tries
from mingzheng.disclosure.documents import index_numbers, reading
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.reading import Standing
from mingzheng.portal.page import draw

SESSION_KEY = "document_codes"
PRIVATE = "private, no-store"
TRIES, TRIES_ANYWHERE, WINDOW = 8, 30, 600


@dataclass(frozen=True)
class Open:
    """A document that this reader may read now."""

    document: Document
    edition: Edition
    targeted: bool


def enter(request: HttpRequest, index_number: str) -> Open | HttpResponse:
    """The document, or the page that says why not. What is not public is answered as what does not exist."""
    found = reading.standing(index_number)
    if found is None:
        return missing(request, index_number)
    if found.withdrawn:
        return withdrawn(request, found)
    if not found.targeted:
        return Open(found.document, found.edition, targeted=False)
    actor = getattr(request, "actor", None)
    if reading.granted(found.edition, actor) or _came_in(request, found.edition):
        return Open(found.document, found.edition, targeted=True)
    if not reading.has_codes(found.edition):
        return missing(request, index_number)
    return private(_ask(request, index_number))


def below(request: HttpRequest, index_number: str) -> Open | HttpResponse:
    """As ``enter``; what lies below a 定向公开 document shows no form of its own, its page does."""
    found = enter(request, index_number)
    if isinstance(found, HttpResponse) and found.status_code == 200:
        return private(HttpResponseRedirect(reverse("portal:document", args=[index_number])))
    return found


def _came_in(request: HttpRequest, edition: Edition) -> bool:
    codes = request.session.get(SESSION_KEY, {})
    return reading.grant_stands(edition, codes.get(str(edition.pk)))


def come_in(request: HttpRequest, index_number: str) -> HttpResponse | None:
    """Try a code; None when it opened the document for this session, else the page that asks again."""
    found = reading.standing(index_number)
    if found is None or not found.targeted or not reading.has_codes(found.edition):
        return missing(request, index_number)
    if not _take_try(request, found.document):
        answer = _ask(request, index_number, wrong="many", status=429)
        answer["Retry-After"] = str(WINDOW)
        return private(answer)
    grant = reading.grant_by_code(found.edition, request.POST.get("code", "").strip()[:64])
    if grant is None:
        return private(_ask(request, index_number, wrong="code", status=403))
    _give_back(request, found.document)
    request.session.cycle_key()
    request.session[SESSION_KEY] = {**request.session.get(SESSION_KEY, {}), str(found.edition.pk): grant.pk}
    return None


def _ask(request: HttpRequest, index_number: str, wrong: str = "", status: int = 200) -> HttpResponse:
    answer = draw(request, "portal/document_code.html", index_number=index_number, wrong=wrong)
    answer.status_code = status
    return answer


def private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = PRIVATE
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


# --- only wrong codes count, each visitor for themselves, so that nobody can lock another out


def _buckets(document: Document) -> list[tuple[str, int]]:
    return [(f"document.code:{document.pk}", TRIES), ("document.code", TRIES_ANYWHERE)]


def _take_try(request: HttpRequest, document: Document) -> bool:
    """A try at this document and one at all documents; taken before the code is looked at, so that guesses at once all count."""
    visitor = request.META.get("REMOTE_ADDR", "")
    taken: list[str] = []
    for what, most in _buckets(document):
        if not tries.take(what, visitor, most=most, seconds=WINDOW):
            for before in taken:
                tries.give_back(before, visitor)
            return False
        taken.append(what)
    return True


def _give_back(request: HttpRequest, document: Document) -> None:
    for what, _most in _buckets(document):
        tries.give_back(what, request.META.get("REMOTE_ADDR", ""))


# --- pages that say why not


def missing(request: HttpRequest, index_number: str) -> HttpResponse:
    """404 that helps: what is wrong with the number, where else to look."""
    fault = index_numbers.fault_of(index_number) if index_number.upper().startswith("SY") else ""
    answer = draw(request, "portal/document_missing.html", index_number=index_number[:64], fault=fault)
    answer.status_code = 404
    return answer


def withdrawn(request: HttpRequest, found: Standing) -> HttpResponse:
    """410 with the public explanation: neither text nor title nor files are served any more."""
    answer = draw(request, "portal/document_withdrawn.html", document=found.document, edition=found.edition)
    answer.status_code = 410
    return answer
