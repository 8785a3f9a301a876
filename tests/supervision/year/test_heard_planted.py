"""A year with known defects where people are heard: the boards find each and no other, the year's papers balance and are ready."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.db import connection
from tests.supervision.year import board, heard
from tests.support.recounts import CODES, recount
from tests.support.recounts.comparing import differing

from mingzheng.config.year import LAST_OF_YEAR, defects_heard
from mingzheng.core import cells as packing
from mingzheng.core.indicators import Scope, by_unit, indicator_of
from mingzheng.core.journal import triggers
from mingzheng.core.journal.models import Seal
from mingzheng.core.journal.queries import verify
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.annual import report as annual
from mingzheng.requests.foi.law.tables import COLUMNS, RESULT_ROWS
from mingzheng.requests.foi.models import Application, Letter
from mingzheng.supervision.annual_report import judging
from mingzheng.supervision.annual_report import queries as reports
from mingzheng.supervision.annual_report.models import AnnualEdition, AnnualReport
from mingzheng.supervision.bulletins import presenting, queries
from mingzheng.supervision.bulletins.models import Bulletin
from mingzheng.supervision.inspections.models import Finding
from mingzheng.supervision.inspections.records import record_rules
from mingzheng.supervision.open_data import proving
from mingzheng.supervision.workplan.models import PlanTask

WINGS = heard.WINGS
YEAR = "all"
MINE = {(kind, unit) for kind, units, _board, _words in defects_heard.ROWS for unit in units}
# What carries a clock that nobody stopped: (procedure, kind of the defect).
RUN_OUT = {
    ("foi.application", "foi_unanswered"),
    ("letters.letter", "letter_unanswered"),
    ("bulletins.receipt", "bulletin_unsigned"),
    ("workplan.assignment", "point_missed"),
}


def planted(year):
    return [one for one in year.planted if (one.kind, one.unit) in MINE]


def of_kind(year, kind):
    return {one.unit for one in planted(year) if one.kind == kind}


def figures(code, task=1):
    units = dict(Unit.objects.values_list("pk", "code"))
    scope = Scope(LAST_OF_YEAR, PlanTask.objects.get(number=task).pk)
    return {units[pk]: figure for pk, figure in by_unit(indicator_of(code), scope, list(units)).items()}


# --- every defect is found, and no other -----------------------------------------------------------------------------


def test_every_defect_found_its_occasion_and_its_record(year):
    assert {(one.kind, one.unit) for one in planted(year)} == MINE
    assert [one for one in planted(year) if not one.where] == []


def test_an_inspection_of_the_records_finds_each_planted_record_and_no_other(year):
    rules = {rule.code for rule in record_rules() if rule.indicator in heard.FIGURES}
    found = {place for place in board.findings() if place[0] in rules}
    assert found == {place for place in board.expected_findings(planted(year)) if place[0] in rules}
    rows = Finding.objects.filter(rule__in=rules).exclude(state=Finding.State.GONE).values_list("subject", flat=True)
    by_record = [one.where for one in planted(year) if rules.intersection(one.board.split())]
    assert sorted(rows) == sorted(by_record)


def test_figures_fall_short_where_something_was_planted_and_nowhere_else(year):
    task = PlanTask.objects.get(number=1).pk
    assert board.short(LAST_OF_YEAR, task, heard.FIGURES) == board.expected_short(planted(year), heard.FIGURES)


def test_what_has_no_target_shows_the_unit_as_well(year):
    beside = {
        code for code, figure in figures("letters.clean_replies").items() if figure.numerator < figure.denominator
    }
    assert beside == of_kind(year, "letter_beside")
    unattested = {
        code for code, figure in figures("workplan.attested", 9).items() if figure.numerator < figure.denominator
    }
    assert unattested == of_kind(year, "unattested")
    duty = {unit.code for unit in Unit.objects.filter(kind__in=("department", "street", "town"))}
    none = {code for code, figure in figures("open_days.august").items() if code in duty and not figure.numerator}
    assert none == of_kind(year, "not_august")


def test_clocks_have_run_out_only_where_nothing_was_done(year):
    found = {place for place in board.overdue(LAST_OF_YEAR) if place[0].partition(".")[0] in heard.ROOMS}
    assert found == {(procedure, unit) for procedure, kind in RUN_OUT for unit in of_kind(year, kind)}


def test_the_board_of_annual_reports_names_the_late_one(year):
    late = {one.unit.code for one in reports.standing(2022) if one.light != "green"}
    assert late == of_kind(year, "annual_report_late")


def test_every_figure_counted_in_plain_sql_is_the_same_for_every_unit(year):
    task = PlanTask.objects.get(number=9).pk
    assert [line for code in CODES for line in differing(code, LAST_OF_YEAR, task)] == []
    assert {code for code in heard.RECOUNTED if recount(code, LAST_OF_YEAR, task).empty} == set()


# --- the tables balance ----------------------------------------------------------------------------------------------


def test_the_tables_of_2023_balance_and_hold_every_application(year):
    made = annual.report(2023, None)
    assert [one for one in made.findings if not one.check.endswith("_soft")] == []
    rows = {row["key"]: row["values"] for row in made.tables["table3"]["rows"]}
    for column in range(len(COLUMNS)):
        results = sum(rows[key][column] for key in RESULT_ROWS)
        assert rows["new"][column] + rows["carried_in"][column] == results + rows["carried_out"][column]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*), SUM(CASE WHEN closed_on > '2023-12-31' OR closed_on IS NULL THEN 1 ELSE 0 END) "
            "FROM foi_application WHERE counted AND received_on BETWEEN '2023-01-01' AND '2023-12-31'"
        )
        new, out = cursor.fetchone()
        cursor.execute(
            "SELECT COUNT(*) FROM foi_application WHERE counted AND received_on < '2023-01-01' "
            "AND (closed_on IS NULL OR closed_on >= '2023-01-01')"
        )
        (carried,) = cursor.fetchone()
        cursor.execute(
            "SELECT kind, COUNT(*) FROM remedies_remedycase WHERE concluded_on BETWEEN '2023-01-01' AND '2023-12-31' GROUP BY kind"
        )
        concluded = dict(cursor.fetchall())
    assert (rows["new"][-1], rows["carried_out"][-1]) == (new, out)
    assert rows["carried_in"][-1] == carried > 0
    for kind, cells in made.tables["table4"].items():
        assert cells["total"] - cells["pending"] == concluded.get(kind, 0), kind


def test_every_outcome_was_given_and_every_unit_answered_by_letter(year):
    with_answer = {"F1", "F2", "F3"}
    leaves = set(Application.objects.exclude(leaf="").values_list("leaf", flat=True))
    assert len(leaves) == 23 and with_answer <= leaves
    answering = Letter.objects.filter(kind="answer", status=Letter.Status.SIGNED).values("application__unit").distinct()
    assert answering.count() >= 48, "of 52 units"


def test_the_tables_of_each_unit_add_up_to_the_districts(year):
    whole = annual.report(2023, None).tables["table3"]["rows"]
    parts = [annual.report(2023, unit).tables["table3"]["rows"] for unit in Unit.objects.all()]
    for at, row in enumerate(whole):
        assert row["values"] == [sum(column) for column in zip(*(part[at]["values"] for part in parts), strict=True)]


# --- ready to sign ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_a_bulletin_came_out_in_time_with_no_number_that_nothing_proves(year, quarter):
    found = Bulletin.objects.get(quarter=quarter)
    assert found.case.state == "published"
    assert presenting.typed(found) == []
    clock = found.case.clocks.get(name="issue")
    assert clock.met_on is not None and clock.met_on <= clock.due_on
    unsigned = {one.unit.code for one in queries.unsigned(found)}
    assert unsigned == (of_kind(year, "bulletin_unsigned") if quarter == 3 else set())


def test_the_districts_annual_report_waits_for_its_signature_with_no_open_finding(year):
    report = AnnualReport.objects.get(year=2023, district=True)
    assert report.case.state == "checking"
    found = judging.judge(report)
    assert found.hard == [] and found.unexplained == []
    lines = " ".join(report.texts.values())
    assert "［请填写" not in lines


def test_units_published_their_reports_of_2023_in_january(year):
    rows = AnnualReport.objects.filter(year=2023, district=False)
    assert rows.count() >= 3
    assert all(one.published_on is not None and one.published_on <= one.due_on for one in rows)


# --- tampering -------------------------------------------------------------------------------------------------------


def test_a_letter_signed_in_the_journal_cannot_be_rewritten_unseen(year):
    seal = Seal.objects.filter(entry__action="foi.application.sign").select_related("entry").order_by("position")[3]
    assert verify().sound
    with triggers.lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET person_name = %s WHERE id = %s", ["另一个人", seal.entry_id])
    assert any(f"第 {seal.position} 号记录" in line for line in verify().faults)


def test_a_published_report_changed_in_the_database_is_named(year):
    edition = AnnualEdition.objects.filter(report__year=2023).select_related("report").order_by("pk")[0]
    assert proving.prove().faults == []
    content = json.loads(json.dumps(edition.content))
    row = content["tables"]["table3"]["rows"][0]
    row["values"][0] += 1
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE annual_report_annualedition SET content = %s WHERE id = %s",
            [json.dumps(content, ensure_ascii=False), edition.pk],
        )
    faults = proving.prove().faults
    assert any(edition.report.title in line for line in faults), faults


def test_a_bulletins_figure_changed_in_the_database_is_named(year):
    found = Bulletin.objects.get(quarter=2)
    held = packing.unpack(found.cells)
    code = next(code for code, cell in held.items() if cell.text.isdigit())
    held[code] = replace(held[code], text="99999")
    cells = packing.pack(held)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE bulletins_bulletin SET cells = %s WHERE id = %s", [json.dumps(cells, ensure_ascii=False), found.pk]
        )
    faults = proving.prove().faults
    assert any(code in line for line in faults), faults
