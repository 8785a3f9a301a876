"""One case: what it is, what is due and why, what can be done now, what happened so far."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict

from django.db.models import BigIntegerField
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse
from django.views.decorators.http import require_GET

from mingzheng.core.actors import POST_LABELS
from mingzheng.core.files.queries import files_listed
from mingzheng.core.journal import queries as journal
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import permitted
from mingzheng.core.procedures.queries import clocks_of, read_for_page
from mingzheng.core.relations.queries import links_of
from mingzheng.core.written import Given, Question
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.desk import commands, queries, step_pages
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.offered import offered
from mingzheng.desk.pills import Pill, clock_pill_of

log = logging.getLogger(__name__)

RECENT = 8
MINE_BUT = ("guard", "contributed")  # it would be this person's to do, if not for something else
LABELS = {post.value: label for post, label in POST_LABELS.items()}


@dataclass(frozen=True)
class ClockLine:
    label: str
    pill: Pill


class Happening(TypedDict):
    """One line of the timeline, as a mapping: templates read it much faster than the attributes of records."""

    at: dt.datetime
    unit: str
    post: str
    person: str
    delegated_from: str
    summary: str
    move: str
    basis: str
    position: int | None


ENTRIES = Question(
    lambda: journal.case_timeline(Given("case", BigIntegerField())).select_related("seal").order_by("-id")
)
LATEST = Question(
    lambda: journal.case_timeline(Given("case", BigIntegerField())).select_related("seal").order_by("-id")[: RECENT + 1]
)


def find_case(request: StaffRequest, pk: int) -> Case:
    """The case, for those who may see it; 404 for everybody else, whether it exists or not."""
    case = queries.case_for(request.actor, pk)
    if case is None:
        raise Http404
    return case


@staff_required(opens=find_case)
@require_GET
def case_page(request: StaffRequest, case: Case) -> HttpResponse:
    commands.mark_case_read(request.actor.person_id, case.pk)
    read_for_page(case)
    return render(request, "desk/case.html", case_context(request, case))


def case_context(request: StaffRequest, case: Case) -> dict[str, Any]:
    """Everything the case page shows; also what a procedure's own panels get (``subject``, ``case``, ``actor``)."""
    actions = permitted(case, request.actor)
    everything = "all" in request.GET
    shown = (ENTRIES if everything else LATEST).ask(case=case.pk)
    total = len(shown) if len(shown) <= RECENT or everything else journal.case_timeline(case.pk).count()
    allowed = [action for action in actions if action.allowed and step_pages.drawn(case, action.step.command)]
    return {
        "case": case,
        "subject": case.subject,
        "actor": request.actor,
        "crumbs": crumbs(case),
        "state": case.state_now,
        "facts": facts_of(case),
        "clocks": [ClockLine(view.label, clock_pill_of(view)) for view in clocks_of(case)],
        "offered": offered(case.table, allowed),
        "refused": [one for one in actions if not one.allowed and step_pages.drawn(case, one.step.command)],
        "next_by": queries.who_is_next(case),
        "held_up": next((one.refusal for one in actions if one.refusal and one.refusal.code in MINE_BUT), None),
        "happenings": happenings(case, shown if everything else shown[:RECENT]),
        "total": total,
        "more": total - RECENT if not everything and total > RECENT else 0,
        "links": links_of(case.ref, request.actor),
        "files": files_listed(case.ref) if step_pages.lists_files(case) else [],
        "panels": [name for name in case.table.panels if _exists(name)],
    }


def _exists(template: str) -> bool:
    """A panel that its room has not brought along is left out and written down; the case stays workable."""
    try:
        get_template(template)
    except TemplateDoesNotExist:
        log.warning("panel %s does not exist", template)
        return False
    return True


def crumbs(case: Case, last: str = "") -> list[Crumb]:
    steps = [Crumb("我的待办", reverse("desk:home")), Crumb(case.number or case.table.label)]
    if last:
        steps[1] = Crumb(steps[1].label, reverse("desk:case", args=[case.pk]))
        steps.append(Crumb(last))
    return steps


def facts_of(case: Case) -> list[Pair]:
    """What the procedure says of its record, after what every case has."""
    return pairs_of(case.table.facts(case.subject)) if case.table.facts and case.subject else []


def happenings(case: Case, entries: Iterable[Entry]) -> list[Happening]:
    """The journal's entries as they are read: who, in which post, from which state to which."""
    return [_happening(case, entry) for entry in entries]


def _happening(case: Case, entry: Entry) -> Happening:
    seal = getattr(entry, "seal", None)
    return Happening(
        at=entry.at,
        unit=entry.unit_name,
        post=LABELS.get(entry.post, entry.post),
        person=entry.person_name,
        delegated_from=entry.delegated_from,
        summary=entry.summary,
        move=_move(case, entry),
        basis=entry.basis,
        position=seal.position if seal else None,
    )


def _move(case: Case, entry: Entry) -> str:
    data = entry.data
    states = case.table.by_code
    source, target = states.get(str(data.get("from"))), states.get(str(data.get("to")))
    return f"{source.label} → {target.label}" if source and target and source is not target else ""
