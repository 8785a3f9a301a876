"""Fresh cases for the test that walks every cell of the tables."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import a_unit, held
from mingzheng.supervision.bulletins.models import Bulletin, Receipt
from mingzheng.supervision.workplan.issuing import sample_plan_case

MACHINE = Actor.system("样例")


def _bulletin() -> Bulletin:
    from mingzheng.supervision.bulletins.commands import begin

    return begin(sample_plan_case().subject, 1, MACHINE)


def bulletin_case() -> Case:
    return held(_bulletin().case)


def receipt_case() -> Case:
    unit = a_unit()
    receipt = Receipt.objects.create(bulletin=_bulletin(), unit=unit, sent_on=timekeeping.today())
    receipt.case = open_case("bulletins.receipt", receipt.ref, unit=unit, actor=MACHINE, title="样例签收")
    receipt.save(update_fields=["case"])
    return receipt.case
