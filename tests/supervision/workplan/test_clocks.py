"""The clocks of a share: acceptance, due points, completion, verification; extensions and their reasons."""

import pytest

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures import queries as clocks
from mingzheng.supervision.workplan import queries


def light(work, unit, number):
    share = work.share(unit, number)
    return next(item.light for item in queries.shares(work.plan) if item.id == share.pk)


def test_monthly_points_move_as_they_are_reported(work, on_day):
    """Issued in April: the months before are history."""
    work.does("xinhua", 2, "accept")
    assert str(work.clock("xinhua", 2, "point").due_on) == "2023-04-30"
    work.reports("xinhua", 2, counts_for="4月")
    assert str(work.clock("xinhua", 2, "point").due_on) == "2023-05-31"
    with pytest.raises(Refused, match="对应期次"):
        work.reports("xinhua", 2, counts_for="4月")
    work.reports("xinhua", 2)  # a report for no point moves nothing
    assert str(work.clock("xinhua", 2, "point").due_on) == "2023-05-31"
    on_day("2023-06-01")
    assert light(work, "xinhua", 2) == "red"
    work.reports("xinhua", 2, counts_for="5月")
    assert light(work, "xinhua", 2) == "green" and str(work.case("xinhua", 2).due_on) == "2023-06-30"


def test_a_point_reported_ahead_leaves_the_earlier_one_due(work, on_day):
    work.does("xinhua", 2, "accept")
    on_day("2023-05-31")
    work.reports("xinhua", 2, counts_for="5月")
    assert str(work.clock("xinhua", 2, "point").due_on) == "2023-04-30"


def test_reports_count_toward_a_target(work):
    work.does("qufuban", 3, "accept")
    work.reports("qufuban", 3, times=1)
    work.reports("qufuban", 3, times=2)
    assert sum(entry.times for entry in work.share("qufuban", 3).progress.all()) == 3
    with pytest.raises(Refused, match="计入次数"):
        work.reports("qufuban", 3, times=-1)


def test_a_report_of_tomorrow_is_refused(work):
    work.does("xinhua", 1, "accept")
    with pytest.raises(Refused, match="今天之后"):
        work.reports("xinhua", 1, done_on="2023-04-19")


def test_the_time_that_the_office_takes_to_verify_makes_no_unit_late(work, on_day):
    work.does("xinhua", 1, "accept")
    on_day("2023-06-29")
    work.submits("xinhua", 1)
    assert work.clock("xinhua", 1, "finish").status == "paused"
    on_day("2023-07-20")  # past the task's date, and past the ten working days of 区府办
    assert work.clock("xinhua", 1, "verify").status == "running" and str(work.case("xinhua", 1).due_on) < "2023-07-20"
    assert light(work, "xinhua", 1) == "green"
    work.does("xinhua", 1, "verify", by=work.district.clerk)
    finish = work.clock("xinhua", 1, "finish")
    assert (str(finish.met_on), finish.late) == ("2023-06-29", False) and work.clock("xinhua", 1, "verify").late
    share = next(item for item in queries.shares(work.plan) if item.id == work.share("xinhua", 1).pk)
    assert share.light == "done" and not share.late_done


def test_sent_back_the_days_of_verification_are_not_counted(work, on_day):
    on_day("2023-06-28")
    work.submits("xinhua", 1)
    on_day("2023-07-03")
    work.does("xinhua", 1, "send_back", by=work.district.clerk, reason="缺少印发文件。")
    assert str(work.clock("xinhua", 1, "finish").due_on) == "2023-07-05"
    on_day("2023-07-04")
    work.finishes("xinhua", 1)
    share = next(item for item in queries.shares(work.plan) if item.id == work.share("xinhua", 1).pk)
    assert not share.late_done and str(share.final_on) == "2023-07-05"


def test_what_is_asked_for_too_late_is_late_when_done(work, on_day):
    on_day("2023-07-03")
    work.finishes("xinhua", 1)
    share = next(item for item in queries.shares(work.plan) if item.id == work.share("xinhua", 1).pk)
    assert share.late_done and work.clock("xinhua", 1, "finish").late


# --- extensions ------------------------------------------------------------------------------------------


