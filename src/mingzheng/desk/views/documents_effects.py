"""What a draft will do to other documents once it is released: found by number or title, planned, taken out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.submissions.acting import say_no
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.views.documents import find_edition
from mingzheng.desk.views.documents_edit import case_of, crumbs, drafting_refusal, tabs
from mingzheng.disclosure.documents import commands, dossier, queries, worklist
from mingzheng.disclosure.documents.models import Document, Edition, Effect
from mingzheng.disclosure.documents.planning_forms import PlanEffectForm


@keeps_typing
@staff_required(opens=find_edition)
@require_http_methods(["GET", "POST"])
def effects_page(request: StaffRequest, edition: Edition) -> HttpResponse:
    """Search, choose, plan. ``?q=`` searches, ``?target=`` chooses."""
    target = _target(request, edition)
    if request.method == "POST":
        return _plan(request, edition, target)
    refusal = drafting_refusal(request, case_of(edition))
    if refusal:
        messages.info(request, str(refusal))
        return redirect("desk:case", pk=edition.case_id)
    first = {"effective_on": edition.effective_on} if edition.effective_on else {}
    form = PlanEffectForm(typed_before(request), initial=first) if target else None
    return _page(request, edition, target, form)


def _target(request: StaffRequest, edition: Edition) -> Document | None:
    """The document chosen, if the person may know of it."""
    chosen = whole(request.POST.get("target") or request.GET.get("target", ""))
    if chosen is None:
        return None
    found = get_object_or_404(Document.objects.select_related("unit", "live"), pk=chosen)
    if not queries.sees_document(found, request.actor) or found.pk == edition.document_id:
        raise Http404
    return found


def _plan(request: StaffRequest, edition: Edition, target: Document | None) -> HttpResponse:
    if target is None:
        raise Http404
    form = PlanEffectForm(request.POST)
    if not form.is_valid():
        return _page(request, edition, target, form)
    if edition.effects.filter(target=target, kind=form.cleaned_data["kind"], status=Effect.Status.PLANNED).exists():
        form.add_error("kind", _("已经写入同样的效力变动，不用重复。需要改动的，先移除原来的一项。"))
        return _page(request, edition, target, form)
    try:
        effect = commands.plan_effect(edition, request.actor, target=target, **form.cleaned_data)
    except Refused as refused:
        say_no(form, refused)
        return _page(request, edition, target, form, status=409)
    messages.success(
        request,
        _("已写入：本文件公开后，《%(title)s》自%(day)s起%(kind)s。")
        % {"title": target.title, "day": chinese_date(effect.effective_on), "kind": effect.get_kind_display()},
    )
    return redirect("desk:document-effects", pk=edition.pk)


def _page(
    request: StaffRequest, edition: Edition, target: Document | None, form: Any, status: int = 200
) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    context = {
        "edition": edition,
        "case": edition.case,
        "planned": dossier.planned_effects(edition),
        "target": target,
        "form": form,
        "q": text[: worklist.LONGEST_TEXT],
        "found": worklist.find_documents(request.actor, text, without=edition.document_id) if not target else [],
        "tabs": tabs(edition, "effects"),
        "crumbs": crumbs(edition, _("对其他文件的效力")),
    }
    return render(request, "desk/documents/effects.html", context, status=status)


@staff_required(opens=find_edition)
@require_POST
def remove_effect(request: StaffRequest, edition: Edition, effect_id: int) -> HttpResponse:
    """Take a planned effect out of the draft; taking it out twice is no fault."""
    effect = Effect.objects.filter(pk=effect_id, source_edition=edition).first()
    if effect is None:
        messages.info(request, _("这一项已经移除。"))
        return redirect("desk:document-effects", pk=edition.pk)
    try:
        commands.unplan_effect(effect, request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已移除这项效力变动。"))
    return redirect("desk:document-effects", pk=edition.pk)
