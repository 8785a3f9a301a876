"""A document's permanent address and what lies below it."""

from __future__ import annotations

import json
import uuid
from io import BytesIO

import segno
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mingzheng.core.files.views import send
from mingzheng.core.procedures.editing import named
from mingzheng.design import kept
from mingzheng.design.parts import Crumb, Pair
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.disclosure.documents import comparison, queries, reading
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.texts import plain_text
from mingzheng.portal import access, structure
from mingzheng.portal import document as presenting
from mingzheng.portal import document_data as machines
from mingzheng.portal.page import draw
from mingzheng.portal.views import questions


def _crumbs(*more: Crumb) -> list[Crumb]:
    policy = structure.find("policy")
    return [Crumb(_("首页"), "/"), Crumb(policy.label, policy.url), *more]


@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, index_number: str) -> HttpResponse:
    """The page. A POST brings the code of a 定向公开 document."""
    if request.method == "POST":
        return access.come_in(request, index_number) or HttpResponseRedirect(request.path)
    found = access.enter(request, index_number)
    if isinstance(found, HttpResponse):
        return found
    shown = presenting.view(found.document, found.edition, targeted=found.targeted)
    answer = draw(
        request,
        "portal/document.html",
        meta=presenting.meta(shown),
        crumbs=_crumbs(Crumb(_("文件"))),
        shows=None if found.targeted else shown.tags,
        shown=shown,
        document=found.document,
        edition=found.edition,
        answers=None if found.targeted else questions.block(found.document),
        linked_data="" if found.targeted else machines.data_block(machines.linked_data(shown, request)),
    )
    return access.private(answer) if found.targeted else answer


def _json(data: object, kind: str) -> HttpResponse:
    text = json.dumps(data, ensure_ascii=False, default=str, indent=1)
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8")


@require_safe
def as_json(request: HttpRequest, index_number: str) -> HttpResponse:
    """The lasting address of a document's plain JSON, which the API answers. What is not for everybody has its page alone."""
    found = access.below(request, index_number)
    if isinstance(found, HttpResponse):
        return found
    if found.targeted:
        return access.private(HttpResponseRedirect(reverse("portal:document", args=[index_number])))
    return HttpResponsePermanentRedirect(reverse("api:document", args=[found.document.index_number]))


@require_safe
def as_linked_data(request: HttpRequest, index_number: str) -> HttpResponse:
    """The document as schema.org Legislation."""
    found = access.below(request, index_number)
    if isinstance(found, HttpResponse):
        return found
    shown = presenting.view(found.document, found.edition, targeted=found.targeted)
    answer = _json(machines.linked_data(shown, request), "application/ld+json")
    return access.private(answer) if found.targeted else kept.shows(answer, *shown.tags)


@require_safe
def qr(request: HttpRequest, index_number: str) -> HttpResponse:
    """The permanent address as a QR code, for paper and screens."""
    found = access.below(request, index_number)
    if isinstance(found, HttpResponse):
        return found
    url = request.build_absolute_uri(found.document.get_absolute_url())
    code = segno.make(url, error="m", micro=False)
    picture = BytesIO()
    code.save(picture, kind="svg", scale=4, border=2, omitsize=True, title=url, xmldecl=False)
    answer = HttpResponse(picture.getvalue(), content_type="image/svg+xml")
    return access.private(answer) if found.targeted else kept.shows(answer, f"document:{found.document.pk}")


@require_safe
def file(request: HttpRequest, index_number: str, file_id: uuid.UUID) -> HttpResponseBase:
    """A file that is public with the live edition; ``?inline=1`` shows pictures and PDF in place."""
    found = access.below(request, index_number)
    if isinstance(found, HttpResponse):
        return found
    stored = reading.file_of(found.edition, file_id)
    if stored is None:
        raise Http404
    answer = send(stored, inline=request.GET.get("inline") == "1")
    if not found.targeted:
        answer["Cache-Control"] = "no-cache"
    return answer


# --- history


def _history_of(request: HttpRequest, index_number: str) -> tuple[Document, list[Edition]] | HttpResponse:
    """The document with its public editions, the newest first. 定向公开 has no public history."""
    found = access.below(request, index_number)
    if isinstance(found, HttpResponse):
        return found
    if found.targeted:
        return access.missing(request, index_number)
    return found.document, list(queries.public_editions(found.document))


def _edition(editions: list[Edition], serial: int) -> Edition:
    chosen = next((one for one in editions if one.serial == serial), None)
    if chosen is None:
        raise Http404
    return chosen


def _document_crumbs(document: Document, label: str) -> list[Crumb]:
    return _crumbs(Crumb(_("文件"), document.get_absolute_url()), Crumb(label))


@require_safe
def history(request: HttpRequest, index_number: str) -> HttpResponse:
    """Every public edition with its change note; any two can be compared."""
    found = _history_of(request, index_number)
    if isinstance(found, HttpResponse):
        return found
    document, editions = found
    first, second = request.GET.get("a", ""), request.GET.get("b", "")
    if first.isdigit() and second.isdigit() and len(first) < 5 and len(second) < 5:
        return HttpResponseRedirect(
            reverse("portal:document-compare", args=[document.index_number, int(first), int(second)])
        )
    return draw(
        request,
        "portal/document_history.html",
        shows=[f"document:{document.pk}"],
        crumbs=_document_crumbs(document, _("版本")),
        document=document,
        editions=editions,
    )


@require_safe
def edition(request: HttpRequest, index_number: str, serial: int) -> HttpResponse:
    """The text of an earlier edition, plainly marked as such."""
    found = _history_of(request, index_number)
    if isinstance(found, HttpResponse):
        return found
    document, editions = found
    chosen = _edition(editions, serial)
    if chosen.status == Edition.Status.LIVE:
        return HttpResponseRedirect(document.get_absolute_url())
    return draw(
        request,
        "portal/document_edition.html",
        shows=[f"document:{document.pk}"],
        crumbs=_document_crumbs(document, _("第%(serial)d版") % {"serial": serial}),
        document=document,
        edition=chosen,
        body=presenting.body(document, chosen),
    )


@require_safe
def compare(request: HttpRequest, index_number: str, first: int, second: int) -> HttpResponse:
    """What changed from one edition to another, the older first whichever way they were asked for."""
    found = _history_of(request, index_number)
    if isinstance(found, HttpResponse):
        return found
    document, editions = found
    before, after = _edition(editions, min(first, second)), _edition(editions, max(first, second))
    paragraphs = comparison.compare(plain_text(before.body), plain_text(after.body))
    whole = request.GET.get("whole") == "1"
    return draw(
        request,
        "portal/document_compare.html",
        shows=[f"document:{document.pk}"],
        reads=["whole"],
        crumbs=_document_crumbs(document, _("版本对照")),
        document=document,
        before=before,
        after=after,
        changed=sum(one.kind != "same" for one in paragraphs),
        fields=_changed_fields(before, after),
        paragraphs=paragraphs if whole else comparison.shortened(paragraphs),
        whole=whole,
    )


def _changed_fields(before: Edition, after: Edition) -> list[tuple[str, Pair, Pair]]:
    """Header fields that differ: (label, as it was, as it is)."""
    found = []
    for name in ("title", "doc_number", "issuer", "formed_on", "effective_on", "expires_on", "theme", "summary"):
        label = named(Edition, [name])
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append((label, Pair(label, cn_date(old) or "—"), Pair(label, cn_date(new) or "—")))
    return found
