"""The tag catalogue on the desk: what is in force, its versions, lists of older documents, how well the machine suggests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.taking import begun
from mingzheng.disclosure.documents.facets import INDEX
from mingzheng.policy.tags import catalogue, commands, queries
from mingzheng.policy.tags.content import Content
from mingzheng.policy.tags.forms import BeginForm
from mingzheng.policy.tags.models import Tagging

SHOWN = 30


def _crumbs(*labels: str) -> list[Crumb]:
    return [Crumb(_("标签目录"), reverse("desk:tags")), *(Crumb(one) for one in labels)]


@staff_required
@require_GET
def catalogue_page(request: StaffRequest) -> HttpResponse:
    """The catalogue in force with how many documents carry each tag; the version in hand; lists of the unit."""
    held = catalogue.in_force()
    counts = INDEX.counts({})[1].get("tag", {})
    waiting = 0
    if held:
        rows = queries.untagged(held)
        waiting = (rows if request.actor.post in OFFICE_POSTS else rows.filter(unit_id=request.actor.unit_id)).count()
    context = {
        "held": held,
        "facets": _facets(held.content, counts) if held else [],
        "in_hand": catalogue.in_hand(),
        "versions": list(queries.published().select_related("case")[:SHOWN]),
        "lists": list(queries.lists_seen_by(request.actor)[:SHOWN]),
        "waiting": waiting,
        "may_begin": request.actor.post is Post.OFFICE_CLERK,
        "may_list": request.actor.post is Post.OFFICER,
        "crumbs": [Crumb(_("标签目录"))],
    }
    return render(request, "desk/tags/catalogue.html", context)


def _facets(content: Content, counts: dict[str, int]) -> list[tuple[Any, list[tuple[Any, int]]]]:
    shown = [facet for facet in content.facets if not facet.derived]
    return [(facet, [(one, counts.get(one.name, 0)) for one in content.active(facet.code)]) for facet in shown]


@post_required(Post.OFFICE_CLERK)
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """A new version; the first may start from the shipped catalogue."""
    first = not catalogue.latest().entries
    form = BeginForm(request.POST if request.method == "POST" else None, first=first)
    made = begun(request, form, "tags.version", lambda data: commands.begin(request.actor, **data).case_id)
    return made or render(request, "desk/tags/begin.html", {"form": form, "crumbs": _crumbs(_("开始新版"))})


@post_required(Post.OFFICER)
@require_POST
def begin_list(request: StaffRequest) -> HttpResponse:
    """A list of the own unit's older documents; pressed twice it is the same list, said in words."""
    try:
        made = commands.begin_list(own_unit(request), request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:tags")
    return redirect("desk:case", pk=made.case_id)


@staff_required
@require_GET
def agreement(request: StaffRequest) -> HttpResponse:
    """Precision and recall of the suggestions by facet; and the newest documents in which machine and person differ."""
    office = request.actor.post in OFFICE_POSTS
    unit_id = None if office else request.actor.unit_id
    held = catalogue.in_force()
    parts = []
    for how in Tagging.How:
        rows, documents = queries.agreement(how, unit_id=unit_id)
        parts.append((how, rows, documents))
    newest = queries.recent_disagreements(Tagging.How.RELEASE, SHOWN, unit_id=unit_id)
    context = {
        "parts": parts,
        "newest": [_difference(row, held.content) for row in newest] if held else [],
        "office": office,
        "crumbs": _crumbs(_("推荐与确认的一致程度")),
    }
    return render(request, "desk/tags/agreement.html", context)


def _difference(row: Tagging, content: Content) -> dict[str, Any]:
    suggested, confirmed = [one["code"] for one in row.suggested], list(row.confirmed)

    def names(codes: list[str]) -> list[str]:
        return [entry.name for code in codes if (entry := content.entry(code)) is not None]

    return {
        "document": row.document,
        "both": names([one for one in suggested if one in confirmed]),
        "machine": names([one for one in suggested if one not in confirmed]),
        "person": names([one for one in confirmed if one not in suggested]),
    }
