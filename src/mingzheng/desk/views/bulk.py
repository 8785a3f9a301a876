"""Confirm a step on many cases, take it, and say what came of each."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core.numbers import pk_of, whole
from mingzheng.desk import bulk
from mingzheng.desk.access import StaffRequest, refused_status, staff_required

RESULT_KEY = "bulk_result"


@staff_required
@require_http_methods(["GET", "POST"])
def bulk_act(request: StaffRequest) -> HttpResponse:
    """GET ``case=…&do=procedure:command`` lists what will be done; POST does it case by case."""
    sent = request.POST if request.method == "POST" else request.GET
    do = sent.get("do", "")
    revisions = dict(pair for text in sent.getlist("case") if (pair := _case_and_revision(text)))
    chosen = bulk.choose(revisions, do, request.actor)
    found = bulk.first_step(chosen, do)
    if not revisions:
        messages.warning(request, _("还没有选中任何一件。请先在左侧勾选，再点动作。"))
        return redirect("desk:home")
    if found is None:
        return render(
            request, "desk/bulk_confirm.html", {"step": None, "refused": chosen}, status=refused_status(request, chosen)
        )
    case, step = found
    posted = request.method == "POST"
    form = bulk.form_for(case, step, request.POST if posted else None, request.FILES if posted else None)
    if posted and (form is None or form.is_valid()):
        seen = {pk: revision for pk, revision in revisions.items() if revision is not None}
        data = request.POST if form is not None else {}
        outcomes = bulk.act_on_each(chosen, seen, step.command, request.actor, data, request.FILES)
        request.session[RESULT_KEY] = {"label": step.label, "outcomes": [asdict(item) for item in outcomes]}
        return redirect("desk:bulk-result")
    context = {
        "chosen": [item for item in chosen if item.refusal is None],
        "refused": [item for item in chosen if item.refusal is not None],
        "step": step,
        "do": do,
        "form": form,
    }
    return render(request, "desk/bulk_confirm.html", context)


def _case_and_revision(text: str) -> tuple[int, int | None] | None:
    """``17`` from the queue, ``17:3`` from the confirmation page."""
    pk, _colon, revision = text.partition(":")
    number = pk_of(pk)
    return None if number is None else (number, whole(revision))


@staff_required
@require_GET
def bulk_result(request: StaffRequest) -> HttpResponse:
    """What came of the last bulk act of this session."""
    result = request.session.get(RESULT_KEY)
    if not result:
        return redirect("desk:home")
    outcomes = result["outcomes"]
    context = {
        "label": result["label"],
        "done": [item for item in outcomes if item["done"]],
        "refused": [item for item in outcomes if not item["done"]],
    }
    return render(request, "desk/bulk_result.html", context)
