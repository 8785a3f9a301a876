"""Bulletins on the desk: the list, one as it is read, its papers, receipts; monthly letters; 督办单 as papers."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Bar, BarChart, Crumb, Tab, pairs_of
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, among, post_required, refused_page, staff_required
from mingzheng.desk.taking import saving_page
from mingzheng.papers import bulletins as papers
from mingzheng.supervision.bulletins import commands, presenting, queries
from mingzheng.supervision.bulletins.forms import BeginForm
from mingzheng.supervision.bulletins.models import Bulletin, Receipt, UnitLetter
from mingzheng.supervision.workplan import visibility
from mingzheng.supervision.workplan.models import SupervisionLetter
from mingzheng.supervision.workplan.queries import plan_of

ENDINGS = ("pdf", "docx")
SHOWN = 200


def tabs(current: str) -> list[Tab]:
    pages = (("bulletins", _("季度通报")), ("unit-letters", _("每月提示信")))
    return [Tab(label, reverse(f"desk:{name}"), name == current) for name, label in pages]


def crumbs(*labels: str) -> list[Crumb]:
    return [Crumb(_("通报"), reverse("desk:bulletins")), *(Crumb(one) for one in labels)]


@staff_required
@require_GET
def bulletins(request: StaffRequest) -> HttpResponse:
    """区府办: every quarter and how it stands; a unit: what was sent to it."""
    actor = request.actor
    rows = list(queries.bulletins(actor)[:SHOWN])
    own = {one.bulletin_id: one for one in Receipt.objects.filter(bulletin__in=rows, unit_id=actor.unit_id)}
    context = {
        "tabs": tabs("bulletins"),
        "rows": [(one, own.get(one.pk)) for one in rows],
        "sees_all": queries.sees_all(actor),
        "may": actor.post in OFFICE_POSTS and plan_of() is not None,
    }
    return render(request, "desk/bulletins/list.html", context)


@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """Begin the bulletin of a quarter before the daily round does."""
    plan = plan_of(timekeeping.today().year) or plan_of()
    if plan is None or plan.issued_at is None:
        return refused_page(request, _("还没有下达工作要点。"), _("请先导入并下达要点。"))
    return saving_page(
        request,
        BeginForm(request.POST if request.method == "POST" else None, plan=plan),
        lambda data: commands.begin(plan, data["quarter"], request.actor).case_id,
        said=_("已启动。请「按记录生成」。"),
        onward=lambda made: reverse("desk:case", args=[made]),
        page={
            "title": _("启动季度通报"),
            "action": _("启动"),
            "lead": _("季度结束后会自动启动；需要提前准备的，在这里启动。"),
            "back": reverse("desk:bulletins"),
            "crumbs": crumbs(_("启动季度通报")),
        },
    )


def _find(request: StaffRequest, pk: int) -> Bulletin:
    return get_object_or_404(queries.bulletins(request.actor), pk=pk)


@staff_required(opens=_find)
@require_GET
def bulletin(request: StaffRequest, found: Bulletin) -> HttpResponse:
    """The bulletin as it is read, where its numbers come from, who has signed."""
    actor = request.actor
    office = actor.post in OFFICE_POSTS
    context = {
        "found": found,
        "sections": presenting.sections(found),
        "facts": pairs_of(presenting.bulletin_facts(found)),
        "tasks": found.tables.get("tasks"),
        "chart": chart(found),
        "newer": queries.newer(found),
        "receipt": Receipt.objects.filter(bulletin=found, unit_id=actor.unit_id).select_related("case").first(),
        "receipts": found.receipts.select_related("unit") if queries.sees_all(actor) and found.published_at else [],
        "unsigned": queries.unsigned(found) if queries.sees_all(actor) and found.published_at else [],
        "office": office,
        "crumbs": crumbs(str(found)),
    }
    return render(request, "desk/bulletins/bulletin.html", context)


def chart(found: Bulletin) -> BarChart | None:
    """The bars of the snapshot, for a page."""
    if not found.bars:
        return None
    bars = [Bar(label, value, text=text) for label, value, text in found.bars]
    best = max(found.bars, key=lambda one: one[1])
    sentence = _("办结率最高的是“%(label)s”，%(text)s。") % {"label": best[0], "text": best[2]}
    return BarChart(_("各部分办结率"), bars, sentence, unit="%", top=100)


@staff_required(opens=_find)
@never_cache
@require_GET
def paper(request: StaffRequest, found: Bulletin, ending: str) -> HttpResponse:
    if ending not in ENDINGS or found.figures_on is None:
        raise Http404
    try:
        data = papers.pdf(found) if ending == "pdf" else papers.docx(found)
    except Refused as refused:
        return refused_page(request, refused.message, refused.remedy)
    return file_response(data, f"{found}.{ending}")


# --- monthly letters ---------------------------------------------------------------------------------------------


@staff_required
@require_GET
def letters(request: StaffRequest) -> HttpResponse:
    """What was sent to the own unit; 区府办 all, the newest first."""
    context = {
        "tabs": tabs("unit-letters"),
        "rows": queries.letters(request.actor)[:SHOWN],
        "sees_all": queries.sees_all(request.actor),
    }
    return render(request, "desk/bulletins/letters.html", context)


@staff_required(opens=among(queries.letters))
@require_GET
def letter(request: StaffRequest, found: UnitLetter) -> HttpResponse:
    crumb = Crumb(_("每月提示信"), reverse("desk:unit-letters"))
    context = {"found": found, "crumbs": [*crumbs(), crumb, Crumb(found.subject)]}
    return render(request, "desk/bulletins/letter.html", context)


# --- 督办单 -------------------------------------------------------------------------------------------------------


def _supervision(request: StaffRequest, pk: int) -> SupervisionLetter:
    rows = SupervisionLetter.objects.select_related("assignment__unit", "assignment__task__plan")
    found = get_object_or_404(rows, pk=pk)
    if not visibility.sees_assignment(found.assignment, request.actor):
        raise Http404
    return found


@staff_required(opens=_supervision)
@never_cache
@require_GET
def supervision(request: StaffRequest, found: SupervisionLetter, ending: str) -> HttpResponse:
    """督办单 as a paper, for whoever sees the share that it is about."""
    if ending not in ENDINGS:
        raise Http404
    try:
        data = papers.letter_pdf(found) if ending == "pdf" else papers.letter_docx(found)
    except Refused as refused:
        return refused_page(request, refused.message, refused.remedy)
    return file_response(data, f"{found.number}.{ending}")
