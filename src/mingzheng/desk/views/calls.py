"""Calls on the desk: the list, a new one, moderating what came, groups with their answers."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset
from mingzheng.core.errors import Refused
from mingzheng.core.identity.queries import marked
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import allows
from mingzheng.design.parts import Crumb
from mingzheng.desk import moderating
from mingzheng.desk.access import StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.state_tabs import chosen, states_of, tabs
from mingzheng.desk.taking import begun, form_page
from mingzheng.desk.views.surveys import listed
from mingzheng.participation.surveys import commands, queries
from mingzheng.participation.surveys.forms.calls import NewCallForm, ScreenIdeaForm
from mingzheng.participation.surveys.models import Call, Idea, IdeaContact
from mingzheng.participation.surveys.rows import WRITERS

IDEAS = 20
TABS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("在办"), Q(case__closed_at=None)),
    "open": (gettext_lazy("已发布"), Q(case__state="released")),
    "closed": (gettext_lazy("已办结"), Q(case__closed_at__isnull=False)),
    "all": (gettext_lazy("全部"), Q()),
}


STATES = states_of(Idea.State.choices)


def crumbs(*labels: Crumb | str) -> list[Crumb]:
    steps = [Crumb(_("建议征集"), reverse("desk:calls"))]
    return [*steps, *(one if isinstance(one, Crumb) else Crumb(one) for one in labels)]


@staff_required
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Calls of the own unit, 区府办 all."""
    context = {**listed(request, queries.staff_calls(request.actor), TABS), "crumbs": [Crumb(_("建议征集"))]}
    return render(request, "desk/calls/index.html", context)


@post_required(*WRITERS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    unit = own_unit(request)
    form = NewCallForm(request.POST if request.method == "POST" else None)
    made = begun(
        request,
        form,
        "surveys.call",
        lambda data: commands.begin_call(unit, request.actor, data).case_id,
        _("已建立。核对议题、途径和期限后提交审核。"),
    )
    title = _("筹备征集")
    return made or form_page(request, form, title, _("建立"), reverse("desk:calls"), crumbs(title))


def _find(request: StaffRequest, pk: int) -> Call:
    found = queries.staff_calls(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@staff_required(opens=_find)
@never_cache
@require_http_methods(["GET", "POST"])
def ideas(request: StaffRequest, call: Call) -> HttpResponse:
    """What came, to be shown as masked or held back with a reason. Who wrote it is for those who moderate it."""
    allowed = allows(call.case, request.actor, "screen")
    decided = moderating.decide(request, call.case, ("screen",), lambda: _("已处理。留了邮箱的，建议人会收到信。"))
    if decided.onward is not None:
        return decided.onward
    state = chosen(request, STATES)
    rows = call.ideas.filter(STATES[state][1]).select_related("group")
    page = keyset.page(rows, keyset.Order("received_on"), request.GET, IDEAS)
    reached = _contacts(request, call, page.rows) if allowed else {}
    verified = marked("surveys.idea", [row.pk for row in page.rows]) if allowed else set()
    context = {
        "call": call,
        "page": page,
        "rows": [_row(request, row, reached.get(row.pk), decided.refusal) for row in page.rows],
        "verified": verified,
        "allowed": allowed,
        "refusal": decided.refusal,
        "tabs": tabs(request, call.ideas.all(), STATES, state),
        "crumbs": crumbs(Crumb(call.title, reverse("desk:case", args=[call.case_id])), _("审核建议")),
    }
    return render(request, "desk/calls/ideas.html", context, status=decided.status)


def _contacts(request: StaffRequest, call: Call, rows: list[Idea]) -> dict[int, IdeaContact]:
    """Whom to ask, for who moderates; the look is journalled without a name."""
    found = {one.idea_id: one for one in IdeaContact.objects.filter(idea__in=rows)}
    if found:
        journal.append(
            action="surveys.contacts_read",
            actor=request.actor,
            subject=call.ref,
            case_id=call.case_id,
            summary=f"查看建议人的联系方式（{len(found)} 条）",
        )
    return found


def _row(request: StaffRequest, row: Idea, contact: IdeaContact | None, refusal: Refused | None) -> dict[str, Any]:
    """``typed``: what a refused posting of this idea held, else what is or would be shown."""
    own = moderating.own(request, refusal, "idea", row)
    usual = {name: getattr(row, name) or getattr(row, name.removeprefix("public_")) for name in ScreenIdeaForm.PUBLIC}
    typed = {name: request.POST.get(name, "") if own else words for name, words in usual.items()}
    return {
        "row": row,
        "contact": contact,
        "typed": typed,
        "reason": request.POST.get("reason", "") if own else row.held_why,
        "wrong": str(refusal) if own else "",
        "found": moderating.said(f"{row.topic}\n{row.reason}\n{row.proposal}"),
    }


@staff_required(opens=_find)
@require_GET
def groups(request: StaffRequest, call: Call) -> HttpResponse:
    """Ideas in groups, with what became of each; merging and answering are steps of the case."""
    context = {
        "call": call,
        "rows": list(queries.answered_groups(call).prefetch_related("ideas")[:200]),
        "may_answer": allows(call.case, request.actor, "answer"),
        "may_group": allows(call.case, request.actor, "regroup"),
        "crumbs": crumbs(Crumb(call.title, reverse("desk:case", args=[call.case_id])), _("建议分组")),
    }
    return render(request, "desk/calls/groups.html", context)
