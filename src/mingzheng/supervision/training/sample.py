"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit

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


def meeting_case() -> Case:
    from mingzheng.supervision.training.commands import record_meeting

    facts = {"topic": "样例", "held_on": timekeeping.today(), "chair": "样例", "decided": "样例", "people": 3}
    return _case(record_meeting(_unit(), MACHINE, "heard", facts).case)


def plan_case() -> Case:
    from mingzheng.supervision.training.commands import draft_plan

    session = session_case().subject
    return _case(draft_plan(session.unit, MACHINE, session.day.year, {"about": "样例"}).case)


def support_case() -> Case:
    from mingzheng.supervision.training.commands import state_support

    facts = {"full_time": 1, "part_time": 0, "amount": Decimal(1), "about": "样例"}
    return _case(state_support(_unit(), MACHINE, timekeeping.today().year, facts).case)


def session_case() -> Case:
    from mingzheng.supervision.training.commands import plan_session

    begins = timekeeping.now() - dt.timedelta(hours=3)
    facts = {
        "field": "general",
        "title": "样例培训",
        "about": "样例",
        "teacher": "",
        "place": "样例",
        "starts_at": begins,
        "ends_at": begins + dt.timedelta(hours=2),
    }
    return _case(plan_session(_unit(), MACHINE, facts).case)


def _item_facts() -> dict[str, object]:
    return {"field": "general", "title": "样例材料", "about": "样例", "url": "", "minutes": 10}


def item_case() -> Case:
    from mingzheng.supervision.training.commands import begin_item

    return _case(begin_item(_unit(), MACHINE, _item_facts()).case)


def quiz_case() -> Case:
    from mingzheng.supervision.training import quiz_text
    from mingzheng.supervision.training.commands import begin_item, begin_quiz

    item = begin_item(_unit(), MACHINE, _item_facts())
    questions = [quiz_text.Written("样例？", ("甲", "乙"), (1,))]
    return _case(begin_quiz(item.unit, MACHINE, item, {"title": "样例", "pass_mark": 60, "questions": questions}).case)


def good_case() -> Case:
    from mingzheng.supervision.training.commands import begin_case

    words = dict.fromkeys(("title", "summary", "background", "practice", "effect"), "样例")
    return _case(begin_case(_unit(), MACHINE, {"field": "general", **words}).case)
