"""A fresh draw, for the test that walks every cell of the table."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import a_unit, held
from mingzheng.core.records import RecordRef
from mingzheng.participation.draws.listing import Entry


def sample_draw_case() -> Case:
    from mingzheng.participation.draws.commands import freeze
    from mingzheng.participation.draws.models import Draw

    unit = a_unit()
    owner = RecordRef("units.unit", f"{unit.pk}-{Draw.objects.count()}")
    made = freeze(
        owner,
        "样例抽签",
        [Entry(f"A{n}", "普通市民") for n in range(6)],
        {"普通市民": 2},
        1,
        "样例种子",
        timekeeping.today() + dt.timedelta(days=1),
        unit,
        Actor.system("样例"),
    )
    return held(made.case)
