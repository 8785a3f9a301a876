"""Meetings, staffing and funding, cases for promotion on the desk: lists and beginnings."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.units.models import Unit
from mingzheng.desk import training_pages
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.taking import saving_page
from mingzheng.supervision.training import commands, queries
from mingzheng.supervision.training.forms.cases import NewCaseForm
from mingzheng.supervision.training.forms.records import NewMeetingForm, NewSupportForm
from mingzheng.supervision.training.models import Meeting, Support

HOLDERS = (Post.OFFICER, Post.HEAD, *OFFICE_POSTS)
SHOWN = 200


@staff_required
@require_GET
def records(request: StaffRequest) -> HttpResponse:
    """Who heard, who coordinated, people and money of this year."""
    actor, year = request.actor, timekeeping.today().year
    meetings = queries.meetings(actor).filter(held_on__year=year)
    support = queries.support(actor).filter(year=year)
    counted = support.filter(checked_on__isnull=False)
    may = actor.post in HOLDERS
    context = {
        "tabs": training_pages.tabs("training-records"),
        "year": year,
        "meetings": meetings.prefetch_related("units")[:SHOWN],
        "support": support[:SHOWN],
        "heard": meetings.filter(kind=Meeting.Kind.HEARD, checked_on__isnull=False).values("unit").distinct().count(),
        "coordinated": meetings.filter(kind=Meeting.Kind.COORDINATION, checked_on__isnull=False).count(),
        "full_time": sum(one.full_time for one in counted),
        "part_time": sum(one.part_time for one in counted),
        "amount": sum(one.amount for one in counted),
        "sees_all": queries.sees_all(actor),
        "may": may,
        "may_coordinate": actor.post in OFFICE_POSTS,
        "may_state": may and not Support.objects.filter(unit_id=actor.unit_id, year=year).exists(),
    }
    return render(request, "desk/training/records.html", context)


@post_required(*HOLDERS)
@require_http_methods(["GET", "POST"])
def meeting_new(request: StaffRequest, kind: str) -> HttpResponse:
    if kind not in Meeting.Kind.values:
        raise Http404
    unit = own_unit(request)
    if kind == Meeting.Kind.COORDINATION and unit.kind != Unit.Kind.GOV_OFFICE:
        raise Http404
    sent = request.method == "POST"
    form = NewMeetingForm(request.POST if sent else None, request.FILES if sent else None, kind=kind)
    heard = kind == Meeting.Kind.HEARD
    title = _("登记听取汇报") if heard else _("登记协调会议")
    return saving_page(
        request,
        form,
        lambda data: commands.record_meeting(unit, request.actor, kind, data).case_id,
        said=_("已登记，由区府办核对后计入。"),
        onward=lambda made: reverse("desk:case", args=[made]),
        page={
            "title": title,
            "action": _("登记"),
            "lead": _("主要负责同志每年至少听取 1 次政务公开工作汇报；附会议纪要，由区府办核对。")
            if heard
            else _("全区的统筹协调会议；附纪要，由区府办另一位同事核对。"),
            "back": reverse("desk:training-records"),
            "crumbs": training_pages.crumbs((_("会议和保障"), "training-records"), title),
        },
    )


@post_required(*HOLDERS)
@require_http_methods(["GET", "POST"])
def support_new(request: StaffRequest) -> HttpResponse:
    unit, year, sent = own_unit(request), timekeeping.today().year, request.method == "POST"
    title = _("填报 %(year)s 年工作力量和经费") % {"year": year}
    return saving_page(
        request,
        NewSupportForm(request.POST if sent else None, request.FILES if sent else None),
        lambda data: commands.state_support(unit, request.actor, year, data).case_id,
        said=_("已填报，由区府办核对后计入。"),
        onward=lambda made: reverse("desk:case", args=[made]),
        page={
            "title": title,
            "action": _("填报"),
            "lead": _("一年填一次；年内有变化的，在同一事项里更新。"),
            "back": reverse("desk:training-records"),
            "crumbs": training_pages.crumbs((_("会议和保障"), "training-records"), title),
        },
    )


@staff_required
@require_GET
def cases(request: StaffRequest) -> HttpResponse:
    """The own unit's cases on their way, and what all units may read."""
    actor = request.actor
    context = {
        "tabs": training_pages.tabs("training-cases"),
        "rows": queries.good_cases(actor)[:SHOWN],
        "published": queries.public_cases()[:SHOWN],
        "sees_all": queries.sees_all(actor),
        "may": actor.post in (Post.OFFICER, Post.OFFICE_CLERK),
    }
    return render(request, "desk/training/cases.html", context)


@post_required(Post.OFFICER, Post.OFFICE_CLERK)
@require_http_methods(["GET", "POST"])
def case_new(request: StaffRequest) -> HttpResponse:
    unit, sent = own_unit(request), request.method == "POST"
    return saving_page(
        request,
        NewCaseForm(request.POST if sent else None, request.FILES if sent else None),
        lambda data: commands.begin_case(unit, request.actor, data).case_id,
        said=_("已建立。提交后由单位负责人推荐，区府办和评估员评审。"),
        onward=lambda made: reverse("desk:case", args=[made]),
        page={
            "title": _("编写案例"),
            "action": _("建立"),
            "lead": _("选定的案例在门户网站公布，供各单位借鉴。"),
            "back": reverse("desk:training-cases"),
            "crumbs": training_pages.crumbs((_("案例推广"), "training-cases"), _("编写案例")),
        },
    )
