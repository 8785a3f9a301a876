"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import held
from mingzheng.core.units.models import Unit

MACHINE = Actor.system("样例")


def _unit(kinds: list[str] | None = None) -> Unit:
    rows = Unit.objects.filter(kind__in=kinds) if kinds else Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE)
    unit = rows.first()
    if unit is None:
        raise Refused("没有单位。", remedy="请先导入单位和人员。")
    return unit


def _candidate() -> Any:
    from mingzheng.participation.delegates.commands import apply
    from mingzheng.participation.delegates.models import Age, Category, Person

    facts = {
        "name": "样例",
        "phone": f"139{Person.objects.count():08d}",
        "email": "",
        "organisation": "",
        "category": Category.CITIZEN,
        "age": Age.MIDDLE,
        "area": _unit([Unit.Kind.STREET, Unit.Kind.TOWN]),
        "interest": "",
    }
    return apply(_unit(), facts, codes.new_code())


def candidate_case() -> Case:
    return held(_candidate().case)


def _meeting() -> Any:
    from mingzheng.participation.delegates.commands import begin_meeting
    from mingzheng.participation.delegates.models import Meeting

    begins = timekeeping.now() + dt.timedelta(days=20)
    facts = {
        "level": Meeting.Level.OFFICE,
        "title": "样例会议",
        "about": "",
        "starts_at": begins,
        "place": "样例会议室",
        "seats": 2,
        "alternates": 1,
        "from_pool": True,
        "calls_until": None,
        "cutoff_on": begins.date() - dt.timedelta(days=1),
        "topics": [("样例议题", "")],
        "quotas": [],
    }
    return begin_meeting(_unit(), MACHINE, facts)


def meeting_case() -> Case:
    return held(_meeting().case)


def statement_case() -> Case:
    from mingzheng.participation.delegates.commands import state
    from mingzheng.participation.delegates.models import Invitation

    meeting = _meeting()
    row = Invitation.objects.create(
        meeting=meeting,
        candidate=_candidate(),
        code="SAMPLE",
        category="",
        alternate=False,
        rank=1,
        status=Invitation.Status.ACCEPTED,
        invited_on=timekeeping.today(),
        attended=True,
    )
    return held(state(meeting, row, meeting.unit, "样例意见", MACHINE).case)
