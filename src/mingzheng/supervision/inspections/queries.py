"""Every read that pages and reports use."""

from __future__ import annotations

import datetime as dt
import hmac
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.indicators import Scope
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.models import Clock, DeadlineRule
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.units.models import Unit
from mingzheng.supervision.inspections import thresholds, visibility
from mingzheng.supervision.inspections.models import (
    ErrorReport,
    Finding,
    InspectionRun,
    Probe,
    ReportContact,
)
from mingzheng.supervision.inspections.rules import GROUPS, Rule, rules

STANDING = (Finding.State.OPEN, Finding.State.CONFIRMED)


@dataclass(frozen=True)
class Filter:
    """What a person asks the list for; unknown words are left out by ``of``."""

    state: str = Finding.State.OPEN.value
    group: str = ""
    rule: str = ""
    unit: int | None = None
    unsure: bool = False

    @classmethod
    def of(cls, given: dict[str, str]) -> Filter:
        state = given.get("state", "")
        unit = given.get("unit", "")
        return cls(
            state if state in Finding.State.values else Finding.State.OPEN.value,
            given.get("group", "") if given.get("group", "") in GROUPS else "",
            given.get("rule", "") if given.get("rule", "") in rules() else "",
            whole(unit),
            given.get("unsure", "") == "1",
        )


def findings(actor: Actor, asked: Filter) -> QuerySet[Finding]:
    """What the actor may see of what was asked for."""
    return _asked(visibility.findings_for(actor), asked).filter(state=asked.state)


def _asked(rows: QuerySet[Finding], asked: Filter) -> QuerySet[Finding]:
    if asked.group:
        rows = rows.filter(rule__in=[code for code, rule in rules().items() if rule.group == asked.group])
    if asked.rule:
        rows = rows.filter(rule=asked.rule)
    if asked.unit is not None:
        rows = rows.filter(unit=asked.unit) if asked.unit else rows.filter(unit=None)
    return rows.filter(certain=False) if asked.unsure else rows


def by_state(actor: Actor, asked: Filter) -> dict[str, int]:
    counted = _asked(visibility.findings_for(actor), asked).order_by().values_list("state").annotate(n=Count("id"))
    return dict.fromkeys(Finding.State.values, 0) | dict(counted)


@dataclass(frozen=True)
class RuleCount:
    rule: Rule
    count: int
    unsure: int


def by_rule(actor: Actor) -> list[RuleCount]:
    """Standing findings by rule, the weightiest rules first."""
    return counted_by_rule(visibility.findings_for(actor).filter(state__in=STANDING))


def counted_by_rule(found: QuerySet[Any]) -> list[RuleCount]:
    """Of findings of ours or of an outside site."""
    rows = found.order_by().values("rule")
    counted = {row["rule"]: row for row in rows.annotate(n=Count("id"), open=Count("id", filter=Q(certain=False)))}
    order = {code: at for at, code in enumerate(["veto", "serious", "minor", "hint"])}
    lines = [
        RuleCount(rule, counted[code]["n"], counted[code]["open"]) for code, rule in rules().items() if code in counted
    ]
    return sorted(lines, key=lambda row: order[row.rule.severity.value])


@dataclass(frozen=True)
class UnitCount:
    unit: Unit | None
    count: int
    serious: int


def by_unit(actor: Actor) -> list[UnitCount]:
    """Standing findings by unit; those of nobody last."""
    heavy = [code for code, rule in rules().items() if rule.severity.value in ("veto", "serious")]
    rows = visibility.findings_for(actor).filter(state__in=STANDING).order_by().values("unit")
    counted = list(rows.annotate(n=Count("id"), serious=Count("id", filter=Q(rule__in=heavy))))
    units = Unit.objects.in_bulk([row["unit"] for row in counted if row["unit"]])
    found = [UnitCount(units.get(row["unit"]), row["n"], row["serious"]) for row in counted]
    return sorted(found, key=lambda row: (row.unit is None, -row.serious, -row.count))


def finding_for(actor: Actor, pk: int) -> Finding | None:
    """A finding of another unit is none."""
    return visibility.findings_for(actor).filter(pk=pk).first()


def units_with_findings(actor: Actor) -> list[Unit]:
    return list(Unit.objects.filter(pk__in=visibility.findings_for(actor).values("unit")))


def last_run() -> InspectionRun | None:
    """Of our own portal."""
    return InspectionRun.objects.filter(outside=None).first()


@dataclass(frozen=True)
class VetoLine:
    """A national veto item: what a machine counted, and from how many on it is reached."""

    label: str
    count: int
    limit: int
    rule: str

    @property
    def light(self) -> str:
        if self.count >= self.limit:
            return "red"
        return "amber" if self.count else "green"


