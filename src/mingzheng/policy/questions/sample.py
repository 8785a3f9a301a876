"""Fresh cases, for the test that walks every cell of the tables."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import held
from mingzheng.core.units.models import Unit
from mingzheng.policy.questions.models import Asked, Entry, Handout, HandoutReceipt, Handover, Often

MACHINE = Actor.system("样例")


def _unit() -> Unit:
    unit = Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).first()
    if unit is None:
        raise Refused("没有单位可作样例。")
    return unit


def entry() -> Entry:
    from mingzheng.policy.questions import knowledge

    values = {"question": "补贴怎样申请？", "answer": "到社区事务受理中心申请。", "source": "样例文件第五条"}
    return knowledge.begin(_unit(), MACHINE, values)


def entry_case() -> Case:
    """An entry that lacks nothing. For tests only."""
    return held(entry().case)


def message_case() -> Case:
    from mingzheng.policy.questions import board

    values = {"topic": "补贴怎样申请", "text": "补贴要准备哪些材料？", "consent": True, "unit": _unit()}
    return held(board.submit(values).case)


def handover_case() -> Case:
    unit = _unit()
    today = timekeeping.today()
    asked = Asked.objects.create(
        channel=Asked.Channel.HANDOVER, unit=unit, place=unit, text="补贴怎样申请", asked_on=today
    )
    made = Handover.objects.create(
        number="ZB-样例", window=unit, unit=unit, text="补贴怎样申请", handed_on=today, asked=asked
    )
    made.case = open_case("questions.handover", made.ref, unit=unit, actor=MACHINE, title="样例")
    made.save(update_fields=["case"])
    return made.case


def receipt_case() -> Case:
    unit = _unit()
    handout = Handout.objects.create(unit=unit, title="样例", sent_on=timekeeping.today())
    made = HandoutReceipt.objects.create(handout=handout, window=unit)
    made.case = open_case("questions.receipt", made.ref, unit=unit, actor=MACHINE, title="样例")
    made.save(update_fields=["case"])
    return made.case


def often_case() -> Case:
    made = Often.objects.create(unit=_unit(), topic="补贴怎样申请", found_on=timekeeping.today(), limit=10)
    made.entry = entry()
    made.save(update_fields=["entry"])
    made.case = open_case("questions.often", made.ref, unit=made.unit, actor=MACHINE, title="样例")
    made.save(update_fields=["case"])
    return made.case
