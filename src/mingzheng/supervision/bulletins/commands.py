"""Beginning a bulletin, composing it, and what the days owe: due quarters and the monthly letters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core import mail, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.units.models import Person, Unit
from mingzheng.core.units.queries import holders, office
from mingzheng.supervision.bulletins import letters
from mingzheng.supervision.bulletins.basis import POINT_25
from mingzheng.supervision.bulletins.models import Bulletin, UnitLetter, quarter_end
from mingzheng.supervision.indicators.standings import Standing, standing
from mingzheng.supervision.workplan.models import Plan

MACHINE = Actor.system("季度通报")
READERS = (Post.OFFICER, Post.HEAD)


@transaction.atomic
def begin(plan: Plan, quarter: int, actor: Actor) -> Bulletin:
    """The bulletin of a quarter with its case and clock.

    Raises:
        Refused: it was begun already; wrong post; nobody is 区府办.
    """
    if Bulletin.objects.filter(plan=plan, quarter=quarter).exists():
        raise Refused("这个季度的通报已经启动。", remedy="请在通报列表里打开。", code="twice")
    return _opened(Bulletin.objects.create(plan=plan, quarter=quarter), actor)


def _opened(made: Bulletin, actor: Actor) -> Bulletin:
    unit = office()
    if unit is None:
        raise Refused("名录里没有区府办。", remedy="请先导入单位。", code="no_office")
    made.case = open_case("bulletins.bulletin", made.ref, unit=unit, actor=actor, title=str(made))
    made.save(update_fields=["case"])
    return made


@transaction.atomic
def begin_edition(old: Bulletin, actor: Actor, why: str) -> Bulletin:
    """A correction: a new edition of the same quarter, begun anew."""
    last = Bulletin.objects.filter(plan=old.plan, quarter=old.quarter).order_by("-edition")[0]
    made = Bulletin.objects.create(
        plan=old.plan, quarter=old.quarter, edition=last.edition + 1, corrects=old, correction_why=why
    )
    return _opened(made, actor)


@transaction.atomic
def compose(plan: Plan, quarter: int, actor: Actor) -> Bulletin:
    """The newest edition of the quarter's bulletin with today's figures; begun when there is none.

    Raises:
        Refused: wrong post, or it is being approved or was published.
    """
    found = Bulletin.objects.filter(plan=plan, quarter=quarter).order_by("-edition").first() or begin(
        plan, quarter, actor
    )
    if found.case is not None:
        act(found.case, "compose" if found.case.state == "due" else "compose_again", actor)
    found.refresh_from_db()
    return found


@daily("bulletins.owe", label="启动到期的季度通报")
def owe() -> int:
    """A bulletin for every quarter that has ended since the plan was issued; returns how many were begun."""
    today, count = timekeeping.today(), 0
    for plan in Plan.objects.exclude(issued_at=None).exclude(case__state="closed"):
        begun = set(Bulletin.objects.filter(plan=plan).values_list("quarter", flat=True))
        for quarter in (1, 2, 3, 4):
            if quarter not in begun and quarter_end(plan.year, quarter) <= today:
                begin(plan, quarter, MACHINE)
                count += 1
    return count


# --- monthly letters ---------------------------------------------------------------------------------------------


@daily("bulletins.monthly", label="每月给各单位的提示信")
def write_letters() -> int:
    """On the first working days of a month, once a month and unit: what is open, late, next. Returns how many."""
    today = timekeeping.today()
    month, count = today.replace(day=1), 0
    for plan in Plan.objects.exclude(issued_at=None).exclude(case__state="closed"):
        issued = localtime(plan.issued_at).date() if plan.issued_at else today
        if issued >= month:
            continue
        written = set(UnitLetter.objects.filter(plan=plan, month=month).values_list("unit_id", flat=True))
        waiting = list(Unit.objects.filter(assignments__task__plan=plan).exclude(pk__in=written).distinct())
        if waiting:
            read = standing(plan, today)
            for unit in waiting:
                _write(read, unit, month)
        count += len(waiting)
    return count


@transaction.atomic
def _write(read: Standing, unit: Unit, month: dt.date) -> None:
    subject, text = letters.written(read.plan, unit, read.day, read)
    made = UnitLetter.objects.create(
        plan=read.plan, unit=unit, month=month, subject=subject, text=text, made_on=read.day
    )
    enqueue("bulletins.letter", {"letter": made.pk}, key=f"bulletins.letter:{made.pk}")


@handler("bulletins.letter", label="寄出给单位的提示信", slow=True)
def send_letter(payload: dict[str, Any]) -> None:
    """``{letter}``: one mail to each officer and head of the unit that has an address; sent once.

    The addresses stay out of the journal and of the message.
    """
    letter = UnitLetter.objects.select_related("unit", "plan").filter(pk=payload["letter"], sent_at=None).first()
    if letter is None:
        return
    found = addresses(letter.unit, timekeeping.today())
    text = f"{letter.text}\n\n工作台：{mail.site_url()}{reverse('desk:home')}"
    for one in found:
        mail.send(one, letter.subject, text)
    with transaction.atomic():
        letter.sent_to, letter.sent_at = len(found), timekeeping.now()
        letter.save(update_fields=["sent_to", "sent_at"])
        journal.append(
            action="bulletins.letter",
            actor=MACHINE,
            subject=letter.ref,
            summary=f"给{letter.unit.short}的提示信寄给 {len(found)} 人",
            basis=POINT_25.text,
        )


def addresses(unit: Unit, day: dt.date) -> list[str]:
    """Mail addresses of those who hold the unit's posts of officer and head; each once."""
    people: list[Person] = [one for post in READERS for one in holders(unit, post, day)]
    return list(dict.fromkeys(one.email for one in people if one.email and one.is_active))
