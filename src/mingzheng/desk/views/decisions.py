"""Major decisions on the desk: matters with their gaps and days, catalogues, proposals, the pack of a meeting."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import keyset, timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, refused_page, staff_required
from mingzheng.desk.pills import pills
from mingzheng.desk.taking import begun, form_page
from mingzheng.papers import decision_pack
from mingzheng.participation.decisions import commands, gathering, queries, terms
from mingzheng.participation.decisions.forms.catalogues import BeginCatalogueForm, NewProposalForm
from mingzheng.participation.decisions.models import Matter, Scope
from mingzheng.participation.decisions.queries import Filters

PAGE_SIZE = 25
ORDER = keyset.Order("planned_by")
MAKERS = (Post.OFFICER, Post.OFFICE_CLERK)


@staff_required
@require_GET
def matters(request: StaffRequest) -> HttpResponse:
    """Matters of the own unit and those in its hands, 区府办 all: the earliest planned first, each with its gaps."""
    filters, today = Filters.read(request.GET), timekeeping.today()
    seen = queries.matters_of(request.actor)
    page = keyset.page(filters.narrow(seen, today), ORDER, request.GET, PAGE_SIZE)
    found = gathering.gather(page.rows)
    shown = pills([row.case for row in page.rows])
    base = reverse("desk:decisions")
    said = {name: value for name, value in vars(filters).items() if value}
    context: dict[str, Any] = {
        "rows": [(row, found[row.pk], shown[row.case_id]) for row in page.rows],
        "page": page,
        "filters": filters,
        "counts": queries.counts(seen, today),
        "tabs": [
            Tab(label, f"{base}?{urlencode({**said, 'state': code})}", filters.state == code)
            for code, label in Filters.states()
        ],
        "years": queries.years_of(request.actor),
        "units": queries.units_of(request.actor) if request.actor.post in OFFICE_POSTS else [],
        "office": request.actor.post in OFFICE_POSTS,
        "clear": base,
        "crumbs": [Crumb(_("重大行政决策"))],
    }
    return render(request, "desk/decisions/matters.html", context)


def _worked_on(request: StaffRequest, pk: int) -> Matter:
    found = queries.matter(pk)
    if found is None or not queries.works_on(found, request.actor):
        raise Http404
    return found


@staff_required(opens=_worked_on)
@require_POST
def meeting_pack(request: StaffRequest, matter: Matter) -> HttpResponse:
    """The meeting's material as one file (Art. 29); what is missing is named and nothing is handed out."""
    try:
        made = decision_pack.pack(matter, request.actor)
    except Refused as no:
        return refused_page(request, str(no.message), no.remedy)
    return file_response(made.data, made.name)


# --- catalogues ---------------------------------------------------------------------------------------------------


@staff_required
@require_GET
def catalogues(request: StaffRequest) -> HttpResponse:
    """Catalogues and proposals by year; for 区府办 the units that still owe one."""
    today = timekeeping.today()
    year = queries.chosen_year(request.GET.get("year", ""), today.year)
    office = request.actor.post in OFFICE_POSTS
    rows = list(queries.catalogues_of(request.actor).filter(year=year))
    shown = pills([row.case for row in rows if row.case])
    context = {
        "year": year,
        "tabs": [
            Tab(_("%(year)s年") % {"year": one}, f"{reverse('desk:decisions-catalogues')}?year={one}", one == year)
            for one in sorted({*queries.years_of(request.actor), today.year}, reverse=True)
        ],
        "rows": [(row, queries.size(row), shown.get(row.case_id or 0)) for row in rows],
        "proposals": queries.proposals_of(request.actor).filter(year=year)[:200],
        "owing": queries.owing(year, today) if office else [],
        "due": terms.catalogue_due(year),
        "passed": today > terms.catalogue_due(year),
        "office": office,
        "may_begin": request.actor.post in MAKERS,
        "may_propose": request.actor.post is Post.OFFICER,
        "crumbs": [Crumb(_("决策事项目录"))],
    }
    return render(request, "desk/decisions/catalogues.html", context)


@post_required(*MAKERS)
@require_http_methods(["GET", "POST"])
def catalogue_new(request: StaffRequest) -> HttpResponse:
    """The district's for the clerk of 区府办, the unit's own for an officer."""
    scope = Scope.DISTRICT if request.actor.post is Post.OFFICE_CLERK else Scope.UNIT
    unit = own_unit(request)
    form = BeginCatalogueForm(
        request.POST if request.method == "POST" else None, initial={"year": timekeeping.today().year}
    )

    def act(data: dict[str, Any]) -> object:
        return commands.begin_catalogue(unit, request.actor, data["year"], scope).case_id

    done = begun(request, form, "decisions.catalogue", act, _("已开始编制。请逐项填写事项。"))
    if done:
        return done
    title = _("编制区政府目录") if scope == Scope.DISTRICT else _("编制%(unit)s的目录") % {"unit": unit.short}
    crumbs = [Crumb(_("决策事项目录"), reverse("desk:decisions-catalogues")), Crumb(title)]
    lead = _("每年一份，3月31日以前公布。公布以后的改动用「调整目录」。")
    return form_page(request, form, title, _("开始编制"), reverse("desk:decisions-catalogues"), crumbs, lead)


@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def proposal_new(request: StaffRequest) -> HttpResponse:
    """A matter that the unit wants taken into the district's catalogue."""
    unit = own_unit(request)
    form = NewProposalForm(
        request.POST if request.method == "POST" else None, initial={"year": timekeeping.today().year}
    )

    def act(data: dict[str, Any]) -> object:
        return commands.begin_proposal(unit, request.actor, data).case_id

    done = begun(request, form, "decisions.proposal", act, _("建议已起草，报单位负责人审定后送区府办。"))
    if done:
        return done
    title = _("建议列入区政府目录")
    crumbs = [Crumb(_("决策事项目录"), reverse("desk:decisions-catalogues")), Crumb(title)]
    return form_page(request, form, title, _("起草建议"), reverse("desk:decisions-catalogues"), crumbs)
