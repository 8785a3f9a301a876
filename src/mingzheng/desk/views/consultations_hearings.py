"""Hearings on the desk: beginning one for a draft, and who signed up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core.actors import Post
from mingzheng.core.identity.queries import marked
from mingzheng.core.journal import commands as journal
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, among, post_required, refused_page, staff_required
from mingzheng.desk.taking import form_page, take
from mingzheng.desk.views.consultations import crumb_of, crumbs_to, find
from mingzheng.participation.consultations import hearings, queries
from mingzheng.participation.consultations.forms.hearing import NewHearingForm
from mingzheng.participation.consultations.models import Consultation, Hearing
from mingzheng.participation.draws.queries import of_owner


@post_required(Post.OFFICER, opens=find)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, found: Consultation) -> HttpResponse:
    """A hearing on this draft."""
    closed = hearings.why_not_begin(found)
    if closed is not None:
        return refused_page(request, closed.message, closed.remedy)
    form = NewHearingForm(request.POST or None)
    made = take(
        request,
        form,
        f"consultations.hearing_new:{found.pk}",
        lambda data: hearings.begin(found, request.actor, data).case_id,
    )
    if made is not None:
        messages.success(request, _("已建立。提交审核、公告后接受报名。"))
        return redirect("desk:case", pk=made)
    title = _("筹备听证会")
    back = reverse("desk:case", args=[found.case_id])
    return form_page(request, form, title, _("建立"), back, crumbs_to(crumb_of(found), title))


@staff_required(opens=among(queries.hearings_for))
@never_cache
@require_GET
def people(request: StaffRequest, found: Hearing) -> HttpResponse:
    """Who signed up, for those who choose and invite them; the look is journalled."""
    if not queries.may_handle(found.consultation, request.actor):
        return refused_page(
            request, _("报名名单只给组织单位的人看。"), _("请切换到该单位的信息员、审核人或者负责人。"), status=403
        )
    rows = list(found.sign_ups.order_by("stance", "status", "rank", "pk"))
    if rows:
        journal.append(
            action="consultations.list_read",
            actor=request.actor,
            subject=found.ref,
            case_id=found.case_id,
            summary=f"查看听证会报名名单（{len(rows)} 人）",
        )
    case = Crumb(found.title, reverse("desk:case", args=[found.case_id]))
    context = {
        "found": found,
        "rows": rows,
        "verified": marked("consultations.hearing_sign_up", [row.pk for row in rows]),
        "lots": of_owner(found.ref),
        "crumbs": crumbs_to(case, _("报名名单")),
    }
    return render(request, "desk/consultations/people.html", context)
