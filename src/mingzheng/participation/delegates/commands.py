"""Every write that is not a step: signing up, answering, speaking, and what the calendar brings about."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.commands import act as take_step
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.editing import fill
from mingzheng.core.procedures.models import Case
from mingzheng.core.quoting import shortened
from mingzheng.core.units.models import Unit
from mingzheng.participation.delegates import dated, inviting, resting
from mingzheng.participation.delegates.basis import POINT_18
from mingzheng.participation.delegates.keys import CANDIDATE
from mingzheng.participation.delegates.models import Candidate, Interest, Invitation, Meeting, Person, Statement
from mingzheng.participation.delegates.steps.meetings import FACTS, fill_rows
from mingzheng.participation.draws.models import Draw

MACHINE = Actor.system("公众代表")
WHO = ("name", "phone", "email", "organisation")
TRAITS = ("category", "age", "area", "interest")
Status = Candidate.Status


@transaction.atomic
def begin_meeting(unit: Unit, actor: Actor, facts: dict[str, Any]) -> Meeting:
    """A meeting that delegates will attend, with its case.

    Args:
        facts: what ``forms.meetings.MeetingForm`` gives.

    Raises:
        Refused: the actor's post may not begin one for the unit.
    """
    meeting = Meeting(unit=unit)
    fill(meeting, facts, FACTS)
    meeting.save()
    fill_rows(meeting, facts)
    meeting.case = open_case("delegates.meeting", meeting.ref, unit=unit, actor=actor, title=meeting.title)
    meeting.save(update_fields=["case"])
    return meeting


# --- the pool ----------------------------------------------------------------------------------------------------


@transaction.atomic
def apply(
    unit: Unit, facts: dict[str, Any], code: str, meeting: Meeting | None = None, *, source: str = ""
) -> Candidate:
    """Somebody signs up, or is put on the list of a unit; a member of staff decides whether they come into the pool.

    Args:
        facts: name, phone, email, organisation, category, age, area, interest.
        code: the query code, shown once; kept as a digest.
        meeting: the one that they want to come to; None: the pool.
        source: of whom the list is; "" for the public call.

    Raises:
        Refused: this telephone number is in the pool, or the meeting takes nobody now.
    """
    if meeting is not None:
        require_open(meeting)
    _make_room(facts["phone"])
    candidate = Candidate.objects.create(
        unit=unit,
        code_digest=codes.digest(CANDIDATE, code),
        came_by=Candidate.CameBy.LIST if source else Candidate.CameBy.CALL,
        source=source,
        applied_on=timekeeping.today(),
        rests_until=resting.until(facts["phone"]),
        **{name: facts[name] for name in TRAITS},
    )
    Person.objects.create(candidate=candidate, **{name: facts[name] for name in WHO})
    candidate.case = open_case("delegates.candidate", candidate.ref, unit=unit, actor=MACHINE, title=str(candidate))
    candidate.save(update_fields=["case"])
    if meeting is not None:
        Interest.objects.create(meeting=meeting, candidate=candidate, at=timekeeping.now())
    return candidate


def _make_room(phone: str) -> None:
    """Whoever left the pool may sign up again; whoever is in it may not twice."""
    held = Person.objects.select_related("candidate").filter(phone=phone).first()
    if held is None:
        return
    if held.candidate.status in (Status.PENDING, Status.LISTED):
        raise Refused(
            "这个手机号已经报过名。",
            remedy="请用查询码查询；查询码遗失的，请联系受理单位。",
            field="phone",
            code="twice",
        )
    resting.forget(held)


def require_open(meeting: Meeting) -> None:
    """Raises Refused unless the meeting's call is open today."""
    if meeting.announced_at is None or meeting.cancelled or meeting.calls_until is None:
        raise Refused("这次会议现在不接受报名。", remedy="可以报名加入公众代表库。", code="closed")
    if timekeeping.today() > meeting.calls_until:
        raise Refused("报名已经截止。", remedy="可以报名加入公众代表库，等以后的会议。", code="late")


@transaction.atomic
def sign_up(meeting: Meeting, candidate: Candidate) -> None:
    """Somebody in the pool wants to come to a meeting; twice changes nothing.

    Raises:
        Refused: the call is over, or the person is no longer in the pool.
    """
    require_open(meeting)
    if candidate.status not in (Status.PENDING, Status.LISTED):
        raise Refused("您已经不在公众代表库里。", remedy="请重新报名。", code="left")
    Interest.objects.get_or_create(meeting=meeting, candidate=candidate, defaults={"at": timekeeping.now()})


@transaction.atomic
def leave(candidate: Candidate) -> None:
    """The person leaves by their own wish: name and telephone number are deleted at once.

    Raises:
        Refused: they left already.
    """
    take_step(Case.objects.get(candidate=candidate), "leave", MACHINE)


# --- answers -----------------------------------------------------------------------------------------------------


