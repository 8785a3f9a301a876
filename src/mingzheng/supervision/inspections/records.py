"""What the platform's own records show to be wrong: each record that lowers a figure is a finding of the unit whose figure it is.

A rule of the group ``records`` names an indicator. A finding and a figure can therefore never disagree.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.indicators import Indicator, Item, Scope, by_unit, indicator_of
from mingzheng.core.records import resolve
from mingzheng.core.units.models import Unit
from mingzheng.supervision.inspections import commands
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.models import Finding
from mingzheng.supervision.inspections.owners import Owners
from mingzheng.supervision.inspections.rules import Rule, rules

SOURCE = "records"


@transaction.atomic
def check_records() -> int:
    """Owed once a day: keep what every rule of records finds, and close what it no longer sees. Returns how many were found."""
    day, owners = timekeeping.today(), Owners()
    found = [defect for rule in record_rules() for unit in _short(rule) for defect in defects_of(rule, unit)]
    number = commands.record(None, SOURCE, found, owners, day)
    unseen = Finding.objects.filter(source=SOURCE, last_seen__lt=day).exclude(state=Finding.State.GONE)
    commands.close_gone(unseen.exclude(pk__in=_wrong_in_their_year(unseen, day)), day)
    return number


def _wrong_in_their_year(unseen: QuerySet[Finding], day: dt.date) -> list[int]:
    """A figure of a year lists the records of its year: that the next year's does not know one mends nothing."""
    places: defaultdict[tuple[str, int | None, int], list[Finding]] = defaultdict(list)
    for row in unseen.filter(last_seen__year__lt=day.year):
        places[row.rule, row.unit_id, row.last_seen.year].append(row)
    kept = []
    for (code, unit, year), rows in places.items():
        rule = rules().get(code)
        if rule is None or not rule.indicator:
            continue
        items = _indicator(rule).items
        known = {str(item.ref) for item in items(Scope(day, unit_id=unit))}
        wrong = {str(item.ref) for item in items(Scope(dt.date(year, 12, 31), unit_id=unit)) if not item.counts}
        kept += [row.pk for row in rows if row.subject in wrong - known]
    return kept


def record_rules() -> list[Rule]:
    return [rule for rule in rules().values() if rule.indicator]


def _short(rule: Rule) -> list[Unit]:
    """The units whose figure falls short, asked in one go: only their records are looked at one by one."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    figures = by_unit(_indicator(rule), Scope(timekeeping.today()), units)
    return [
        units[pk]
        for pk, figure in figures.items()
        if figure.denominator is None or figure.numerator < figure.denominator
    ]


def _indicator(rule: Rule) -> Indicator:
    found = indicator_of(rule.indicator)
    if found is None:
        raise LookupError(f"rule {rule.code}: no indicator {rule.indicator}")
    return found


def defects_of(rule: Rule, unit: Unit) -> Iterator[Defect]:
    """A unit's records that do not count although they should.

    Raises:
        LookupError: the rule names an indicator that no room declares.
    """
    indicator = _indicator(rule)
    for item in indicator.items(Scope(timekeeping.today(), unit_id=unit.pk)):
        if not item.counts:
            yield _defect(rule, indicator, item, unit)


def _defect(rule: Rule, indicator: Indicator, item: Item, unit: Unit) -> Defect:
    record = resolve(item.ref)
    return Defect(
        rule.code,
        record.url if record else "",
        item.title,
        f"{item.note}。" if item.note else f"不计入“{indicator.label}”。",
        str(item.ref),
        agency=unit.name,
        anywhere=True,
    )
