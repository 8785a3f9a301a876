"""复议诉讼 on the desk: reported for an application, listed for the unit, the evidence on one page to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required, staff_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.pills import pills
from mingzheng.desk.taking import take
from mingzheng.requests.foi.models import Application
from mingzheng.requests.foi.queries import sees
from mingzheng.requests.remedies import commands, queries
from mingzheng.requests.remedies.forms import RemedyForm
from mingzheng.requests.remedies.models import RemedyCase

PAGE_SIZE = 20
BY_FILING = keyset.Order("filed_on", descending=True)


def _reportable(request: StaffRequest, pk: int) -> Application:
    found = get_object_or_404(Application.objects.select_related("unit", "case"), pk=pk)
    if not (sees(found, request.actor) and queries.may_report(found, request.actor)):
        raise Http404
    return found


@keeps_typing
@staff_required(opens=_reportable)
@require_http_methods(["GET", "POST"])
def report(request: StaffRequest, application: Application) -> HttpResponse:
    """登记复议诉讼: the remedy becomes known, its case begins."""
    form = _form(request)
    made = take(
        request,
        form,
        f"remedies.case:{application.pk}",
        lambda data: commands.report(application, request.actor, data).case_id,
    )
    if made is not None:
        messages.success(request, _("已登记。答复、答辩期限从收到副本的次日起算，请登记证据。"))
        return redirect("desk:case", pk=made)
    crumbs = [
        Crumb(_("依申请公开"), reverse("desk:foi")),
        Crumb(application.number or _("未编号申请"), application.get_absolute_url()),
        Crumb(_("登记复议诉讼")),
    ]
    context = {"form": form, "application": application, "crumbs": crumbs}
    return render(request, "desk/foi/remedy_new.html", context)


def _form(request: StaffRequest) -> RemedyForm:
    if request.method == "POST":
        return RemedyForm(request.POST, request.FILES)
    typed = typed_before(request)
    if typed is None:
        return RemedyForm()
    messages.info(request, _("您登录前填写的内容已放回，还没有提交。选过的文件需要重新选择。"))
    return RemedyForm(initial=typed.dict())


@post_required(*queries.READERS, *OFFICE_POSTS)
@require_GET
def remedies(request: StaffRequest) -> HttpResponse:
    """The unit's reconsiderations and suits; 区府办 sees how many each unit has, and nothing of them."""
    if request.actor.post in OFFICE_POSTS:
        return _counts(request)
    ended = request.GET.get("tab") == "concluded"
    own = queries.own(request.actor)
    page = keyset.page(own.filter(concluded_on__isnull=not ended), BY_FILING, request.GET, PAGE_SIZE)
    held = pills([one.case for one in page.rows if one.case is not None])
    context: dict[str, Any] = {
        "tabs": [
            Tab(_("未审结"), "?", not ended, own.filter(concluded_on=None).count()),
            Tab(_("已审结"), "?tab=concluded", ended),
        ],
        "ended": ended,
        "rows": [(one, held.get(one.case_id)) for one in page.rows],
        "page": page,
        "sheets": list(queries.warnings_of(request.actor)[:PAGE_SIZE]),
        "crumbs": [Crumb(_("依申请公开"), reverse("desk:foi")), Crumb(_("复议诉讼"))],
    }
    return render(request, "desk/foi/remedies.html", context)


def _counts(request: StaffRequest) -> HttpResponse:
    context = {"pending": queries.pending_by_unit(), "crumbs": [Crumb(_("复议诉讼"))]}
    return render(request, "desk/foi/remedies_by_unit.html", context)


def _remedy(request: StaffRequest, pk: int) -> RemedyCase:
    found = get_object_or_404(RemedyCase.objects.select_related("application", "unit"), pk=pk)
    if not queries.sees_remedy(found, request.actor):
        raise Http404
    return found


@staff_required(opens=_remedy)
@require_GET
def evidence(request: StaffRequest, found: RemedyCase) -> HttpResponse:
    """证据目录, to be printed and handed in."""
    rows = list(found.evidence.all())
    context = {
        "remedy": found,
        "rows": rows,
        "pages": sum(one.pages or 0 for one in rows),
        "back": reverse("desk:case", args=[found.case_id]) if found.case_id else "",
        "crumbs": [Crumb(_("复议诉讼"), reverse("desk:foi-remedies")), Crumb(_("证据目录"))],
    }
    response = render(request, "desk/foi/evidence_list.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
