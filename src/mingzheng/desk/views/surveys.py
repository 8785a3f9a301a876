"""Surveys on the desk: the list, a new one, the texts that people wrote."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.core.privacy.public_text import check_public
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.permission import allows
from mingzheng.core.submissions.acting import once
from mingzheng.core.units.models import Unit
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk import keyset
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required, staff_required
from mingzheng.desk.pills import pills
from mingzheng.desk.views.columns import form_page, say_no
from mingzheng.participation.surveys import commands, queries
from mingzheng.participation.surveys.forms.surveys import NewSurveyForm
from mingzheng.participation.surveys.models import OpenText, Survey
from mingzheng.participation.surveys.procedure import WRITERS

SIZE, TEXTS = 20, 30
NEWEST = keyset.Order("opens_on", descending=True)
TABS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("在办"), Q(case__closed_at=None)),
    "open": (gettext_lazy("正在答卷"), Q(case__state="released")),
    "closed": (gettext_lazy("已办结"), Q(case__closed_at__isnull=False)),
    "all": (gettext_lazy("全部"), Q()),
}


def tabs(address: str, rows: Any, of: dict[str, tuple[Any, Q]], chosen: str) -> list[Tab]:
    return [
        Tab(str(label), f"{address}?tab={code}" if code else address, code == chosen, rows.filter(condition).count())
        for code, (label, condition) in of.items()
    ]


def crumbs(*labels: Crumb | str) -> list[Crumb]:
    steps = [Crumb(_("问卷调查"), reverse("desk:surveys"))]
    return [*steps, *(one if isinstance(one, Crumb) else Crumb(one) for one in labels)]


@staff_required
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Surveys of the own unit, 区府办 all."""
    rows = queries.staff_surveys(request.actor)
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in TABS else ""
    page = keyset.page(rows.filter(TABS[chosen][1]), NEWEST, request.GET, SIZE)
    clocks = pills([row.case for row in page.rows if row.case is not None])
    context = {
        "page": page,
        "rows": [(row, clocks.get(row.case_id)) for row in page.rows],
        "tabs": tabs(reverse("desk:surveys"), rows, TABS, chosen),
        "may_begin": request.actor.post in WRITERS,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("问卷调查"))],
    }
    return render(request, "desk/surveys/index.html", context)


@post_required(*WRITERS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A new one; the questions may be taken from any survey that was released or is the unit's own."""
    unit = Unit.objects.get(pk=request.actor.unit_id)
    sources = Survey.objects.filter(Q(released_on__isnull=False) | Q(unit=unit))
    form = NewSurveyForm(request.POST if request.method == "POST" else None, sources=sources)
    if request.method == "POST" and form.is_valid():
        try:
            done = once(
                form,
                "surveys.survey",
                lambda data: commands.begin_survey(unit, request.actor, data, data["like"]).pk,
                holder=str(request.actor),
            )
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已建立。请编写题目，再提交审核。"))
            return redirect("desk:survey-compose", pk=done.result)
    title = _("编写问卷")
    return form_page(request, form, title, _("建立"), reverse("desk:surveys"), crumbs(title))


def find(request: StaffRequest, pk: int) -> Survey:
    """A survey that the actor may see on the desk; 404 for everything else."""
    found = queries.staff_surveys(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


# --- texts ---------------------------------------------------------------------------------------------------------


@staff_required
@require_http_methods(["GET", "POST"])
def texts(request: StaffRequest, pk: int) -> HttpResponse:
    """What people wrote: shown as masked, or held back with a reason; many at once where the machine saw nothing."""
    survey = find(request, pk)
    allowed = allows(survey.case, request.actor, "screen")
    refusal: Refused | None = None
    if request.method == "POST" and survey.case is not None:
        try:
            act(survey.case, "screen", request.actor, request.POST)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("已处理 %(n)s 条。") % {"n": len(request.POST.getlist("texts"))})
            return redirect(request.get_full_path())
    state = request.GET.get("state", "")
    state = state if state in OpenText.State.values else OpenText.State.WAITING
    rows = list(survey.texts.filter(state=state)[:TEXTS])
    form = survey.form
    shown = [_text_row(request, row, form.question(row.question), refusal) for row in rows]
    context = {
        "survey": survey,
        "rows": shown,
        "clean": [row["row"].pk for row in shown if not row["found"]],
        "allowed": allowed,
        "state": state,
        "refusal": refusal,
        "tabs": [
            Tab(str(label), f"?state={value}", value == state, survey.texts.filter(state=value).count())
            for value, label in OpenText.State.choices
        ],
        "crumbs": crumbs(Crumb(survey.title, reverse("desk:case", args=[survey.case_id])), _("审核文字回答")),
    }
    return render(request, "desk/surveys/texts.html", context, status=409 if refusal else 200)


def _text_row(request: StaffRequest, row: OpenText, question: Any, refusal: Refused | None) -> dict[str, Any]:
    """``found``: what the machine saw; ``typed``: what a refused posting of this row held."""
    own = refusal is not None and request.POST.getlist("texts") == [str(row.pk)]
    return {
        "row": row,
        "question": question.text if question else "",
        "found": said(row.text),
        "typed": request.POST.get("public_text", "") if own else row.public_text or row.text,
        "reason": request.POST.get("reason", "") if own else row.held_why,
        "wrong": str(refusal) if own else "",
    }


def said(words: str) -> str:
    """What the detectors see in a text; "" when it may be shown as it is."""
    try:
        check_public(words)
    except forms.ValidationError as error:
        return " ".join(error.messages)
    return ""
