"""Clock pills for many cases at once: the words, the light and the reasons, in three queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.clocks import reckoning_of, warn_day
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.core.procedures.queries import ClockView
from mingzheng.core.procedures.reckoning import ClockStatus
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.core.workdays.queries import calendar
from mingzheng.design.templatetags.design_clock import clock_pill


@dataclass(frozen=True)
class Pill:
    """What ``{% clock_pill %}`` takes. ``light``: green, amber, red, done or none."""

    text: str
    light: str
    reasons: tuple[str, ...] = ()
    due: dt.date | None = None
    provisional: bool = False
    label: str = ""  # what the nearest clock counts: 完成任务, 答复督办单

    @property
    def html(self) -> SafeString:
        return clock_pill(self.text, self.light, self.reasons, due=self.due, provisional=self.provisional)


def words(due: dt.date, today: dt.date, days: WorkCalendar) -> str:
    """还有 3 个工作日, 今天到期, 逾期 2 个工作日."""
    if due == today:
        return _("今天到期")
    try:
        left = days.workdays_between(today, due).days
    except Refused:  # before the first published year nobody can count working days; the date itself stands beside it
        return _("已过期限") if due < today else _("未到期限")
    if due < today:
        return _("逾期 %(n)s 个工作日") % {"n": -left} if left < 0 else _("已过期限")
    return _("还有 %(n)s 个工作日") % {"n": left} if left else _("下一个工作日前到期")


def pills(cases: Sequence[Case]) -> dict[int, Pill]:
    """A pill for each case by its id; the reasons are those of the clock that is due first."""
    today, days = timekeeping.today(), calendar()
    nearest = _nearest_clocks(cases)
    return {case.pk: _pill(case, nearest.get(case.pk), today, days) for case in cases}


def _nearest_clocks(cases: Sequence[Case]) -> dict[int, Clock]:
    running = Clock.objects.filter(case__in=[case.pk for case in cases], status=ClockStatus.RUNNING.value)
    found: dict[int, Clock] = {}
    for clock in running.filter(due_on__isnull=False).select_related("rule", "case").prefetch_related("events"):
        held = found.get(clock.case_id)
        if held is None or (clock.due_on, clock.pk) < (held.due_on, held.pk):
            found[clock.case_id] = clock
    return found


def _pill(case: Case, clock: Clock | None, today: dt.date, days: WorkCalendar) -> Pill:
    if case.closed_at is not None:
        return Pill(_("已办结"), "done")
    if case.due_on is None:
        return Pill(_("未计时"), "none", (_("现在没有期限在计算。"),))
    light = case.light(today)
    if clock is None:
        return Pill(words(case.due_on, today, days), light, due=case.due_on, provisional=case.provisional)
    return Pill(
        words(case.due_on, today, days),
        light,
        reckoning_of(clock, days=days).lines,
        case.due_on,
        case.provisional,
        clock.rule.label,
    )


def clock_pill_of(view: ClockView) -> Pill:
    """The pill of one clock on the case screen, in the light of its own date."""
    reckoning = view.reckoning
    if reckoning.met_on is not None:
        text = _("已停止，超出期限") if reckoning.late else _("已停止，在期限内")
        return Pill(text, "red" if reckoning.late else "done", reckoning.lines, reckoning.due)
    if reckoning.due is None:
        return Pill(_("中止计算"), "none", reckoning.lines, None)
    today, days = timekeeping.today(), calendar()
    light = _light(reckoning.due, view.clock.rule.warn, today, days)
    return Pill(
        words(reckoning.due, today, days), light, reckoning.lines, reckoning.due, provisional=reckoning.provisional
    )


def _light(due: dt.date, warn: int, today: dt.date, days: WorkCalendar) -> str:
    """Red past the date, amber from the day of warning, green before."""
    if today > due:
        return "red"
    return "amber" if today >= warn_day(due, warn, days) else "green"
