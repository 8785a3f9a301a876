"""The pool: taken in, refused, left."""

from __future__ import annotations

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.procedures.table import Act
from mingzheng.participation.delegates import dated, inviting, resting
from mingzheng.participation.delegates.models import Candidate, Person

Status = Candidate.Status


def accept(act: Act) -> None:
    candidate: Candidate = act.subject
    if not Person.objects.filter(candidate=candidate).exists():
        raise Refused("姓名和手机号已经删除，不能再入库。", remedy="请本人重新报名。", code="forgotten")
    candidate.status, candidate.listed_on = Status.LISTED, act.day
    candidate.ends_on = dated.after(dated.TERM, act.day)
    candidate.save(update_fields=["status", "listed_on", "ends_on"])
    touch("delegates")
    act.note = f"任期至 {chinese_date(candidate.ends_on)}"


def reject(act: Act) -> None:
    candidate: Candidate = act.subject
    candidate.why = act.data["reason"]
    candidate.save(update_fields=["why"])
    _leave(act, Status.REJECTED)


def withdraw(act: Act) -> None:
    """Whoever leaves is forgotten at once; what they were invited to goes to the next."""
    _leave(act, Status.WITHDRAWN)
    for person in Person.objects.filter(candidate=act.subject):
        resting.forget(person)


def end(act: Act) -> None:
    _leave(act, Status.ENDED)


def _leave(act: Act, status: Candidate.Status) -> None:
    candidate: Candidate = act.subject
    candidate.status, candidate.left_on = status, act.day
    candidate.save(update_fields=["status", "left_on"])
    inviting.gives_way(candidate)
    touch("delegates")
