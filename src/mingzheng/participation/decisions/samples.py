"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit
from mingzheng.participation.decisions.models import Kind, Matter, Scope

MACHINE = Actor.system("样例")


def _unit() -> Unit:
    unit = Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).first()
    if unit is None:
        raise Refused("没有单位。", remedy="请先导入单位和人员。")
    return unit


def _case(case: Case | None) -> Case:
    if case is None:
        raise Refused("样例没有事项。")
    return case


def catalogue_case() -> Case:
    from mingzheng.participation.decisions.commands import begin_catalogue

    return _case(begin_catalogue(_unit(), MACHINE, timekeeping.today().year).case)


def proposal_case() -> Case:
    from mingzheng.participation.decisions.commands import begin_proposal

    facts = {
        "year": timekeeping.today().year,
        "title": "样例事项",
        "kind": Kind.POLICY,
        "about": "样例",
        "planned_by": timekeeping.today() + dt.timedelta(days=90),
        "origin": "unit",
        "grounds": "样例",
    }
    return _case(begin_proposal(_unit(), MACHINE, facts).case)


def matter_case() -> Case:
    """A matter as it is when its catalogue was published."""
    from mingzheng.participation.decisions.models import Catalogue

    unit, today = _unit(), timekeeping.today()
    catalogue = Catalogue.objects.get_or_create(year=today.year, scope=Scope.UNIT, unit=unit)[0]
    matter = Matter.objects.create(
        year=today.year,
        scope=Scope.UNIT,
        unit=unit,
        catalogue=catalogue,
        title="样例事项",
        kind=Kind.POLICY,
        about="样例",
        planned_by=today + dt.timedelta(days=90),
        listed_on=today,
    )
    matter.case = open_case("decisions.matter", matter.ref, unit=unit, actor=MACHINE, title=matter.title)
    matter.save(update_fields=["case"])
    return matter.case
