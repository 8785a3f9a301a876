"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import a_unit, held
from mingzheng.participation.decisions.models import Kind, Matter, Scope

MACHINE = Actor.system("样例")


def catalogue_case() -> Case:
    from mingzheng.participation.decisions.commands import begin_catalogue

    return held(begin_catalogue(a_unit(), MACHINE, timekeeping.today().year).case)


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
    return held(begin_proposal(a_unit(), MACHINE, facts).case)


def matter_case() -> Case:
    """A matter as it is when its catalogue was published."""
    from mingzheng.participation.decisions.models import Catalogue

    unit, today = a_unit(), timekeeping.today()
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
