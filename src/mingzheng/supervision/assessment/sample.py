"""Fresh cases for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import held
from mingzheng.core.units.models import Unit
from mingzheng.supervision.assessment.models import Appeal, Score, Sheet, System
from mingzheng.supervision.assessment.sheets import Row

MACHINE = Actor.system("样例")


def _stand(case: Case | None, state: str) -> None:
    """Straight into a state: only samples of the walk are put there, never real work."""
    Case.objects.filter(pk=held(case).pk).update(state=state)


def sample_system_case() -> Case:
    return held(_system().case)


def _system() -> System:
    from mingzheng.supervision.assessment import commands

    edition = System.objects.filter(year=2023).count() + 1
    rows = [
        Row("基础工作（60分）", "样例自评项目", Decimal(60)),
        Row("质量（40分）", "样例抽样项目", Decimal(40), way="sample", figure="inspections.links_open", sample=2),
    ]
    return commands.new_system(
        {"year": 2023, "title": f"样例指标{edition}", "whole": Decimal(100), "note": ""}, rows, MACHINE
    )


def _sheet() -> Sheet:
    from mingzheng.supervision.assessment import commands

    if not Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).exists():
        raise Refused("没有单位。", remedy="请先导入单位和人员。")
    today, week = timekeeping.today(), dt.timedelta(days=7)
    system = _system()
    _stand(system.case, "published")
    system.refresh_from_db()
    facts = {
        "system": system,
        "title": "样例考核",
        "kinds": [kind for kind in Unit.Kind.values if kind != Unit.Kind.GOV_OFFICE],
        "as_of": today,
        "self_due": today + week,
        "mark_due": today + 2 * week,
        "appeal_due": today + 3 * week,
    }
    found = commands.open_round(facts, MACHINE).sheets.select_related("case", "round__case").first()
    if found is None:
        raise Refused("样例考核没有单位。")
    return found


def sample_round_case() -> Case:
    return held(_sheet().round.case)


def sample_sheet_case() -> Case:
    return held(_sheet().case)


def sample_appeal_case() -> Case:
    from mingzheng.supervision.assessment import commands

    sheet = _sheet()
    _stand(sheet.round.case, "appeal")
    _stand(sheet.case, "released")
    score = Score.objects.filter(sheet=sheet).order_by("item__order").first()
    if score is None:
        raise Refused("样例考核表没有项目。")
    commands.appeal(score.pk, {"reason": "样例申诉理由。", "wanted": None}, MACHINE)
    return held(Appeal.objects.get(score=score).case)
