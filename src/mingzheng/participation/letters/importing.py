"""Taking over work orders from a sheet: answered ones as records, open ones as cases. Restartable; nothing is taken twice.

A batch is one transaction, and a work order is known by its channel and number. What differs from what was taken over before
is reported and left as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import bulk, enqueue
from mingzheng.core.privacy import remove
from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.opening import NewCase, open_cases
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import Directory
from mingzheng.core.workdays.queries import calendar
from mingzheng.participation.letters import counting, dated, intake
from mingzheng.participation.letters.models import Letter, LetterPerson, Round
from mingzheng.participation.letters.sheets import Bad, Row
from mingzheng.participation.letters.tables import CHANNELS

BATCH = 500


@dataclass
class Report:
    """``added``: answered ones taken over; ``opened``: open ones that are cases now; ``already``: taken over before."""

    added: int = 0
    opened: int = 0
    already: int = 0
    refused: list[Bad] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return self.added + self.opened + self.already + len(self.refused)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class _Plan:
    """What one transaction writes."""

    closed: list[tuple[Row, Letter]] = field(default_factory=list)
    open: list[tuple[Row, Letter]] = field(default_factory=list)
    already: int = 0
    refused: list[Bad] = field(default_factory=list)


def import_rows(
    rows: Iterable[Row | Bad],
    channel: str,
    actor: Actor,
    told: Callable[[Report], None] = lambda report: None,
    batch_size: int | None = None,
) -> Report:
    """Take over the rows of a sheet; ``told`` hears of each batch, which is one transaction.

    Raises:
        Refused: no unit hands out the letters of the channel. Never for a row: what cannot be taken is in the report.
    """
    unit = _hands_out(channel)
    report, directory, given = Report(), Directory.load(), iter(rows)
    with bulk():
        while batch := list(islice(given, batch_size or BATCH)):
            report.refused += [one for one in batch if isinstance(one, Bad)]
            _take([one for one in batch if isinstance(one, Row)], channel, unit, directory, actor, report)
            told(report)
    report.refused.sort(key=lambda bad: bad.line)
    return report


def try_rows(rows: Iterable[Row | Bad], channel: str) -> Report:
    """What an import would take over and what it would not; nothing is written.

    Raises:
        Refused: no unit hands out the letters of the channel.
    """
    unit = _hands_out(channel)
    given = list(rows)
    plan = _judged([one for one in given if isinstance(one, Row)], channel, unit, Directory.load())
    refused = [*(one for one in given if isinstance(one, Bad)), *plan.refused]
    return Report(len(plan.closed), len(plan.open), plan.already, sorted(refused, key=lambda bad: bad.line))


def _hands_out(channel: str) -> Unit:
    unit = dated.intake(channel)
    if unit is None:
        raise Refused("还没有可以分办来信的单位。", remedy="请先导入单位。", code="no_unit")
    return unit


@transaction.atomic
def _take(rows: list[Row], channel: str, unit: Unit, directory: Directory, actor: Actor, report: Report) -> None:
    """Two imports of one channel wait for each other at its unit; a batch that fails leaves no trace."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    plan = _judged(rows, channel, unit, directory)
    fresh = [letter for _row, letter in (*plan.closed, *plan.open)]
    _number(fresh)
    Letter.objects.bulk_create(fresh, batch_size=BATCH)
    _rounds(plan)
    _persons([*plan.closed, *plan.open])
    counting.write(counting.adds(fresh))
    _open(plan.open, unit, actor)
    if fresh:
        _journal(plan, rows, unit, actor)
        touch("letters")
    report.added += len(plan.closed)
    report.opened += len(plan.open)
    report.already += plan.already
    report.refused += plan.refused


def _judged(rows: list[Row], channel: str, unit: Unit, directory: Directory) -> _Plan:
    plan = _Plan()
    refs = [row.ref for row in rows]
    known = {one.source_ref: one for one in Letter.objects.filter(channel=channel, source_ref__in=refs)}
    for row in rows:
        held = known.get(row.ref)
        why = _unfit(row) or (_contradiction(held, row) if held is not None else "")
        letter = None if why or held is not None else _letter(row, channel, unit, directory)
        if isinstance(letter, str):
            why = letter
        if why:
            plan.refused.append(Bad(row.line, why))
        elif letter is None or isinstance(letter, str):
            plan.already += 1
        else:
            known[row.ref] = letter
            (plan.open if row.replied is None else plan.closed).append((row, letter))
    return plan


def _unfit(row: Row) -> str:
    today = timekeeping.today()
    if row.received > today:
        return f"受理时间 {row.received} 在今天之后"
    if row.replied is not None and row.replied > today:
        return f"办结时间 {row.replied} 在今天之后"
    if row.replied is not None and row.replied < row.received:
        return f"办结时间 {row.replied} 早于受理时间 {row.received}"
    return ""


