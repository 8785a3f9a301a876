"""Surveys on the desk: the list, a new one, the texts that people wrote."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.permission import allows
from mingzheng.design.parts import Crumb
from mingzheng.desk import moderating, numbered
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.pills import pills
from mingzheng.desk.state_tabs import States, chosen, tabs
from mingzheng.desk.taking import form_page, take
from mingzheng.participation.surveys import commands, queries
from mingzheng.participation.surveys.forms.surveys import NewSurveyForm
from mingzheng.participation.surveys.models import OpenText, Survey
from mingzheng.participation.surveys.rows import WRITERS

SIZE, TEXTS = 20, 30
NEWEST = keyset.Order("opens_on", descending=True)
TABS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("在办"), Q(case__closed_at=None)),
    "open": (gettext_lazy("正在答卷"), Q(case__state="released")),
    "closed": (gettext_lazy("已办结"), Q(case__closed_at__isnull=False)),
    "all": (gettext_lazy("全部"), Q()),
}


def crumbs(*labels: Crumb | str) -> list[Crumb]:
    steps = [Crumb(_("问卷调查"), reverse("desk:surveys"))]
    return [*steps, *(one if isinstance(one, Crumb) else Crumb(one) for one in labels)]


@staff_required
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Surveys of the own unit, 区府办 all."""
    context = {**listed(request, queries.staff_surveys(request.actor), TABS), "crumbs": [Crumb(_("问卷调查"))]}
    return render(request, "desk/surveys/index.html", context)


def listed(request: StaffRequest, rows: QuerySet[Any], states: States) -> dict[str, Any]:
    """A page of a list by tabs, each row with its pill; surveys and calls are listed alike."""
    now = chosen(request, states)
    page = keyset.page(rows.filter(states[now][1]), NEWEST, request.GET, SIZE)
    clocks = pills([row.case for row in page.rows if row.case is not None])
    return {
        "page": page,
        "rows": [(row, clocks.get(row.case_id)) for row in page.rows],
        "tabs": tabs(request, rows, states, now),
        "may_begin": request.actor.post in WRITERS,
        "office": request.actor.post in OFFICE_POSTS,
    }


@post_required(*WRITERS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A new one; the questions may be taken from any survey that was released or is the unit's own."""
    unit = own_unit(request)
    sources = Survey.objects.filter(Q(released_on__isnull=False) | Q(unit=unit))
    form = NewSurveyForm(request.POST if request.method == "POST" else None, sources=sources)
    made = take(
        request, form, "surveys.survey", lambda data: commands.begin_survey(unit, request.actor, data, data["like"]).pk
    )
    if made is not None:
        messages.success(request, _("已建立。请编写题目，再提交审核。"))
        return redirect("desk:survey-compose", pk=made)
    title = _("编写问卷")
    return form_page(request, form, title, _("建立"), reverse("desk:surveys"), crumbs(title))


def find(request: StaffRequest, pk: int) -> Survey:
    """A survey that the actor may see on the desk; 404 for everything else."""
    found = queries.staff_surveys(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


# --- texts ---------------------------------------------------------------------------------------------------------

State = OpenText.State
STATES: dict[str, tuple[Any, Q]] = {
    State.WAITING.value: (State.WAITING.label, Q(state=State.WAITING)),
    "unchecked": (gettext_lazy("待复核"), Q(state=State.SHOWN, checked_on=None)),
    State.SHOWN.value: (gettext_lazy("可以公开"), Q(state=State.SHOWN, checked_on__isnull=False)),
    State.HELD.value: (State.HELD.label, Q(state=State.HELD)),
}


@staff_required(opens=find)
@require_http_methods(["GET", "POST"])
def texts(request: StaffRequest, survey: Survey) -> HttpResponse:
    """What people wrote: masked or held back by one person, read again by another; many at once where the machine saw nothing."""
    decided = moderating.decide(request, survey.case, ("screen", "check_texts"), lambda: _done(request))
    if decided.onward is not None:
        return decided.onward
    state = chosen(request, STATES)
    page = numbered.page(survey.texts.filter(STATES[state][1]), request.GET, TEXTS)
    form = survey.form
    shown = [_text_row(request, row, form.question(row.question), decided.refusal) for row in page.rows]
    context = {
        "survey": survey,
        "page": page,
        "rows": shown,
        "clean": [row["row"].pk for row in shown if not row["found"]],
        "allowed": allows(survey.case, request.actor, "screen"),
        "may_check": state == "unchecked" and allows(survey.case, request.actor, "check_texts"),
        "state": state,
        "received": survey.texts.exists(),
        "refusal": decided.refusal,
        "tabs": tabs(request, survey.texts.all(), STATES, state),
        "crumbs": crumbs(Crumb(survey.title, reverse("desk:case", args=[survey.case_id])), _("审核文字回答")),
    }
    return render(request, "desk/surveys/texts.html", context, status=decided.status)


def _done(request: StaffRequest) -> str:
    return _("已处理 %(n)s 条。") % {"n": len(request.POST.getlist("texts"))}


def _text_row(request: StaffRequest, row: OpenText, question: Any, refusal: Refused | None) -> dict[str, Any]:
    """``found``: what the machine saw; ``typed``: what a refused posting of this row held."""
    own = moderating.own(request, refusal, "texts", row)
    return {
        "row": row,
        "question": question.text if question else "",
        "found": moderating.said(row.public_text or row.text),
        "typed": request.POST.get("public_text", "") if own else row.public_text or row.text,
        "reason": request.POST.get("reason", "") if own else row.held_why,
        "wrong": str(refusal) if own else "",
    }
