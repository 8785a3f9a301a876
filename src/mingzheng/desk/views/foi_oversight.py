"""区府办's view of every unit's applications: numbers, lights and dates; a case opens by a grant alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset, timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.numbers import whole
from mingzheng.core.units.models import Unit
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, post_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.pills import pills
from mingzheng.desk.taking import take
from mingzheng.requests.foi import commands, oversight, queries
from mingzheng.requests.foi.forms.granting import GrantForm
from mingzheng.requests.foi.models import Application

PAGE_SIZE = 20
NEWEST = keyset.Order("submitted_on", descending=True)
HEADS = {
    "received": gettext_lazy("收到"),
    "open": gettext_lazy("在办"),
    "amber": gettext_lazy("临期"),
    "red": gettext_lazy("逾期未复"),
    "corrected": gettext_lazy("要求补正"),
    "extended": gettext_lazy("延期"),
    "replied": gettext_lazy("办结"),
    "late": gettext_lazy("逾期答复"),
}


def _year(request: StaffRequest) -> int:
    asked = whole(request.GET.get("year", ""), 4)
    known = oversight.years()
    return asked if asked in known else known[0]


@post_required(*OFFICE_POSTS)
@require_GET
def board(request: StaffRequest) -> HttpResponse:
    """Units × counts; every figure leads to its rows."""
    year = _year(request)
    lines = oversight.board(year)
    base = reverse("desk:foi-oversight")
    context = {
        "year": year,
        "years": [Tab(f"{one}年", f"{base}?year={one}", one == year) for one in oversight.years()],
        "heads": HEADS.items(),
        "lines": [(line, [(name, line.counts[name]) for name in oversight.COLUMNS]) for line in lines],
        "totals": [(name, n) for name, n in oversight.totals(lines).items()],
        "sentence": _sentence(lines),
        "granted": queries.granted_to(request.actor).select_related("application__unit"),
        "crumbs": [Crumb(_("依申请公开总览"))],
    }
    return render(request, "desk/foi/oversight.html", context)


def _sentence(lines: list[oversight.Line]) -> str:
    """What the table says, in words."""
    late = [line for line in lines if line.counts["red"]]
    total = oversight.totals(lines)
    if not late:
        return _("在办 %(open)s 件，没有逾期。") % total
    units = "、".join(line.unit.short for line in late[:3]) + (_("等") if len(late) > 3 else "")
    return _("在办 %(open)s 件，逾期未复 %(red)s 件，在%(units)s。") % {**total, "units": units}


@post_required(*OFFICE_POSTS, opens=every(Unit.objects.all))
@require_GET
def unit_rows(request: StaffRequest, unit: Unit) -> HttpResponse:
    """The rows behind a figure: number, kind, channel, statutory nodes. Nothing of who asked, or for what."""
    year, kind = _year(request), request.GET.get("kind", "")
    kind = kind if kind in HEADS else ""
    page = keyset.page(oversight.of_unit(unit, kind, year), NEWEST, request.GET, PAGE_SIZE)
    rows = oversight.rows(page.rows)
    held = pills([row.case for row in rows])
    base = reverse("desk:foi-oversight-unit", args=[unit.pk])
    tabs = [Tab(_("全部"), f"{base}?year={year}", not kind)]
    tabs += [Tab(str(label), f"{base}?year={year}&kind={name}", name == kind) for name, label in HEADS.items()]
    context: dict[str, Any] = {
        "unit": unit,
        "year": year,
        "tabs": tabs,
        "rows": [(row, held[row.case.pk]) for row in rows],
        "page": page,
        "may_grant": request.actor.post is Post.OFFICE_HEAD and unit.pk != request.actor.unit_id,
        "crumbs": _crumbs(unit, year),
    }
    return render(request, "desk/foi/oversight_unit.html", context)


def _crumbs(unit: Unit, year: int, last: str = "") -> list[Crumb]:
    base = reverse("desk:foi-oversight")
    steps = [Crumb(_("依申请公开总览"), f"{base}?year={year}")]
    steps.append(Crumb(unit.short, reverse("desk:foi-oversight-unit", args=[unit.pk]) if last else ""))
    return [*steps, Crumb(last)] if last else steps


@keeps_typing
@post_required(
    Post.OFFICE_HEAD, opens=every(Application.objects.select_related("unit", "case").filter(case__isnull=False).all)
)
@require_http_methods(["GET", "POST"])
def grant(request: StaffRequest, application: Application) -> HttpResponse:
    """Open one case to one person of 区府办, with the reason and the last day."""
    data = request.POST if request.method == "POST" else typed_before(request)
    form = GrantForm(data)
    done = take(request, form, f"foi.grant.{application.pk}", lambda data: _granted(request, application, data))
    if done is not None:
        made = application.grants.select_related("person").get(pk=done)
        said = {"name": made.person.name, "number": str(application), "day": chinese_date(made.until)}
        messages.success(request, _("已授权%(name)s查阅 %(number)s，至 %(day)s。事项中会显示这次授权。") % said)
        return redirect("desk:foi-oversight-unit", unit_id=application.unit_id)
    context = {
        "form": form,
        "application": application,
        "grants": application.grants.select_related("person"),
        "today": timekeeping.today(),
        "crumbs": _crumbs(application.unit, timekeeping.today().year, _("授权查阅")),
    }
    return render(request, "desk/foi/grant.html", context)


def _granted(request: StaffRequest, application: Application, data: dict[str, Any]) -> int:
    return commands.grant(application, actor=request.actor, **data).pk