def veto_lines() -> list[VetoLine]:
    """Over all sites of ours, whoever asks: standing and certain findings only."""
    day = timekeeping.today()
    counted = dict(
        Finding.objects.filter(state__in=STANDING, certain=True).order_by().values_list("rule").annotate(n=Count("id"))
    )
    items = [
        ("首页不更新", "home.stale", 1),
        ("栏目不更新", "column.stale", thresholds.value("stale_columns", day)),
        ("栏目空白", "column.empty", thresholds.value("empty_columns", day)),
        ("站点无法访问", "site.unreachable", 1),
    ]
    return [VetoLine(label, counted.get(rule, 0), limit, rule) for label, rule, limit in items]


@dataclass(frozen=True)
class Reach:
    """Tries of a span of days. ``percent`` None: none yet."""

    first: dt.date
    tries: int
    failed: int

    @property
    def percent(self) -> float | None:
        return 100 * (self.tries - self.failed) / self.tries if self.tries else None


def reach() -> Reach:
    day = timekeeping.today()
    first = day - dt.timedelta(days=thresholds.value("reach_days", day) - 1)
    rows = Probe.objects.filter(day__gte=first, day__lte=day)
    return Reach(first, rows.count(), rows.filter(ok=False).count())


# --- reports of visitors -----------------------------------------------------------------------


@dataclass(frozen=True)
class Reports:
    """Reports of this year for the head of the desk's page: those the actor may see."""

    received: int
    waiting: int


def reports_for(actor: Actor) -> Reports:
    rows = ErrorReport.objects.filter(received_on__year=timekeeping.today().year)
    if actor.post not in OFFICE_POSTS and not actor.is_machine:
        rows = rows.filter(unit_id=actor.unit_id)
    return Reports(rows.count(), rows.filter(answered_on=None).count())


def report_by_code(number: str, code: str) -> ErrorReport | None:
    """A report for who holds its query code; a wrong code and an unknown number are told apart by nobody."""
    found = ErrorReport.objects.select_related("case", "unit").filter(number=number.strip().upper()[:16]).first()
    given = code.strip().upper()
    if found is None or not given.isascii() or not hmac.compare_digest(found.query_code, given):
        return None
    return found


def report_by_key(key: str, since: dt.datetime) -> ErrorReport | None:
    """For the receipt, a while after the report was posted."""
    return ErrorReport.objects.filter(key=key[:40], received_at__gte=since).first()


def receipt_key(report_id: str) -> str:
    """The secret part of a receipt's address."""
    return ErrorReport.objects.values_list("key", flat=True).get(pk=report_id)


def contact_for(report: ErrorReport, actor: Actor | None) -> ReportContact | None:
    """How the visitor can be reached, for those who handle the report."""
    if not visibility.sees_contact(report, actor):
        return None
    return ReportContact.objects.filter(report=report).first()


@dataclass(frozen=True)
class Counts:
    """What is published about reports of a year."""

    year: int
    received: int = 0
    answered: int = 0
    due: int = 0
    in_time: int = 0
    mended: int = 0
    by_outcome: list[tuple[str, int]] = field(default_factory=list)

    @property
    def percent(self) -> float | None:
        return 100 * self.in_time / self.due if self.due else None


def report_counts(year: int) -> Counts:
    rows = ErrorReport.objects.filter(received_on__year=year)
    clocks = list(answer_clocks(timekeeping.today()).filter(case__opened_at__year=year))
    outcomes = dict(rows.exclude(outcome="").order_by().values_list("outcome").annotate(n=Count("id")))
    return Counts(
        year,
        received=rows.count(),
        answered=rows.exclude(answered_on=None).count(),
        due=len(clocks),
        in_time=sum(in_time(clock) for clock in clocks),
        mended=rows.exclude(mended_on=None).count(),
        by_outcome=[(label, outcomes[code]) for code, label in ErrorReport.Outcome.choices if code in outcomes],
    )


def answer_days() -> int | None:
    """Working days within which a report is answered, by the rule in force; None where no rule is loaded."""
    day = timekeeping.today()
    rule = DeadlineRule.objects.filter(code="inspections.answer", valid_from__lte=day).order_by("-version").first()
    return rule.length if rule else None


def answer_clocks(day: dt.date, unit_id: int | None = None) -> QuerySet[Clock]:
    """Answers of the year that were given, or should have been given by a day: one clock each."""
    rows = Clock.objects.filter(name="answer", case__procedure="inspections.report")
    rows = rows.filter(Scope(day).met_or_missed())
    return (rows if unit_id is None else rows.filter(case__unit_id=unit_id)).order_by("id")


def mend_clocks(day: dt.date, unit_id: int | None = None) -> QuerySet[Clock]:
    """Findings of the year that were handed over and are gone, or should be gone by a day: one clock each; no false alarms."""
    rows = Clock.objects.filter(name="mend", case__procedure="inspections.mending").exclude(case__state="false")
    rows = rows.filter(Scope(day).met_or_missed())
    return (rows if unit_id is None else rows.filter(case__unit_id=unit_id)).order_by("id")


def in_time(clock: Clock) -> bool:
    return clock.met_on is not None and not clock.late
