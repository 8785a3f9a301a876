"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import a_unit, held
from mingzheng.participation.surveys.models import Admission, Call, Survey

MACHINE = Actor.system("样例")


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
    return held(begin_survey(a_unit(), MACHINE, facts).case)


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
    return held(begin_call(a_unit(), MACHINE, facts).case)
