"""Issuing: every task reaches every unit that the notice names, once."""

import pytest
from tests.support.workplan import ROWS, imported, notice

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.supervision.workplan.models import Assignment


def units_of(work, number):
    return {row.unit.code for row in Assignment.objects.filter(task=work.task(number)).select_related("unit")}


def test_groups_expand_and_named_units_get_their_own(work):
    assert units_of(work, 1) == {"fagai", "sifa", "xinhua", "xinjing"}
    assert units_of(work, 3) == {"qufuban"}
    assert units_of(work, 4) == {"chengyun"}  # 区城运中心（区大数据中心） is one unit
    assert Case.objects.filter(procedure="workplan.assignment", state="issued").count() == Assignment.objects.count()


def test_the_issue_is_one_line_in_the_journal_and_each_share_another(work):
    entry = Entry.objects.get(action="workplan.plan.issue")
    assert "6 项任务，6 个责任单位，共 12 件" in entry.summary
    assert Entry.objects.filter(action="workplan.assignment.opened").count() == 12


def test_the_clocks_of_acceptance_and_completion_run_from_the_issue(work):
    assert str(work.clock("xinhua", 1, "accept").due_on) == "2023-04-24"  # 23 April, a Sunday, is a working day
    assert str(work.clock("xinhua", 1, "finish").due_on) == "2023-06-30"
    assert str(work.clock("sifa", 5, "finish").due_on) == "2023-06-30"
    assert str(work.case("xinhua", 1).due_on) == "2023-04-24"


def test_an_issued_plan_is_not_issued_again(work):
    with pytest.raises(Refused, match="现在是「已下达」"):
        act(work.plan.case, "issue", work.district.clerk)


def test_only_the_office_issues(district, on_day):
    on_day("2023-04-18")
    plan = imported(district, notice(), "要点.csv")
    with pytest.raises(Refused, match="区府办"):
        act(plan.case, "issue", district.actor("xinhua", Post.HEAD))
    assert not Assignment.objects.exists()


def test_the_members_that_a_person_named_for_an_open_word_get_the_task(district, on_day):
    from mingzheng.supervision.workplan import importing

    on_day("2023-04-18")
    rows = [*ROWS[:1], (2, "目录管理", "重大行政决策事项解读说明", "各承办单位", "全年")]
    draft = importing.start_import(notice(rows), "要点.csv", district.clerk)
    importing.decide(draft, district.clerk, {"members": {"各承办单位": ["sifa", "xinhua"]}})
    plan = importing.confirm_import(draft, district.clerk)
    act(plan.case, "issue", district.clerk)
    codes = Assignment.objects.filter(task__plan=plan, task__number=2).values_list("unit__code", flat=True)
    assert sorted(codes) == ["sifa", "xinhua"]


def test_a_group_means_the_units_that_exist_on_the_day_of_issue(district, on_day):
    on_day("2023-04-18")
    plan = imported(district, notice(), "要点.csv")
    gone = district.units["xinjing"]
    gone.valid_to = "2023-04-17"
    gone.save()
    act(plan.case, "issue", district.clerk)
    assert not Assignment.objects.filter(unit=gone).exists()


def test_the_real_notice_reaches_the_whole_district(real_work):
    counts = {task.number: task.assignments.count() for task in real_work.plan.tasks.all()}
    assert len(counts) == 66 and min(counts.values()) >= 1
    assert units_of(real_work, 58) == {"qufuban"}
    everybody = units_of(real_work, 1)
    assert "qufuban" not in everybody and {"xinhua", "fagaiwei", "linkong"} <= everybody and len(everybody) == 46
    assert set(real_work.plan.tasks.filter(point=None)) == set()
