"""转主动公开: what several applicants ask for, and where it stands; the applicant's own suggestion."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk import foi_helping
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, staff_required
from mingzheng.desk.pills import pills
from mingzheng.desk.taking import saving_page
from mingzheng.requests.foi import helping_queries as queries
from mingzheng.requests.foi import same
from mingzheng.requests.foi.forms.helping import SuggestForm
from mingzheng.requests.foi.models import Application, SameInformation

PAGE_SIZE = 20
ORDER = keyset.Order("found_on", descending=True)


@staff_required
@require_GET
def same_information(request: StaffRequest) -> HttpResponse:
    """Open ones first to be decided; the others in a tab of their own."""
    done = request.GET.get("tab") == "done"
    seen = queries.same_information(request.actor)
    base = reverse("desk:foi-same")
    waiting = seen.filter(case__closed_at=None).count()
    page = keyset.page(seen.filter(case__closed_at__isnull=not done), ORDER, request.GET, PAGE_SIZE)
    rows: list[SameInformation] = page.rows
    held = pills([row.case for row in rows if row.case is not None])
    context = {
        "tabs": foi_helping.tabs("foi-same"),
        "states": [Tab(_("在办"), base, not done, waiting), Tab(_("已办结"), f"{base}?tab=done", done)],
        "done": done,
        "page": page,
        "rows": [(row, held.get(row.case_id or 0)) for row in rows],
        "office": request.actor.post in OFFICE_POSTS,
        "rules": same.rules(),
    }
    return render(request, "desk/foi/same.html", context)


@staff_required(opens=foi_helping.find_application)
@require_http_methods(["GET", "POST"])
def suggest(request: StaffRequest, application: Application) -> HttpResponse:
    """The applicant suggests that the information be published (Art. 44 (2))."""
    if not same.may_suggest(application, request.actor):
        raise Http404
    case_url = application.get_absolute_url()
    return saving_page(
        request,
        SuggestForm(request.POST if request.method == "POST" else None),
        lambda data: same.suggest(application, request.actor, data).case_id,
        said=_("已登记，请在期限内研究是否转为主动公开。"),
        onward=lambda made: reverse("desk:case", args=[made]),
        page={
            "title": _("登记申请人的公开建议"),
            "action": _("登记"),
            "lead": _("申请人认为这项信息应当主动公开的，登记后研究；认为应当公开的，及时主动公开（条例第四十四条）。"),
            "back": case_url,
            "crumbs": [Crumb(str(application), case_url), Crumb(_("登记公开建议"))],
        },
    )