@transaction.atomic
def answer(row: Invitation, *, accepts: bool, actor: Actor | None = None, journalled: bool = True) -> Invitation:
    """Accept or decline; a declined place goes to the next alternate who may take it.

    Raises:
        Refused: not invited (any more), or the meeting is over.
    """
    meeting = Meeting.objects.select_for_update().select_related(None).get(pk=row.meeting_id)
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=row.pk)
    _require_answerable(meeting, row, accepts)
    row.status = Invitation.Status.ACCEPTED if accepts else Invitation.Status.DECLINED
    row.replied_on = timekeeping.today()
    row.save(update_fields=["status", "replied_on"])
    if not accepts:
        inviting.move_up(meeting)
    touch("delegates", f"meeting:{meeting.pk}")
    if journalled:
        journal.append(
            action="delegates.answered",
            actor=actor or MACHINE,
            subject=meeting.ref,
            case_id=meeting.case_id,
            summary=f"抽签代码 {row.code}：{'接受' if accepts else '谢绝'}邀请",
            basis=POINT_18.text,
        )
    return row


def _require_answerable(meeting: Meeting, row: Invitation, accepts: bool) -> None:
    if meeting.cancelled or meeting.held_on or timekeeping.now() > meeting.starts_at:
        raise Refused("会议已经开过或者取消，不再登记答复。", code="over")
    if row.status == Invitation.Status.LAPSED:
        raise Refused("答复期限已过，名额已由候补递补。", remedy="欢迎参加以后的会议。", code="late")
    allowed = [Invitation.Status.INVITED] if accepts else Invitation.HOLDS
    if row.status not in allowed:
        raise Refused(f"现在是「{row.get_status_display()}」，不能这样答复。", code="not_invited")


@transaction.atomic
def state(meeting: Meeting, row: Invitation, unit: Unit, text: str, actor: Actor) -> Statement:
    """What a delegate said, with a case and a clock of its own; the unit that studies it may be another one."""
    made = Statement.objects.create(meeting=meeting, invitation=row, unit=unit, text=text, said_on=meeting.day)
    made.case = open_case("delegates.statement", made.ref, unit=unit, actor=actor, title=shortened(text, 60))
    made.save(update_fields=["case"])
    return made


# --- what happens of itself --------------------------------------------------------------------------------------


@handler("delegates.drawn", label="抽签后发出邀请", event="draws.drawn")
def after_draw(payload: dict[str, Any]) -> None:
    """``{draw}``: the meeting for which it was goes on; a draw of another room is none of ours."""
    _after(payload["draw"], "drawn", "frozen")


@handler("delegates.draw_voided", label="抽签作废后退回报名环节", event="draws.voided")
def after_void(payload: dict[str, Any]) -> None:
    _after(payload["draw"], "unfrozen", "frozen")


def _after(draw_id: int, command: str, state_then: str) -> None:
    draw = Draw.objects.get(pk=draw_id)
    if draw.owner_kind != "delegates.meeting":
        return
    with transaction.atomic():
        case = Case.objects.select_for_update().get(delegate_meeting=int(draw.owner_id))
        if case.state == state_then:
            take_step(case, command, MACHINE)


@daily("delegates.lapse", label="逾期未答复的邀请由候补递补")
def lapse() -> int:
    """Invitations whose day for an answer is over; returns how many lapsed."""
    today = timekeeping.today()
    late = Invitation.objects.filter(status=Invitation.Status.INVITED, reply_by__lt=today, meeting__cancelled_why="")
    lapsed = 0
    for pk in sorted(set(late.values_list("meeting", flat=True))):
        with transaction.atomic():
            meeting = Meeting.objects.select_for_update().get(pk=pk)
            lapsed += late.filter(meeting=meeting).update(status=Invitation.Status.LAPSED)
            inviting.move_up(meeting)
            touch(f"meeting:{pk}")
    return lapsed


@daily("delegates.terms", label="公众代表任期届满出库")
def end_terms() -> int:
    """Whose term is over leaves the pool; returns how many."""
    rows = list(Case.objects.filter(candidate__status=Status.LISTED, candidate__ends_on__lt=timekeeping.today()))
    for case in rows:
        take_step(case, "end", MACHINE)
    return len(rows)


def left_long_ago() -> list[Person]:
    today = timekeeping.today()
    gone = Person.objects.filter(candidate__status__in=[Status.REJECTED, Status.ENDED]).select_related("candidate")
    return [one for one in gone if one.candidate.left_on and dated.after(dated.KEEP, one.candidate.left_on) < today]


@forgets(
    "delegates.forget",
    label="删除到期的公众代表个人信息",
    what="公众代表：离任、落选的人的姓名和联系方式",
    term=lambda: f"离任或者落选后{dated.length(dated.KEEP, timekeeping.today())}日",
    due=left_long_ago,
)
def forget() -> int:
    """Names and telephone numbers of those who left go after the term of keeping; returns how many."""
    due = left_long_ago()
    for person in due:
        with transaction.atomic():
            resting.forget(person)
    return len(due)
