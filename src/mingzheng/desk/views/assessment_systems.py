"""Indicator systems on the desk: taking a workbook in, the table with its sums, comparing two, trying other weights."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required, staff_required
from mingzheng.desk.views.assessment import crumbs
from mingzheng.papers.assessment_xlsx import system_workbook
from mingzheng.supervision.assessment import commands, presenting, queries, sheets, visibility
from mingzheng.supervision.assessment.forms import SystemForm
from mingzheng.supervision.assessment.formulas import plain
from mingzheng.supervision.assessment.models import Round, System


@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A draft from a workbook; every wrong row is named and nothing is taken."""
    posted = request.method == "POST"
    start = {"year": timekeeping.today().year, "whole": 100}
    form = SystemForm(request.POST if posted else None, request.FILES if posted else None, initial=start)
    faults: list[sheets.Fault] = []
    if posted and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            rows = commands.read_upload(upload.data, upload.name)
            system = commands.new_system(form.cleaned_data, rows, request.actor)
        except commands.WrongSheet as wrong:
            faults = wrong.faults
            form.add_error("file", _("这张表有 %(n)s 处不对，没有导入。请按下面改正后重新上传。") % {"n": len(faults)})
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已导入 %(n)s 个项目，成为草案。") % {"n": len(rows)})
            return redirect("desk:assessment-system", pk=system.pk)
    context = {"form": form, "faults": faults, "columns": sheets.COLUMNS, "crumbs": crumbs(Crumb(_("导入指标")))}
    return render(request, "desk/assessment/import.html", context)


@staff_required
@require_GET
def empty(request: StaffRequest) -> HttpResponse:
    """An empty table with its headings and the figures that may be used."""
    return file_response(system_workbook(None), "assessment-empty.xlsx")


def _found(request: StaffRequest, pk: int) -> System:
    found = queries.systems().filter(pk=pk).first()
    if found is None or not visibility.sees_system(found, request.actor):
        raise Http404
    return found


def _crumbs(system: System, label: str) -> list[Crumb]:
    return crumbs(Crumb(str(system), reverse("desk:assessment-system", args=[system.pk])), Crumb(label))


@staff_required(opens=_found)
@require_GET
def page(request: StaffRequest, system: System) -> HttpResponse:
    """The table by 指标 with its sums; what does not add up is said."""
    context = {
        "system": system,
        "groups": queries.groups(system),
        "words": {item.pk: presenting.figure_words(item) for item in system.listed},
        "faults": queries.sum_faults(system),
        "whole": plain(system.whole),
        "before": queries.before(system),
        "office": visibility.is_office(request.actor),
        "last": queries.last_round(),
        "crumbs": crumbs(Crumb(str(system))),
    }
    return render(request, "desk/assessment/system.html", context)


@staff_required(opens=_found)
@require_GET
def workbook(request: StaffRequest, system: System) -> HttpResponse:
    """The system as a workbook that can be taken in again."""
    return file_response(system_workbook(system), f"assessment-system-{system.year}-{system.edition}.xlsx")


@staff_required(opens=_found)
@require_GET
def compare(request: StaffRequest, system: System) -> HttpResponse:
    """This system beside another one; without a choice the one before."""
    others = [one for one in queries.systems().exclude(pk=system.pk) if visibility.sees_system(one, request.actor)]
    wanted = whole(request.GET.get("with", ""))
    chosen = next((one for one in others if one.pk == wanted), None) or queries.before(system)
    pairs = queries.compare(chosen, system) if chosen else []
    counts: dict[str, int] = {}
    for pair in pairs:
        counts[pair.change.label] = counts.get(pair.change.label, 0) + 1
    context = {
        "system": system,
        "others": others,
        "old": chosen,
        "pairs": [(pair, _change_by(pair.by)) for pair in pairs],
        "counts": counts.items(),
        "crumbs": _crumbs(system, _("比较")),
    }
    return render(request, "desk/assessment/compare.html", context)


def _change_by(value: object) -> str:
    text = f"{value:+f}".rstrip("0").rstrip(".")
    return "" if text in ("+0", "-0", "+", "-") else text.replace("-", "−")


@post_required(*OFFICE_POSTS, opens=_found)
@require_GET
def simulate(request: StaffRequest, system: System) -> HttpResponse:
    """How the last round would stand under this system, or under weights typed here; nothing is stored."""
    rounds = list(Round.objects.exclude(settled_at=None).select_related("system").order_by("-settled_at"))
    wanted = whole(request.GET.get("round", ""))
    chosen = next((one for one in rounds if one.pk == wanted), rounds[0] if rounds else None)
    tried, faults = queries.tried_points(system, request.GET.dict())
    for item in system.listed:
        item.points = tried.get(item.pk, item.points)
    faults += queries.sum_faults(system)
    found = queries.simulate(chosen, system, tried) if chosen else None
    moves = sorted(found.moves, key=lambda move: (move.new.group, -move.new.score)) if found else []
    context = {
        "system": system,
        "rounds": rounds,
        "chosen": chosen,
        "found": found,
        "moves": moves,
        "moved": sum(move.moved for move in moves),
        "groups": queries.groups(system),
        "typed": {item.pk: request.GET.get(f"w{item.pk}", "") or plain(item.points) for item in system.listed},
        "tried": len(tried),
        "faults": faults,
        "crumbs": _crumbs(system, _("推演")),
    }
    return render(request, "desk/assessment/simulate.html", context)
