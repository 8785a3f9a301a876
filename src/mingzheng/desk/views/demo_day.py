"""Moving the day of a demonstration. In real use this page does not exist."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_day
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.daily import owe_today
from mingzheng.core.units.queries import actors_for
from mingzheng.core.workdays.queries import calendar
from mingzheng.desk.access import TIME_POSTS, StaffRequest, only_in_demonstration, post_required
from mingzheng.desk.forms import DemoDayForm


@only_in_demonstration
@post_required(*TIME_POSTS)
@require_http_methods(["GET", "POST"])
def demo_day(request: StaffRequest) -> HttpResponse:
    form = DemoDayForm(initial={"day": timekeeping.today()})
    if request.method == "POST":
        jump = request.POST.get("jump", "")
        if jump == "real":
            return _move(request, None)
        form = DemoDayForm({"day": steps()[jump]} if jump in steps() else request.POST)
        if form.is_valid() and _may_stand(request, form):
            return _move(request, form.cleaned_data["day"])
    following = timekeeping.demo_day() is None
    context = {"form": form, "steps": steps(), "following_real_day": following, "day": chinese_day(timekeeping.today())}
    return render(request, "desk/demo_day.html", context)


def _may_stand(request: StaffRequest, form: DemoDayForm) -> bool:
    """Whoever moves the day must be able to move it back: there must be a calendar, and a post of theirs, on it."""
    day: dt.date = form.cleaned_data["day"]
    try:
        calendar().due(day, 1)
        if any(actor.post in TIME_POSTS for actor in actors_for(request.user, day)):
            return True
        fault = _("您在这一天不担任可以调整日期的岗位，移过去就回不来了。请选另一天。")
    except Refused as refused:
        fault = str(refused)
    except OverflowError:
        fault = _("这一天太远了。请选近一些的日期。")
    form.add_error("day", fault)
    return False


def steps() -> dict[str, dt.date]:
    """Where the short cuts lead from today: the next working day, a week on, the end of the month."""
    today = timekeeping.today()
    return {"workday": calendar().due(today, 1), "week": today + dt.timedelta(days=7), "month": _month_end(today)}


def _month_end(day: dt.date) -> dt.date:
    """The last day of this month; on that day, of the next."""
    start = day + dt.timedelta(days=1)
    return (start.replace(day=1) + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)


def _move(request: StaffRequest, day: dt.date | None) -> HttpResponse:
    timekeeping.set_demo_day(day, request.actor)
    now = timekeeping.today()
    owe_today()
    messages.success(request, _("演示日期现在是%(day)s，期限和灯都按这一天计算。") % {"day": chinese_day(now)})
    return redirect("desk:demo-day")
