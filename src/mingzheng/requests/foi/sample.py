"""A fresh case, for the test that walks every cell of the table."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit


def sample_case() -> Case:
    """An application handed in at the first department. For tests only."""
    from mingzheng.requests.foi import commands

    unit = Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).first()
    if unit is None:
        raise Refused("没有单位可作样例。")
    facts = {
        "channel": "in_person",
        "applicant_kind": "natural",
        "wanted": "某项目的批复文件",
        "submitted_on": timekeeping.today(),
        "name": "样例",
        "id_kind": "other",
        "id_number": "0",
        "phone": "021-00000000",
    }
    made = commands.take_in(unit, Actor.system("样例"), facts)
    assert made.application.case is not None  # noqa: S101 - taking in opens it
    return made.application.case
