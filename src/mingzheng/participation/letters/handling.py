"""What the steps before the reply change: classified, handed out, returned, forwarded, joined, extended, watched."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.identity import commands as identity
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.procedures.table import Act
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.participation.letters import clocks, counting, dated
from mingzheng.participation.letters.models import (
    Assist,
    Contact,
    Extension,
    Instruction,
    Letter,
    LetterPerson,
    Move,
)

CLOCK_NOTE = "性质改为{kind}，按这一性质的期限从收到之日重新计算"


def classify(step: Act) -> None:
    """Kind and matter, as a person decides them; another kind has another term from the same day."""
    letter: Letter = step.subject
    with counting.counted(letter):
        _classified(letter, step)
        letter.save(update_fields=["kind", "matter", "classified_on"])
    step.note = letter.get_kind_display()


def _classified(letter: Letter, step: Act) -> None:
    if step.data["kind"] != letter.kind:
        letter.kind = step.data["kind"]
        step.data["clock_note"] = CLOCK_NOTE.format(kind=letter.get_kind_display())
    letter.matter = step.data["matter"]
    letter.classified_on = step.day


def dispatch(step: Act) -> None:
    """Handed out by the intake unit, classified in the same act."""
    letter: Letter = step.subject
    _not_back_to_a_refuser(letter, step)
    with counting.counted(letter):
        _classified(letter, step)
        _move(step, Move.How.DISPATCH, step.data["unit"], step.data.get("reason", ""))
        letter.save(update_fields=["kind", "matter", "classified_on", "unit"])


def _not_back_to_a_refuser(letter: Letter, step: Act) -> None:
    """To whoever returned it before it goes again only with the reason why."""
    unit: Unit = step.data["unit"]
    refused = letter.moves.filter(how=Move.How.RETURN, source=unit).order_by("-id").first()
    if refused is not None and not step.data.get("reason", ""):
        raise Refused(
            f"{unit.short}退回过这件来信（{refused.reason}）。",
            remedy="仍要分给它的，请在“说明”里写明理由。",
            field="reason",
            code="refused_before",
        )


def _move(step: Act, how: str, target: Unit, reason: str) -> None:
    letter: Letter = step.subject
    refuse_personal(reason, "reason")
    if target.pk == letter.unit_id and how != Move.How.DISPATCH:
        raise Refused("来信已经在这个单位。", remedy="请选择另一个单位。", field="unit", code="same_unit")
    Move.objects.create(
        letter=letter,
        how=how,
        source_id=letter.unit_id,
        target=target,
        reason=reason,
        moved_on=step.day,
        by=str(step.actor)[:80],
    )
    letter.unit = step.case.unit = target
    step.note = f"到{target.short}" + (f"，{reason[:100]}" if reason else "")


def moves_used(letter: Letter) -> int:
    """How often it was returned or forwarded so far."""
    return letter.moves.filter(how__in=[Move.How.RETURN, Move.How.FORWARD]).count()


def moves_left(letter: Letter) -> bool:
    return moves_used(letter) < dated.value("moves", timekeeping.today())


def give_back(step: Act) -> None:
    """To the unit that handed it out; who refused, and why, stays on record."""
    letter: Letter = step.subject
    with counting.counted(letter):
        _move(step, Move.How.RETURN, letter.intake, step.data["reason"])
        letter.save(update_fields=["unit"])


def forward(step: Act) -> None:
    with counting.counted(step.subject):
        _move(step, Move.How.FORWARD, step.data["unit"], step.data["reason"])
        step.subject.save(update_fields=["unit"])


def assign(step: Act) -> None:
    """By 区府办, for good: the unit may not return or forward it any more."""
    with counting.counted(step.subject):
        _move(step, Move.How.ASSIGN, step.data["unit"], step.data["reason"])
        step.subject.save(update_fields=["unit"])


def assigned_for_good(letter: Letter) -> bool:
    last = letter.moves.order_by("-id").first()
    return last is not None and last.how == Move.How.ASSIGN


def decline(step: Act) -> None:
    letter: Letter = step.subject
    refuse_personal(step.data["reason"], "reason")
    with counting.counted(letter):
        letter.declined_why = step.data["reason"]
        letter.save(update_fields=["declined_why"])
    date_person(letter, step)
    step.note = letter.declined_why[:120]
    changed(letter)


def date_person(letter: Letter, step: Act) -> None:
    """From the day on which the letter is settled the way to reach its author is kept only so long."""
    until = step.day + dt.timedelta(days=dated.value("person_days", step.day))
    LetterPerson.objects.filter(letter=letter).update(remove_after=until)
    identity.date(letter.ref.kind, [letter.ref.id], until)


# --- joined letters --------------------------------------------------------------------------------------------------


def join(step: Act) -> None:
    """Answered with another letter that says the same; its own term runs on."""
    letter, main = step.subject, step.data["main"]
    if main.pk == letter.pk:
        raise Refused("不能并入自己。", remedy="请填写另一件来信的编号。", field="main", code="itself")
    if main.case is None or main.case.closed_at is not None or main.joined_to_id is not None:
        raise Refused(
            f"{main.number}已经办结或者已并入别的来信。", remedy="请填写正在办理的那一件。", field="main", code="closed"
        )
    if letter.joined.exists():
        raise Refused("有别的来信并在这一件里。", remedy="请把那几件改并到同一件。", field="main", code="has_joined")
    letter.joined_to = main
    letter.save(update_fields=["joined_to"])
    step.note = f"并入 {main.number}"


def part(step: Act) -> None:
    step.subject.joined_to = None
    step.subject.save(update_fields=["joined_to"])
    step.note = step.data["reason"][:120]


# --- meanwhile -------------------------------------------------------------------------------------------------------


def contact(step: Act) -> None:
    refuse_personal(step.data["note"], "note")
    made = Contact.objects.create(
        letter=step.subject, contacted_on=step.data["day"], how=step.data["how"], note=step.data["note"]
    )
    step.note = f"{made.get_how_display()}，{chinese_date(made.contacted_on)}"


def instruct(step: Act) -> None:
    """The words stay in the record; the journal says only that there are some."""
    made = Instruction.objects.create(
        letter=step.subject, leader=step.data["leader"], text=step.data["text"], given_on=step.data["day"]
    )
    step.note = f"{made.leader}，{chinese_date(made.given_on)}"


def supervise(step: Act) -> None:
    step.subject.supervised_on = step.day
    step.subject.save(update_fields=["supervised_on"])
    step.note = step.data["reason"][:120]


def judge_urgency(step: Act) -> None:
    letter: Letter = step.subject
    refuse_personal(step.data["reason"], "reason")
    letter.urgent = step.data["urgent"]
    letter.save(update_fields=["urgent"])
    step.note = f"{'紧急' if letter.urgent else '不作紧急件'}，{step.data['reason'][:100]}"


def ask_assist(step: Act) -> None:
    letter: Letter = step.subject
    refuse_personal(step.data["what"], "what")
    units = [unit for unit in step.data["units"] if unit.pk != letter.unit_id]
    if not units:
        raise Refused("会办单位不能只是本单位。", remedy="请选择别的单位。", field="units", code="same_unit")
    waiting = set(open_assists(letter).values_list("unit", flat=True))
    for unit in units:
        if unit.pk in waiting:
            raise Refused(f"{unit.short}正在会办。", remedy="请等它答复，或者先撤回。", field="units", code="twice")
        made = Assist.objects.create(letter=letter, unit=unit, what=step.data["what"], asked_on=step.day)
        made.case = open_case(
            "letters.assist",
            made.ref,
            unit=unit,
            actor=step.actor,
            title=f"会办来信：{letter.title}",
            number=letter.number,
        )
        made.save(update_fields=["case"])
    step.note = "、".join(unit.short for unit in units)


def open_assists(letter: Letter) -> Any:
    return letter.assists.filter(answered_on=None, withdrawn_on=None)


def answer_assist(step: Act) -> None:
    assist: Assist = step.subject
    assist.opinion, assist.answered_on = step.data["opinion"], step.day
    assist.save(update_fields=["opinion", "answered_on"])


def withdraw_assist(step: Act) -> None:
    assist: Assist = step.subject
    assist.withdrawn_on = step.day
    assist.save(update_fields=["withdrawn_on"])
    step.note = step.data["reason"][:120]


# --- extension -------------------------------------------------------------------------------------------------------


def ask_extension(step: Act) -> None:
    """Before the due day only; the days are limited by a dated rule."""
    letter: Letter = step.subject
    refuse_personal(step.data["reason"], "reason")
    due = _due_before(letter, step)
    most = clocks.longest_extension(letter, step.day)
    if step.data["days"] > most:
        raise Refused(f"最多延长 {most} 个工作日。", remedy="请改短。", field="days", code="too_long")
    Extension.objects.create(
        letter=letter,
        round=letter.round,
        days=step.data["days"],
        reason=step.data["reason"],
        asked_on=step.day,
        asked_by=step.actor.person_id,
        due_before=due,
    )
    step.note = f"{step.data['days']} 个工作日，{step.data['reason'][:100]}"


def _due_before(letter: Letter, step: Act) -> Any:
    running = clocks.running(letter)
    if running is None or running.due_on is None:
        raise Refused("现在没有在计算的答复期限。", remedy="请查看期限。", code="no_clock")
    if step.day > running.due_on:
        raise Refused(
            f"答复期限 {chinese_date(running.due_on)} 已过，不能再延期。",
            remedy="请尽快答复，并向来信人说明。",
            code="overdue",
        )
    return running.due_on


def pending_extension(letter: Letter) -> Extension | None:
    return letter.extensions.filter(granted=None).order_by("-id").first()


def was_extended(letter: Letter) -> bool:
    return letter.extensions.filter(round=letter.round, granted=True).exists()


def _decide(step: Act, granted: bool) -> Extension:
    letter: Letter = step.subject
    asked = pending_extension(letter)
    if asked is None:
        raise Refused("没有等待批准的延期申请。", code="no_extension")
    if asked.asked_by == step.actor.person_id:
        raise Refused("申请延期的人不能自己批准。", remedy="请由另一位负责人决定。", code="same_person")
    if granted:
        _due_before(letter, step)
    asked.granted, asked.decided_on, asked.decided_by = granted, step.day, step.actor.person_id
    asked.answer = step.data.get("reason", "")
    asked.save(update_fields=["granted", "decided_on", "decided_by", "answer"])
    return asked


def grant_extension(step: Act) -> None:
    asked = _decide(step, granted=True)
    step.facts["days"] = asked.days
    step.note = f"{asked.days} 个工作日，{asked.reason[:100]}"


def deny_extension(step: Act) -> None:
    _decide(step, granted=False)
    step.note = step.data["reason"][:120]


def answered_along(letter: Letter) -> None:
    """Letters that were joined to this one get its reply, each as its own."""
    for other in letter.joined.filter(case__state="joined").select_related("case").order_by("pk"):
        if other.case is not None:
            act(other.case, "answered_along", Actor.system("并案答复"))


def changed(letter: Letter) -> None:
    touch("letters", f"letter:{letter.pk}")


def hand_over(step: Act) -> None:
    """By the machine, to the unit that the work order names."""
    unit = step.data.get("unit")
    if not isinstance(unit, Unit):
        raise Refused("没有写明承办单位。", code="no_unit")
    with counting.counted(step.subject):
        _move(step, Move.How.DISPATCH, unit, "工单写明的承办单位")
        step.subject.save(update_fields=["unit"])
