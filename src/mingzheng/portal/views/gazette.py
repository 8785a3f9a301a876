"""The gazette for everybody: the database of issues, an issue with its contents, each document as it was printed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core.files.models import StoredFile
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.disclosure.documents.models import Edition
from mingzheng.disclosure.gazette import queries
from mingzheng.disclosure.gazette.models import Issue
from mingzheng.disclosure.gazette.queries import Filters, Piece
from mingzheng.portal import document as presenting
from mingzheng.portal import structure
from mingzheng.portal.meta import PageMeta, of_article
from mingzheng.portal.page import draw

MOST_WORDS = 100


def _whole(text: str) -> int | None:
    """A number as somebody typed it; None for what is none or is out of reach."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else None


def _filters(request: HttpRequest) -> Filters:
    section = request.GET.get("section", "")
    return Filters(
        words=request.GET.get("q", "").strip()[:MOST_WORDS],
        year=_whole(request.GET.get("year", "")),
        section=section if section in dict(queries.section_choices()) else "",
        number=_whole(request.GET.get("number", "")),
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Issues, the newest first; ``q``, ``year``, ``number`` and ``section`` narrow them."""
    filters = _filters(request)
    older, newer = _whole(request.GET.get("older", "")), _whole(request.GET.get("newer", ""))
    found = queries.search(filters, older_than=older or 0, newer_than=newer or 0)
    kept = {"q": filters.words, "year": filters.year, "number": filters.number, "section": filters.section}
    kept = {name: value for name, value in kept.items() if value}

    def address(word: str, at: int) -> str:
        return f"?{urlencode({**kept, word: at})}" if at else ""

    return draw(
        request,
        "portal/gazette/index.html",
        column=structure.find("gazette"),
        found=found,
        filters=filters,
        years=queries.years(),
        sections=queries.section_choices(),
        previous=address("newer", found.newer),
        following=address("older", found.older),
        shows=["gazette"],
        reads=("q", "year", "number", "section", "older", "newer"),
    )


def _issue(year: int, number: int) -> Issue:
    found = queries.public_issue(year, number) if year < 10_000 and number < 10_000 else None
    if found is None:
        raise Http404
    return found


def _crumbs(issue: Issue, last: str = "") -> list[Crumb]:
    label = _("%(year)s年第%(number)s期") % {"year": issue.year, "number": issue.number}
    below = (Crumb(label, issue.get_absolute_url()), last) if last else (label,)
    return structure.crumbs(structure.find("gazette"), *below)


def _meta(issue: Issue, title: str, description: str) -> PageMeta:
    column = structure.find("gazette")
    return of_article(
        column, title, published=issue.dated, source=issue.organiser, about=description, words=[issue.doc_number]
    )


def header_of(issue: Issue) -> list[Pair]:
    return [
        Pair(_("期次"), _("%(year)s年第%(number)s期") % {"year": issue.year, "number": issue.number}),
        Pair(_("总期数"), _("总第%(total)s期") % {"total": issue.total}),
        Pair(_("公报编号"), issue.doc_number, nobreak=True),
        Pair(_("主办单位"), issue.organiser),
        Pair(_("出版日期"), cn_date(issue.dated)),
    ]


@require_safe
def issue(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One issue: its header table, the file, the contents."""
    found = _issue(year, number)
    parts = queries.contents(found)
    documents = [f"document:{piece.item.document_id}" for part in parts for piece in part.pieces]
    making = queries.making(found)
    return draw(
        request,
        "portal/gazette/issue.html",
        column=structure.find("gazette"),
        crumbs=_crumbs(found),
        meta=_meta(found, str(found), f"{found.name}{found.label}目录"),
        issue=found,
        header=header_of(found),
        parts=parts,
        file=_file(found),
        making=making,
        # While the file is being made the page says so, and is not kept.
        shows=[f"gazette:{found.pk}", *documents] if making.state == "ready" else None,
    )


def _file(issue: Issue) -> StoredFile | None:
    return StoredFile.objects.defer("text").filter(pk=issue.pdf_id).first() if issue.pdf_id else None


@require_safe
def item(request: HttpRequest, year: int, number: int, order: int) -> HttpResponse:
    """A document as it was printed in the issue; one that was withdrawn gives way to a notice."""
    found = _issue(year, number)
    there = queries.piece(found, order) if order < 10_000 else None
    if there is None:
        raise Http404
    piece, before, after = there
    return draw(
        request,
        "portal/gazette/item.html",
        column=structure.find("gazette"),
        crumbs=_crumbs(found, piece.item.title),
        meta=_meta(found, piece.item.title, f"刊登于{found.name}{found.label}"),
        issue=found,
        piece=piece,
        edition=piece.edition,
        document=piece.item.document,
        header=_printed(piece.edition) if piece.edition else [],
        before=before,
        after=after,
        body=_text(piece),
        shows=[f"gazette:{found.pk}", f"document:{piece.item.document_id}"],
    )


def _text(piece: Piece) -> SafeString | str:
    """The text as printed; it was cleaned when it was saved. Pictures of a former edition keep their own address."""
    edition = piece.edition
    if edition is None:
        return ""
    if piece.newer:
        return mark_safe(edition.body)  # noqa: S308
    return presenting.body(piece.item.document, edition)


def _printed(edition: Edition) -> list[Pair]:
    rows: list[tuple[str, Any, bool]] = [
        (_("发文机关"), "、".join(edition.issuers), False),
        (_("发文字号"), edition.doc_number, True),
        (_("成文日期"), cn_date(edition.formed_on), False),
        (_("索引号"), edition.document.index_number, True),
    ]
    return pairs_of(Pair(term, value, nobreak=nobreak) for term, value, nobreak in rows)


@require_safe
def file(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The lasting address of an issue's PDF; leads to the file as it is now."""
    found = _file(_issue(year, number))
    if found is None:
        raise Http404
    return redirect(f"{found.get_absolute_url()}?inline=1" if "inline" in request.GET else found.get_absolute_url())