def _contradiction(held: Letter, row: Row) -> str:
    """Why a work order that is here already is not the one of the row."""
    if held.received_on != row.received or held.text != row.text:
        return f"工单「{row.ref}」以前已导入，内容与这一行不同，没有改动"
    if held.case_id is None and held.replied_on != row.replied:
        return f"工单「{row.ref}」以前已导入，办结时间与这一行不同，没有改动"
    if held.case_id is not None and row.replied is not None:
        return f"工单「{row.ref}」正在平台上办理或者已在平台上办结，答复不从文件导入"
    return ""


def _letter(row: Row, channel: str, unit: Unit, directory: Directory) -> Letter | str:
    """The letter of a row, not saved; or why there can be none."""
    answers = directory.unit(row.unit) if row.unit else unit
    if answers is None:
        near = "、".join(one.short for one in directory.suggest(row.unit) if isinstance(one, Unit))
        return f"没有承办单位「{row.unit[:30]}」" + (f"，是否为：{near}" if near else "")
    made = Letter(
        channel=channel,
        source_ref=row.ref,
        origin=Letter.Origin.IMPORT,
        unit=answers if row.replied is not None else unit,
        intake=unit,
        title=remove(row.title)[:80],
        text=row.text,
        consent=row.consent,
        received_at=dt.datetime.combine(row.received, dt.time(9), tzinfo=timekeeping.now().tzinfo),
        received_on=row.received,
    )
    made._answers = answers  # type: ignore[attr-defined]  # until the case is handed over
    intake.propose(made, kind=row.kind)
    if row.replied is None:
        return made
    return _answered(made, row)


def _answered(made: Letter, row: Row) -> Letter | str:
    """In time or not follows from the rule of the day of receipt."""
    try:
        rule = rule_on(dated.clock(made.channel, made.kind, row.received).rule, row.received)
        made.due_on = calendar().due(row.received, rule.length or 0)
    except Refused as refused:
        return f"算不出答复期限：{refused.message}"
    made.replied_on, made.in_time = row.replied, row.replied is not None and row.replied <= made.due_on
    made.urgent = False  # it is over
    return made


def _number(fresh: list[Letter]) -> None:
    """Numbers of the day of receipt, taken at once for each day."""
    by_day: dict[dt.date, list[Letter]] = {}
    for letter in fresh:
        by_day.setdefault(letter.received_on, []).append(letter)
    for day, letters in sorted(by_day.items()):
        first = int(intake.next_number(day, len(letters)).rpartition("-")[2])
        for at, letter in enumerate(letters):
            letter.number = intake.number(day, first + at)


def _rounds(plan: _Plan) -> None:
    made = [Round(letter=letter, asked_on=row.received) for row, letter in plan.open]
    for row, letter in plan.closed:
        made.append(
            Round(
                letter=letter,
                asked_on=row.received,
                reply=row.reply,
                unit_id=letter.unit_id,
                due_on=letter.due_on,
                replied_on=row.replied,
                stars=row.stars,
                rated_on=row.replied if row.stars is not None else None,
            )
        )
    Round.objects.bulk_create(made, batch_size=BATCH)


def _persons(rows: list[tuple[Row, Letter]]) -> None:
    """Of settled ones the term runs already; what is over is not kept at all."""
    today, made = timekeeping.today(), []
    for row, letter in rows:
        until = None
        if row.replied is not None:
            until = row.replied + dt.timedelta(days=dated.value("person_days", row.replied))
        if (row.name or row.reach) and (until is None or until >= today):
            made.append(
                LetterPerson(
                    letter=letter,
                    name=row.name,
                    reach=row.reach,
                    digest=intake.reach_digest(row.reach),
                    remove_after=until,
                )
            )
    LetterPerson.objects.bulk_create(made, batch_size=BATCH)


def _open(rows: list[tuple[Row, Letter]], unit: Unit, actor: Actor) -> None:
    """Open ones become cases of the unit that hands them out; those that name a unit are handed over to it at once.

    The journal names whoever brought them; the machine does it for them, because it opens the cases of all letters.
    """
    wanted = [
        NewCase(letter.ref, letter, unit, title=f"来信：{letter.title}", number=letter.number) for _row, letter in rows
    ]
    if not wanted:
        return
    machine = Actor.system(actor.person_name)
    for (_row, letter), case in zip(rows, open_cases("letters.letter", wanted, machine), strict=True):
        letter.case = case
        letter.save(update_fields=["case"])
        answers: Unit = letter._answers  # type: ignore[attr-defined]
        if answers.pk != unit.pk:
            act(case, "hand_over", machine, {"unit": answers})
        enqueue(intake.GROUPING, {"letter": letter.pk})


def _journal(plan: _Plan, rows: list[Row], unit: Unit, actor: Actor) -> None:
    facts = {"added": len(plan.closed), "opened": len(plan.open), "refused": len(plan.refused)}
    journal.append(
        action="letters.imported",
        actor=actor,
        subject=RecordRef("units.unit", str(unit.pk)),
        summary=f"导入工单：已办结 {facts['added']} 件，在办 {facts['opened']} 件（文件第 {rows[0].line}–{rows[-1].line} 行）",
        basis=CHANNELS.text,
        data=facts,
    )
