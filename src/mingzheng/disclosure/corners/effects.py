"""What each step of a consultation changes. Called by ``core.procedures`` within its transaction.

While a window works on it the case belongs to the window's unit; returned, it belongs to the corner's unit again.
"""

from __future__ import annotations

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.corners.models import Consultation, Corner
from mingzheng.disclosure.corners.plain import refuse_personal


def answer(act: Act) -> None:
    refuse_personal(act.data["answer"], "answer")
    act.subject.answer = act.data["answer"]
    act.note = "已当面答复"
    _settle(act)


def hand_over(act: Act) -> None:
    window = act.data["window"]
    act.subject.window, act.subject.handed_on = window, act.day
    act.subject.save(update_fields=["window", "handed_on"])
    act.case.unit = window
    act.note = f"转{window.short}窗口"
    act.facts = {"window": window.code}


def send_back(act: Act) -> None:
    refuse_personal(act.data["reason"], "reason")
    act.case.unit = act.subject.corner.unit
    act.note = act.data["reason"][:120]


def settle(act: Act) -> None:
    refuse_personal(act.data["answer"], "answer")
    act.subject.answer, act.subject.service = act.data["answer"], act.data.get("service", "")
    act.note = f"引导办理「{act.subject.service}」" if act.subject.service else "已答复"
    _settle(act)


def drop(act: Act) -> None:
    refuse_personal(act.data["reason"], "reason")
    act.note = act.data["reason"][:120]
    _settle(act)


def _settle(act: Act) -> None:
    """Settled, the person is forgotten: nothing else of the record points at them."""
    found: Consultation = act.subject
    found.called = found.phone = ""
    found.settled_on = act.day
    found.save(update_fields=["answer", "service", "called", "phone", "settled_on"])


def sample_case() -> Case:
    """A consultation at a corner of the first street. For tests only."""
    from mingzheng.core import timekeeping
    from mingzheng.core.units.models import Unit
    from mingzheng.disclosure.corners import commands

    street = Unit.objects.filter(kind=Unit.Kind.STREET).first()
    if street is None:
        raise Refused("没有街道可作样例。")
    machine = Actor.system("样例")
    facts = {
        "name": "样例专区",
        "kind": Corner.Kind.STREET,
        "address": "样例路1号",
        "place": "一楼",
        "phone": "021-00000000",
        "hours_text": "周一至周五 9:00-17:00",
        "opened_on": timekeeping.today(),
    }
    corner = commands.open_corner(street, machine, facts)
    found = commands.register_consultation(corner, machine, {"matter": "policy", "question": "补贴怎样申请"})
    assert found.case is not None  # noqa: S101 - registering opens it
    return found.case
