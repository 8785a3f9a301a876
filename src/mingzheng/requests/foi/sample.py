"""A fresh case, for the test that walks every cell of the table."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import held
from mingzheng.core.units.models import Unit

SAMPLE = {
    "channel": "in_person",
    "applicant_kind": "natural",
    "wanted": "某项目的批复文件",
    "name": "样例",
    "id_kind": "other",
    "id_number": "0",
    "phone": "021-00000000",
}


def sample_case() -> Case:
    """An application handed in at the first department. For tests only."""
    from mingzheng.requests.foi import commands

    unit = Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).first()
    if unit is None:
        raise Refused("没有单位可作样例。")
    made = commands.take_in(unit, Actor.system("样例"), {**SAMPLE, "submitted_on": timekeeping.today()})
    assert made.application.case is not None  # noqa: S101 - taking in opens it
    return made.application.case


def sample_typical_case() -> Case:
    """A typical case drafted from a settled application. For tests only."""
    from mingzheng.requests.foi.models import Application, TypicalCase

    application: Application = sample_case().subject
    today = timekeeping.today()
    made = TypicalCase.objects.create(
        unit=application.unit,
        leaf="A2",
        title="样例",
        facts="样例",
        question="样例",
        handling="样例",
        lesson="样例",
        drafted_on=today,
        drafted_by=0,
    )
    made.case = open_case("foi.typical", made.ref, unit=made.unit, actor=Actor.system("样例"), title=made.title)
    made.save(update_fields=["case"])
    return made.case


def sample_same_case() -> Case:
    """Two applicants who ask for the same, as the daily job finds them. For tests only."""
    from mingzheng.requests.foi import commands, same
    from mingzheng.requests.foi.models import Application, SameInformation

    first: Application = sample_case().subject
    commands.take_in(
        first.unit, Actor.system("样例"), {**SAMPLE, "submitted_on": timekeeping.today(), "id_number": "1"}
    )
    same.find()
    return held(SameInformation.objects.select_related("case").latest("pk").case)
