"""Writing down that something was asked, and telling the comparison of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.procedures.table import Act
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.policy.questions.models import Asked

GROUPING = "questions.group"


def note(channel: str, text: str, *, unit: Unit | None, document: Any = None, **facts: Any) -> Asked:
    """One question, within the caller's transaction. Questions that wait for an answer are compared at once, those
    that a window answers from the base by the daily job (there are many of them).

    Args:
        text: checked for personal data by the caller.
    """
    day = timekeeping.today()
    made = Asked.objects.create(
        channel=channel, text=text, unit=unit, document=document, asked_on=facts.pop("asked_on", day), **facts
    )
    if made.answered_on is None:
        compare(made)
    return made


def compare(asked: Asked) -> None:
    """Owe the comparison of everything that was asked of the same document, or of the same unit."""
    if asked.unit_id is not None:
        enqueue(GROUPING, {"unit": asked.unit_id, "document": asked.document_id})


def hand_on(step: Act, here: str) -> None:
    """The case goes to the unit that answers for the policy; the days already used stay used.

    Args:
        here: what is said when that unit has it already.
    """
    refuse_personal(step.data["reason"], "reason")
    unit, found = step.data["unit"], step.subject
    if unit.pk == found.unit_id:
        raise Refused(here, remedy="请选择另一个单位。", field="unit", code="same_unit")
    found.unit = step.case.unit = found.asked.unit = unit
    found.save(update_fields=["unit"])
    found.asked.save(update_fields=["unit"])
    compare(found.asked)
    step.note = f"转{unit.short}，{step.data['reason'][:100]}"


def settle(asked: Asked, day: dt.date) -> None:
    asked.answered_on = day
    asked.save(update_fields=["answered_on"])


def serial(prefix: str, numbers: Any, day: dt.date) -> str:
    """The next number of the day. 区府办's row is locked, so that two at one moment follow each other.

    Args:
        numbers: a queryset of the model with a ``number``.
    """
    Unit.objects.select_for_update(no_key=True).filter(kind=Unit.Kind.GOV_OFFICE).first()
    head = f"{prefix}{day:%Y%m%d}-"
    taken = numbers.filter(number__startswith=head).values_list("number", flat=True)
    last = max((int(number.rpartition("-")[2]) for number in taken), default=0)
    return f"{head}{last + 1:04}"
