"""One step on many cases: what is offered, who may, and what came of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import act, bind_form
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import why_not
from mingzheng.core.procedures.table import Step
from mingzheng.desk import queries

MOST = 100


@dataclass(frozen=True)
class BulkAction:
    """``do`` names procedure and command, as the queue's buttons send it."""

    do: str
    label: str
    primary: bool


@dataclass(frozen=True)
class Chosen:
    """One case of a bulk act: may be done, or the reason why not."""

    case: Case
    refusal: Refused | None

    @property
    def token(self) -> str:
        """The case with the revision that the person saw."""
        return f"{self.case.pk}:{self.case.revision}"


@dataclass(frozen=True)
class Outcome:
    """What came of one case, plain enough for a session."""

    case_id: int
    title: str
    unit: str
    done: bool
    text: str
    remedy: str = ""


def choosable(case: Case, actor: Actor) -> bool:
    return any(_bulk_steps(case, actor))


def _bulk_steps(case: Case, actor: Actor) -> Iterable[Step]:
    return (step for step in queries.owed_steps(case, actor) if step.bulk)


def actions(cases: Iterable[Case], actor: Actor) -> list[BulkAction]:
    """The bulk steps that some of these cases allow this post, each once, the primary ones first."""
    found: dict[str, BulkAction] = {}
    for case in cases:
        for step in _bulk_steps(case, actor):
            do = f"{case.procedure}:{step.command}"
            found.setdefault(do, BulkAction(do, step.label, step.primary))
    return sorted(found.values(), key=lambda action: not action.primary)


def choose(case_ids: Iterable[int], do: str, actor: Actor) -> list[Chosen]:
    """The chosen cases with, for each, why the step cannot be taken. Cases the actor may not see are left out."""
    procedure, _colon, command = do.partition(":")
    wanted = list(dict.fromkeys(case_ids))[:MOST]
    cases = {case.pk: case for case in Case.objects.filter(pk__in=wanted).select_related("unit")}
    found = [cases[pk] for pk in wanted if pk in cases and queries.may_see(cases[pk], actor)]
    return [Chosen(case, _refusal(case, procedure, command, actor)) for case in found]


def _refusal(case: Case, procedure: str, command: str, actor: Actor) -> Refused | None:
    if case.procedure != procedure:
        return Refused("这件事适用另一种程序，没有这个动作。", remedy="请单独办理。", code="other_procedure")
    step = case.table.step(command, case.state)
    refusal = why_not(case.table, step, command, case, actor)
    if refusal is None and step is not None and not step.bulk:
        return Refused("这一步须逐件办理。", remedy="请打开这件事单独办理。", code="not_bulk")
    return refusal


def first_step(chosen: list[Chosen], do: str) -> tuple[Case, Step] | None:
    """The first case that may be done, with its step: the form of the whole act."""
    for item in chosen:
        step = item.case.table.step(do.partition(":")[2], item.case.state)
        if item.refusal is None and step is not None:
            return item.case, step
    return None


def form_for(case: Case, step: Step, data: Any = None, files: Any = None) -> forms.Form | None:
    return bind_form(step, case, data, files) if step.form is not None else None


def act_on_each(
    chosen: list[Chosen],
    revisions: dict[int, int],
    command: str,
    actor: Actor,
    data: dict[str, Any],
    files: MultiValueDict[str, UploadedFile],
) -> list[Outcome]:
    """Take the step on each case in a transaction of its own; every case is reported, done or refused."""
    return [_act_on(item, revisions.get(item.case.pk), command, actor, data, files) for item in chosen]


def _act_on(
    item: Chosen,
    revision: int | None,
    command: str,
    actor: Actor,
    data: dict[str, Any],
    files: MultiValueDict[str, UploadedFile],
) -> Outcome:
    case = item.case
    facts = (case.pk, case.title, case.unit.short)
    if item.refusal is not None and (revision is None or revision == case.revision):
        return Outcome(*facts, False, item.refusal.message, item.refusal.remedy)
    for uploads in files.lists():
        for upload in uploads[1]:
            upload.seek(0)
    try:
        entry = act(case, command, actor, data, files=files, revision=revision)
    except Refused as refused:
        return Outcome(*facts, False, refused.message, refused.remedy)
    return Outcome(*facts, True, entry.summary)
