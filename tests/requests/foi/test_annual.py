"""The annual report's tables out of the records, what stands behind each cell, closing figures, statistics."""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics as plain
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.workdays.queries import calendar
from mingzheng.papers.foi_annual_xlsx import annual_workbook, closing_blank
from mingzheng.requests.foi import counting
from mingzheng.requests.foi.annual import commands, layout, statistics
from mingzheng.requests.foi.annual.reading import Closing, read
from mingzheng.requests.foi.annual.report import behind_3, report
from mingzheng.requests.foi.annual.statistics import Asked
from mingzheng.requests.foi.law.facts import APPLICANT_KINDS, Fact
from mingzheng.requests.foi.law.outcomes import LEAVES
from mingzheng.requests.foi.law.tables import COLUMNS, ROWS, count, lay_out_3
from mingzheng.requests.foi.models import Application, ClosingFigures

YEAR = 2023
TODAY = dt.date(2023, 12, 29)
CARRIED = [2, 1, 0, 0, 0, 0, 3]


@pytest.fixture(autouse=True)
def _december(on_day):
    on_day(TODAY)


@pytest.fixture
def many(foi, district):
    """Five thousand applications of three units from the spring of 2023 on, some still open."""
    return spread([district.units[code] for code in ("fagai", "sifa", "xinhua")], 5000)


def spread(units, n):
    dice, leaves = random.Random(5), list(LEAVES)
    rows = []
    for number in range(n):
        received = dt.date(2023, 1, 3) + dt.timedelta(dice.randrange(330))
        closed = received + dt.timedelta(dice.randrange(1, 40))
        done = closed <= TODAY
        rows.append(
            Application(
                unit=dice.choice(units), number=f"测{number}", origin="import", channel="internet",
                applicant_kind=dice.choice(list(APPLICANT_KINDS)), submitted_on=received, received_on=received,
                closed_on=closed if done else None, leaf=dice.choice(leaves) if done else "",
            )
        )  # fmt: skip
    Application.objects.bulk_create(rows, batch_size=500)
    return rows


def queries_of(ask):
    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def closing(unit, year=2022, **more):
    facts = {"regulations": 0, "normative": 4, "carried_out": CARRIED, "source": "2022年年报，2023-01-31公布", **more}
    return Closing(unit, year, **facts)


def test_the_tables_are_those_of_the_pure_counting_and_the_district_is_the_sum(many):
    facts = [Fact(one.number, one.applicant_kind, one.received_on, one.closed_on, one.leaf or None) for one in many]
    found = report(YEAR)
    assert found.tables["table3"] == lay_out_3(count(facts, YEAR).three)
    assert found.findings == []


def test_behind_each_cell_stand_as_many_rows_as_it_says(foi, district):
    spread([foi.unit], 400)
    for row in report(YEAR, foi.unit).tables["table3"]["rows"]:
        for column, n in zip(COLUMNS, row["values"], strict=True):
            assert behind_3(YEAR, foi.unit, row["key"], column).count() == n, (row["key"], column)
    assert behind_3(YEAR, foi.unit, "Z9", "total") is None
    assert behind_3(YEAR, foi.unit, "new", "nobody") is None


def test_the_number_of_queries_does_not_grow(foi, district):
    spread([foi.unit], 20)
    asked = Asked(dt.date(2023, 1, 1), TODAY)
    few = queries_of(lambda: report(YEAR)), queries_of(lambda: statistics.figures(asked))
    Application.objects.all().delete()
    spread([foi.unit, district.units["sifa"]], 5000)
    assert (queries_of(lambda: report(YEAR)), queries_of(lambda: statistics.figures(asked))) == few
    assert max(few) <= 16


