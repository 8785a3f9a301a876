"""The work plan's public progress."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Pair
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.portal import providers, structure, workplan
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw
from mingzheng.supervision.indicators.public import PublicPart, PublicPlan

SHOWN = {"done": gettext_lazy("已办结"), "amber": gettext_lazy("临近期限"), "red": gettext_lazy("逾期")}


def sentence(plan: PublicPlan) -> str:
    """The state of the plan in one sentence, as the board says it."""
    late, near, done = plan.count("red"), plan.count("amber"), plan.count("done")
    parts = [
        _("共 %(number)d 项任务") % {"number": len(plan.tasks)},
        _("已办结 %(number)d 项") % {"number": done} if done else _("尚无办结"),
        _("逾期 %(number)d 项") % {"number": late} if late else _("没有逾期"),
    ]
    if near:
        parts.append(_("临近期限 %(number)d 项") % {"number": near})
    if rest := plan.count("green"):
        parts.append(_("其余 %(number)d 项按期推进") % {"number": rest})
    return "，".join(parts) + "。"


def figures(plan: PublicPlan) -> list[tuple[str, int, str, str]]:
    """(label, number of tasks, light, address of those tasks) for the row of figures."""
    base = structure.PLAN.url
    row = [(_("任务"), len(plan.tasks), "", f"{base}#tasks")]
    for light, label in SHOWN.items():
        number = plan.count(light)
        row.append((str(label), number, light, f"{base}?show={light}#tasks" if number else ""))
    return row


def only(plan: PublicPlan, light: str) -> list[PublicPart]:
    """The parts and points that hold a task with this light, without the others; all parts for no light."""
    if light not in SHOWN:
        return list(plan.parts)
    parts = []
    for part in plan.parts:
        points = [
            replace(point, tasks=tasks)
            for point in part.points
            if (tasks := [task for task in point.tasks if task.light == light])
        ]
        if points:
            parts.append(replace(part, points=points))
    return parts


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    current = providers.current_plan()
    if current is None:
        return draw(request, "portal/plan_empty.html", column=structure.PLAN)
    meta = of_article(
        structure.PLAN,
        current.title,
        published=current.date,
        source=current.issuer,
        about=sentence(current),
        words=["政务公开", "工作要点"],
    )
    light = request.GET.get("show", "")
    header = [
        Pair(_("发文机关"), current.issuer),
        *([Pair(_("发文字号"), current.number, nobreak=True)] if current.number else []),
        Pair(_("印发日期"), cn_date(current.date)),
        Pair(_("进展截至"), cn_date(current.as_of)),
    ]
    return draw(
        request,
        "portal/plan.html",
        column=structure.PLAN,
        meta=meta,
        shows=[],
        reads=["show"],
        moment=True,
        plan=current,
        header=header,
        sentence=sentence(current),
        figures=figures(current),
        parts=only(current, light),
        shown=SHOWN.get(light, ""),
    )


@require_safe
def making(request: HttpRequest) -> HttpResponse:
    """How the figures of the plan are made: each with its words, its article and what it says."""
    current = providers.current_plan()
    if current is None:
        return draw(request, "portal/plan_empty.html", column=structure.PLAN)
    meta = of_article(
        structure.PLAN,
        _("工作要点的数字怎么算"),
        published=current.date,
        source=current.issuer,
        about=_("工作要点各项任务的数字：怎么算，依据什么，现在是多少。"),
        words=["政务公开", "工作要点", "指标"],
    )
    return draw(
        request,
        "portal/plan_figures.html",
        column=structure.PLAN,
        meta=meta,
        shows=[],
        moment=True,
        plan=current,
        numbers=current.numbers,
    )


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The annex as issued (xlsx) or the due dates (ics), for everybody."""
    file = workplan.SOURCE.files().get(kind)
    if file is None:
        raise Http404
    # A calendar is subscribed to in place; a workbook is kept.
    return file_response(file.data, file.name, inline=kind == "ics")
