"""A year with known defects in what is published: the board finds each of them and no other."""

from __future__ import annotations

from django.db import connection
from tests.supervision.year import board, told
from tests.support.recounts import CODES, recount
from tests.support.recounts.comparing import differing

from mingzheng.config.year import LAST_OF_YEAR, defects_told
from mingzheng.core.journal import triggers
from mingzheng.core.journal.models import Seal
from mingzheng.core.journal.queries import verify
from mingzheng.supervision.inspections.models import Finding
from mingzheng.supervision.inspections.records import record_rules
from mingzheng.supervision.workplan.models import PlanTask

WINGS = told.WINGS
YEAR = "all"
MINE = {(kind, unit) for kind, units, _board, _words in defects_told.ROWS for unit in units}


def planted(year):
    return [one for one in year.planted if (one.kind, one.unit) in MINE]


def test_every_defect_found_its_occasion_and_its_record(year):
    assert {(one.kind, one.unit) for one in planted(year)} == MINE
    assert [one for one in planted(year) if not one.where] == []


def test_an_inspection_of_the_records_finds_each_planted_record_and_no_other(year):
    rules = {rule.code for rule in record_rules() if rule.indicator in told.FIGURES}
    found = {(rule, unit) for rule, unit in board.findings() if rule in rules}
    assert found == {place for place in board.expected_findings(planted(year)) if place[0] in rules}
    for one in planted(year):
        for rule in rules.intersection(one.board.split()):
            rows = Finding.objects.filter(rule=rule, unit__code=one.unit).exclude(state=Finding.State.GONE)
            assert rows.count() == 1, one


def test_figures_fall_short_where_something_was_planted_and_nowhere_else(year):
    task = PlanTask.objects.get(number=1).pk
    assert board.short(LAST_OF_YEAR, task, told.FIGURES) == board.expected_short(planted(year), told.FIGURES)


def test_clocks_have_run_out_only_where_nothing_was_done(year):
    found = {place for place in board.overdue(LAST_OF_YEAR) if place[0].partition(".")[0] in told.ROOMS}
    wanted = {
        ("questions.message", "message_unanswered"),
        ("questions.often", "faq_left"),
        ("filing.monthly", "month_not_filed"),
        ("documents.release", "forced_unreviewed"),
        ("documents.release", "findings_left"),
    }
    assert found == {(procedure, one.unit) for procedure, kind in wanted for one in planted(year) if one.kind == kind}


def test_every_figure_equals_its_independent_recount(year):
    task = PlanTask.objects.get(number=1).pk
    assert [line for code in CODES for line in differing(code, LAST_OF_YEAR, task)] == []
    assert sum(not recount(code, LAST_OF_YEAR, task).empty for code in CODES) >= 60


def test_a_row_of_the_journal_changed_behind_its_back_is_named(year):
    seal = (
        Seal.objects.filter(entry__action="documents.release.release").select_related("entry").order_by("position")[0]
    )
    assert verify().sound
    with triggers.lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET summary = %s WHERE id = %s", ["改过的一句", seal.entry_id])
    faults = verify().faults
    assert any(f"第 {seal.position} 号记录" in line and "与封印不符" in line for line in faults)
