"""Marking the drawn records: the list of an assessor, one record at a time. What others said is not on these pages."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import records
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, post_required, refused_status
from mingzheng.desk.forms import shut
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.views.assessment import crumbs, found_round
from mingzheng.supervision.assessment import commands, queries, sampling
from mingzheng.supervision.assessment.forms import MarkForm
from mingzheng.supervision.assessment.models import Candidate, Mark, Round


@post_required(Post.ASSESSOR, opens=found_round)
@require_GET
def marks(request: StaffRequest, found: Round) -> HttpResponse:
    """The records of a round that were drawn, by item and unit, with the own marks."""
    rows = queries.to_mark(found, request.actor)
    context = {
        "round": found,
        "case": found.case,
        "rows": rows,
        "mine": sum(bool(row.mine) for row in rows),
        "left": sum(row.wants for row in rows),
        "following": next((row.candidate.pk for row in rows if row.wants), None),
        "draw": sampling.draw_of(found),
        "marking": found.phase == "marking",
        "crumbs": crumbs(Crumb(found.title)),
    }
    return render(request, "desk/assessment/marks.html", context)


def _drawn(request: StaffRequest, pk: int) -> Candidate:
    """A drawn record of any unit: assessors mark them all."""
    rows = Candidate.objects.select_related("round__case", "score__item", "score__sheet__unit")
    return get_object_or_404(rows.prefetch_related("marks"), pk=pk, drawn=True)


@keeps_typing
@post_required(Post.ASSESSOR, opens=_drawn)
@require_http_methods(["GET", "POST"])
def mark(request: StaffRequest, candidate: Candidate) -> HttpResponse:
    """One drawn record: what is asked of it, the record itself, the own mark."""
    held = Mark.objects.filter(candidate=candidate, assessor_id=request.actor.person_id).first()
    start = {"value": held.value, "reason": held.reason} if held else {}
    form = MarkForm(request.POST if request.method == "POST" else typed_before(request), initial=start)
    refusal = commands.why_not_mark(candidate, request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            commands.mark(candidate.pk, form.cleaned_data["value"], form.cleaned_data["reason"], request.actor)
        except Refused as refused:
            refusal = None if refused.field in form.fields else refused
            if refusal is None:
                say_no(form, refused)
        else:
            messages.success(request, _("已评定 %(code)s。") % {"code": candidate.code})
            return _onward(request, candidate)
    if refusal is not None and not form.is_bound:
        shut(form)
    seen = records.visible(candidate.ref, request.actor)
    found = records.resolve(candidate.ref)
    if candidate.round.case is None:
        raise Http404
    context = {
        "candidate": candidate,
        "item": candidate.score.item,
        "record": found,
        "seen": seen,
        "title": candidate.title if seen else queries.UNSEEN,
        "form": form,
        "refusal": refusal,
        "crumbs": crumbs(
            Crumb(candidate.round.title, reverse("desk:assessment-marks", args=[candidate.round_id])),
            Crumb(candidate.code),
        ),
    }
    return render(request, "desk/assessment/mark.html", context, status=refused_status(request, refusal))


def _onward(request: StaffRequest, candidate: Candidate) -> HttpResponse:
    if "next" in request.POST:
        rows = queries.to_mark(candidate.round, request.actor)
        following = next((row.candidate.pk for row in rows if row.wants), None)
        if following is not None:
            return redirect("desk:assessment-mark", pk=following)
    return redirect("desk:assessment-marks", pk=candidate.round_id)
