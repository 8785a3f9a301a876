"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import a_unit, held

MACHINE = Actor.system("样例")


def meeting_case() -> Case:
    from mingzheng.supervision.training.commands import record_meeting

    facts = {"topic": "样例", "held_on": timekeeping.today(), "chair": "样例", "decided": "样例", "people": 3}
    return held(record_meeting(a_unit(), MACHINE, "heard", facts).case)


def plan_case() -> Case:
    from mingzheng.supervision.training.commands import draft_plan

    session = session_case().subject
    return held(draft_plan(session.unit, MACHINE, session.day.year, {"about": "样例"}).case)


def support_case() -> Case:
    from mingzheng.supervision.training.commands import state_support

    facts = {"full_time": 1, "part_time": 0, "amount": Decimal(1), "about": "样例"}
    return held(state_support(a_unit(), MACHINE, timekeeping.today().year, facts).case)


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
    return held(plan_session(a_unit(), MACHINE, facts).case)


def _item_facts() -> dict[str, object]:
    return {"field": "general", "title": "样例材料", "about": "样例", "url": "", "minutes": 10}


def item_case() -> Case:
    from mingzheng.supervision.training.commands import begin_item

    return held(begin_item(a_unit(), MACHINE, _item_facts()).case)


def quiz_case() -> Case:
    from mingzheng.supervision.training import quiz_text
    from mingzheng.supervision.training.commands import begin_item, begin_quiz

    item = begin_item(a_unit(), MACHINE, _item_facts())
    questions = [quiz_text.Written("样例？", ("甲", "乙"), (1,))]
    return held(begin_quiz(item.unit, MACHINE, item, {"title": "样例", "pass_mark": 60, "questions": questions}).case)


def good_case() -> Case:
    from mingzheng.supervision.training.commands import begin_case

    words = dict.fromkeys(("title", "summary", "background", "practice", "effect"), "样例")
    return held(begin_case(a_unit(), MACHINE, {"field": "general", **words}).case)
