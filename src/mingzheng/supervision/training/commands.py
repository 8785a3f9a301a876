"""Every write of this room that is not a step of a case: beginnings, naming who comes, rating, learning, quizzes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.units.models import Unit
from mingzheng.supervision.training import queries
from mingzheng.supervision.training.basis import POINT_23
from mingzheng.supervision.training.models import (
    Attempt,
    Attendee,
    GoodCase,
    Invitation,
    Item,
    KeySeen,
    Learned,
    Meeting,
    Quiz,
    Rating,
    Session,
    Support,
    YearPlan,
)
from mingzheng.supervision.training.steps import cases as case_steps
from mingzheng.supervision.training.steps import learning, records
from mingzheng.supervision.training.steps import sessions as session_steps

TRIES_A_DAY = 3
RATES_FOR = 30  # days after the training


@transaction.atomic
def record_meeting(unit: Unit, actor: Actor, kind: str, facts: Mapping[str, Any]) -> Meeting:
    """Hand in a meeting with its minutes; 区府办 checks it.

    Args:
        facts: fields of ``MeetingForm``; ``minutes`` are uploads.

    Raises:
        Refused: wrong post or unit; a coordination that is not 区府办's.
    """
    if kind == Meeting.Kind.COORDINATION and unit.kind != Unit.Kind.GOV_OFFICE:
        raise Refused(
            "协调会议由区府办登记。", remedy="本单位的会议请登记为“主要负责同志听取汇报”。", code="wrong_unit"
        )
    made = Meeting.objects.create(unit=unit, kind=kind, **{name: facts[name] for name in records.MEETING_FACTS})
    made.units.set(facts.get("units") or [])
    made.case = open_case("training.meeting", made.ref, unit=unit, actor=actor, title=made.topic)
    made.save(update_fields=["case"])
    records.keep(made, facts.get("minutes"), "会议纪要", actor)
    return made


@transaction.atomic
def state_support(unit: Unit, actor: Actor, year: int, facts: Mapping[str, Any]) -> Support:
    """Hand in a year's people and money; once a year, later changes are steps of that case.

    Raises:
        Refused: stated already; wrong post or unit.
    """
    if Support.objects.filter(unit=unit, year=year).exists():
        raise Refused(f"{year} 年已经填报过。", remedy="有变化的，请在原来的事项里用「更新后再报」。", code="twice")
    values = {name: facts[name] for name in records.SUPPORT_FACTS}
    made = Support.objects.create(unit=unit, year=year, stated_on=timekeeping.today(), **values)
    made.case = open_case("training.support", made.ref, unit=unit, actor=actor, title=str(made))
    made.save(update_fields=["case"])
    records.keep(made, facts.get("proof"), "证明材料", actor)
    return made


@transaction.atomic
def draft_plan(unit: Unit, actor: Actor, year: int, facts: Mapping[str, Any]) -> YearPlan:
    """Begin a year's plan of trainings.

    Raises:
        Refused: begun already; wrong post or unit.
    """
    if YearPlan.objects.filter(unit=unit, year=year).exists():
        raise Refused(f"{year} 年的培训计划已经有了。", remedy="请在业务培训页上打开。", code="twice")
    made = YearPlan.objects.create(unit=unit, year=year, about=facts["about"])
    made.case = open_case("training.plan", made.ref, unit=unit, actor=actor, title=str(made))
    made.save(update_fields=["case"])
    return made


@transaction.atomic
def plan_session(unit: Unit, actor: Actor, facts: Mapping[str, Any]) -> Session:
    """Enter a training into the plan of its year."""
    made = Session.objects.create(unit=unit, **{name: facts[name] for name in session_steps.FACTS})
    made.case = open_case("training.session", made.ref, unit=unit, actor=actor, title=made.title)
    made.save(update_fields=["case"])
    return made


@transaction.atomic
def name_people(
    session: Session, unit: Unit, actor: Actor, people: Sequence[tuple[int, str]], others: Sequence[str]
) -> int:
    """A unit that was told says who comes; said again, it replaces what was said before. Those present stay.

    Args:
        people: (id of the person, name). ``others``: names of people without an account.

    Raises:
        Refused: not told, not the unit's officer or head, after the last day.
    """
    still_in_post(actor)
    invitation = Invitation.objects.select_for_update().filter(session=session, unit=unit).first()
    if invitation is None or not queries.may_name(session, actor):
        raise Refused(
            "您的单位没有收到这次培训的通知，或您现在的岗位不能报名。",
            remedy="报名由信息员、负责人办理。",
            code="wrong_post",
        )
    if session.held_on or session.cancelled_why:
        raise Refused("这次培训已经结束或取消，不能再报名。", code="over")
    if session.name_until and timekeeping.today() > session.name_until:
        raise Refused("报名已经截止。", remedy="请联系主办单位；当天到场可以现场签到。", code="late")
    wanted = {name: person for person, name in people} | dict.fromkeys(others)
    session.attendees.filter(unit=unit, present_at=None).exclude(name__in=wanted).delete()
    for name, person in wanted.items():
        Attendee.objects.update_or_create(session=session, unit=unit, name=name, defaults={"person_id": person})
    invitation.named_on = timekeeping.today()
    invitation.save(update_fields=["named_on"])
    _note("training.named", session, actor, f"{unit.short}报名 {len(wanted)} 人")
    return len(wanted)


@transaction.atomic
def rate(session: Session, actor: Actor, useful: int, comment: str) -> None:
    """Once, by somebody who was present, without a name.

    Raises:
        Refused: was not there, rated already, too late.
    """
    row = Attendee.objects.select_for_update(of=("self",)).filter(session=session, person_id=actor.person_id).first()
    if row is None or row.present_at is None or session.held_on is None:
        raise Refused("参加了培训的人才能评价。", code="not_there")
    if row.rated:
        raise Refused("您已经评价过了。", code="twice")
    if (timekeeping.today() - session.day).days > RATES_FOR:
        raise Refused(f"培训后 {RATES_FOR} 天内可以评价。", code="late")
    Rating.objects.create(session=session, useful=useful, comment=comment)
    row.rated = True
    row.save(update_fields=["rated"])


@transaction.atomic
def begin_item(unit: Unit, actor: Actor, facts: Mapping[str, Any]) -> Item:
    """Begin an item of the library."""
    made = Item.objects.create(unit=unit, **{name: facts[name] for name in learning.ITEM_FACTS})
    made.case = open_case("training.item", made.ref, unit=unit, actor=actor, title=made.title)
    made.save(update_fields=["case"])
    learning.keep_files(made, facts.get("materials"), actor)
    return made


@transaction.atomic
def learned(item: Item, actor: Actor) -> bool:
    """The person says that they have learned it; False when it was noted before.

    Raises:
        Refused: not on the shelf.
    """
    still_in_post(actor)
    if item.listed_on is None or item.ended_why:
        raise Refused("这份材料没有上架。", code="not_listed")
    _row, made = Learned.objects.get_or_create(
        person_id=actor.person_id,
        item=item,
        defaults={"unit_id": actor.unit_id, "day": timekeeping.today(), "minutes": item.minutes},
    )
    if made:
        touch("figures")
    return made


@transaction.atomic
def begin_quiz(unit: Unit, actor: Actor, about: Session | Item, facts: Mapping[str, Any]) -> Quiz:
    """Write a quiz on a training or an item of the unit.

    Raises:
        Refused: another unit's, or it has one.
    """
    if about.unit_id != unit.pk:
        raise Refused("测验由主办单位出题。", code="wrong_unit")
    where: dict[str, Any] = {"session": about} if isinstance(about, Session) else {"item": about}
    if Quiz.objects.filter(**where).exists():
        raise Refused("已经有一份测验。", remedy="请在那份测验里修改。", code="twice")
    made = Quiz.objects.create(unit=unit, title=facts["title"], pass_mark=facts["pass_mark"], **where)
    learning.put_questions(made, facts["questions"])
    learning.saw_key(made, actor)
    made.case = open_case("training.quiz", made.ref, unit=unit, actor=actor, title=made.title)
    made.save(update_fields=["case"])
    return made


@transaction.atomic
def look_at_key(quiz: Quiz, actor: Actor) -> None:
    """Whoever looks cannot take it; the look is journalled.

    Raises:
        Refused: not of those who write or open it.
    """
    if not queries.may_see_key(quiz, actor):
        raise Refused("答案只有主办单位出题、审题的人能看。", code="wrong_post")
    if not KeySeen.objects.filter(quiz=quiz, person_id=actor.person_id).exists():
        learning.saw_key(quiz, actor)
        _note("training.key", quiz, actor, "查看测验答案")


@transaction.atomic
def take_quiz(quiz: Quiz, actor: Actor, answers: Mapping[int, Sequence[int]]) -> Attempt:
    """Mark the answers. Passing counts as learned when the quiz is on an item.

    Args:
        answers: place of the question → places of the options that were chosen.

    Raises:
        Refused: not open, knows the key, too many tries today.
    """
    still_in_post(actor)
    quiz = Quiz.objects.select_for_update(of=("self",)).get(pk=quiz.pk)
    reason = why_not_take(quiz, actor)
    if reason is not None:
        raise reason
    questions = list(quiz.questions.all())
    right = sum(sorted(answers.get(one.place, ())) == sorted(one.key) for one in questions)
    made = Attempt.objects.create(
        quiz=quiz,
        person_id=actor.person_id,
        unit_id=actor.unit_id,
        day=timekeeping.today(),
        answers={str(place): list(chosen) for place, chosen in answers.items()},
        right=right,
        total=len(questions),
        passed=right * 100 >= quiz.pass_mark * len(questions),
    )
    if made.passed and quiz.item is not None and not quiz.item.ended_why:
        learned(quiz.item, actor)
    touch("figures")
    return made


def why_not_take(quiz: Quiz, actor: Actor) -> Refused | None:
    """Why this person may not take the quiz now; None when they may."""
    if quiz.opened_on is None or quiz.closed_on is not None or not queries.sees_about(quiz, actor):
        return Refused("这份测验现在不能作答。", code="not_open")
    if KeySeen.objects.filter(quiz=quiz, person_id=actor.person_id).exists():
        return Refused("您出过题或看过答案，不能参加这份测验。", code="key_seen")
    own = Attempt.objects.filter(quiz=quiz, person_id=actor.person_id)
    if own.filter(passed=True).exists():
        return Refused("您已经合格，不用再做。", code="passed")
    if own.filter(day=timekeeping.today()).count() >= TRIES_A_DAY:
        return Refused(f"一天最多做 {TRIES_A_DAY} 次。", remedy="请复习后明天再来。", code="tries")
    return None


@transaction.atomic
def begin_case(unit: Unit, actor: Actor, facts: Mapping[str, Any]) -> GoodCase:
    """Begin writing a case for promotion."""
    made = GoodCase.objects.create(unit=unit, **{name: facts[name] for name in case_steps.FACTS})
    made.case = open_case("training.case", made.ref, unit=unit, actor=actor, title=made.title)
    made.save(update_fields=["case"])
    case_steps.keep_files(made, facts.get("materials"), actor)
    return made


def _note(action: str, record: Session | Quiz, actor: Actor, said: str) -> None:
    journal.append(
        action=action, actor=actor, subject=record.ref, case_id=record.case_id, summary=said, basis=POINT_23.text
    )