def test_what_was_carried_in_is_held_against_last_years_report(foi):
    Application.objects.create(
        unit=foi.unit, number="旧1", origin="import", applicant_kind="natural",
        submitted_on=dt.date(2022, 12, 20), received_on=dt.date(2022, 12, 20),
    )  # fmt: skip
    assert any("没有检查上年结转" in said for said in report(YEAR, foi.unit).lacking)
    commands.keep_closing([closing(foi.unit)], foi.actor())
    findings = {one.check: one for one in report(YEAR, foi.unit).findings}
    assert {"carry_over", "in_force_soft"} <= set(findings)
    assert "应为 4 件，现行有效件数填的是 0 件" in findings["in_force_soft"].text
    right = closing(foi.unit, carried_out=[1, 0, 0, 0, 0, 0, 1], normative=0)
    assert commands.keep_closing([right], foi.actor()) == 1
    assert commands.keep_closing([right], foi.actor()) == 0
    assert report(YEAR, foi.unit).findings == []
    assert Entry.objects.filter(action="foi.closing_kept").count() == 2


def test_the_district_is_checked_only_when_every_unit_has_its_closing_figures(foi, district):
    for code in ("fagai", "sifa"):
        Application.objects.create(
            unit=district.units[code], number="旧1", origin="import", applicant_kind="natural",
            submitted_on=dt.date(2022, 12, 20), received_on=dt.date(2022, 12, 20),
        )  # fmt: skip
    one = [1, 0, 0, 0, 0, 0, 1]
    commands.keep_closing([closing(foi.unit, carried_out=one, normative=0)], district.clerk)
    assert any("区司法局" in said for said in report(YEAR).lacking)
    commands.keep_closing([closing(district.units["sifa"], carried_out=one, normative=0)], district.clerk)
    found = report(YEAR)
    assert (found.findings, [said for said in found.lacking if "结转" in said]) == ([], [])


@pytest.mark.parametrize(
    ("more", "said"),
    [({"year": 2023}, "还没有结束"), ({"carried_out": [2, 1, 0, 0, 0, 0, 4]}, "之和为 3 件")],
)
def test_closing_figures_that_cannot_be_are_refused(foi, more, said):
    with pytest.raises(Refused, match=said):
        commands.keep_closing([closing(foi.unit, **more)], foi.actor())
    assert not ClosingFigures.objects.exists()


def test_figures_of_another_unit_are_refused(foi, district):
    for actor in (district.actor("sifa"), foi.actor(Post.REVIEWER)):
        with pytest.raises(Refused, match="不能登记"):
            commands.keep_closing([closing(foi.unit)], actor)


def test_own_figures_fill_table_2_and_add_up(foi, district):
    values = {"licences": 12, "penalties": 3, "coercive": 1, "fees_wan": "1.25", "source": "许可系统，截至12月29日"}
    assert report(YEAR, foi.unit).tables["table2"].get("licences") is None
    for code in ("fagai", "sifa"):
        commands.keep_own(district.units[code], YEAR, district.clerk, values)
    table = report(YEAR).tables["table2"]
    assert (table["licences"], table["fees_wan"]) == (24, 2.5)


def test_closing_figures_are_read_from_json_and_from_a_workbook_all_or_none(foi):
    said = {"unit": "fagai", "year": 2022, "table2_in_force": {"normative": 4}, "table3_carried_out": CARRIED}
    (found,) = read(json.dumps([said]).encode(), "结转.json")
    assert (found.unit, found.normative, found.carried_out) == (foi.unit, 4, CARRIED)
    book = load_workbook(BytesIO(closing_blank()))
    book.worksheets[0].append(["区发改委", 2022, 0, 4, *CARRIED])
    book.worksheets[0].append(["区司法局", 2022, 0, 1, 0, 0, 0, 0, 0, 0, 0])
    kept = BytesIO()
    book.save(kept)
    assert [one.unit.code for one in read(kept.getvalue(), "结转.xlsx")] == ["fagai", "sifa"]
    bad = [said, {**said, "unit": "没有"}, {**said, "table3_carried_out": [1, -2, 0, 0, 0, 0, 0]}]
    with pytest.raises(Refused) as refused:
        read(json.dumps(bad).encode(), "结转.json")
    assert "第 2 项" in str(refused.value)
    assert "第 3 项" in str(refused.value)


@pytest.mark.parametrize("data", [b"{", b"[1]", b"\xff\xfe", b"[]", b"[" * 100_000, b'{"unit": "fagai", "year": true}'])
def test_nonsense_is_refused_with_words(foi, data):
    with pytest.raises(Refused):
        read(data, "结转.json")
    with pytest.raises(Refused):
        read(data, "结转.xlsx")


