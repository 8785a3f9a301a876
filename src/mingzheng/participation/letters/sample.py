"""Fresh cases, for the test that walks every cell of the tables."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit
from mingzheng.participation.letters.models import Assist, Letter, Round, Selection

MACHINE = Actor.system("样例")


def _unit() -> Unit:
    unit = Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).first()
    if unit is None:
        raise Refused("没有单位可作样例。")
    return unit


def letter() -> Letter:
    """A letter that its own intake unit has. For tests only."""
    from mingzheng.participation.letters import intake

    day, unit = timekeeping.today(), _unit()
    made = Letter(
        number=intake.next_number(day),
        channel="online",
        unit=unit,
        intake=unit,
        title="路灯不亮",
        text="小区门口的路灯坏了一周，请尽快修复。",
        consent=True,
        received_at=timekeeping.now(),
        received_on=day,
    )
    intake.propose(made)
    made.save()
    Round.objects.create(letter=made, asked_on=day)
    return made


def letter_case() -> Case:
    made = letter()
    made.case = open_case(
        "letters.letter", made.ref, unit=made.unit, actor=MACHINE, title=f"来信：{made.title}", number=made.number
    )
    made.save(update_fields=["case"])
    return made.case


def assist_case() -> Case:
    main = letter()
    made = Assist.objects.create(letter=main, unit=main.unit, what="请核实情况", asked_on=timekeeping.today())
    made.case = open_case("letters.assist", made.ref, unit=made.unit, actor=MACHINE, title="样例")
    made.save(update_fields=["case"])
    return made.case


def selection_case() -> Case:
    main = letter()
    made = Selection.objects.create(
        letter=main,
        unit=main.unit,
        title="路灯不亮",
        text="小区门口的路灯坏了。",
        reply="已经修复。",
        consented=True,
        why="样例",
        proposed_on=timekeeping.today(),
    )
    made.case = open_case("letters.selection", made.ref, unit=made.unit, actor=MACHINE, title="样例")
    made.save(update_fields=["case"])
    return made.case
