"""Boards: what is late, whose, since when; by part, unit, time limit; the heat map; who may see what."""

import datetime as dt

import pytest

from mingzheng.core.actors import Post
from mingzheng.core.records import RecordRef, visible
from mingzheng.supervision.workplan import queries


def row_of(found, number):
    return next(row for row in found.rows if row.task.number == number)


@pytest.fixture
def june(work, on_day):
    """Everybody accepted; 新华街道 finished task 1, 区发改委 waits for verification, 新泾镇 never accepted."""
    for number in (1, 2):
        for unit in ("fagai", "sifa", "xinhua"):
            work.does(unit, number, "accept")
    on_day("2023-04-28")
    work.finishes("xinhua", 1)
    work.submits("fagai", 1)
    for unit in ("fagai", "sifa", "xinhua"):
        work.reports(unit, 2, counts_for="4月")
    return work


def test_a_board_reads_red_amber_green_on_its_day(june):
    lights = {}
    for day in ("2023-05-04", "2023-06-16", "2023-07-03"):
        found = queries.board(june.plan, today=dt.date.fromisoformat(day))
        lights[day] = {share.unit: share.light for share in found.shares if share.task_id == june.task(1).pk}
    assert lights["2023-05-04"] == {"区发改委": "green", "区司法局": "green", "新华街道": "done", "新泾镇": "red"}
    assert lights["2023-06-16"]["区司法局"] == "amber"
    assert lights["2023-07-03"]["区司法局"] == "red" and lights["2023-07-03"]["区发改委"] == "green"


def test_one_sentence_says_what_is_late_whose_and_since_when(june):
    found = queries.board(june.plan, today=dt.date(2023, 5, 4))
    late = [share for share in found.shares if share.light == "red"]
    assert found.sentence.startswith(f"逾期 {len(late)} 件")
    assert "新泾镇 2 件" in found.sentence and found.sentence.endswith("最早自 4 月 24 日。")
    assert queries.board(june.plan, today=dt.date(2024, 1, 9)).sentence.endswith("最早自 2023 年 4 月 24 日。")
    quiet = queries.board(june.plan, today=dt.date(2023, 4, 18))
    assert quiet.sentence == "没有逾期，也没有临近期限的事项。"


def test_only_streets_and_towns_late_is_said_so(work):
    from mingzheng.supervision.workplan.models import Assignment

    for share in Assignment.objects.select_related("unit", "task"):
        if share.unit.code not in ("xinhua", "xinjing"):
            work.does(share.unit.code, share.task.number, "accept")
    assert "，均为街镇：" in queries.board(work.plan, today=dt.date(2023, 4, 26)).sentence


def test_rows_tell_done_of_owed_and_who_is_late(june):
    row = row_of(queries.board(june.plan, today=dt.date(2023, 7, 3)), 1)
    assert (row.tally.done, row.tally.total, row.tally.light, row.tally.percent) == (1, 4, "red", 25)
    assert [share.unit for share in row.late_units] == ["区司法局", "新泾镇"]


def test_a_withdrawn_share_is_not_counted(work):
    work.does("xinjing", 1, "cancel", by=work.district.head, reason="不承担。")
    assert row_of(queries.board(work.plan), 1).tally.total == 3


def test_views_by_part_by_unit_and_by_time_limit_hold_every_task_once(june):
    found = queries.board(june.plan, today=dt.date(2023, 7, 3))
    assert sum(len(point.rows) for part in found.by_part() for point in part.points) == 6
    assert next(title for title, _rows in found.by_due()).endswith("（6月30日）")
    assert sum(len(rows) for _title, rows in found.by_due()) == 6
    units = queries.by_unit(found)
    assert sum(row.tally.total for row in units) == len(found.shares) == 12
    reds = [row.tally.lights["red"] for row in units]
    assert reds == sorted(reds, reverse=True) and reds[0] > 0


def test_a_unit_s_board_holds_its_own_tasks_only(june):
    found = queries.board(june.plan, unit_id=june.district.units["sifa"].pk)
    assert [row.task.number for row in found.rows] == [1, 2, 5] and {share.unit for share in found.shares} == {
        "区司法局"
    }


