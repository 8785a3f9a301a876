"""A year without a fault in what is published: no finding, no figure that falls short, no clock that ran out."""

from __future__ import annotations

from tests.supervision.year import board, told

from mingzheng.config.year import LAST_OF_YEAR
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.journal.models import Entry
from mingzheng.disclosure.key_areas import queries
from mingzheng.disclosure.key_areas.models import TableVersion
from mingzheng.supervision.inspections.models import ErrorReport
from mingzheng.supervision.inspections.records import record_rules
from mingzheng.supervision.workplan.models import PlanTask

WINGS = told.WINGS
YEAR = "none"


def test_nothing_was_planted(year):
    assert year.planted == []
    assert sum(year.counts.values()) > 900


def test_an_inspection_of_the_records_finds_nothing(year):
    rules = {rule.code for rule in record_rules() if rule.indicator in told.FIGURES}
    assert {place for place in board.findings() if place[0] in rules} == set()


def test_no_figure_of_any_unit_falls_short(year):
    task = PlanTask.objects.get(number=1).pk
    assert board.short(LAST_OF_YEAR, task, told.FIGURES) == set()


def test_every_figure_counts_something(year):
    task = PlanTask.objects.get(number=1).pk
    empty = [code for code in told.FIGURES if not indicator_of(code).measure(Scope(LAST_OF_YEAR, task)).numerator]
    assert empty == []
    for code, least in told.COUNTED.items():
        assert indicator_of(code).measure(Scope(LAST_OF_YEAR, task)).numerator >= least, code


def test_no_clock_has_run_out(year):
    assert {place for place in board.overdue(LAST_OF_YEAR) if place[0].partition(".")[0] in told.ROOMS} == set()


def test_visitors_reports_went_from_the_office_to_units_and_on_to_others(year):
    """Assigned by the office, transferred by a unit, found to be no error: each was answered within its days."""
    steps = [f"inspections.report.{step}" for step in ("assign", "transfer", "not_error")]
    assert [step for step in steps if not Entry.objects.filter(action=step).exists()] == []
    settled = ErrorReport.objects.filter(case__closed_at__isnull=False)
    assert settled.count() == ErrorReport.objects.count() >= 12
    assert settled.exclude(unit__code="qufuban").count() >= 2


def test_projects_and_tables_of_the_key_areas_are_current_and_hold_nobodys_number(year):
    projects = queries.public_projects()
    assert [str(one) for one in projects if not queries.project_standing(one).good] == []
    assert projects.filter(percent=100).exclude(finished_on=None).count() == 2
    steps = [f"key_areas.{step}" for step in ("update.send_back", "update.revise", "update.withdraw", "version.settle")]
    assert [step for step in steps if not Entry.objects.filter(action=step).exists()] == []
    versions = TableVersion.objects.filter(status__in=queries.SHOWN_STATUS)
    assert versions.count() == 10 and versions.filter(status="live").count() == 4
    assert [str(one) for one in versions if "11010519491231002X" in str(one.rows)] == []
