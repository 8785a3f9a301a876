"""A document on the desk: its editions, its effects, where it stands; the way to correct it and to see its public page."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.permission import why_not
from mingzheng.core.relations.queries import links_of
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.desk.access import StaffRequest, refused_status, staff_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.views.documents import find_document, find_edition
from mingzheng.disclosure.catalogue.models import Placement
from mingzheng.disclosure.documents import commands, dossier, presenting, queries, validity
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.planning_forms import CorrectForm
from mingzheng.disclosure.filing import queries as filing


@dataclass(frozen=True)
class EditionLine:
    edition: Edition
    current: bool


@staff_required(opens=find_document)
@require_GET
def document_page(request: StaffRequest, document: Document) -> HttpResponse:
    """What is public of it, where, since when, and what can be done with it."""
    today = timekeeping.today()
    editions = list(document.editions.select_related("case").order_by("-serial"))
    context = {
        "document": document,
        "edition": document.live or editions[0],
        "withdrawn": next((one for one in editions if one.withdrawal), None),
        "editions": [EditionLine(one, one.pk == document.live_id) for one in editions],
        "status": validity.of_document(document, today) if document.live else None,
        "effects": queries.recorded_effects(document),
        "caused": queries.caused_effects(document),
        "columns": _columns(document),
        "push": filing.pushes_for(request.actor).filter(document=document).order_by("-version").first(),
        "facts": _facts(document),
        "draft": queries.draft_of(document),
        "may_correct": _may_correct(request, document, editions),
        "withdraw_url": _withdraw_url(request, document.live),
        "may_change": document.live_id is not None and _is_our_officer(request, document),
        "links": links_of(document.ref, request.actor),
        "crumbs": [Crumb(_("公文公开"), reverse("desk:documents")), Crumb(document.doc_number or document.title[:16])],
    }
    return render(request, "desk/documents/document.html", context)


def _facts(document: Document) -> list[Pair]:
    live = document.live
    return pairs_of([
        Pair(_("索引号"), document.index_number or _("公开或登记时编制"), nobreak=True),
        Pair(_("发文字号"), document.doc_number, nobreak=True),
        Pair(_("责任单位"), document.unit.name),
        Pair(_("公开属性"), presenting.attribute_words(live) if live else ""),
        Pair(_("公开范围"), live.get_scope_display() if live else ""),
        Pair(_("首次公开"), document.first_published_at),
        Pair(_("现版公开"), live.published_at if live and live.serial > 1 else None),
        Pair(_("公开网址"), document.get_absolute_url(), url=document.get_absolute_url()) if document.listed else Pair("", ""),
    ])  # fmt: skip


def _columns(document: Document) -> list[Placement]:
    ref = document.ref
    rows = Placement.objects.filter(record_kind=ref.kind, record_id=ref.id).select_related("column")
    return list(rows.order_by("column__order", "id"))


def _may_correct(request: StaffRequest, document: Document, editions: list[Edition]) -> bool:
    """A first look for the button; the command asks again."""
    published = any(edition.published_at for edition in editions)
    return _is_our_officer(request, document) and published and queries.draft_of(document) is None


def _is_our_officer(request: StaffRequest, document: Document) -> bool:
    return request.actor.post is Post.OFFICER and request.actor.unit_id == document.unit_id


def _withdraw_url(request: StaffRequest, live: Edition | None) -> str:
    case = live.case if live else None
    if case is None or why_not(case.table, case.table.step("withdraw", case.state), "withdraw", case, request.actor):
        return ""
    return reverse("desk:act", args=[case.pk, "withdraw"])


@keeps_typing
@staff_required(opens=find_document)
@require_http_methods(["GET", "POST"])
def correct_page(request: StaffRequest, document: Document) -> HttpResponse:
    """Begin a correction: the note first, then the new edition opens for editing."""
    form = CorrectForm(request.POST) if request.method == "POST" else CorrectForm(typed_before(request))
    refusal: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            edition = commands.correct(document, request.actor, change_note=form.cleaned_data["change_note"])
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("已开始更正，第 %(n)s 版在拟稿。改好后提交核对。") % {"n": edition.serial})
            return redirect("desk:document-edit", pk=edition.pk)
    draft = queries.draft_of(document)
    context = {
        "document": document,
        "form": form,
        "refusal": refusal,
        "draft": draft,
        "crumbs": [
            Crumb(_("公文公开"), reverse("desk:documents")),
            Crumb(document.doc_number or document.title[:16], reverse("desk:document", args=[document.pk])),
            Crumb(_("更正")),
        ],
    }
    return render(request, "desk/documents/correct.html", context, status=refused_status(request, refusal))


@staff_required(opens=find_edition)
@require_GET
def preview_page(request: StaffRequest, edition: Edition) -> HttpResponse:
    """The edition as the public will read it, for those who draft, review or sign it."""
    context = {
        "edition": edition,
        "facts": pairs_of(presenting.edition_facts(edition)),
        "files": [line for line in dossier.file_lines(edition) if line.row.public and line.row.role != "picture"],
        "crumbs": [
            Crumb(_("公文公开"), reverse("desk:documents")),
            Crumb(edition.doc_number or edition.title[:16], reverse("desk:case", args=[edition.case_id])),
            Crumb(_("预览")),
        ],
    }
    return render(request, "desk/documents/preview.html", context)
