"""Assessment on the desk: rounds and systems, opening a round, one round with its units side by side."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required, staff_required
from mingzheng.desk.taking import form_page
from mingzheng.papers.assessment_xlsx import round_workbook
from mingzheng.supervision.assessment import commands, queries, ranking, sampling, visibility
from mingzheng.supervision.assessment.forms import RoundForm
from mingzheng.supervision.assessment.models import Round, System

SHOWN = 50


def crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("考核评估"), reverse("desk:assessment")), *more]


@staff_required
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Rounds that concern the actor with the way in; systems for 区府办 and assessors, published ones for all."""
    actor = request.actor
    office, inside = visibility.is_office(actor), actor.post in (*OFFICE_POSTS, Post.ASSESSOR)
    rows = list(queries.rounds_with_progress(visibility.rounds_for(actor)).distinct()[:SHOWN])
    own = {sheet.round_id: sheet for sheet in visibility.sheets_for(actor).filter(round__in=rows)} if not office else {}
    systems = queries.systems() if inside else queries.published_systems()
    context = {
        "rows": [(row, _way_in(row, actor), own.get(row.pk)) for row in rows],
        "systems": systems[:SHOWN],
        "office": office,
        "inside": inside,
        "crumbs": [Crumb(_("考核评估"))],
    }
    return render(request, "desk/assessment/index.html", context)


def _way_in(row: Round, actor: Actor) -> str:
    """Where the name of a round leads: the round for those inside, the own sheet for a unit."""
    if visibility.is_office(actor):
        return reverse("desk:assessment-round", args=[row.pk])
    if actor.post is Post.ASSESSOR:
        return reverse("desk:assessment-marks", args=[row.pk])
    sheet = visibility.sheets_for(actor).filter(round=row).first()
    return reverse("desk:case", args=[sheet.case_id]) if sheet and sheet.case_id else ""


@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def round_new(request: StaffRequest) -> HttpResponse:
    """Open a round: every unit of the chosen kinds gets its sheet at once."""
    start = {"system": System.objects.filter(case__state="published").first()}
    form = RoundForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.open_round(form.cleaned_data, request.actor)
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("考核已启动，%(n)s 个单位收到自评的待办。") % {"n": made.sheets.count()})
            return redirect("desk:assessment-round", pk=made.pk)
    lead = _("各单位按适用的项目自评；机器评分、抽签、评估员评分、核定、申诉依次进行。")
    title = _("启动考核")
    return form_page(request, form, title, _("启动"), reverse("desk:assessment"), crumbs(Crumb(title)), lead)


def found_round(request: StaffRequest, pk: int) -> Round:
    found = visibility.rounds_for(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@staff_required(opens=found_round)
@require_GET
def round_page(request: StaffRequest, found: Round) -> HttpResponse:
    """All units of a round side by side: for 区府办; a unit is led to its own sheet, an assessor to the records."""
    if not visibility.is_office(request.actor):
        where = _way_in(found, request.actor)
        if not where:
            raise Http404
        return redirect(where)
    records = sampling.to_mark(found)
    context = {
        "round": found,
        "standings": queries.standings(found),
        "concluded": found.phase in ("proposed", "done"),
        "draw": sampling.draw_of(found),
        "drawn": len(records),
        "unmarked": sampling.unmarked(found),
        "apart": queries.disagreements(found),
        "method": ranking.METHOD,
        "crumbs": crumbs(Crumb(found.title)),
    }
    return render(request, "desk/assessment/round.html", context)


@post_required(*OFFICE_POSTS, opens=found_round)
@require_GET
def workbook(request: StaffRequest, found: Round) -> HttpResponse:
    """The ranking and every unit's sheet as one workbook."""
    return file_response(round_workbook(found, request.actor), f"assessment-{found.year}-{found.pk}.xlsx")
