"""Taking one step on one case: its page, its refusals in place, its result in plain words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.journal import queries as journal
from mingzheng.core.journal.models import Entry
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.commands import FormRefused, act, bind_form
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import why_not
from mingzheng.core.procedures.table import Step
from mingzheng.design.views import safe_next
from mingzheng.desk import queries, step_pages
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.pills import pills
from mingzheng.desk.views.cases import crumbs, find_case, happenings


@keeps_typing
@staff_required(opens=find_case)
@require_http_methods(["GET", "POST"])
def act_page(request: StaffRequest, case: Case, command: str) -> HttpResponse:
    """GET shows the step with its help, basis and form; POST takes it."""
    step = _step(case, command)
    if request.method == "POST":
        return _post(request, case, step)
    own_page = step_pages.page_of(case, command)
    if own_page:
        return redirect(own_page)
    refusal = why_not(case.table, case.table.step(command, case.state), command, case, request.actor)
    form = None if refusal or step.form is None else _fresh_form(request, case, step)
    return _page(request, case, step, form, refusal)


def _fresh_form(request: StaffRequest, case: Case, step: Step) -> forms.Form:
    """Empty, unless something was typed before the session ran out."""
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, _("您登录前填写的内容已放回，还没有提交。选过的文件需要重新选择。"))
        return bind_form(step, case, typed)
    return _prefilled(bind_form(step, case, None), request.GET)


def _prefilled(form: forms.Form, query: QueryDict) -> forms.Form:
    """What the link chose already (``?findings=3``); the person still sends it."""
    for name, field in form.fields.items():
        if name in query:
            several = isinstance(field, forms.MultipleChoiceField)
            form.initial[name] = query.getlist(name) if several else query[name]
    return form


def _step(case: Case, command: str) -> Step:
    """The row of the command, in the present state if there is one; 404 for a command the table does not have."""
    found = case.table.step(command, case.state) or next(
        (row for row in case.table.steps if row.command == command), None
    )
    if found is None:
        raise Http404
    return found


def _post(request: StaffRequest, case: Case, step: Step) -> HttpResponse:
    sent = whole(request.POST.get("revision", ""))
    revision = -1 if sent is None else sent
    data: Any = request.POST if step.form is not None else {}
    try:
        entry = act(case, step.command, request.actor, data, files=request.FILES, revision=revision)
    except FormRefused as refused:
        return _page(request, case, step, refused.form, None, status=200)
    except Refused as refused:
        twice = already_done(case, step, request.actor, revision) if refused.code == "stale" else None
        if twice is not None:
            messages.info(request, _("这一步您已经办过了：%(summary)s。没有重复登记。") % {"summary": twice.summary})
            return _onward(request, case)
        return _refused(request, case, step, refused)
    messages.success(request, said(case, step, entry))
    return _onward(request, case)


def _onward(request: StaffRequest, case: Case) -> HttpResponse:
    """Back to the page from which the step was taken, or to the case."""
    return redirect(safe_next(request, request.POST.get("next", ""), reverse("desk:case", args=[case.pk])))


def already_done(case: Case, step: Step, actor: Actor, revision: int) -> Entry | None:
    """The actor's own entry for this step, when the only thing that happened since is that step: a double submit."""
    now = Case.objects.get(pk=case.pk)
    last = journal.case_timeline(case.pk).order_by("-id").first()
    same = last and last.person_id == actor.person_id and last.action == f"{case.procedure}.{step.command}"
    return last if same and now.revision == revision + 1 else None


def _refused(request: StaffRequest, case: Case, step: Step, refused: Refused) -> HttpResponse:
    """Everything typed stays on the page, with what happened meanwhile."""
    fresh = find_case(request, case.pk)
    still = why_not(fresh.table, fresh.table.step(step.command, fresh.state), step.command, fresh, request.actor)
    form = bind_form(step, fresh, request.POST, request.FILES) if step.form is not None else None
    if form is None or refused.field not in form.fields:
        return _page(request, fresh, step, form, refused, status=409, open_still=still is None)
    form.add_error(refused.field, str(refused))
    said_above = refused if still is not None else None  # what stands at its field need not be said twice
    return _page(request, fresh, step, form, said_above, status=409, open_still=still is None)


def _page(
    request: StaffRequest,
    case: Case,
    step: Step,
    form: forms.Form | None,
    refusal: Refused | None,
    *,
    status: int = 200,
    open_still: bool = False,
) -> HttpResponse:
    last = journal.case_timeline(case.pk).select_related("seal").order_by("-id")[:1]
    asks_files = form is not None and form.is_multipart() and bool(request.FILES)
    context = {
        "case": case,
        "subject": case.subject,
        "step": step,
        "form": form,
        "refusal": refusal,
        "may_send": refusal is None or open_still,
        "changed": happenings(case, last) if refusal is not None and refusal.code == "stale" else [],
        "crumbs": crumbs(case, step.label),
        "state": case.state_now,
        "target": case.table.state(step.target) if step.target else None,
        "last": last[0] if last else None,
        "pill": pills([case])[case.pk],
        "again_files": asks_files,
        "actor": request.actor,
        "form_template": step_pages.form_of(case, step.command),
        "note_template": step_pages.note_of(case, step.command),
        "next": safe_next(request, request.POST.get("next") or request.GET.get("next", ""), ""),
    }
    return render(request, "desk/act.html", context, status=status)


def said(case: Case, step: Step, entry: Entry) -> str:
    """What exactly happened, where the case stands now, and who is next."""
    now = Case.objects.select_related("unit").get(pk=case.pk)
    text = _("已登记「%(summary)s」。") % {"summary": entry.summary.rstrip("。；;.")}
    text += _("现在是「%(state)s」") % {"state": now.state_now.label}
    following = queries.who_is_next(now)
    return text + (_("，接下来由%(who)s办理。") % {"who": following} if following else "。")
