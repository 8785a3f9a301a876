"""The single way to act on a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.db.models import BigIntegerField
from django.utils.datastructures import MultiValueDict

from mingzheng.core import records, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures import clocks
from mingzheng.core.procedures.models import Case, Contribution
from mingzheng.core.procedures.opening import NewCase, open_cases
from mingzheng.core.procedures.permission import still_in_post, why_not
from mingzheng.core.procedures.table import Act, Step
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.core.written import Given, Question


class FormRefused(Refused):
    """What was typed does not pass the step's form; ``form`` carries the errors and everything typed."""

    def __init__(self, form: forms.Form) -> None:
        faults = [f"{_label(form, name)}{' '.join(map(str, errors))}" for name, errors in form.errors.items()]
        first = next(iter(form.errors), NON_FIELD_ERRORS)
        field = "" if first == NON_FIELD_ERRORS else first
        super().__init__("填写的内容有误：" + "；".join(faults), remedy="请改正后重新提交。", field=field, code="form")
        self.form = form


def _label(form: forms.Form, name: str) -> str:
    return f"「{form[name].label}」" if name in form.fields else ""


def open_case(
    procedure: str,
    subject: RecordRef,
    *,
    unit: Unit,
    actor: Actor,
    title: str,
    number: str = "",
    data: dict[str, Any] | None = None,
) -> Case:
    """Begin a case of a procedure for a record of a room.

    Raises:
        Refused: when the actor's post may not open it.
    """
    new = NewCase(subject, records.fetch(subject), unit, title, number, data or {})
    return open_cases(procedure, [new], actor)[0]


@transaction.atomic
def act(
    case: Case,
    command: str,
    actor: Actor,
    data: dict[str, Any] | None = None,
    *,
    files: MultiValueDict[str, Any] | None = None,
    revision: int | None = None,
) -> Entry:
    """Take one step: check, change, clocks, journal, outbox, in one transaction.

    Args:
        data: what was typed into the step's form, as text.
        revision: the revision that the person saw; a newer one means that somebody was faster.

    Raises:
        FormRefused: the form does not pass; it carries what was typed.
        Refused: the table does not allow the step, or the record changed meanwhile.
    """
    case = _locked(case)
    table = case.table
    step = table.step(command, case.state)
    if revision is not None and revision != case.revision:
        raise Refused("您打开页面之后，这件事已有人办理。", remedy="请查看最新经过，再决定是否继续。", code="stale")
    refusal = why_not(table, step, command, case, actor)
    if refusal:
        raise refusal
    still_in_post(actor)
    assert step is not None  # noqa: S101 - why_not refuses a missing row
    doing = Act(case, case.subject, actor, step, _cleaned(step, case, data, files), timekeeping.today())
    return _carry_out(doing, step)


_LOCKED = Question(lambda: Case.objects.select_for_update().filter(pk=Given("case", BigIntegerField())))


def _locked(case: Case) -> Case:
    """The case as it stands now; nobody else acts on it until this transaction ends."""
    found: list[Case] = _LOCKED.ask(case=case.pk)
    if not found:
        raise Case.DoesNotExist
    return found[0]


def _cleaned(
    step: Step, case: Case, data: dict[str, Any] | None, files: MultiValueDict[str, Any] | None
) -> dict[str, Any]:
    if step.form is None:
        return dict(data or {})
    form = bind_form(step, case, data or {}, files)
    if not form.is_valid():
        raise FormRefused(form)
    return form.cleaned_data


def bind_form(
    step: Step, case: Case, data: dict[str, Any] | None, files: MultiValueDict[str, Any] | None = None
) -> forms.Form:
    """The step's form, told of the case when it wants to know it (``wants_case = True`` on the form class)."""
    if step.form is None:
        raise TypeError(f"{step.command} has no form")
    extra: dict[str, Any] = {"case": case} if getattr(step.form, "wants_case", False) else {}
    return step.form(data, files, **extra)


def _carry_out(doing: Act, step: Step) -> Entry:
    case = doing.case
    if step.effect is not None:
        step.effect(doing)
    source = case.state
    case.state = step.target or source
    if not case.state_now.open and case.closed_at is None:
        case.closed_at = timekeeping.now()
    elif case.state_now.open:
        case.closed_at = None
    case.revision += 1
    if step.contributes and doing.actor.person_id:
        made = Contribution(case=case, person_id=doing.actor.person_id, command=step.command)
        Contribution.objects.bulk_create(
            [made], ignore_conflicts=True
        )  # who took part before stays with the first step
    sentence = f"{step.label}：{doing.note}" if doing.note else step.label
    doing.facts = {"from": source, "to": case.state, **doing.facts}
    entry = _journal(doing, f"{case.procedure}.{step.command}", sentence, step.basis.text)
    clocks.move(doing, step.clocks, step.basis.text, entry.pk)
    case.save()
    _tell(case, entry, source)
    return entry


def _journal(doing: Act, action: str, summary: str, basis: str) -> Entry:
    return journal.append(
        action=action,
        actor=doing.actor,
        subject=doing.case.ref,
        summary=summary,
        basis=basis,
        case_id=doing.case.pk,
        data=doing.facts,
    )


def _tell(case: Case, entry: Entry, source: str) -> None:
    """Everybody who follows cases (notifications, search, indicators) hears of it through the outbox."""
    publish("case.moved", {"case": case.pk, "entry": entry.pk, "from": source, "to": case.state})
