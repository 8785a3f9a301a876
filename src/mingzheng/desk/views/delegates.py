"""Meetings with public delegates on the desk: the list, beginning one, chances before the draw, who is invited."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset, timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import why_not
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, refused_page, staff_required
from mingzheng.desk.taking import form_page, take
from mingzheng.participation.delegates import commands, eligibility, inviting, presenting, queries
from mingzheng.participation.delegates.forms.meetings import FreezeForm, NewMeetingForm
from mingzheng.participation.delegates.models import Meeting
from mingzheng.participation.draws import queries as draws

SIZE = 50
NEWEST = keyset.Order("id", descending=True)


def _crumbs(*labels: str) -> list[Crumb]:
    return [Crumb(_("公众代表列席"), reverse("desk:delegates")), *(Crumb(one) for one in labels)]


@staff_required
@require_GET
def meetings(request: StaffRequest) -> HttpResponse:
    """Meetings of the own unit, 区府办 all; the year in figures."""
    rows = queries.staff_meetings(request.actor)
    page = keyset.page(rows, NEWEST, request.GET, SIZE)
    year = timekeeping.today().year
    own = queries.of_year(year).filter(pk__in=rows.values("pk"))
    context = {
        "rows": [(row, presenting.when(row)) for row in page.rows],
        "page": page,
        "held": own.count(),
        "executive": own.filter(level=Meeting.Level.EXECUTIVE).count(),
        "share": queries.share(own),
        "may_begin": request.actor.post is Post.OFFICER,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("公众代表列席"))],
    }
    return render(request, "desk/delegates/meetings.html", context)


@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def meeting_new(request: StaffRequest) -> HttpResponse:
    unit = own_unit(request)
    start = {"alternates": 2, "from_pool": True}
    form = NewMeetingForm(request.POST if request.method == "POST" else None, unit=unit, initial=start)
    made = take(
        request, form, "delegates.meeting", lambda data: commands.begin_meeting(unit, request.actor, data).case_id
    )
    if made is not None:
        messages.success(request, _("已建立。提交审核、公布后，报名截止就可以冻结名单抽签。"))
        return redirect("desk:case", pk=made)
    title = _("筹备列席")
    return form_page(request, form, title, _("建立"), reverse("desk:delegates"), _crumbs(title))


def _found(request: StaffRequest, pk: int) -> Meeting:
    found = queries.staff_meetings(request.actor).filter(pk=pk).first()
    if found is None or found.case is None:
        raise Http404
    return found


# --- before the draw ---------------------------------------------------------------------------------------------


@staff_required(opens=_found)
@require_http_methods(["GET", "POST"])
def draw(request: StaffRequest, found: Meeting) -> HttpResponse:
    """Who may be drawn and with what chance; freezing the list from here."""
    case = Case.objects.get(delegate_meeting=found)
    if draws.of_owner(found.ref) is not None:
        return redirect("desk:case", pk=case.pk)
    pool = eligibility.pool(found)
    prepared, why = None, None
    try:
        # Computed here, outside the transaction of the step; the step finds it computed.
        prepared = eligibility.prepared(found, pool.eligible)
    except Refused as refused:
        why = refused
    form, refusal, status = (
        FreezeForm(),
        why_not(case.table, case.table.step("freeze", case.state), "freeze", case, request.actor),
        200,
    )
    if request.method == "POST":
        try:
            act(case, "freeze", request.actor, request.POST, revision=whole(request.POST.get("revision", "")) or -1)
        except FormRefused as refused:
            form = refused.form  # type: ignore[assignment]
        except Refused as refused:
            form, status = FreezeForm(request.POST), 409
            say_no(form, refused)
        else:
            messages.success(request, _("名单已冻结并公开。种子产生以后，由两个人先后录入。"))
            return redirect("desk:case", pk=case.pk)
    context = {
        "meeting": found,
        "case": case,
        "pool": pool,
        "chances": prepared.chances() if prepared else [],
        "shortfalls": prepared.shortfalls() if prepared else [],
        "panels": len(prepared.panels) if prepared else 0,
        "why": why,
        "form": form,
        "refusal": refusal,
        "quotas": presenting.quotas(found),
        "ordinary": queries.ordinary_places(found),
        "crumbs": [*_crumbs(), Crumb(found.title, reverse("desk:case", args=[case.pk])), Crumb(_("机会和冻结"))],
    }
    return render(request, "desk/delegates/draw.html", context, status=status)


# --- who is invited ----------------------------------------------------------------------------------------------


def _standing(found: Meeting, rows: list[Any]) -> list[inviting.Standing]:
    """With crossed quotas: who may move up and why the others may not. Otherwise the rank says it."""
    quotas = eligibility.crossed(found)
    return inviting.standing(found, rows, quotas) if quotas and found.held_on is None else []


@staff_required(opens=_found)
@never_cache
@require_GET
def invited(request: StaffRequest, found: Meeting) -> HttpResponse:
    """Names and telephone numbers of those who are or may be invited, for the meeting's own unit. The look is journalled."""
    if not queries.knows_people(found.unit_id, request.actor):
        return refused_page(
            request,
            _("受邀代表的姓名和电话只给主办单位的信息员、审核人和负责人看。"),
            _("请切换到该单位的岗位。"),
            status=403,
        )
    rows: list[Any] = list(found.invitations.select_related("candidate__person", "candidate__area"))
    if rows:
        journal.append(
            action="delegates.list_read",
            actor=request.actor,
            subject=found.ref,
            case_id=found.case_id,
            summary=f"查看受邀代表名单（{len(rows)} 人）",
        )
    context = {
        "meeting": found,
        "when": presenting.when(found),
        "rows": [(row, getattr(row.candidate, "person", None)) for row in rows],
        "standing": _standing(found, rows),
        "crumbs": [*_crumbs(), Crumb(found.title, reverse("desk:case", args=[found.case_id])), Crumb(_("受邀代表"))],
    }
    return render(request, "desk/delegates/invited.html", context)
