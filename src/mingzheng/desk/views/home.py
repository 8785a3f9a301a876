"""The desk's home: what I owe, what my unit has, what is late, what is done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypedDict
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingzheng.core import keyset, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.middleware import SESSION_KEY, post_key
from mingzheng.design.parts import Tab
from mingzheng.design.views import safe_next
from mingzheng.desk import bulk, hints, queries
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, staff_required
from mingzheng.desk.commands import case_url
from mingzheng.desk.pills import Pill, pills
from mingzheng.supervision.workplan import queries as plans
from mingzheng.supervision.workplan.models import Attestation

PAGE_SIZE = 20
STATEMENTS = 10
BY_DUE = keyset.Order("due_on")
BY_CLOSED = keyset.Order("closed_at", descending=True)


class Row(TypedDict):
    """A line as the page draws it: a mapping, which templates read much faster than the attributes of records."""

    pk: int
    url: str
    title: str
    kind: str
    number: str
    hint: str
    unit: str
    state: str
    steps: str
    closed_at: dt.datetime | None
    pill: SafeString
    counts: str
    choosable: bool


@dataclass(frozen=True)
class LightCount:
    light: str
    word: str
    count: int
    url: str
    current: bool


@staff_required
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """The queue, or another tab of the same list."""
    actor, today = request.actor, timekeeping.today()
    tab = _one_of(request.GET.get("tab", ""), queries.TABS) or "mine"
    light = _one_of(request.GET.get("light", ""), queries.LIGHTS)
    procedure, text = request.GET.get("procedure", ""), request.GET.get("text", "").strip()[:100]
    cases = queries.narrowed(queries.tab_cases(actor, tab, today), procedure, text)
    shown = cases.filter(queries.light_q(light, today)) if light and tab != "closed" else cases
    order = BY_CLOSED if tab == "closed" else BY_DUE
    page = keyset.page(shown.select_related("unit"), order, request.GET, PAGE_SIZE)
    rows = _rows(request, page.rows, tab)
    lights = queries.tab_lights(actor, today)
    narrowed = bool(procedure or text)
    shown_lights = queries.light_counts(cases, today) if narrowed and tab != "closed" else lights.get(tab, {})
    context: dict[str, Any] = {
        "tab": tab,
        "tabs": _tabs(request, tab, lights),
        "rows": rows,
        "page": page,
        "lights": _light_counts(request, shown_lights, light) if tab != "closed" else [],
        "light": light,
        "procedure": procedure,
        "procedures": queries.procedure_choices(),
        "text": text,
        "statements": _statements(request) if tab == "mine" else [],
        "first_step": _first_step(request) if not rows else "",
        "filtered": narrowed or bool(light),
        "bulk_actions": bulk.actions(page.rows, actor) if tab == "mine" else [],
    }
    return render(request, "desk/home.html", context)


def _statements(request: StaffRequest) -> list[Attestation]:
    """Statements of units that 区府办 has to look at; the cases themselves stay with the units meanwhile."""
    return list(plans.waiting_statements(STATEMENTS)) if request.actor.post in OFFICE_POSTS else []


def _first_step(request: StaffRequest) -> str:
    """Where 区府办 begins while there is no plan: the import."""
    if request.actor.post in OFFICE_POSTS and plans.plan_of() is None:
        return reverse("desk:plan-import")
    return ""


def _one_of(wanted: str, allowed: tuple[str, ...]) -> str:
    return wanted if wanted in allowed else ""


def _rows(request: StaffRequest, cases: list[Case], tab: str) -> list[Row]:
    actor = request.actor
    held, said = pills(cases), hints.of(cases, actor)
    return [_row(case, actor, held[case.pk], said.get(case.pk, ""), mine=tab == "mine") for case in cases]


def _row(case: Case, actor: Actor, pill: Pill, hint: str, *, mine: bool) -> Row:
    return Row(
        pk=case.pk,
        url=case_url(case),
        title=case.title,
        kind=case.table.label,
        number=case.number,
        hint=hint,
        unit=case.unit.short,
        state=case.state_now.label,
        steps=queries.step_labels(case, actor if mine else None) if case.closed_at is None else "",
        closed_at=case.closed_at,
        pill=pill.html,
        counts=pill.label,
        choosable=mine and bulk.choosable(case, actor),
    )


def _tabs(request: StaffRequest, tab: str, lights: dict[str, dict[str, int]]) -> list[Tab]:
    """With the number of cases where they are open; the closed ones may be many, and nobody waits for their number."""
    ours = _("全区在办") if request.actor.post in OFFICE_POSTS else _("我单位在办")
    labels = {"mine": _("待我办"), "unit": ours, "late": _("已逾期"), "closed": _("已办结")}
    found = []
    for code, label in labels.items():
        url = reverse("desk:home") + (f"?tab={code}" if code != "mine" else "")
        found.append(Tab(label, url, code == tab, sum(lights[code].values()) if code in lights else None))
    return found


def _light_counts(request: StaffRequest, counts: dict[str, int], chosen: str) -> list[LightCount]:
    words = {"red": _("逾期"), "amber": _("临期"), "green": _("正常"), "none": _("未计时")}
    kept = [(key, value) for key, value in request.GET.items() if key not in ("light", "after", "before") and value]
    found = []
    for light, word in words.items():
        if counts[light] or light == chosen:
            query = [*kept, ("light", light)] if light != chosen else kept
            found.append(LightCount(light, word, counts[light], f"?{urlencode(query)}", light == chosen))
    return found


@staff_required
@require_POST
def switch_post(request: StaffRequest) -> HttpResponse:
    """Act in another of my posts. What is open for one post may be closed for another, so the way leads home."""
    chosen = request.POST.get("post", "")
    if any(post_key(actor) == chosen for actor in request.actors):
        request.session[SESSION_KEY] = chosen
    return redirect(safe_next(request, request.POST.get("next", ""), reverse("desk:home")))
