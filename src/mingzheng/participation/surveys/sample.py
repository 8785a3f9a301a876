"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit
from mingzheng.participation.surveys.models import Admission, Call, Survey

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


def survey_case() -> Case:
    from mingzheng.participation.surveys.commands import begin_survey

    today = timekeeping.today()
    facts = {
        "purpose": Survey.Purpose.POLL,
        "title": "样例问卷",
        "about": "样例",
        "opens_on": today,
        "closes_on": today + dt.timedelta(days=10),
        "answering": Admission.OPEN,
    }
    return _case(begin_survey(_unit(), MACHINE, facts).case)


def call_case() -> Case:
    from mingzheng.participation.surveys.commands import begin_call

    today = timekeeping.today()
    facts = {
        "kind": Call.Kind.SUGGESTIONS,
        "title": "样例征集",
        "about": "样例",
        "ways": "网上提交。",
        "opens_on": today,
        "closes_on": today + dt.timedelta(days=10),
    }
    return _case(begin_call(_unit(), MACHINE, facts).case)