def test_an_extension_that_is_granted_moves_the_date(work, on_day):
    work.does("xinhua", 1, "accept")
    with pytest.raises(Refused, match="应晚于现在的期限2023年6月30日"):
        work.does("xinhua", 1, "ask_extension", until="2023-06-30", reason="改造。")
    work.does("xinhua", 1, "ask_extension", until="2023-08-31", reason="系统改造。")
    assert work.case("xinhua", 1).state == "extending"
    with pytest.raises(Refused, match="区府办负责人"):
        work.does("xinhua", 1, "grant_extension", by=work.district.clerk)
    work.does("xinhua", 1, "grant_extension", by=work.district.head)
    share = work.share("xinhua", 1)
    assert str(share.extension_to) == "2023-08-31" and str(share.case.due_on) == "2023-08-31"
    on_day("2023-07-15")
    assert light(work, "xinhua", 1) == "green"
    with pytest.raises(Refused, match="应晚于现在的期限2023年8月31日"):
        work.does("xinhua", 1, "ask_extension", until="2023-08-01", reason="再延。")


def test_an_extension_that_is_refused_leaves_the_date_as_it_was(work, on_day):
    work.does("xinhua", 1, "accept")
    work.does("xinhua", 1, "ask_extension", until="2023-08-31", reason="系统改造。")
    row = next(item for item in queries.shares(work.plan) if item.id == work.share("xinhua", 1).pk)
    assert str(row.final_on) == "2023-06-30"  # a wish is no time limit
    work.does("xinhua", 1, "refuse_extension", by=work.district.head, reason="理由不充分。")
    share = work.share("xinhua", 1)
    assert share.extension_to is None and share.extension_asked is None and str(share.case.due_on) == "2023-06-30"
    on_day("2023-07-03")
    assert light(work, "xinhua", 1) == "red"
    work.finishes("xinhua", 1)
    assert next(item for item in queries.shares(work.plan) if item.id == share.pk).late_done


def test_a_second_extension_refused_keeps_the_first(work, on_day):
    work.does("xinhua", 1, "accept")
    for until, command in (("2023-08-31", "grant_extension"), ("2023-12-31", "refuse_extension")):
        work.does("xinhua", 1, "ask_extension", until=until, reason="改造。")
        work.does("xinhua", 1, command, by=work.district.head, **({"reason": "不同意"} if "refuse" in command else {}))
    assert str(work.share("xinhua", 1).extension_to) == "2023-08-31"
    assert str(work.case("xinhua", 1).due_on) == "2023-08-31"


# --- reasons ---------------------------------------------------------------------------------------------


def test_the_reasons_of_a_date_across_the_national_day_name_each_day_skipped(work, on_day):
    work.does("xinhua", 1, "turn_back", reason="职责不清。")
    on_day("2023-09-28")
    work.does("xinhua", 1, "reissue", by=work.district.clerk, reason="职责已明确。")
    view = next(
        item
        for item in clocks.clocks_of(work.case("xinhua", 1))
        if item.clock.name == "accept" and not item.clock.met_on
    )
    assert (
        str(view.reckoning.due) == "2023-10-11"
    )  # 7 and 8 October are working days; 29 September to 6 October are not
    said = "\n".join(view.reckoning.lines)
    assert "接收任务：5个工作日" in said and "2023年9月28日（周四）起算，当日不计入" in said
    assert "国庆" in said and "调休" in said and "期限届满之日：2023年10月11日（周三）" in said
    assert view.days_left == 5


def test_the_reasons_of_an_extension_and_a_pause_stand_line_by_line(work, on_day):
    work.does("xinhua", 1, "accept")
    work.does("xinhua", 1, "ask_extension", until="2023-08-31", reason="系统改造。")
    work.does("xinhua", 1, "grant_extension", by=work.district.head)
    on_day("2023-08-30")
    work.submits("xinhua", 1)
    view = next(item for item in clocks.clocks_of(work.case("xinhua", 1)) if item.clock.name == "finish")
    said = "\n".join(view.reckoning.lines)
    assert "期限定为2023年6月30日（周五）" in said and "批准延长至2023年8月31日（周四）" in said
    assert "2023年8月30日（周三）起中止计算" in said and view.reckoning.due is None


def test_a_head_may_accept_for_the_unit(work):
    work.does("xinhua", 1, "accept", by=work.district.actor("xinhua", Post.HEAD))
    assert work.case("xinhua", 1).state == "accepted"
