"""Taking in what another system brings, by the commands of the room that a person's act would use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import FormRefused
from mingzheng.core.procedures.models import Case, Contribution
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents import commands as documents
from mingzheng.machines.intake.models import Brought
from mingzheng.machines.systems.models import System
from mingzheng.participation.letters import dated, importing
from mingzheng.participation.letters.models import Letter
from mingzheng.participation.letters.models.letter import Channel
from mingzheng.participation.letters.sheets import Bad, Row
from mingzheng.requests.foi import commands as foi
from mingzheng.requests.foi.forms import registering
from mingzheng.requests.foi.models import Application

Kind = Brought.Kind


@dataclass(frozen=True)
class WorkOrder:
    """A work order that waits for its answer. ``unit``: name or code of the unit that answers, "" leaves it to those who hand out."""

    number: str
    channel: str
    received_on: dt.date
    text: str
    title: str = ""
    kind: str = ""
    unit: str = ""
    consent: bool = False
    name: str = ""
    reach: str = ""


@transaction.atomic
def take_letter(system: System, order: WorkOrder) -> Brought:
    """A work order becomes a letter of the unit that hands out its channel.

    Raises:
        Refused: another unit hands it out, something of it cannot be taken, or it was here before with another content.
    """
    actor, unit = system.actor, dated.intake(order.channel)
    still_in_post(actor)
    if unit is None or unit.pk != actor.unit_id:
        where = unit.short if unit else "区府办"
        label = Channel(order.channel).label
        raise Refused(f"{label}的来信由{where}分办。", remedy=f"请为{where}的岗位另行登记系统。", code="wrong_unit")
    report = importing.import_rows([_row(order)], order.channel, actor)
    if report.refused:
        raise Refused(f"没有收：{report.refused[0].why}。", remedy="请核对后重新送入。", field="work_order")
    letter = Letter.objects.select_related("case").get(channel=order.channel, source_ref=order.number)
    if letter.case is None:
        raise Refused("这个工单以前已作为办结的工单导入。", remedy="不用再送。", field="number", code="twice")
    return _remember(system, Kind.LETTER, order.number, letter.case)


def _row(order: WorkOrder) -> Row | Bad:
    title = order.title or order.text[:40]
    return Row(
        1, order.number, order.received_on, order.kind, title, order.text, order.unit,
        reply="", replied=None, stars=None, consent=order.consent, name=order.name, reach=order.reach,
    )  # fmt: skip


@transaction.atomic
def take_application(system: System, number: str, typed: Mapping[str, Any]) -> Brought:
    """An application that was made on the city's platform; received when both sides confirm (Art. 31 (3)).

    Args:
        typed: as on the page 登记申请: ``name``, ``id_number``, ``wanted``, ``submitted_on``….

    Raises:
        FormRefused: by field, what is wrong.
        Refused: it was brought before, or the post takes no applications in.
    """
    actor = system.actor
    still_in_post(actor)
    _fresh(system, Kind.APPLICATION, number)
    form = registering.RegisterForm({**typed, "came": "internet"}, own=actor.unit_id)
    if not form.is_valid():
        raise FormRefused(form)
    unit = Unit.objects.get(pk=actor.unit_id)
    values = registering.facts_of(form.cleaned_data)
    taken = foi.take_in(unit, actor, values, origin=Application.Origin.SYSTEM)
    return _remember(system, Kind.APPLICATION, number, _case(taken.application.case))


@transaction.atomic
def take_draft(system: System, number: str, values: Mapping[str, Any]) -> Brought:
    """A paper of the OA becomes a draft of the system's unit; people complete and release it.

    Raises:
        Refused: it was brought before, or the post drafts nothing.
    """
    actor = system.actor
    still_in_post(actor)
    _fresh(system, Kind.DOCUMENT, number)
    unit = Unit.objects.get(pk=actor.unit_id)
    edition = documents.begin(unit, actor, values, source_key=f"system.{system.pk}:{number}")
    return _remember(system, Kind.DOCUMENT, number, _case(edition.case))


def _fresh(system: System, kind: Kind, number: str) -> None:
    """What one system brings comes in one after the other: the same number twice at one moment is one matter."""
    System.objects.select_for_update(of=("self",)).get(pk=system.pk)
    if Brought.objects.filter(system=system, kind=kind, number=number).exists():
        raise Refused("这个编号以前已经送入，没有再收。", remedy="请查询它的办理情况。", field="number", code="twice")


def _case(case: Case | None) -> Case:
    assert case is not None  # noqa: S101 - whoever takes a matter in opens its case
    return case


def _remember(system: System, kind: Kind, number: str, case: Case) -> Brought:
    """And whoever brought a matter in has contributed to it: it never reviews it."""
    made, _fresh_one = Brought.objects.get_or_create(
        system=system, kind=kind, number=number, defaults={"case": case, "brought_on": timekeeping.today()}
    )
    Contribution.objects.get_or_create(case=case, person_id=system.person_id, defaults={"command": "brought"})
    return made
