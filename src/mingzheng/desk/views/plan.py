"""The boards of the work plan: the whole table, by part, unit and time limit, the heat map, a task, a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingzheng.core import records, timekeeping
from mingzheng.core.dates import spaced_date
from mingzheng.core.indicators import indicator_of
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.units.models import Unit
from mingzheng.design.parts import Crumb, HeatCell, Heatmap, HeatRow, LineChart, Pair, Series, Tab, pairs_of
from mingzheng.desk.access import StaffRequest, every, staff_required
from mingzheng.desk.views.plan_export import feed_address
from mingzheng.supervision.indicators import queries as figures
from mingzheng.supervision.indicators import standings
from mingzheng.supervision.workplan import queries
from mingzheng.supervision.workplan.models import Plan, PlanTask

VIEWS = ("table", "parts", "units", "due", "heat", "mine")
MONTHS = [f"{month}月" for month in range(1, 13)]
ON_A_PAGE = 50
MARKED = ("red", "amber", "green", "done")


@staff_required
@require_GET
def board(request: StaffRequest) -> HttpResponse:
    """The plan in one of its views; without a plan, the way to import one."""
    plan = queries.plan_of()
    if plan is None:
        drafts = queries.open_drafts() if request.actor.post in OFFICE_POSTS else []
        return render(
            request, "desk/workplan/empty.html", {"drafts": drafts, "office": request.actor.post in OFFICE_POSTS}
        )
    view = request.GET.get("view", "table")
    view = view if view in VIEWS else "table"
    found = queries.board(plan, unit_id=request.actor.unit_id if view == "mine" else None)
    context: dict[str, Any] = {
        "plan": plan,
        "board": found,
        "view": view,
        "tabs": _tabs(view),
        "stats": _stats(found),
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("工作要点"))],
        "unit_query": f"?unit={request.actor.unit_id}" if view == "mine" else "",
        **_drawn(view, found),
    }
    return render(request, "desk/workplan/board.html", context)


def _tabs(view: str) -> list[Tab]:
    labels = {
        "table": _("全表"),
        "parts": _("按部分"),
        "units": _("按单位"),
        "due": _("按时限"),
        "heat": _("热力图"),
        "mine": _("我单位"),
    }
    base = reverse("desk:plan")
    return [
        Tab(label, base if code == "table" else f"{base}?view={code}", code == view) for code, label in labels.items()
    ]


def _stats(found: queries.Board) -> list[dict[str, Any]]:
    lights, total = found.total.lights, found.total
    percent = "—" if total.percent is None else total.percent
    return [
        {
            "label": _("任务"),
            "value": len(found.rows),
            "unit": _("项"),
            "light": "",
            "trend": _("分解为 %(n)s 件") % {"n": total.total},
        },
        {"label": _("逾期"), "value": lights["red"], "unit": _("件"), "light": "red", "trend": _since(total)},
        {"label": _("临期"), "value": lights["amber"], "unit": _("件"), "light": "amber", "trend": _("进入预警日")},
        {
            "label": _("已办结"),
            "value": percent,
            "unit": "%",
            "light": "done",
            "trend": _("%(n)s 件经核实") % {"n": total.done},
        },
    ]


def _since(total: queries.Tally) -> str:
    day = total.oldest_red
    return _("最早自 %(day)s") % {"day": spaced_date(day, timekeeping.today())} if day else _("没有逾期")


def _drawn(view: str, found: queries.Board) -> dict[str, Any]:
    if view == "units":
        return {"units": queries.by_unit(found)}
    if view == "heat":
        return {"heat": heat_of(found)}
    if view == "due":
        return {"groups": found.by_due()}
    read = standings.standing(found.plan, units=False)
    shown = {"figures": standings.figures_of_plan(found.plan, read), "as_of": read.as_of}
    if view == "parts":
        return {"parts": found.by_part(), **shown}
    return {"rows": rows_of(found), **shown}


def rows_of(found: queries.Board) -> list[tuple[queries.TaskRow, int]]:
    """The rows of the annex with the height of the group's merged cell (0: it continues)."""
    spans: list[tuple[queries.TaskRow, int]] = []
    for index, row in enumerate(found.rows):
        first = index == 0 or found.rows[index - 1].task.group != row.task.group
        span = 0
        if first:
            span = sum(1 for _row in _same_group(found.rows[index:]))
        spans.append((row, span))
    return spans


def _same_group(rows: list[queries.TaskRow]) -> Iterable[queries.TaskRow]:
    for row in rows:
        if row.task.group != rows[0].task.group:
            return
        yield row


def heat_of(found: queries.Board) -> Heatmap:
    """Units × months: done of due, with the worst light, each row a link to the unit."""
    rows = [
        HeatRow(
            row.unit,
            [_heat_cell(cell, month) for month, cell in zip(MONTHS, row.cells, strict=True)],
            _unit_url(row.unit_id),
        )
        for row in queries.heat_map(found)
    ]
    return Heatmap(_("各单位按月应办的事项：已办结 / 应办结"), MONTHS, rows, _("单位"))


