"""The command view of 区府办: tasks × units at a glance, what breaks next, who needs help, what changed; a unit in a task."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingzheng.core import records
from mingzheng.core.indicators import Item
from mingzheng.core.units.models import Unit
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, post_required, refused_page, staff_required
from mingzheng.supervision.indicators import queries
from mingzheng.supervision.indicators.overview import AHEAD, WEEK, Overview, overview
from mingzheng.supervision.workplan import queries as work
from mingzheng.supervision.workplan.models import Assignment, Plan, PlanTask

SHOWS = ("both", "figures", "work")
SHOWN = 12  # lines of each list; the rest is counted
WALL_SECONDS = 60  # how long a page of the projector stands before the next is asked for
WALL_ROWS = 33
WALL_LINES = 4
RECORDS = 200


@post_required(*OFFICE_POSTS)
@require_GET
def command(request: StaffRequest) -> HttpResponse:
    """The year at a glance."""
    plan = work.plan_of()
    if plan is None or plan.issued_at is None:
        return render(request, "desk/command/empty.html", {"crumbs": [Crumb(_("总览"))]})
    found = overview(plan)
    show = request.GET.get("show", "both")
    show = show if show in SHOWS else "both"
    context = {
        **_context(found),
        "show": show,
        "tabs": _tabs(show),
        "crumbs": [Crumb(_("总览"))],
        "waiting": queries.waiting(plan),
    }
    return render(request, "desk/command/command.html", context)


@post_required(*OFFICE_POSTS)
@require_GET
def wall(request: StaffRequest) -> HttpResponse:
    """The same for a projector: large, dark, nothing to click; half of the tasks at a time, and it turns by itself.

    ``?still``: it does not turn (WCAG 2.2.2); whoever comes by the keyboard is offered to hold it and to let it go on.
    """
    found = overview(issued())
    pages = max(1, -(-len(found.rows) // WALL_ROWS))
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isdecimal() and len(asked) < 3 and 1 <= int(asked) <= pages else 1
    rows = found.rows[(page - 1) * WALL_ROWS : page * WALL_ROWS]
    context = {
        **_context(found),
        "show": "both",
        "seconds": WALL_SECONDS,
        "rows": rows,
        "last": rows[-1] if rows else None,
        "next_page": f"{reverse('desk:command-wall')}?page={page % pages + 1}",
        "this_page": f"{reverse('desk:command-wall')}?page={page}",
        "still": "still" in request.GET,
        "plain": True,
    }
    for name in ("breaks", "help", "changes", "falling"):
        context[name] = context[name][:WALL_LINES]
    return render(request, "desk/command/wall.html", context)


def _context(found: Overview) -> dict[str, Any]:
    return {
        "found": found,
        "plan": found.plan,
        "as_of": found.standing.as_of,
        "stats": _stats(found),
        "breaks": found.breaks[:SHOWN],
        "falling": found.falling[:SHOWN],
        "help": found.help[:SHOWN],
        "changes": found.changes[:SHOWN],
        "units": {unit.pk: unit.short for unit in found.units},
        "ahead": AHEAD,
        "week": WEEK,
    }


def _stats(found: Overview) -> list[dict[str, Any]]:
    lights, total = found.lights, found.board.total
    return [
        {"label": _("数字未达到"), "value": lights["red"], "unit": _("项任务"), "light": "red"},
        {"label": _("数字接近"), "value": lights["amber"], "unit": _("项任务"), "light": "amber"},
        {"label": _("数字达到或正常"), "value": lights["green"], "unit": _("项任务"), "light": "green"},
        {"label": _("办理逾期"), "value": total.lights["red"], "unit": _("件"), "light": "red"},
        {"label": _("需要帮助"), "value": len(found.help), "unit": _("个单位"), "light": "amber"},
    ]


def _tabs(show: str) -> list[Tab]:
    labels = {"both": _("数字和办理"), "figures": _("只看数字"), "work": _("只看办理")}
    base = reverse("desk:command")
    return [
        Tab(label, base if code == "both" else f"{base}?show={code}", code == show) for code, label in labels.items()
    ]


@staff_required(opens=every(PlanTask.objects.select_related("plan", "point").all))
@require_GET
def cell(request: StaffRequest, task: PlanTask, unit_id: int) -> HttpResponse:
    """A unit in a task: its share, its figures, the records behind each. One click from the matrix, one to the record."""
    unit = get_object_or_404(Unit, pk=unit_id)
    if request.actor.post not in OFFICE_POSTS and request.actor.unit_id != unit.pk:
        return refused_page(
            request,
            _("这一页是%(unit)s的数字。") % {"unit": unit.short},
            _("您可以看本单位的；全区的由区府办查看。"),
            status=403,
        )
    figures = queries.figures_of(task, unit_id=unit.pk)
    share = next((one for one in work.shares(task.plan, unit_id=unit.pk) if one.task_id == task.pk), None)
    context = {
        "task": task,
        "unit": unit,
        "share": share,
        "assignment": Assignment.objects.filter(task=task, unit=unit).select_related("case").first(),
        "figures": [(one, *_records(request, task, one.indicator.code, unit)) for one in figures],
        "no_source": queries.NO_SOURCE,
        "crumbs": [
            Crumb(_("工作要点"), reverse("desk:plan")),
            Crumb(_("第%(n)s项") % {"n": task.number}, reverse("desk:plan-task", args=[task.pk])),
            Crumb(unit.short),
        ],
    }
    return render(request, "desk/command/cell.html", context)


def _records(
    request: StaffRequest, task: PlanTask, code: str, unit: Unit
) -> tuple[list[tuple[Item, records.Record | None]], int]:
    """The records behind a figure of one unit, those that do not count first, each with its page where it may be seen."""
    items = sorted(queries.items_of(task, code, unit_id=unit.pk), key=lambda item: item.counts)
    seen = records.shown((item.ref for item in items[:RECORDS]), request.actor)
    return [(item, seen.get(item.ref)) for item in items[:RECORDS]], len(items)


def issued() -> Plan:
    """The plan that runs now; 404 without one."""
    plan = work.plan_of()
    if plan is None or plan.issued_at is None:
        raise Http404
    return plan
