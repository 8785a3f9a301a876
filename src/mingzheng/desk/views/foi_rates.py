"""纠错率和败诉率 by unit and cause, for 区府办: the figures, what stands behind them, 提示单 and 警示单."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.numbers import percent_text, whole
from mingzheng.core.procedures.permission import seen_by
from mingzheng.core.units.models import Unit
from mingzheng.design.parts import Bar, BarChart, Crumb, Tab
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, post_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.taking import take
from mingzheng.requests.remedies import commands, queries
from mingzheng.requests.remedies.forms import WarnForm
from mingzheng.requests.remedies.models import RemedyCase
from mingzheng.requests.remedies.queries import Rate, Tally

MOST_ROWS = 200


@post_required(*OFFICE_POSTS)
@require_GET
def rates(request: StaffRequest) -> HttpResponse:
    """One year: every unit with its figures, the pictures from the same figures."""
    year = _year(request)
    found = queries.rates(year)
    whole_district = queries.together(found, Unit(short=_("全区")))
    context: dict[str, Any] = {
        "year": year,
        "years": [Tab(_("%(year)s年") % {"year": one}, f"?year={one}", one == year) for one in queries.years()],
        "rows": [_line(rate) for rate in found],
        "total": _line(whole_district),
        "least": queries.LEAST,
        "by_unit": _by_unit(found, year),
        "by_cause": _by_cause(whole_district, year),
        "sheets": list(queries.warnings_of(request.actor).filter(issued_on__year=year)[:MOST_ROWS]),
        "crumbs": [Crumb(_("纠错率和败诉率"))],
    }
    return render(request, "desk/foi/rates.html", context)


def _year(request: StaffRequest) -> int:
    asked = whole(request.GET.get("year", ""), 4)
    return asked if asked in queries.years() else timekeeping.today().year


def _line(rate: Rate) -> dict[str, Any]:
    causes = [f"{RemedyCase.Cause(cause).label} {n}" for cause, n in rate.causes.most_common()]
    return {
        "rate": rate,
        "reconsidered": _share(rate.reconsidered),
        "sued": _share(rate.sued),
        "causes": "、".join(causes),
    }


def _share(tally: Tally) -> str:
    """The percentage, or a dash where there are too few cases."""
    return "—" if tally.percent is None else f"{percent_text(tally.percent, 1)}%"


def _by_unit(found: list[Rate], year: int) -> BarChart | None:
    lost = [rate for rate in found if rate.corrected]
    bars = [
        Bar(
            rate.unit.short,
            rate.corrected,
            url=f"{reverse('desk:foi-rates-unit', args=[rate.unit.pk])}?year={year}",
            text=f"{rate.corrected} / {rate.concluded} 件",
        )
        for rate in lost
    ]
    said = _("审结的复议、诉讼中被纠正和败诉的件数，按件数从多到少。")
    return BarChart(_("被纠正和败诉的件数（按单位）"), bars, sentence=said) if bars else None


def _by_cause(district: Rate, year: int) -> BarChart | None:
    bars = [Bar(RemedyCase.Cause(cause).label, n, text=f"{n} 件") for cause, n in district.causes.most_common()]
    said = _("每件只登记一个主要原因。")
    return BarChart(_("被纠正和败诉的原因（全区）"), bars, sentence=said) if bars else None


@post_required(*OFFICE_POSTS, opens=every(Unit.objects.all))
@require_GET
def unit_rates(request: StaffRequest, unit: Unit) -> HttpResponse:
    """The remedies behind a unit's line: numbers and dates; a case opens only where the reader holds a grant."""
    year = _year(request)
    rows = list(queries.concluded(unit, year)[:MOST_ROWS])
    readable = set(seen_by(request.actor).filter(pk__in=[one.case_id for one in rows]).values_list("pk", flat=True))
    context = {
        "unit": unit,
        "year": year,
        "rows": [(one, one.case_id in readable) for one in rows],
        "sheets": list(queries.warnings_of(request.actor).filter(unit=unit)),
        "warn_url": f"{reverse('desk:foi-warn', args=[unit.pk])}?year={year}",
        "crumbs": [Crumb(_("纠错率和败诉率"), f"{reverse('desk:foi-rates')}?year={year}"), Crumb(unit.short)],
    }
    return render(request, "desk/foi/rates_unit.html", context)


@keeps_typing
@post_required(*OFFICE_POSTS, opens=every(Unit.objects.all))
@require_http_methods(["GET", "POST"])
def warn(request: StaffRequest, unit: Unit) -> HttpResponse:
    """发提示单、警示单: the unit gets it as a case with a clock."""
    year = _year(request)
    form = _warn_form(request, unit, year)
    made = take(request, form, f"remedies.warning:{unit.pk}", lambda data: _warn(request, unit, data))
    if made is not None:
        messages.success(request, _("已发出，%(unit)s的待办里会出现。") % {"unit": unit.short})
        return redirect("desk:case", pk=made)
    back = f"{reverse('desk:foi-rates-unit', args=[unit.pk])}?year={year}"
    crumbs = [Crumb(_("纠错率和败诉率"), reverse("desk:foi-rates")), Crumb(unit.short, back), Crumb(_("发提示警示单"))]
    return render(request, "desk/foi/warn.html", {"form": form, "unit": unit, "back": back, "crumbs": crumbs})


def _warn_form(request: StaffRequest, unit: Unit, year: int) -> WarnForm:
    choices = queries.concluded(unit, year).filter(result=RemedyCase.Result.CORRECTED)
    if request.method == "POST":
        return WarnForm(request.POST, choices=choices)
    typed = typed_before(request)
    return WarnForm(initial=typed.dict() if typed is not None else None, choices=choices)


def _warn(request: StaffRequest, unit: Unit, data: dict[str, Any]) -> int | None:
    return commands.warn(unit, request.actor, data, list(data.get("remedies", ()))).case_id
