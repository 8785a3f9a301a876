"""Clocks kept as ledgers: recording moves, caching the due date, recomputing when the calendar changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, CharField, DateField, Max, Min

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.registry import handler
from mingzheng.core.present import hold
from mingzheng.core.procedures.models import Case, Clock, ClockEvent, DeadlineRule
from mingzheng.core.procedures.reckoning import ClockStatus, LedgerFault, Reckoning, reckon
from mingzheng.core.procedures.registry import LONGEST
from mingzheng.core.procedures.table import ALL_CLOCKS, Act, ClockEffect, ClockMove
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.core.workdays.queries import calendar
from mingzheng.core.written import Given, Question

RECOMPUTE_BATCH = 500


# Asked at every step that moves a clock: written once.
RULE = Question(
    lambda: DeadlineRule.objects.filter(
        code=Given("code", CharField()), valid_from__lte=Given("day", DateField())
    ).order_by("-version")[:1]
)
GOING = Question(
    lambda: (
        Clock.objects.filter(case_id=Given("case", BigIntegerField()))
        .exclude(status=ClockStatus.STOPPED.value)
        .select_related("rule")
        .order_by("id")
    )
)
LEDGER = Question(lambda: ClockEvent.objects.filter(clock_id=Given("clock", BigIntegerField())).order_by("id"))


def rule_on(code: str, day: dt.date) -> DeadlineRule:
    """The version of a rule in force on a day.

    Raises:
        Refused: when the rule is not loaded (setup was not run, or the rule begins later).
    """
    found: list[DeadlineRule] = RULE.ask(code=code, day=day)
    if found:
        return found[0]
    raise Refused(
        f"期限规则「{code}」在 {chinese_date(day)} 没有有效版本。",
        remedy="请系统管理员在期限规则表中补上。",
        code="no_rule",
    )


def reckoning_of(clock: Clock, *, explain: bool = True, days: WorkCalendar | None = None) -> Reckoning:
    """What the ledger of a clock says, with its reasons: events in the order of effect, not of recording.

    Pauses are called as the table of the case calls them, for every face alike.
    """
    ordered = sorted(clock.events.all(), key=lambda event: (event.effective_on, event.pk))
    events, named = [event.as_event() for event in ordered], None
    if explain and any(event.ref for event in events):
        named = clock.case.table.pause_name
    return reckon(events, clock.rule.as_rule(), days or calendar(), explain=explain, pause_name=named)


def warn_day(due: dt.date, warn: int, days: WorkCalendar) -> dt.date:
    """``warn`` working days before the due date; calendar days where the calendar does not reach back."""
    try:
        return days.due(due, -warn)
    except Refused:
        return due - dt.timedelta(days=warn)


UNNAMED: Sequence[tuple[str, dt.date | None]] = (("", None),)  # the move itself: no ledger, no day of its own


def move(act: Act, effects: Sequence[ClockEffect], basis: str, entry_id: int | None) -> None:
    """Record what a step does to the clocks of its case, and bring the case's dates in line with them (not saved).

    Raises:
        Refused: when a clock does not stand so that it can be moved.
    """
    standing: list[Clock] = GOING.ask(case=act.case.pk)
    for effect in effects:
        if effect.when is None or effect.when(act):
            _apply(act, effect, basis, entry_id, standing)
    refresh_case(act.case, standing)


def _apply(act: Act, effect: ClockEffect, basis: str, entry_id: int | None, standing: list[Clock]) -> None:
    """One effect on the clocks that have not stopped; one that starts joins them."""
    going = [clock for clock in standing if clock.status != ClockStatus.STOPPED.value]
    if effect.clock == ALL_CLOCKS:
        for running in going:
            _record(running, act, effect, basis, entry_id)
        return
    name = effect.name(act)
    if len(name) > LONGEST["clock"]:
        raise Refused("期限的名称过长，没有登记。", remedy="请缩短编号。", code="ledger")
    clock = next((one for one in going if one.name == name), None)
    if effect.move is ClockMove.START:
        if clock is not None:
            raise Refused("该期限已在计算中，不能再次起算。", code="clock_running")
        # The version in force on the day that starts the clock, though it may be recorded later.
        rule = rule_on(effect.rule_code(act), effect.on(act) if effect.on else act.day)
        clock = Clock.objects.create(case=act.case, name=name, rule=rule)
        standing.append(clock)
    elif clock is None:
        if effect.if_running:
            return
        raise Refused("该期限没有在计算中。", remedy="请刷新页面后查看当前状态。", code="clock_not_running")
    for ref, day in effect.several(act) if effect.several else UNNAMED:
        _record(clock, act, effect, basis, entry_id, ref=ref, day=day)


def _record(
    clock: Clock,
    act: Act,
    effect: ClockEffect,
    basis: str,
    entry_id: int | None,
    *,
    ref: str = "",
    day: dt.date | None = None,
) -> None:
    value: Any = effect.value(act) if effect.value else None
    if effect.move is ClockMove.EXTEND and isinstance(value, int) and value <= 0:
        raise Refused("延长的天数须大于零。", remedy="请改正天数。", code="ledger")
    ref = effect.ref(act) if effect.ref else ref
    if len(ref) > LONGEST["ref"]:
        raise Refused("中止事由的名称过长，没有登记。", remedy="请缩短编号。", code="ledger")
    ClockEvent.objects.create(
        clock=clock,
        move=effect.move.value,
        effective_on=day or (effect.on(act) if effect.on else act.day),
        recorded_at=timekeeping.now(),
        days=value if isinstance(value, int) else None,
        date=value if isinstance(value, dt.date) else None,
        article="" if effect.move is ClockMove.START else basis,
        note=str(act.data.get("clock_note", ""))[:300],
        ref=ref,
        person_id=act.actor.person_id,
        entry_id=entry_id,
    )
    hold(clock, "events", LEDGER.ask(clock=clock.pk))
    try:
        refresh_clock(clock)
    except LedgerFault as fault:
        raise Refused("期限的变动前后矛盾，没有登记。", remedy="请核对生效日期的先后。", code="ledger") from fault


def refresh_clock(clock: Clock) -> None:
    """Bring the cached columns of a clock in line with its ledger."""
    found = reckoning_of(clock, explain=False)
    clock.status, clock.due_on = found.status.value, found.due
    clock.provisional, clock.met_on = found.provisional, found.met_on
    clock.save(update_fields=["status", "due_on", "provisional", "met_on"])


def refresh_case(case: Case, standing: Iterable[Clock]) -> None:
    """Bring ``due_on``, ``warn_on`` and ``provisional`` of a case in line with those of its clocks that run (not saved)."""
    running = [one for one in standing if one.status == ClockStatus.RUNNING.value and one.due_on is not None]
    nearest = None if case.closed_at else min(running, key=lambda one: (one.due_on, one.pk), default=None)
    if nearest is None or nearest.due_on is None:
        case.due_on, case.warn_on, case.provisional = None, None, False
        return
    case.due_on, case.provisional = nearest.due_on, nearest.provisional
    case.warn_on = warn_day(nearest.due_on, nearest.rule.warn, calendar())


def calendar_changed(year: int) -> None:
    """A year of the calendar was published or corrected: every clock in use is recomputed, in the background."""
    in_use = Clock.objects.exclude(status=ClockStatus.STOPPED.value).aggregate(first=Min("pk"), last=Max("pk"))
    if in_use["last"] is None:
        return
    for start in range(in_use["first"] - 1, in_use["last"], RECOMPUTE_BATCH):
        enqueue("clocks.recompute", {"after": start, "upto": min(start + RECOMPUTE_BATCH, in_use["last"])})


@handler("clocks.recompute", label="日历变动后重算期限")
def recompute(payload: dict[str, Any]) -> None:
    """Recompute the cases that have a clock in use with its id in (after, upto]."""
    span = Clock.objects.filter(pk__gt=payload["after"], pk__lte=payload["upto"])
    in_use = span.exclude(status=ClockStatus.STOPPED.value)
    # Ascending, so that two workers whose spans share cases lock them in the same order.
    for case_id in sorted(set(in_use.values_list("case_id", flat=True))):
        _recompute_case(case_id)


@transaction.atomic
def _recompute_case(case_id: int) -> None:
    """The clocks are read after the case is locked: a step taken meanwhile is not overwritten."""
    case = Case.objects.select_for_update().get(pk=case_id)
    running = case.clocks.exclude(status=ClockStatus.STOPPED.value)
    standing = list(running.select_related("rule").prefetch_related("events"))
    for clock in standing:
        refresh_clock(clock)
    refresh_case(case, standing)
    case.save(update_fields=["due_on", "warn_on", "provisional"])
