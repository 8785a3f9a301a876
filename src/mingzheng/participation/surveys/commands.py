"""Beginning a survey or a call, also for a record of another room. Everything else is a step or an act of the public."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from mingzheng.core import records
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.surveys import questionnaire
from mingzheng.participation.surveys.models import Admission, Call, Survey

SURVEY_FACTS = ("purpose", "title", "about", "opens_on", "closes_on", "answering")
CALL_FACTS = (
    "kind", "title", "about", "ways", "opens_on", "closes_on", "supports", "rule", "votes_from", "votes_until", "most",
    "places", "voting",
)  # fmt: skip


@transaction.atomic
def begin_survey(unit: Unit, actor: Actor, facts: dict[str, Any], like: Survey | None = None) -> Survey:
    """A questionnaire of a unit, with its case.

    Args:
        facts: what ``forms.surveys.SurveyForm`` gives.
        like: take its questions; None: an empty page.

    Raises:
        Refused: the actor's post may not begin one for the unit.
    """
    return _survey(unit, actor, facts, like)


def _survey(unit: Unit, actor: Actor, facts: dict[str, Any], like: Survey | None, **more: Any) -> Survey:
    questions = like.questions if like else questionnaire.to_data(questionnaire.Questionnaire())
    held = {name: facts[name] for name in SURVEY_FACTS if name in facts}
    survey = Survey.objects.create(unit=unit, questions=questions, **held, **more)
    survey.case = open_case("surveys.survey", survey.ref, unit=unit, actor=actor, title=survey.title)
    survey.save(update_fields=["case"])
    return survey


@transaction.atomic
def attach(
    owner: RecordRef,
    unit: Unit,
    actor: Actor,
    title: str,
    period: tuple[dt.date, dt.date],
    like: Survey | None = None,
    *,
    about: str = "",
    coded: bool = True,
) -> Survey:
    """The questionnaire of a record of another room; asked for again, the same one.

    It is composed, reviewed and released like any other, but not listed for itself. ``queries.embedded`` finds it.

    Args:
        period: first and last day on which it can be answered.
        coded: one answer for each code that the owner's room gave out (``gate.register_codes``); else for each form.

    Raises:
        Refused: the record does not exist, or the actor's post may not begin a survey for the unit.
    """
    if records.fetch(owner) is None:
        raise Refused("找不到问卷所属的记录。", remedy="请从那条记录的页面建立问卷。", code="no_record")
    found = Survey.objects.filter(owner_kind=owner.kind, owner_id=owner.id).first()
    if found is not None:
        return found
    facts = {
        "purpose": Survey.Purpose.EVENT,
        "title": title,
        "about": about or f"为改进工作，想听听您对“{title}”的意见。",
        "opens_on": period[0],
        "closes_on": period[1],
        "answering": Admission.CODED if coded else Admission.OPEN,
    }
    return _survey(unit, actor, facts, like, owner_kind=owner.kind, owner_id=owner.id)


@transaction.atomic
def begin_call(unit: Unit, actor: Actor, facts: dict[str, Any], owner: RecordRef | None = None) -> Call:
    """A call of a unit, with its case.

    Args:
        facts: what ``forms.calls.CallForm`` gives.
        owner: the record of another room for which it is held.

    Raises:
        Refused: the actor's post may not begin one for the unit.
    """
    held = {name: facts[name] for name in CALL_FACTS if name in facts}
    of = {"owner_kind": owner.kind, "owner_id": owner.id} if owner else {}
    call = Call.objects.create(unit=unit, **held, **of)
    call.case = open_case("surveys.call", call.ref, unit=unit, actor=actor, title=call.title)
    call.save(update_fields=["case"])
    return call
