"""统计: any period, the own unit or (区府办) any; every table as csv and workbook."""

from __future__ import annotations

import csv
import datetime as dt
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingzheng.core import timekeeping
from mingzheng.core.numbers import whole
from mingzheng.core.units.models import Unit
from mingzheng.design.charts import unfinished_month
from mingzheng.design.downloads import csv_response, file_response
from mingzheng.design.parts import Bar, BarChart, Crumb, LineChart, Series
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required
from mingzheng.papers import sheets
from mingzheng.papers.foi_annual_xlsx import statistics_workbook
from mingzheng.requests.foi.annual import statistics
from mingzheng.requests.foi.annual.forms import SpanForm
from mingzheng.requests.foi.annual.statistics import Asked, Figures, Line
from mingzheng.requests.foi.law.tables import row_name
from mingzheng.requests.foi.models import Application
from mingzheng.requests.foi.queries import READERS

DASH = "—"


def unit_of(request: StaffRequest) -> Unit | None:
    """The unit asked for: 区府办 any or all (None), everybody else their own."""
    own = own_unit(request)
    if request.actor.post not in OFFICE_POSTS:
        return own
    asked = whole(request.GET.get("unit", ""))
    return Unit.objects.filter(pk=asked).first() if asked else None


def units_for(request: StaffRequest) -> list[Unit]:
    """What 区府办 may choose from; nobody else chooses."""
    if request.actor.post not in OFFICE_POSTS:
        return []
    return list(Unit.objects.filter(pk__in=Application.objects.order_by().values("unit").distinct()))


def _asked(request: StaffRequest) -> tuple[SpanForm, Asked]:
    """What the address asks for; a span that makes no sense is said in the form, and this year is shown."""
    since, until = statistics.this_year()
    given = {"since": request.GET.get("since") or since, "until": request.GET.get("until") or until}
    form = SpanForm(given)
    if form.is_valid():
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]

    def one_of(name: str, allowed: list[str]) -> str:
        value = request.GET.get(name, "")
        return value if value in allowed else ""

    return form, Asked(
        since,
        until,
        unit_of(request),
        one_of("kind", Application.Kind.values),
        one_of("channel", Application.Channel.values),
        one_of("group", statistics.headings()),
    )


@post_required(*READERS)
@require_GET
def page(request: StaffRequest) -> HttpResponse:
    """The figures, each picture with its table."""
    form, asked = _asked(request)
    found = statistics.figures(asked)
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "figures": found,
        "stats": _stats(found),
        "units": units_for(request),
        "kinds": Application.Kind.choices,
        "channels": Application.Channel.choices,
        "groups": statistics.headings(),
        "months": _months(found, min(asked.until, timekeeping.today())),
        "charts": list(_charts(found)),
        "tables": statistics.tables(found),
        "kept": urlencode(sorted(request.GET.items())),
        "crumbs": [Crumb(_("依申请公开"), reverse("desk:foi")), Crumb(_("统计"))],
    }
    return render(request, "desk/foi/statistics.html", context)


def _stats(found: Figures) -> list[tuple[str, str, str]]:
    """The seven figures, a dash where nothing can be said."""
    share = [_dash(found.on_time), _dash(found.extended_share)]
    return [
        (_("收到"), str(found.received), _("件")),
        (_("办结"), str(found.closed), _("件")),
        (_("期末在办"), str(found.open), _("件")),
        (_("用时中位数"), _dash(found.times.median), _("个工作日")),
        (_("九成在几日内"), _dash(found.times.ninety), _("个工作日")),
        (_("按期答复率"), share[0], "" if share[0] == DASH else "%"),
        (_("延期占比"), share[1], "" if share[1] == DASH else "%"),
    ]


def _dash(value: float | None) -> str:
    return DASH if value is None else f"{round(value, 1):g}"


def _months(found: Figures, until: dt.date) -> LineChart | None:
    lines = found.months[-statistics.MOST_MONTHS :]
    if len(lines) < 2:
        return None
    return LineChart(
        _("按月收到和办结"),
        [line.label for line in lines],
        [
            Series(_("收到"), [line.received for line in lines]),
            Series(_("办结"), [line.closed for line in lines]),
        ],
        sentence=_("收到按收到日期、办结按办结日期归入月份。"),
        unit=_("件"),
        unfinished=unfinished_month(until) if lines[-1].label == f"{until:%Y-%m}" else "",
    )


def _charts(found: Figures) -> list[BarChart]:
    results = [Bar(row_name(key), n, text=f"{n} 件") for key, n in found.rows.most_common()]
    charts = (
        [BarChart(_("办理结果"), results, sentence=_("期内办结的，按年报的办理结果，从多到少。"))] if results else []
    )
    for title, lines in (
        (_("按申请人类别收到"), found.kinds),
        (_("按提交渠道收到"), found.channels),
        (_("按单位收到"), found.units),
    ):
        if any(line.received for line in lines):
            charts.append(BarChart(title, _bars(lines)))
    return charts


def _bars(lines: list[Line]) -> list[Bar]:
    most = sorted(lines, key=lambda line: -line.received)
    return [Bar(line.label, line.received, text=f"{line.received} 件") for line in most if line.received]


@post_required(*READERS)
@require_GET
def download(request: StaffRequest, ending: str) -> HttpResponse:
    """``csv?table=months`` one table, ``xlsx`` all of them. Numbers only."""
    _form, asked = _asked(request)
    tables = statistics.tables(statistics.figures(asked))
    name = f"foi-{asked.since:%Y%m%d}-{asked.until:%Y%m%d}"
    if ending == "xlsx":
        who = asked.unit.short if asked.unit else _("全区")
        under = f"{who}　{asked.since} 至 {asked.until}　{_('截至')} {timekeeping.today()}"
        return file_response(statistics_workbook(under, tables), f"{name}.xlsx")
    table = next((one for one in tables if one.key == request.GET.get("table")), None)
    if ending != "csv" or table is None:
        raise Http404
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(table.head)
    writer.writerows([sheets.plain(value) if isinstance(value, str) else value for value in row] for row in table.rows)
    return csv_response(out.getvalue(), f"{name}-{table.key}.csv")
