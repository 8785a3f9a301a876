"""拟答复: choose what the answer is, then write what this answer needs, with the letter beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.commands import FormRefused, act, bind_form
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import why_not
from mingzheng.core.procedures.table import Step
from mingzheng.desk import foi_panel
from mingzheng.desk.access import StaffRequest, refused_status, staff_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.pills import pills
from mingzheng.desk.views.acts import already_done, said
from mingzheng.desk.views.cases import crumbs, find_case
from mingzheng.requests.foi import drafting
from mingzheng.requests.foi.models import Outcome
from mingzheng.requests.foi.models.applications import KIND

COMMAND = "propose"


def _case(request: StaffRequest, pk: int) -> Case:
    case = find_case(request, pk)
    if case.procedure != KIND or case.subject is None:
        raise Http404
    return case


@keeps_typing
@staff_required(opens=_case)
@require_http_methods(["GET", "POST"])
def reply(request: StaffRequest, case: Case) -> HttpResponse:
    """GET: the tree, or with ``?leaf=`` the questions of that leaf. POST: look at the letter, or submit it for review."""
    step = case.table.step(COMMAND, case.state)
    refusal = why_not(case.table, step, COMMAND, case, request.actor)
    if request.method == "POST" and "preview" not in request.POST:
        return _send(request, case)
    if refusal is not None:
        return render(
            request,
            "desk/foi/reply_refused.html",
            _frame(case) | {"refusal": refusal},
            status=refused_status(request, refusal),
        )
    data = request.POST if request.method == "POST" else typed_before(request)
    if data is None:
        return _first(request, case)
    return _page(request, case, data, _bound(case, data))


def _first(request: StaffRequest, case: Case) -> HttpResponse:
    """Nothing typed yet: what was drafted before and sent back, or the leaf of the address, or the tree."""
    drafted = Outcome.objects.filter(application=case.subject).first()
    code = request.GET.get("leaf", drafted.leaf if drafted and "choose" not in request.GET else "")
    if drafting.choice(case.subject, code, timekeeping.today()) is None:
        return _tree(request, case, drafted.leaf if drafted else "")
    held: dict[str, Any] = {"leaf": code}
    if drafted is not None:
        held = {name: getattr(drafted, name) for name in (*drafting.PLAIN, "withheld", "given")} | held
    return _page(request, case, held, _unbound(case, held))


def _tree(request: StaffRequest, case: Case, code: str) -> HttpResponse:
    day = timekeeping.today()
    branches = [
        (heading, [drafting.choice(case.subject, leaf.code, day) for leaf in leaves])
        for heading, leaves in drafting.choices(day)
    ]
    context = {**_frame(case), "branches": branches, "chosen": code, "unchosen": "leaf" in request.GET}
    return render(request, "desk/foi/reply_tree.html", context)


def _form(case: Case, data: Any, files: Any = None) -> forms.Form:
    return bind_form(_step(case), case, data, files)


def _step(case: Case) -> Step:
    return next(step for step in case.table.steps if step.command == COMMAND)


def _bound(case: Case, data: Any) -> forms.Form:
    """What was typed, drawn again without complaint: looking at the letter is not yet handing it in."""
    held = {name: data.get(name, "") for name in (*drafting.PLAIN, "leaf", "overruled")}
    return _unbound(case, held | {name: data.getlist(name) for name in ("withheld", "given")})


def _unbound(case: Case, held: dict[str, Any]) -> forms.Form:
    form = _form(case, None)
    form.initial = held
    return form


def _page(
    request: StaffRequest,
    case: Case,
    data: Any,
    form: forms.Form,
    refusal: Refused | None = None,
) -> HttpResponse:
    day, application = timekeeping.today(), case.subject
    choice = drafting.choice(application, data.get("leaf", ""), day)
    if choice is None:
        return _tree(request, case, "")
    names = drafting.fields(application, choice.leaf)
    context = {
        **_frame(case),
        "choice": choice,
        "form": form,
        "fields": [(form[name], name not in drafting.required(choice.leaf)) for name in names],
        "draft": foi_panel.draft_of(application, drafting.typed(application, choice.leaf, data, day)),
        "objections": drafting.objections(application),
        "refusal": refusal,
        "again_files": bool(request.FILES),
        "consulted": foi_panel.consultations(application, case),
        "searches": list(application.searches.all()),
    }
    return render(request, "desk/foi/reply.html", context, status=refused_status(request, refusal))


def _frame(case: Case) -> dict[str, Any]:
    return {
        "case": case,
        "application": case.subject,
        "pill": pills([case])[case.pk],
        "state": case.state_now,
        "crumbs": crumbs(case, _("拟答复")),
        "address": reverse("desk:foi-reply", args=[case.pk]),
    }


def _send(request: StaffRequest, case: Case) -> HttpResponse:
    """Hand the draft in; whatever is wrong stays on the page with everything that was typed."""
    sent = whole(request.POST.get("revision", ""))
    revision = -1 if sent is None else sent
    data: Any = _asked(case, request.POST)
    try:
        entry = act(case, COMMAND, request.actor, data, files=request.FILES, revision=revision)
    except FormRefused as refused:
        return _page(request, case, request.POST, refused.form)
    except Refused as refused:
        return _refused(request, case, refused, revision)
    messages.success(request, said(case, _step(case), entry))
    return redirect("desk:case", pk=case.pk)


def _asked(case: Case, data: QueryDict) -> QueryDict:
    """Only what the chosen leaf asks for: a field that was hidden by another choice says nothing."""
    choice = drafting.choice(case.subject, data.get("leaf", ""), timekeeping.today())
    names = {"leaf", *(drafting.fields(case.subject, choice.leaf) if choice else ())}
    kept = data.copy()
    for name in set(kept) - names:
        del kept[name]
    return kept


def _refused(request: StaffRequest, case: Case, refused: Refused, revision: int) -> HttpResponse:
    if refused.code == "stale" and already_done(case, _step(case), request.actor, revision):
        messages.info(request, _("拟答复已经提交过，没有重复登记。"))
        return redirect("desk:case", pk=case.pk)
    fresh = _case(request, case.pk)
    if refused.code == "lacking":
        return _page(request, fresh, request.POST, _bound(fresh, request.POST), refused)
    if why_not(fresh.table, fresh.table.step(COMMAND, fresh.state), COMMAND, fresh, request.actor) is None:
        return _page(request, fresh, request.POST, _form(fresh, request.POST, request.FILES), refused)
    context = _frame(fresh) | {"refusal": refused, "typed": request.POST.get("reason", "")}
    return render(request, "desk/foi/reply_refused.html", context, status=409)


@staff_required(opens=_case)
@require_POST
def preview(request: StaffRequest, case: Case) -> HttpResponse:
    """The letter while it is typed (htmx). Keeps nothing."""
    day = timekeeping.today()
    choice = drafting.choice(case.subject, request.POST.get("leaf", ""), day)
    if choice is None or request.actor.unit_id != case.unit_id:
        raise Http404
    draft = foi_panel.draft_of(case.subject, drafting.typed(case.subject, choice.leaf, request.POST, day))
    return render(request, "desk/foi/_beside.html", {"draft": draft})
