"""The work plan's public progress."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.design.context import site
from mingzheng.design.parts import Pair
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.portal import providers, structure
from mingzheng.portal.meta import PageMeta
from mingzheng.portal.page import draw
from mingzheng.portal.providers import PublicPlan


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
    return "，".join(parts) + "。"


def figures(plan: PublicPlan) -> list[tuple[str, int, str]]:
    """(label, number of tasks, light) for the row of figures."""
    return [
        (_("任务"), len(plan.tasks), ""),
        (_("已办结"), plan.count("done"), "green"),
        (_("临近期限"), plan.count("amber"), "amber"),
        (_("逾期"), plan.count("red"), "red"),
    ]


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    current = providers.current_plan()
    if current is None:
        return draw(request, "portal/plan_empty.html", column=structure.PLAN)
    meta = PageMeta(
        column_name=structure.PLAN.label,
        column_type=structure.PLAN.kind,
        article_title=current.title,
        published=current.date,
        source=current.issuer,
        author=current.issuer,
        keywords=f"{site().district},政务公开,工作要点",
        description=sentence(current),
    )
    header = [
        Pair(_("发文机关"), current.issuer),
        Pair(_("发文字号"), current.number or "—", nobreak=True),
        Pair(_("印发日期"), cn_date(current.date)),
        Pair(_("进展截至"), cn_date(current.as_of)),
    ]
    return draw(
        request,
        "portal/plan.html",
        column=structure.PLAN,
        meta=meta,
        plan=current,
        header=header,
        sentence=sentence(current),
        figures=figures(current),
    )
