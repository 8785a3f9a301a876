"""Which figures prove which task: what is suggested, confirmed, changed with a reason, by 区府办. How a figure is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicators
from mingzheng.core.submissions.acting import say_no
from mingzheng.core.submissions.fields import offer, text
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, post_required, staff_required
from mingzheng.supervision.indicators import commands, lights, queries
from mingzheng.supervision.indicators.models import Binding
from mingzheng.supervision.workplan import queries as work
from mingzheng.supervision.workplan.models import Plan, PlanTask

office_required = post_required(*OFFICE_POSTS)


class ReasonForm(forms.Form):
    reason = text(
        gettext_lazy("理由"), gettext_lazy("记入工作日志。"), most=300, rows=2, lacking=gettext_lazy("请写明理由。")
    )


class AddForm(ReasonForm):
    indicator = forms.ChoiceField(label=gettext_lazy("指标"), error_messages={"required": gettext_lazy("请选择指标。")})
    field_order = ["indicator", "reason"]

    def __init__(self, *args: Any, task: PlanTask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {row.indicator for row in task.bindings.all() if row.state == Binding.State.CONFIRMED}
        choices = [(one.code, f"{one.label}（{one.code}）") for one in indicators() if one.code not in held]
        offer(self, "indicator", [("", _("请选择")), *choices])


class AimForm(ReasonForm):
    target = forms.FloatField(
        label=gettext_lazy("目标"),
        required=False,
        help_text=gettext_lazy("比例填百分数（如 95），次数填次数；留空即用指标本身的目标。"),
        error_messages={"invalid": gettext_lazy("目标应是数字，如 95。")},
    )
    field_order = ["target", "reason"]


@office_required
@require_GET
def bindings(request: StaffRequest) -> HttpResponse:
    """Every task of the newest plan with its figures and suggestions; those that wait first said."""
    plan = _newest()
    tasks = list(plan.tasks.prefetch_related("bindings"))
    context = {
        "plan": plan,
        "tasks": [(task, _live(task)) for task in tasks],
        "waiting": queries.waiting(plan),
        "bare": [task for task in tasks if not _live(task) and not task.attest],
        "crumbs": [Crumb(_("工作要点"), reverse("desk:plan")), Crumb(_("任务和指标"))],
    }
    return render(request, "desk/command/bindings.html", context)


def _live(task: PlanTask) -> list[Binding]:
    return [row for row in task.bindings.all() if row.state != Binding.State.ENDED]


@office_required
@require_POST
def confirm_all(request: StaffRequest) -> HttpResponse:
    """Take every suggestion of the plan as it is."""
    plan = _newest()
    rows = list(Binding.objects.filter(task__plan=plan, state=Binding.State.SUGGESTED))
    number = commands.confirm(rows, request.actor)
    messages.info(request, _("已确认 %(n)s 个指标。") % {"n": number})
    return redirect("desk:bindings")


@office_required
@require_POST
def suggest_again(request: StaffRequest) -> HttpResponse:
    """Look once more for figures; what was decided stays."""
    number = commands.suggest(_newest(), request.actor)
    messages.info(
        request, _("新提出 %(n)s 个建议。") % {"n": number} if number else _("没有新的建议；已有的决定没有改动。")
    )
    return redirect("desk:bindings")


@post_required(*OFFICE_POSTS, opens=every(PlanTask.objects.select_related("plan").prefetch_related("bindings").all))
@require_http_methods(["GET", "POST"])
def binding(request: StaffRequest, task: PlanTask) -> HttpResponse:
    """One task: confirm, end, add, set a target, ask for a statement; each with its reason."""
    whole = _forms(task, request)
    rows = [(row, _row_forms(row, request)) for row in task.bindings.all()]
    if request.method == "POST":
        asked = request.POST.get("act", "")
        row, own = next(((row, own) for row, own in rows if _asked_of(row, request)), (None, {}))
        done = _act(request, task, asked, row, {**whole, **own})
        if done:
            messages.info(request, done)
            return redirect("desk:binding", pk=task.pk)
    context = {
        "task": task,
        "rows": rows,
        "forms": whole,
        "asked": request.POST.get("act", ""),
        "asked_row": request.POST.get("binding", ""),
        "crumbs": [
            Crumb(_("工作要点"), reverse("desk:plan")),
            Crumb(_("任务和指标"), reverse("desk:bindings")),
            Crumb(_("第%(n)s项") % {"n": task.number}),
        ],
    }
    return render(request, "desk/command/binding.html", context, status=400 if request.method == "POST" else 200)


def _forms(task: PlanTask, request: StaffRequest) -> dict[str, forms.Form]:
    """The form that was sent is filled, the others are fresh."""
    asked = request.POST.get("act", "")
    makers: dict[str, Callable[[Any], forms.Form]] = {
        "bind": lambda data: AddForm(data, task=task, prefix="bind"),
        "attest": lambda data: ReasonForm(data, prefix="attest"),
    }
    return {name: make(request.POST if name == asked else None) for name, make in makers.items()}


def _row_forms(row: Binding, request: StaffRequest) -> dict[str, forms.Form]:
    """The two forms of one figure; the page shows several, so their ids carry its number."""
    sent = {request.POST.get("act", ""): request.POST} if _asked_of(row, request) else {}
    ids = f"id_{row.pk}_%s"
    return {
        "aim": AimForm(sent.get("aim"), prefix="aim", auto_id=ids),
        "end": ReasonForm(sent.get("end"), prefix="end", auto_id=ids),
    }


def _asked_of(row: Binding, request: StaffRequest) -> bool:
    return str(row.pk) == request.POST.get("binding", "")


def _act(request: StaffRequest, task: PlanTask, asked: str, row: Binding | None, held: dict[str, forms.Form]) -> str:
    """What was done, in words; "" when the form says what is wrong."""
    actor, form = request.actor, held.get(asked)
    if asked == "confirm" and row is not None:
        commands.confirm([row], actor)
        return _("已确认“%(label)s”。") % {"label": row.label}
    if form is None:
        messages.error(request, _("没有这个指标，请刷新页面后再试。"))
        return ""
    if not form.is_valid():
        return ""
    try:
        return _done(request, task, asked, row, form.cleaned_data)
    except Refused as refused:
        say_no(form, refused)
        return ""


def _done(request: StaffRequest, task: PlanTask, asked: str, row: Binding | None, data: dict[str, Any]) -> str:
    """What a filled form asks for.

    Raises:
        Refused: as the commands say.
    """
    actor = request.actor
    if asked == "bind":
        made = commands.bind(task, data["indicator"], actor, data["reason"])
        return _("已指定“%(label)s”。") % {"label": made.label}
    if asked == "attest":
        commands.attest(task, actor, not task.attest, data["reason"])
        return _("已改为不要求情况说明。") if task.attest else _("已改为须提交情况说明并附证明。")
    assert row is not None  # noqa: S101 - only a figure's own forms ask for this
    if asked == "end":
        commands.end(row, actor, data["reason"])
        return _("不再采用“%(label)s”。") % {"label": row.label}
    commands.aim(row, actor, data["target"], data["reason"])
    return _("“%(label)s”的目标已改。") % {"label": row.label}


@staff_required
@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    """Every figure of the platform: what it counts, on what it stands, which tasks it proves."""
    plan = work.plan_of()
    proved: dict[str, list[PlanTask]] = {}
    if plan is not None:
        for row in Binding.objects.filter(task__plan=plan, state=Binding.State.CONFIRMED).select_related("task"):
            proved.setdefault(row.indicator, []).append(row.task)
    rule = lights.rule_on(timekeeping.today())
    context = {
        "rows": [(one, proved.get(one.code, [])) for one in indicators()],
        "rule": rule,
        "crumbs": [Crumb(_("指标怎么算"))],
    }
    return render(request, "desk/command/figures.html", context)


@staff_required
@require_GET
def explained(request: StaffRequest, code: str) -> HttpResponse:
    """How one figure is made, with today's number for the district (for a unit: its own)."""
    unit_id = None if request.actor.post in OFFICE_POSTS else request.actor.unit_id
    found = queries.explain(code, Scope(timekeeping.today(), None, unit_id))
    if found is None:
        raise Http404
    plan = work.plan_of()
    context = {
        "found": found,
        "rule": lights.rule_on(found.day),
        "tasks": queries.tasks_of(code, plan) if plan else [],
        "own": unit_id is not None,
        "crumbs": [Crumb(_("指标怎么算"), reverse("desk:figures")), Crumb(found.indicator.label)],
    }
    return render(request, "desk/command/explained.html", context)


def _newest() -> Plan:
    """The newest plan, issued or not: a new notice is bound before it is issued."""
    plan = Plan.objects.first()
    if plan is None:
        raise Http404
    return plan