def _heat_cell(cell: queries.HeatCell | None, month: str) -> HeatCell:
    if cell is None:
        return HeatCell(words=_("%(month)s 没有到期事项") % {"month": month})
    word = queries.LIGHT_WORDS[cell.light]
    light = cell.light if cell.light in MARKED else "none"
    return HeatCell(light, f"{cell.done}/{cell.total}", f"{month} {word}，办结 {cell.done} 件，应办 {cell.total} 件")


def _unit_url(unit_id: int) -> str:
    return reverse("desk:plan-unit", args=[unit_id])


@staff_required(opens=every(Unit.objects.all))
@require_GET
def unit_board(request: StaffRequest, unit: Unit) -> HttpResponse:
    """One unit's tasks."""
    plan = _plan()
    found = queries.board(plan, unit_id=unit.pk)
    by_task = {share.task_id: share for share in found.shares}
    rows = [(row.task, by_task[row.task.pk]) for row in found.rows]
    context = {
        "plan": plan,
        "unit": unit,
        "board": found,
        "rows": rows,
        "stats": _stats(found),
        "feed": request.build_absolute_uri(feed_address(unit)),
        "opens": request.actor.post in OFFICE_POSTS or request.actor.unit_id == unit.pk,
        "crumbs": [Crumb(_("工作要点"), reverse("desk:plan")), Crumb(unit.short)],
    }
    return render(request, "desk/workplan/unit.html", context)


@staff_required(opens=every(PlanTask.objects.select_related("plan", "point__part").all))
@require_GET
def task_page(request: StaffRequest, task: PlanTask) -> HttpResponse:
    """One task: what the notice says, how its figure stands, how each unit stands."""
    found = [share for share in queries.shares(task.plan) if share.task_id == task.pk]
    own = {assignment.pk for assignment in queries.assignments_of(task, request.actor)}
    context = {
        "task": task,
        "facts": _facts(task),
        "figures": figures.figures_of(task),
        "no_source": figures.NO_SOURCE,
        "office": request.actor.post in OFFICE_POSTS,
        "shares": [(share, share.id in own) for share in found],
        "tally": queries.tally(found),
        "crumbs": [Crumb(_("工作要点"), reverse("desk:plan")), Crumb(_("第%(n)s项") % {"n": task.number})],
    }
    return render(request, "desk/workplan/task.html", context)


def _facts(task: PlanTask) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("任务名称"), task.group),
            Pair(_("所在要点"), str(task.point) if task.point else ""),
            Pair(_("责任单位"), task.units_written),
            Pair(_("完成时限"), task.due_text),
            Pair(_("期限如何得出"), task.due_rule),
            Pair(_("次数目标"), _("%(n)s 次") % {"n": task.count_target} if task.count_target else ""),
        ]
    )


@staff_required(opens=every(PlanTask.objects.select_related("plan").all))
@require_GET
def figure_page(request: StaffRequest, task: PlanTask, code: str) -> HttpResponse:
    """How a figure is made, and the records behind it."""
    indicator = indicator_of(code)
    unit = _unit_asked(request)
    own = unit.pk if unit else None
    found = next((item for item in figures.figures_of(task, unit_id=own) if item.indicator.code == code), None)
    if indicator is None or found is None:
        raise Http404
    page = figures.portion_of(task, found, whole(request.GET.get("page", "")) or 1, ON_A_PAGE, unit_id=own)
    seen = records.shown((item.ref for item in page.items), request.actor)
    items = [(item, seen.get(item.ref)) for item in page.items]
    asked = f"unit={unit.pk}&" if unit else ""
    history = figures.unit_history_of(task, code, unit.pk) if unit else figures.history_of(task, code)
    context = {
        "task": task,
        "unit": unit,
        "found": found,
        "items": items,
        "page": page,
        "previous": f"?{asked}page={page.number - 1}#records" if page.number > 1 else "",
        "following": f"?{asked}page={page.number + 1}#records" if page.number < page.pages else "",
        "today": timekeeping.today(),
        "history": history,
        "chart": _history_chart(found, history),
        "crumbs": [
            Crumb(_("工作要点"), reverse("desk:plan")),
            Crumb(_("第%(n)s项") % {"n": task.number}, reverse("desk:plan-task", args=[task.pk])),
            Crumb(indicator.label),
        ],
    }
    return render(request, "desk/workplan/figure.html", context)


def _unit_asked(request: StaffRequest) -> Unit | None:
    """The unit of which the figure is asked; 404 for somebody else's, unless 区府办 asks."""
    wanted = request.GET.get("unit", "")
    if not wanted.isdecimal() or len(wanted) > 9:
        return None
    unit = get_object_or_404(Unit, pk=int(wanted))
    if request.actor.post not in OFFICE_POSTS and request.actor.unit_id != unit.pk:
        raise Http404
    return unit


def _history_chart(found: figures.TaskFigure, history: list[Any]) -> LineChart | None:
    if len(history) < 2:
        return None
    values = [
        reading.figure.percent if reading.denominator is not None else float(reading.numerator) for reading in history
    ]
    label = found.indicator.label
    return LineChart(
        label,
        [f"{reading.day.month}-{reading.day.day}" for reading in history],
        [Series(_("当日"), values)],
        unit="%" if history[-1].denominator is not None else found.indicator.unit,
    )


def _plan() -> Plan:
    plan = queries.plan_of()
    if plan is None:
        raise Http404
    return plan
