"""A training on its way."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.codes import new_code
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store_all
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures.editing import changes, fill, named
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.supervision.training.forms.sessions import FACTS
from mingzheng.supervision.training.models import Attempt, Attendee, Certificate, Invitation, Learned, Quiz, Session

LONGEST = 600  # minutes of learning that one training counts for


def edit(act: Act) -> None:
    session: Session = act.subject
    changed = fill(session, act.data, FACTS)
    if session.name_until and session.name_until > session.day:
        session.name_until = session.day
    session.save()
    act.case.title = session.title
    act.note = named(session, changed)
    act.facts = {"fields": changed}


another_day = changes("starts_at")


def invite(act: Act) -> None:
    """Units that were told stay told; more may be asked later."""
    session: Session = act.subject
    session.name_until = act.data["name_until"]
    session.invited_on = session.invited_on or act.day
    session.save(update_fields=["name_until", "invited_on"])
    held = set(session.invitations.values_list("unit_id", flat=True))
    fresh = [Invitation(session=session, unit=unit) for unit in act.data["units"] if unit.pk not in held]
    Invitation.objects.bulk_create(fresh)
    act.note = f"通知 {len(fresh)} 个单位"
    publish("training.invited", {"session": session.pk, "units": [one.unit_id for one in fresh]})


def add_material(act: Act) -> None:
    store_all(act.data["materials"], owner=act.subject.ref, actor=act.actor, label="培训材料")
    act.note = f"{len(act.data['materials'])} 份"


def check_in(act: Act) -> None:
    """Who stands in the list as present is present; whoever is no longer ticked was not there."""
    session: Session = act.subject
    if timekeeping.today() < session.day:
        raise Refused("培训还没有开始。", remedy="请在培训当天或以后登记签到。", code="early")
    ticked, moment = set(map(int, act.data["present"])), timekeeping.now()
    for row in session.attendees.all():
        present = row.pk in ticked
        if present != (row.present_at is not None):
            row.present_at = moment if present else None
            row.save(update_fields=["present_at"])
    for unit, name in [*act.data["others"], *act.data["sheet"]]:
        row, made = Attendee.objects.get_or_create(
            session=session, unit=unit, name=name, defaults={"present_at": moment}
        )
        if not made and row.present_at is None:
            row.present_at = moment
            row.save(update_fields=["present_at"])
    act.note = f"已到 {present_in(session)} 人"


def present_in(session: Session) -> int:
    return session.attendees.filter(present_at__isnull=False).count()


def anybody_present(session: Any, _actor: Actor) -> bool:
    return present_in(session) > 0


def is_over(session: Any, _actor: Actor) -> bool:
    return bool(session.starts_at <= timekeeping.now())


def hold(act: Act) -> None:
    """It took place: who was present and has an account has learned."""
    session: Session = act.subject
    session.people, session.summary, session.held_on = present_in(session), act.data["summary"], act.day
    session.save(update_fields=["people", "summary", "held_on"])
    minutes = min(LONGEST, max(1, int((session.ends_at - session.starts_at).total_seconds() // 60)))
    present = session.attendees.filter(present_at__isnull=False, person__isnull=False)
    rows = [
        Learned(person_id=one.person_id, unit_id=one.unit_id, session=session, day=session.day, minutes=minutes)
        for one in present
        if one.person_id
    ]
    Learned.objects.bulk_create(rows, ignore_conflicts=True)
    act.note = f"{session.people} 人参加"
    act.facts = {"people": session.people}
    touch("figures")
    publish("training.held", {"session": session.pk})


def earns(session: Session) -> list[Attendee]:
    """Present, without a certificate, and passed where there is a quiz that was opened."""
    rows = session.attendees.filter(present_at__isnull=False, certificate=None)
    quiz = Quiz.objects.filter(session=session, opened_on__isnull=False).first()
    if quiz is not None:
        rows = rows.filter(person__in=Attempt.objects.filter(quiz=quiz, passed=True).values("person"))
    return list(rows)


def anybody_earns(session: Any, _actor: Actor) -> bool:
    return bool(earns(session))


def certify(act: Act) -> None:
    """Numbers without gaps: the rows of the year are counted within the transaction, a second writer is refused."""
    rows = earns(act.subject)
    last = Certificate.objects.filter(year=act.day.year).aggregate(n=Max("serial"))["n"] or 0
    Certificate.objects.bulk_create(
        Certificate(attendee=one, year=act.day.year, serial=last + place, code=new_code(8), issued_on=act.day)
        for place, one in enumerate(rows, 1)
    )
    act.note = f"发证 {len(rows)} 份"
    act.facts = {"certificates": len(rows)}


def cancel(act: Act) -> None:
    act.subject.cancelled_why = act.data["reason"]
    act.subject.save(update_fields=["cancelled_why"])
    note_reason(act)
