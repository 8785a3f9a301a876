"""Open days on the desk: the sessions, the year's months, who signed up."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import keyset, timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.identity.queries import marked
from mingzheng.core.journal import commands as journal
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, refused_page, staff_required
from mingzheng.desk.taking import begun, form_page, take
from mingzheng.participation.open_days import commands, presenting, queries, telling, theme_calls
from mingzheng.participation.open_days.forms.programmes import NewMonthForm
from mingzheng.participation.open_days.forms.sessions import NewOpenDayForm
from mingzheng.participation.open_days.models import OpenDay, Programme

PAGE = 50
NEWEST = keyset.Order("starts_at", descending=True)


def crumbs(*labels: str) -> list[Crumb]:
    return [Crumb(_("开放活动"), reverse("desk:open-days")), *(Crumb(one) for one in labels)]


def found_or_404(request: StaffRequest, pk: int) -> OpenDay:
    found = queries.staff_day(pk, request.actor)
    if found is None:
        raise Http404
    return found


# --- sessions ----------------------------------------------------------------------------------------------------


@staff_required
@require_GET
def days(request: StaffRequest) -> HttpResponse:
    """Sessions of the own unit, 区府办 all; the year in four figures."""
    rows = queries.staff_days(request.actor)
    this_year = rows.filter(starts_at__year=timekeeping.today().year)
    page = keyset.page(rows, NEWEST, request.GET, PAGE)
    places = queries.places_of(page.rows)
    context = {
        "page": page,
        "rows": [(row, presenting.when(row), places[row.pk]) for row in page.rows],
        "total": queries.total(this_year),
        "coming": this_year.filter(case__state__in=("announced", "drawing", "settled")).count(),
        "may_begin": request.actor.post is Post.OFFICER,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("开放活动"))],
    }
    return render(request, "desk/open_days/days.html", context)


@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def day_new(request: StaffRequest) -> HttpResponse:
    unit, title = own_unit(request), _("筹备开放活动")
    form = NewOpenDayForm(request.POST if request.method == "POST" else None, unit=unit)
    made = begun(
        request,
        form,
        "open_days.day",
        lambda data: commands.begin(unit, request.actor, data).case_id,
        _("已建立。提交审核、公布后接受报名。"),
    )
    return made or form_page(request, form, title, _("建立"), reverse("desk:open-days"), crumbs(title))


@staff_required(opens=found_or_404)
@never_cache
@require_GET
def people(request: StaffRequest, found: OpenDay) -> HttpResponse:
    """Who signed up, for who prepares the session. The look is journalled."""
    if not queries.reads_names(found, request.actor):
        return refused_page(
            request, _("报名名单只给举办单位的信息员和负责人看。"), _("请切换到该单位的岗位。"), status=403
        )
    rows = list(found.sign_ups.select_related("visitor").order_by("rank", "id"))
    if any(hasattr(row, "visitor") for row in rows):
        journal.append(
            action="open_days.list_read",
            actor=request.actor,
            subject=found.ref,
            case_id=found.case_id,
            summary=f"查看报名名单（{len(rows)} 组）",
        )
    context = {
        "day": found,
        "when": presenting.when(found),
        "rows": [(row, getattr(row, "visitor", None)) for row in rows],
        "verified": marked("open_days.sign_up", [row.pk for row in rows]),
        "places": queries.places(found),
        "told": telling.told_counts(found),
        "draw": queries.draw_of(found),
        "crumbs": crumbs(found.title, _("报名名单")),
    }
    return render(request, "desk/open_days/people.html", context)


# --- months ------------------------------------------------------------------------------------------------------


@staff_required
@require_GET
def programmes(request: StaffRequest) -> HttpResponse:
    """The open month of each year; everybody sees those that are decided."""
    rows = Programme.objects.select_related("unit", "case")
    if request.actor.post not in OFFICE_POSTS:
        rows = rows.filter(decided_on__isnull=False)
    context = {
        "rows": [(one, theme_calls.of(one), queries.total(one.open_days.all())) for one in rows],
        "office": request.actor.post in OFFICE_POSTS,
        "may_begin": request.actor.post is Post.OFFICE_CLERK,
        "crumbs": [Crumb(_("开放月"))],
    }
    return render(request, "desk/open_days/programmes.html", context)


@post_required(Post.OFFICE_CLERK)
@require_http_methods(["GET", "POST"])
def programme_new(request: StaffRequest) -> HttpResponse:
    unit, title = own_unit(request), _("筹备开放月")
    form = NewMonthForm(request.POST if request.method == "POST" else None)
    made = take(
        request, form, "open_days.programme", lambda data: commands.begin_programme(unit, request.actor, data).case_id
    )
    if made is not None:
        messages.success(request, _("已建立。请发起主题征集；主题和场次不晚于 7 月 31 日公布。"))
        return redirect("desk:case", pk=made)
    steps = [Crumb(_("开放月"), reverse("desk:open-programmes")), Crumb(title)]
    return form_page(request, form, title, _("建立"), reverse("desk:open-programmes"), steps)


def _programme(request: StaffRequest, pk: int) -> Programme:
    return get_object_or_404(Programme, pk=pk, unit_id=request.actor.unit_id)


@post_required(Post.OFFICE_CLERK, opens=_programme)
@require_POST
def theme_call(request: StaffRequest, found: Programme) -> HttpResponse:
    """Begin the theme call in the room of calls, belonging to this month; it is prepared and reviewed there."""
    call = theme_calls.begin(found, request.actor)
    return redirect("desk:case", pk=call.case_id)
