"""公文公开: the list of editions of one's unit, by where they stand; the late ones first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from mingzheng.core import keyset, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.models import Case
from mingzheng.design.parts import Tab
from mingzheng.desk import queries
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, staff_required
from mingzheng.desk.pills import Pill, pills
from mingzheng.disclosure.documents import queries as documents
from mingzheng.disclosure.documents import worklist
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.vocabulary import Attribute, Genre

PAGE_SIZE = 20
LABELS = {
    "open": gettext_lazy("在办"),
    "mine": gettext_lazy("待我办"),
    "late": gettext_lazy("逾期"),
    "live": gettext_lazy("已公开"),
    "registered": gettext_lazy("已登记"),
    "withdrawn": gettext_lazy("已撤下"),
}
ORDERS = {
    "live": keyset.Order("published_at", descending=True),
    "registered": keyset.Order("signed_at", descending=True),
    "withdrawn": keyset.Order("ended_at", descending=True),
}
BY_DUE = keyset.Order("due_on")


@dataclass(frozen=True)
class Row:
    edition: Edition
    case: Case
    pill: Pill
    owed: str


def find_edition(request: StaffRequest, pk: int) -> Edition:
    """The edition, for its unit and 区府办; 404 for everybody else, whether it exists or not."""
    found = documents.editions_seen_by(request.actor).filter(pk=pk).first()
    if found is None or found.case is None:
        raise Http404
    return found


def find_document(request: StaffRequest, pk: int) -> Document:
    """The document, for its unit and 区府办; 404 for everybody else."""
    seen = documents.editions_seen_by(request.actor).filter(document_id=pk)
    found = Document.objects.select_related("unit", "live").filter(pk=pk).first()
    if found is None or not seen.exists():
        raise Http404
    return found


def may_draft(actor: Actor) -> bool:
    return actor.post is Post.OFFICER


@staff_required
@require_GET
def worklist_page(request: StaffRequest) -> HttpResponse:
    """The list in one of its tabs."""
    today = timekeeping.today()
    tab = request.GET.get("tab", "")
    tab = tab if tab in worklist.TABS else "open"
    filters = worklist.Filters.read(request.GET)
    rows = worklist.narrowed(worklist.of_tab(request.actor, tab, today), filters)
    page = keyset.page(rows, ORDERS.get(tab, BY_DUE), request.GET, PAGE_SIZE)
    context: dict[str, Any] = {
        "tab": tab,
        "tabs": _tabs(request, tab),
        "rows": _rows(request, page.rows, tab),
        "page": page,
        "closed": tab in ORDERS,
        "filters": filters,
        "attributes": Attribute.choices,
        "genres": Genre.choices,
        "years": _years(today.year),
        "units": worklist.units_of(request.actor),
        "all_units": request.actor.post in OFFICE_POSTS,
        "may_draft": may_draft(request.actor),
        "late": _late_words(request.actor, tab),
        "clear": _address(tab),
    }
    return render(request, "desk/documents/list.html", context)


def _years(this: int) -> range:
    return range(this, this - 12, -1)


def _address(tab: str) -> str:
    base = reverse("desk:documents")
    return base if tab == "open" else f"{base}?{urlencode({'tab': tab})}"


def _tabs(request: StaffRequest, current: str) -> list[Tab]:
    counts = worklist.counts(request.actor, timekeeping.today())
    return [Tab(str(LABELS[tab]), _address(tab), tab == current, counts.get(tab)) for tab in worklist.TABS]


def _rows(request: StaffRequest, editions: list[Edition], tab: str) -> list[Row]:
    cases = [edition.case for edition in editions if edition.case is not None]
    held = pills(cases)
    actor = request.actor if tab == "mine" else None
    return [
        Row(edition, edition.case, held[edition.case.pk], _owed(edition, edition.case, actor))
        for edition in editions
        if edition.case is not None
    ]


def _owed(edition: Edition, case: Case, actor: Actor | None) -> str:
    """What is owed now; of the two signatures only the one that the attribute leads to."""
    left_out = "register" if edition.attribute == Attribute.PROACTIVE else "release"
    steps = [step for step in queries.owed_steps(case, actor) if step.command != left_out]
    return "、".join(dict.fromkeys(step.label for step in steps))


def _late_words(actor: Actor, tab: str) -> str:
    """How many are past their twenty working days, and since when the oldest is; "" when none is."""
    if tab not in ("open", "late"):
        return ""
    late: QuerySet[Edition] = worklist.of_tab(actor, "late", timekeeping.today()).order_by(F("due_on").asc(), "pk")
    first, total = late.first(), late.count()
    if first is None or first.case is None or first.case.due_on is None:
        return ""
    due = first.case.due_on
    return _("逾期 %(n)s 件，最早的应于%(y)s年%(m)s月%(d)s日前公开（%(unit)s）。") % {
        "n": total,
        "y": due.year,
        "m": due.month,
        "d": due.day,
        "unit": first.document.unit.short,
    }