def heat(work, day):
    """Unit → its twelve months as (total, done, light), None where nothing is due."""
    found = queries.board(work.plan, today=dt.date.fromisoformat(day))
    return {
        row.unit: [cell and (cell.total, cell.done, cell.light) for cell in row.cells]
        for row in queries.heat_map(found)
    }


def test_the_heat_map_puts_what_is_due_into_its_month(june):
    rows = heat(june, "2023-05-04")
    assert rows["新华街道"][:6] == [None, None, None, (1, 1, "done"), (1, 0, "green"), (2, 1, "green")]
    assert rows["区司法局"][5] == (3, 0, "green") and rows["区城运中心"][11] == (1, 0, "green")
    assert rows["新泾镇"][3] == (2, 0, "red")  # the acceptance of task 1 and the point of April


def test_the_heat_map_turns_red_for_what_passed_but_not_for_what_the_office_holds(june):
    rows = heat(june, "2023-07-03")
    assert rows["区司法局"][5] == (3, 0, "red")
    assert rows["区发改委"][5] == (2, 0, "red")  # the point of June; task 1 waits for 区府办
    june.reports("fagai", 2, counts_for="6月")
    assert heat(june, "2023-07-03")["区发改委"][5] == (2, 1, "green")


def test_periodic_tasks_stand_in_every_month_until_they_are_done(june):
    june.does("xinhua", 2, "submit", remark="全年已完成")
    assert heat(june, "2023-07-03")["新华街道"][4:7] == [None, (1, 1, "done"), None]


def test_a_board_of_any_size_takes_few_queries(work, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        found = queries.board(work.plan)
        _ = (found.sentence, found.by_part(), found.by_due(), queries.by_unit(found), queries.heat_map(found))


def test_due_dates_are_keyed_for_good_and_leave_history_out(work):
    found = queries.due_dates(work.plan)
    keys = [key for key, _title, _day in found]
    assert len(keys) == len(set(keys)) and keys == [key for key, _title, _day in queries.due_dates(work.plan)]
    monthly = [day for key, _title, day in found if key.startswith(f"{work.task(2).pk}-")]
    assert [str(day) for day in monthly][:2] == ["2023-04-30", "2023-05-31"] and len(monthly) == 9


def test_a_unit_s_due_dates_follow_its_extension_and_its_withdrawal(work):
    unit = work.district.units["xinhua"].pk
    work.does("xinhua", 1, "accept")
    work.does("xinhua", 1, "ask_extension", until="2023-08-31", reason="改造。")
    work.does("xinhua", 1, "grant_extension", by=work.district.head)
    days = {key: str(day) for key, _title, day in queries.due_dates(work.plan, unit_id=unit)}
    assert days[str(work.task(1).pk)] == "2023-08-31" and str(work.task(5).pk) not in days
    work.does("xinhua", 1, "cancel", by=work.district.head, reason="不承担。")
    assert str(work.task(1).pk) not in {key for key, _t, _d in queries.due_dates(work.plan, unit_id=unit)}


def test_units_see_their_own_shares_and_the_public_sees_none(work):
    share = work.share("xinhua", 1)
    ref = RecordRef("workplan.assignment", str(share.pk))
    assert visible(ref, work.district.actor("xinhua")) and visible(ref, work.district.clerk)
    assert not visible(ref, work.district.actor("fagai", Post.HEAD)) and not visible(ref, None)
    assert visible(RecordRef("workplan.task", str(share.task_id)), None)
    mine = queries.assignments_of(work.task(1), work.district.actor("xinhua"))
    assert [row.unit.code for row in mine] == ["xinhua"]
    assert queries.assignments_of(work.task(1), work.district.clerk).count() == 4


def test_a_plan_that_was_not_issued_is_not_public(district, on_day):
    from tests.support.workplan import imported, notice

    on_day("2023-04-17")
    plan = imported(district, notice(), "要点.csv")
    assert not visible(RecordRef("workplan.plan", str(plan.pk)), None)
    assert visible(RecordRef("workplan.plan", str(plan.pk)), district.actor("xinhua"))
