"""Questions without an answer, and the figures of the year, each picture with its table."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingzheng.core import timekeeping
from mingzheng.design.charts import unfinished_month
from mingzheng.design.parts import Bar, BarChart, Crumb, LineChart, Series
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, staff_required
from mingzheng.policy.questions import offering, report
from mingzheng.policy.questions.report import AGES, Report


@staff_required
@require_GET
def page(request: StaffRequest) -> HttpResponse:
    today = timekeeping.today()
    found = report.report(request.actor, today)
    context = {
        "found": found,
        "ages": [word for _low, _high, word in AGES],
        "questions": [(one, (today - one.asked_on).days, _case_of(one)) for one in found.questions],
        "months": _months(found),
        "channels": _channels(found),
        "office": request.actor.post in OFFICE_POSTS,
        "sentence": _sentence(found),
        "offers": offering.sums(request.actor, today),
        "crumbs": [Crumb(_("咨询统计"))],
    }
    return render(request, "desk/questions/report.html", context)


def _case_of(one: report.Asked) -> int | None:
    for name in ("message", "handover"):
        held = getattr(one, name, None)
        if held is not None:
            case: int | None = held.case_id
            return case
    return None


def _sentence(found: Report) -> str:
    if not found.unanswered:
        return _("没有等待答复的问题。")
    worst = found.by_unit[0]
    return _("有 %(n)s 个问题还没有答复；等得最久的在%(unit)s，已 %(days)s 天。") % {
        "n": found.unanswered,
        "unit": worst.label,
        "days": worst.oldest,
    }


def _months(found: Report) -> LineChart | None:
    if len(found.months) < 2:
        return None
    today = timekeeping.today()
    current = found.months[-1].label == f"{today.month}月"
    return LineChart(
        _("按月提问和答复"),
        [one.label for one in found.months],
        [
            Series(_("提问"), [one.asked for one in found.months]),
            Series(_("已答复"), [one.answered for one in found.months]),
        ],
        sentence=_("按提问日期归入月份。"),
        unit=_("个"),
        unfinished=unfinished_month(today) if current else "",
    )


def _channels(found: Report) -> BarChart | None:
    if not found.channels:
        return None
    return BarChart(_("从哪里问的"), [Bar(label, n, text=f"{n} 个") for label, n in found.channels])
