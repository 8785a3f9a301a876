"""政策问答: search, lists by policy, theme and unit, and a page for each question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import keyset, timekeeping
from mingzheng.design.parts import Pair, pairs_of
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.questions import marks, queries
from mingzheng.policy.questions.marks import Mark
from mingzheng.policy.questions.models import Entry
from mingzheng.policy.questions.registering import KIND_WORD
from mingzheng.portal import structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw
from mingzheng.portal.providers import HomeItem
from mingzheng.search.queries import search

PAGE = 20
KEY = "questions.entry:"
READS = ("theme", "unit", "document", "after")


@dataclass(frozen=True)
class Shown:
    """A published entry as pages draw it: its live version and how it stands today."""

    entry: Entry
    mark: Mark

    @property
    def live(self) -> Any:
        return self.entry.live

    @property
    def document(self) -> Document | None:
        """What the answer stands on, where everybody may read it."""
        found: Document | None = self.live.document
        return found if found is not None and found.listed else None


def shown(entries: Iterable[Entry], day: dt.date | None = None) -> list[Shown]:
    today = day or timekeeping.today()
    return [Shown(entry, marks.mark(entry, today)) for entry in entries]


def found_ids(keys: Iterable[str]) -> list[int]:
    """Ids of entries from the index's keys; other kinds of records are left out."""
    return [int(key.removeprefix(KEY)) for key in keys if key.startswith(KEY)]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """With ``q`` what the index finds; else the newest, by policy, theme or unit."""
    q = request.GET.get("q", "").strip()[:200]
    chosen = {name: request.GET.get(name, "")[:200] for name in ("theme", "unit", "document")}
    document = queries_document(chosen["document"])
    rows, following = _searched(q, chosen) if q and document is None else _listed(request, q, chosen, document)
    column = structure.find("answers")
    return draw(
        request,
        "portal/questions/index.html",
        column=column,
        shows=None if q else ["questions", *([f"document:{document.pk}"] if document else [])],
        reads=READS,
        q=q,
        chosen=chosen,
        document=document,
        rows=rows,
        following=following,
        themes=queries.themes(),
        units=queries.units(),
        documents=[] if document else queries.documents(12),
    )


def queries_document(index_number: str) -> Document | None:
    if not index_number:
        return None
    return Document.objects.filter(index_number=index_number, listed=True).select_related("unit").first()


def _searched(q: str, chosen: dict[str, str]) -> tuple[list[Shown], str]:
    """The best ten; the index knows units by their short names."""
    names = {choice.value: choice.label for choice in queries.units()}
    filters = {"kind": KIND_WORD, "theme": chosen["theme"], "agency": names.get(chosen["unit"], "")}
    results = search(q, filters=filters)
    return shown(queries.entries_by_id(found_ids(hit.record.key for hit in results.hits))), ""


def _listed(request: HttpRequest, q: str, chosen: dict[str, str], document: Document | None) -> tuple[list[Shown], str]:
    rows = queries.public()
    if document is not None:
        rows = rows.filter(live__document=document)
    for word in q.split()[:5]:
        rows = rows.filter(Q(live__question__contains=word) | Q(live__answer__contains=word))
    if chosen["theme"]:
        rows = rows.filter(theme=chosen["theme"])
    if chosen["unit"]:
        rows = rows.filter(unit__code=chosen["unit"])
    page = keyset.page(rows, keyset.Order("published_on", descending=True), request.GET, PAGE)
    return shown(page.rows), page.following


@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One question, its answer, where that stands, and how sure it is today."""
    entry = queries.public_entry(pk)
    if entry is None or entry.live is None:
        raise Http404
    column = structure.find("answers")
    one = shown([entry])[0]
    others = [row for row in queries.of_document(one.document, 7) if row.pk != pk][:6] if one.document else []
    tags = [f"question:{pk}", *([f"document:{entry.live.document_id}"] if entry.live.document_id else [])]
    return draw(
        request,
        "portal/questions/answer.html",
        column=column,
        meta=of_article(
            column,
            entry.live.question,
            published=entry.published_on,
            source=entry.unit.name,
            about=entry.live.answer,
            words=[entry.theme],
        ),
        crumbs=structure.crumbs(column, entry.live.question[:30]),
        shows=tags,
        one=one,
        facts=_facts(entry),
        versions=list(entry.versions.all()),
        others=others,
    )


def _facts(entry: Entry) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("答复单位"), entry.unit.name),
            Pair(_("主题"), entry.theme, f"{reverse('portal:answers')}?{urlencode({'theme': entry.theme})}"),
            Pair(_("发布日期"), entry.published_on),
            Pair(_("审核日期"), entry.live.approved_on if entry.live else None),
            Pair(_("下次复核"), entry.review_by),
            Pair(_("咨询电话"), entry.unit.phone, nobreak=True),
        ]
    )


def home(limit: int) -> list[HomeItem]:
    """大家在问: the newest questions for the home page, the frequent ones named."""
    return [
        HomeItem(
            one.live.question,
            one.entry.get_absolute_url(),
            one.entry.published_on,
            _("常见问题") if one.entry.often else "",
        )
        for one in shown(queries.newest(limit))
        if one.mark.current
    ]


def block(document: Document) -> tuple[list[Shown], int]:
    """For a document's own page: its questions and answers, the frequent ones first, and how many there are."""
    return shown(queries.of_document(document, 8)), queries.count_of(document)
