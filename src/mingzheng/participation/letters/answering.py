"""Drafted, approved by somebody else, sent; rated, asked on, opened again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from mingzheng.core import codes, timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.identity import commands as identity
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.participation.letters import clocks, counting, dated, handling
from mingzheng.participation.letters.intake import PURPOSE, VISITOR, keep_reach
from mingzheng.participation.letters.models import Letter, LetterPerson, Round
from mingzheng.participation.letters.tables import TERMS


def draft(step: Act) -> None:
    """What the check said was judged by the form: what blocks is refused there, the rest is explained."""
    latest: Round = step.subject.round
    latest.reply, latest.basis = step.data["reply"], step.data["basis"]
    latest.findings, latest.findings_note = step.data["findings"], step.data["note"]
    latest.drafted_by, latest.approved_by, latest.unit = step.actor.person_id, None, step.subject.unit
    latest.save(update_fields=["reply", "basis", "findings", "findings_note", "drafted_by", "approved_by", "unit"])
    step.note = f"检查提示 {len(latest.findings)} 项，已说明" if latest.findings else "检查没有提示"


def approve(step: Act) -> None:
    """The author reads it from now on with the query code."""
    letter: Letter = step.subject
    clock = clocks.latest(letter)
    latest = letter.round
    if not latest.reply:
        raise Refused("还没有拟写的答复。", remedy="请先拟写答复。", code="no_reply")
    latest.approved_by = step.actor.person_id
    _replied(letter, latest, step, clock.due_on if clock else None)
    handling.answered_along(letter)


def answered_along(step: Act) -> None:
    """With the reply of the letter to which it is joined."""
    letter: Letter = step.subject
    main = letter.joined_to
    source = main.round if main is not None else None
    if main is None or source is None or source.replied_on is None:
        raise Refused("主件还没有答复。", code="not_answered")
    latest = letter.round
    for name in ("reply", "basis", "unit", "findings", "findings_note", "drafted_by", "approved_by"):
        setattr(latest, name, getattr(source, name))
    clock = clocks.latest(letter)
    _replied(letter, latest, step, clock.due_on if clock else None)
    step.note = f"随 {main.number} 答复"


def _replied(letter: Letter, latest: Round, step: Act, due: dt.date | None) -> None:
    latest.replied_on, latest.due_on = step.day, due
    latest.save()
    if latest.serial == 1:
        with counting.counted(letter):
            letter.replied_on, letter.due_on = step.day, due
            letter.in_time = due is None or step.day <= due
            letter.save(update_fields=["replied_on", "due_on", "in_time"])
    handling.date_person(letter, step)
    handling.changed(letter)
    publish("letters.replied", {"letter": letter.pk, "round": latest.serial})


def send_back(step: Act) -> None:
    step.note = step.data["reason"][:120]


def _next_round(letter: Letter, step: Act, why: str, asked: str) -> None:
    latest = letter.round
    Round.objects.create(letter=letter, serial=latest.serial + 1, why=why, asked=asked, asked_on=step.day)
    LetterPerson.objects.filter(letter=letter).update(remove_after=None)
    identity.date(letter.ref.kind, [letter.ref.id], None)
    handling.changed(letter)


def follow_up(step: Act) -> None:
    """By the author, through the machine: ``ask_on`` looked at the code and the limits."""
    text = str(step.data.get("text", "")).strip()
    if not text:
        raise Refused("没有写追问的内容。", remedy="请写明还要问什么。", field="text", code="empty")
    _next_round(step.subject, step, Round.Why.FOLLOW_UP, text)


def reopen(step: Act) -> None:
    _next_round(step.subject, step, Round.Why.REOPENED, step.data["reason"])
    step.note = step.data["reason"][:120]


# --- by the author ---------------------------------------------------------------------------------------------------


def by_code(number: str, code: str) -> Letter | None:
    """The letter with this number and this query code."""
    rows = Letter.objects.select_related("unit", "intake", "case")
    return rows.filter(number=number.strip().upper(), code_digest=codes.digest(PURPOSE, code)).first()


def _still_open_to_author(latest: Round, what: str) -> None:
    if latest.replied_on is None:
        raise Refused(f"还没有答复，不能{what}。", code="not_answered")
    last = latest.replied_on + dt.timedelta(days=dated.value("follow_up_days", latest.replied_on))
    if timekeeping.today() > last:
        raise Refused(
            f"答复已经超过可以{what}的时间（{chinese_date(last)}以前）。",
            remedy="有新的情况请另写一封。",
            code="too_late",
        )


@transaction.atomic
def rate(letter: Letter, stars: int, text: str) -> Letter:
    """Once for each round, after its reply.

    Raises:
        Refused: there is no reply yet, it was rated before, its time is over, or the text holds personal data.
    """
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    latest = letter.round
    _still_open_to_author(latest, "评价")
    if latest.stars is not None:
        raise Refused("您已经评价过了。", code="rated")
    refuse_personal(text, "rating")
    with counting.counted(letter):
        latest.stars, latest.rating, latest.rated_on = stars, text, timekeeping.today()
        latest.save(update_fields=["stars", "rating", "rated_on"])
    journal.append(
        action="letters.letter.rated",
        actor=VISITOR,
        subject=letter.ref,
        summary=f"来信人评价 {stars} 分",
        basis=TERMS.text,
        case_id=letter.case_id,
    )
    handling.changed(letter)
    return letter


def may_ask_on(letter: Letter) -> bool:
    """May the author ask on now? Not where it stands at the limit, was declined, or the time is over."""
    if letter.case is None or letter.case.state != "replied":
        return False
    latest = letter.round
    if latest.replied_on is None:
        return False
    asked = letter.rounds.filter(why=Round.Why.FOLLOW_UP).count()
    last = latest.replied_on + dt.timedelta(days=dated.value("follow_up_days", latest.replied_on))
    return asked < dated.value("follow_ups", latest.replied_on) and timekeeping.today() <= last


@transaction.atomic
def ask_on(letter: Letter, text: str) -> Letter:
    """追问: another round with a term of its own.

    Raises:
        Refused: there is no reply yet, the number of rounds is reached, or the time is over.
    """
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    latest = letter.round
    _still_open_to_author(latest, "追问")
    if not may_ask_on(letter):
        most = dated.value("follow_ups", latest.replied_on or timekeeping.today())
        raise Refused(f"每封信可以追问 {most} 次，已经追问过。", remedy="有新的情况请另写一封。", code="limit")
    if letter.case is None:
        raise Refused("这封信不在本平台办理。", remedy="请另写一封。", code="no_case")
    act(letter.case, "follow_up", VISITOR, {"text": text})
    letter.refresh_from_db()
    return letter


@transaction.atomic
def leave_reach(letter: Letter, reach: str) -> Letter:
    """The author leaves a way to be reached, or another one, while the letter is handled.

    Raises:
        Refused: it is settled, so that nobody would use it.
    """
    letter = Letter.objects.select_for_update(of=("self",)).select_related("case").get(pk=letter.pk)
    if letter.case is None or letter.case.closed_at is not None:
        raise Refused("这封信已经办结，不再需要联系方式。", remedy="答复就在本页。", field="reach", code="closed")
    keep_reach(letter, reach)
    journal.append(
        action="letters.letter.reach",
        actor=VISITOR,
        subject=letter.ref,
        summary="来信人补留联系方式",
        basis=TERMS.text,
        case_id=letter.case_id,
    )
    return letter


def state_word(letter: Letter) -> Any:
    return letter.case.state_now.label if letter.case else "已办结"
