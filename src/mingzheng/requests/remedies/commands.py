"""Writes outside the steps: reporting a remedy, issuing a warning sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store_all
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.models import Application
from mingzheng.requests.foi.numbering import next_serial
from mingzheng.requests.remedies.models import RemedyCase, WarningSheet

FIELDS = ("kind", "organ", "number", "claim", "filed_on", "received_on", "simplified")


@transaction.atomic
def report(application: Application, actor: Actor, values: Mapping[str, Any]) -> RemedyCase:
    """A reconsideration or a suit becomes known (task 14: 复议诉讼报备): its case begins, with the clock of the answer.

    Raises:
        Refused: it was filed before the application, or the actor's post reports none.
    """
    if values["filed_on"] < application.submitted_on:
        raise Refused("申请、起诉日期早于提交申请的日期。", remedy="请核对。", field="filed_on")
    made = RemedyCase.objects.create(
        application=application, unit=application.unit, **{name: values[name] for name in FIELDS if name in values}
    )
    made.before = _reconsidered(made)
    made.case = open_case(
        "remedies.case",
        made.ref,
        unit=application.unit,
        actor=actor,
        title=f"{made.get_kind_display()}（{application.number or '未编号申请'}）",
        number=made.number,
    )
    made.save(update_fields=["before", "case"])
    store_all(values.get("papers"), owner=made.ref, actor=actor, label="申请书、起诉状副本")
    return made


def _reconsidered(made: RemedyCase) -> RemedyCase | None:
    """A suit after reconsideration follows the reconsideration."""
    if made.kind != RemedyCase.Kind.SUIT_AFTER:
        return None
    earlier = RemedyCase.objects.filter(application=made.application, kind=RemedyCase.Kind.RECONSIDERATION)
    found = earlier.exclude(concluded_on=None).order_by("-concluded_on").first()
    if found is None:
        raise Refused(
            "这件申请没有已审结的行政复议，不能登记“复议后起诉”。",
            remedy="没有经过复议的选“未经复议直接起诉”；复议已结的先登记复议结果。",
            field="kind",
        )
    return found


@transaction.atomic
def warn(unit: Unit, actor: Actor, values: Mapping[str, Any], remedies: Sequence[RemedyCase] = ()) -> WarningSheet:
    """A 提示单 or 警示单 to a unit.

    Raises:
        Refused: the actor is not of 区府办, or a remedy named is not the unit's.
    """
    if any(one.unit_id != unit.pk for one in remedies):
        raise Refused("所列案件不属于这个单位。", remedy="请核对。", field="remedies")
    made = WarningSheet.objects.create(
        unit=unit, kind=values["kind"], facts=values["facts"], demands=values["demands"], issued_on=timekeeping.today()
    )
    made.remedies.set(remedies)
    year = made.issued_on.year
    made.number = f"{made.get_kind_display()}〔{year}〕{next_serial(_office(actor), f'{made.kind}:{year}')}号"
    made.case = open_case(
        "remedies.warning",
        made.ref,
        unit=unit,
        actor=actor,
        title=f"{made.get_kind_display()}：{unit.short}",
        number=made.number,
    )
    made.save(update_fields=["number", "case"])
    return made


def _office(actor: Actor) -> Unit:
    found = Unit.objects.filter(pk=actor.unit_id).first() or Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE).first()
    if found is None:
        raise Refused("没有登记区府办。", remedy="请先导入单位。", code="no_office")
    return found