def test_the_layout_is_the_forms_and_the_workbook_holds_the_same_numbers(foi):
    spread([foi.unit], 60)
    found = report(YEAR, foi.unit)
    two, three, four = layout.lay(found.tables)
    for table in (two, three, four):
        assert filled(table) == {len(table.rows) * table.width}
    assert [cell.text for cell in four.rows[0]] == ["行政复议", "行政诉讼"]
    book = load_workbook(BytesIO(annual_workbook("某区2023年", "截至今天", [two, three, four])))
    sheet = book.worksheets[1]
    values = [[cell.value for cell in row[3:]] for row in sheet.iter_rows(min_row=6, max_row=5 + len(ROWS))]
    assert values == [row["values"] for row in found.tables["table3"]["rows"]]
    assert "A6:C6" in {str(one) for one in sheet.merged_cells.ranges}


def filled(table):
    """The area of the cells, spans included: every place once."""
    return {sum(cell.rows * cell.columns for row in table.rows for cell in row)}


def test_time_used_and_shares_are_those_counted_by_hand(foi):
    rows = spread([foi.unit], 300)
    found = statistics.figures(Asked(dt.date(2023, 1, 1), TODAY, foi.unit))
    used = [calendar().workdays_between(one.received_on, one.closed_on).days for one in rows if one.closed_on]
    assert found.closed == len(used)
    assert found.received == 300
    assert found.open == 300 - len(used)
    assert found.times.median == plain.median(used)
    assert found.times.ninety == sorted(used)[-(-len(used) * 9 // 10) - 1]
    assert sum(line.closed for line in found.months) == len(used)
    assert found.on_time is None  # no clock of these ran here


def test_in_time_late_extended_and_narrowed(foi):
    first, second = foi.handled(), foi.handled()
    foi.answers(first, "A2", dt.date(2023, 4, 20), supplied="文件")
    foi.answers(second, "C5", dt.date(2023, 6, 20))
    whole = Asked(dt.date(2023, 4, 1), dt.date(2023, 6, 30), foi.unit)
    found = statistics.figures(whole)
    assert (found.timed, found.in_time, found.on_time, found.extended) == (2, 1, 50.0, 0)
    assert found.rows == {"A": 1, "C5": 1}
    refused = statistics.figures(Asked(whole.since, whole.until, foi.unit, group="（三）不予公开"))
    assert (refused.received, refused.closed, refused.on_time) == (1, 1, 0.0)
    april = statistics.figures(Asked(whole.since, dt.date(2023, 4, 30), foi.unit))
    assert (april.received, april.closed, april.open) == (2, 1, 1)
    assert statistics.figures(Asked(whole.since, whole.until, foi.unit, kind="legal")).received == 0


def test_the_correction_begins_the_time_anew(foi):
    found = foi.arrives()
    foi.does(found, "register", on=dt.date(2023, 4, 17))
    foi.does(found, "ask_correction", {"items": "写明名称", "period_days": "10"}, on=dt.date(2023, 4, 18))
    foi.does(found, "correction_delivered", {"delivered_on": "2023-04-18"}, on=dt.date(2023, 4, 18))
    received = {"received_on": "2023-05-04", "answer": "名称", "wanted": "2022年度报告"}
    foi.does(found, "correct", received, on=dt.date(2023, 5, 4))
    foi.answers(found, "A2", dt.date(2023, 5, 8), supplied="文件")
    asked = Asked(dt.date(2023, 4, 1), TODAY, foi.unit)
    assert statistics.figures(asked).times.median == 3  # 5, 6 (a working Saturday) and 8 May


def test_counts_by_unit_agree_with_the_counts_of_each(foi, district):
    units = [foi.unit, district.units["sifa"]]
    spread(units, 200)
    by_unit = counting.counts_by_unit(YEAR)
    assert all(lay_out_3(by_unit[one.pk]) == lay_out_3(counting.counts(YEAR, one).three) for one in units)
