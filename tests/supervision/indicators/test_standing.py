"""The standing of a plan as its readings have it: district and units, as of a day, changes since an earlier one."""

from __future__ import annotations

import datetime as dt

from mingzheng.core.indicators import Figure, Scope, indicator_of
from mingzheng.core.timekeeping import now, today
from mingzheng.disclosure.catalogue.models import Column, Placement
from mingzheng.supervision.indicators import commands, standings
from mingzheng.supervision.indicators.models import UnitReading
from mingzheng.supervision.indicators.overview import overview


def unit(work, code):
    return work.district.units[code].pk


def attested(work):
    """The operations centre's statement for task 4, confirmed."""
    work.does("chengyun", 4, "accept")
    work.does("chengyun", 4, "attest", statement="演练。", dated="2023-04-18", file=b"x")
    work.does("chengyun", 4, "check_attest", by=work.district.clerk, remark="")


def test_without_readings_there_is_no_day_and_nothing_is_lit(work):
    found = standings.standing(work.plan)
    assert found.as_of is None and found.cells == {} and len(found.tasks) == 6
    assert {one.light for one in found.tasks} == {"none"}


def test_readings_of_units_say_what_each_unit_says(work, on_day):
    on_day("2023-04-20")
    attested(work)
    commands.take_readings()
    rows = UnitReading.objects.filter(task=work.task(4), indicator="workplan.attested")
    for row in rows:
        scope = Scope(today(), row.task_id, row.unit_id)
        assert row.figure == indicator_of(row.indicator).measure(scope)
    assert rows.get(unit_id=unit(work, "chengyun")).figure == Figure(1, 1)


def test_every_unit_that_shares_a_task_has_a_reading_also_of_nothing(work, on_day):
    on_day("2023-04-20")
    commands.take_readings()
    shared = UnitReading.objects.filter(task=work.task(1), indicator="documents.determined")
    assert set(shared.values_list("unit_id", flat=True)) == {
        unit(work, code) for code in ("fagai", "sifa", "xinhua", "xinjing")
    }
    assert {row.figure for row in shared} == {Figure(0, 0)}


def test_a_page_says_as_of_which_day_its_figures_are(work, on_day):
    on_day("2023-04-20")
    commands.take_readings()
    on_day("2023-04-24")
    found = standings.standing(work.plan)
    assert (found.day, found.as_of) == (dt.date(2023, 4, 24), dt.date(2023, 4, 20))


def test_what_changed_since_is_told_with_before_and_now(work, on_day):
    on_day("2023-04-20")
    commands.take_readings()
    on_day("2023-04-27")
    attested(work)
    commands.take_readings()
    changes = standings.standing(work.plan).since(dt.date(2023, 4, 20))
    told = [(one.indicator.code, one.unit_id, one.before, one.now) for one in changes]
    assert ("workplan.attested", None, Figure(0, 1), Figure(1, 1)) in told
    assert standings.standing(work.plan).since(dt.date(2023, 4, 1)) == []


def test_the_trend_compares_with_a_week_ago(work, on_day):
    on_day("2023-04-20")
    commands.take_readings()
    on_day("2023-04-27")
    attested(work)
    commands.take_readings()
    (figure, *_others) = standings.standing(work.plan).figures[work.task(4).pk]
    assert (figure.trend, figure.trend_text) == ("up", "升 100 个百分点")


def test_readings_taken_again_hold_the_last_of_the_day_and_nothing_twice(work, on_day):
    on_day("2023-04-20")
    commands.take_readings()
    before = UnitReading.objects.count()
    attested(work)
    commands.take_readings()
    assert UnitReading.objects.count() == before
    row = UnitReading.objects.get(task=work.task(4), indicator="workplan.attested", unit_id=unit(work, "chengyun"))
    assert row.figure == Figure(1, 1)


def test_what_breaks_next_is_the_nearest_clock_with_its_units(work, on_day):
    on_day("2023-04-20")
    found = overview(work.plan)
    assert found.breaks[0].on == min(one.on for one in found.breaks)
    assert "新华街道" in found.breaks[0].units


def test_a_unit_with_enough_overdue_shares_needs_help(work, on_day):
    on_day("2023-08-01")  # nobody accepted anything
    found = overview(work.plan)
    late = {one.unit.code: one.late for one in found.help}
    assert set(late) == {one.unit.code for one in found.help if one.late >= found.rule.help_late}
    assert [one.why for one in found.help] == [
        f"逾期 {one.late} 件" + (f"，红灯 {one.red} 个" if one.red else "") for one in found.help
    ]


def test_the_overview_asks_a_fixed_number_of_questions(work, on_day, django_assert_max_num_queries):
    on_day("2023-04-20")
    commands.take_readings()
    on_day("2023-05-04")
    commands.take_readings()
    with django_assert_max_num_queries(20):
        overview(work.plan)


def test_the_column_that_breaks_next_is_named_with_its_day(work, on_day):
    on_day("2023-04-20")
    assert overview(work.plan).column is None
    owner = work.district.units["xinhua"]
    for code, days, published in (("late", 5, "2023-04-01"), ("next", 10, "2023-04-15"), ("later", 30, "2023-04-15")):
        column = Column.objects.create(
            code=code, title=f"栏目{code}", owner=owner, update_days=days, opened_on=dt.date(2023, 1, 1)
        )
        Placement.objects.create(
            column=column,
            record_kind="test.record",
            record_id=code,
            title=code,
            published_on=dt.date.fromisoformat(published),
            placed_at=now(),
        )
    found = overview(work.plan).column
    assert (found.code, found.on, found.days, found.unit) == ("next", dt.date(2023, 4, 25), 5, "新华街道")
