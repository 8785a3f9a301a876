"""The pool of public delegates on the desk: by status and category, its balance, lists of units."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.downloads import csv_response
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.state_tabs import States, chosen, tabs
from mingzheng.participation.delegates import importing, queries
from mingzheng.participation.delegates.forms.people import ImportForm
from mingzheng.participation.delegates.models import Candidate, Category

SIZE = 50
NEWEST = keyset.Order("id", descending=True)
SHOWN = 200


STATES: States = {
    "": (gettext_lazy("全部"), Q()),
    **{code: (label, Q(status=code)) for code, label in Candidate.Status.choices},
}


@staff_required
@require_GET
def pool(request: StaffRequest) -> HttpResponse:
    """Candidates without names; whoever is to be confirmed stands in front of the queue of the unit's officer."""
    rows = queries.staff_candidates(request.actor)
    status, category = chosen(request, STATES), request.GET.get("category", "")
    wanted = rows.filter(STATES[status][1])
    if category in Category.values:
        wanted = wanted.filter(category=category)
    page = keyset.page(wanted, NEWEST, request.GET, SIZE)
    context: dict[str, Any] = {
        "tabs": tabs(request, rows, STATES, status),
        "page": page,
        "status": status,
        "category": category,
        "categories": Category.choices,
        "balance": queries.balance(rows),
        "may_import": request.actor.post is Post.OFFICER,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("公众代表列席"), reverse("desk:delegates")), Crumb(_("代表库"))],
    }
    return render(request, "desk/delegates/pool.html", context)


@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def import_page(request: StaffRequest) -> HttpResponse:
    """A list of a unit; what is wrong is said by row, without repeating what stands there."""
    form, report = ImportForm(), None
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            report = _imported(request, form)
    context = {
        "form": form,
        "report": report,
        "faults": report.refused[:SHOWN] if report else [],
        "headings": "、".join(importing.HEADINGS),
        "needed": "、".join(importing.NEEDED),
        "crumbs": [Crumb(_("代表库"), reverse("desk:delegates-pool")), Crumb(_("导入名单"))],
    }
    return render(request, "desk/delegates/import.html", context)


def _imported(request: StaffRequest, form: ImportForm) -> importing.Report | None:
    upload = form.cleaned_data["file"]
    unit = own_unit(request)
    try:
        return importing.import_list(upload.read(), upload.name, unit, request.actor, form.cleaned_data["source"])
    except Refused as refused:
        say_no(form, refused)
        return None


@post_required(Post.OFFICER)
@require_GET
def template(request: StaffRequest) -> HttpResponse:
    """The empty table."""
    return csv_response(importing.template(), "daibiao-mingdan.csv")
