"""Taking a year's notice into the calendar, and the command line."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from tests.core.workdays.shipped import shipped_plan

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.workdays import commands, hooks, queries
from mingzheng.core.workdays.models import CalendarYear
from mingzheng.core.workdays.plans import YearPlan, from_json

pytestmark = pytest.mark.django_db

NOTICES = Path(__file__).parent / "notices"
CLERK = Actor(person_id=1, person_name="甲", post=Post.OFFICE_CLERK, unit_id=1, unit_name="区府办")
PLAN_2027 = YearPlan(
    2027, {date(2027, 1, 1): "元旦"}, {date(2027, 1, 9): "元旦"}, papers=("国办发明电〔2026〕0号（测试）",)
)


@pytest.fixture
def shipped():
    commands.load_shipped(Actor.system())


def run(*args: str) -> str:
    out = StringIO()
    call_command("workdays", *args, stdout=out)
    return out.getvalue()


# -- importing


def test_the_shipped_years_are_loaded_once(shipped):
    assert list(CalendarYear.objects.values_list("year", flat=True)) == [2023, 2024, 2025, 2026]
    assert commands.load_shipped(Actor.system()) == []
    assert queries.plan_of(2025) == shipped_plan(2025)


def test_loading_again_leaves_a_corrected_year_alone(shipped):
    commands.import_year(_without(2026, "2026-10-10"), CLERK, "更正.json")
    commands.load_shipped(Actor.system())
    assert not queries.calendar().is_workday(date(2026, 10, 10))


def _without(year: int, day: str) -> YearPlan:
    data = shipped_plan(year).as_json()
    return from_json(data | {"days": [row for row in data["days"] if row["date"] != day]})


def test_the_next_year_makes_provisional_dates_firm_at_once(shipped):
    before = queries.calendar().add_workdays(date(2026, 12, 30), 3)
    assert (before.due, before.provisional) == (date(2027, 1, 4), True)
    commands.import_year(PLAN_2027, CLERK, "2027.txt")
    after = queries.calendar().add_workdays(date(2026, 12, 30), 7)
    assert (after.due, after.provisional) == (date(2027, 1, 9), False)


def test_an_import_is_journaled(shipped):
    commands.import_year(PLAN_2027, CLERK, "2027.txt")
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.subject_kind, entry.subject_id) == (
        "calendar.imported",
        "workdays.year",
        "2027",
    )
    assert entry.summary == "导入2027年：放假 1 天，调休上班 1 天。"
    assert entry.person_name == "甲"


def test_the_same_content_again_changes_nothing(shipped):
    count = Entry.objects.count()
    done = commands.import_year(shipped_plan(2026), CLERK, "又一次.json")
    assert (done.outcome, Entry.objects.count()) == ("same", count)


def test_other_content_replaces_the_year_and_says_what_changed(shipped):
    done = commands.import_year(_without(2026, "2026-10-10"), CLERK, "更正.json")
    assert done.outcome == "replaced"
    assert "2026年10月10日（周六）：调休上班（国庆节） → 无特别安排" in Entry.objects.latest("id").summary
    assert not queries.calendar().is_workday(date(2026, 10, 10))


def test_a_change_calls_the_hooks_and_no_change_does_not(shipped, monkeypatch):
    called: list[int] = []
    monkeypatch.setattr(hooks, "on_calendar_change", [called.append])
    commands.import_year(PLAN_2027, CLERK, "2027.txt")
    commands.import_year(PLAN_2027, CLERK, "2027.txt")
    assert called == [2027]


def test_an_import_that_is_rolled_back_leaves_no_trace_in_the_calendar(shipped):
    with pytest.raises(RuntimeError), transaction.atomic():
        commands.import_year(PLAN_2027, CLERK, "2027.txt")
        assert queries.calendar().last_published_year == 2027
        raise RuntimeError
    assert queries.calendar().last_published_year == 2026


def test_a_post_without_the_right_is_refused():
    officer = Actor(person_id=2, person_name="乙", post=Post.OFFICER, unit_id=2, unit_name="区教育局")
    with pytest.raises(Refused, match="只有区府办和系统管理员"):
        commands.import_year(PLAN_2027, officer, "2027.txt")


def test_a_day_that_another_year_rules_is_refused(shipped):
    plan = YearPlan(2024, {date(2023, 12, 30): "元旦", date(2024, 1, 1): "元旦"}, {})
    commands.import_year(plan, CLERK, "a.json")
    clash = YearPlan(2023, {date(2023, 12, 30): "国庆节"}, {})
    with pytest.raises(Refused, match="2024年的放假安排"):
        commands.import_year(clash, CLERK, "b.json")


@pytest.mark.django_db(transaction=True)
def test_an_import_by_another_process_shows_within_seconds(monkeypatch):
    commands.load_shipped(Actor.system())
    assert queries.calendar().last_published_year == 2026
    held = queries._held
    commands.import_year(PLAN_2027, CLERK, "2027.txt")
    monkeypatch.setattr(queries, "_held", held)  # what another process still holds
    assert queries.calendar().last_published_year == 2026
    monkeypatch.setattr(queries, "FRESH_SECONDS", 0)  # … and its time has passed
    assert queries.calendar().last_published_year == 2027


# -- the command line


def test_add_as_json(shipped):
    found = json.loads(run("add", "2023-09-28", "20", "--json"))
    assert (found["due"], found["provisional"]) == ("2023-11-01", False)
    assert found["reasons"][0] == "自2023年9月28日（周四）的次日起算"
    assert set(found) == {"due", "provisional", "reasons"}


def test_add_for_people_and_counting_back(shipped):
    assert run("add", "2023-09-28", "20").splitlines()[-1] == "第20个工作日为2023年11月1日（周三）"
    assert run("add", "2023-11-01", "-3").splitlines()[-1] == "倒数第3个工作日为2023年10月27日（周五）"


def test_between_as_json(shipped):
    found = json.loads(run("between", "2023-09-28", "2023-11-01", "--json"))
    assert (found["days"], found["provisional"]) == (20, False)


def test_import_of_a_notice_and_preview():
    file = str(NOTICES / "2024.txt")
    assert json.loads(run("import", file, "--dry-run", "--json"))["imported"] is False
    assert not CalendarYear.objects.exists()
    shown = run("import", file)
    assert "2024年2月10日至17日：春节放假" in shown
    assert "未采用的文字：鼓励各单位" in shown
    assert json.loads(run("import", file, "--json"))["outcome"] == "same"


def test_import_of_a_holiday_cn_file(tmp_path):
    file = tmp_path / "2026.json"
    file.write_text(json.dumps(shipped_plan(2026).as_json()), encoding="utf-8")
    assert json.loads(run("import", str(file), "--json"))["outcome"] == "created"


def test_load_and_list():
    assert "还没有导入" in run("list")
    assert len(json.loads(run("load", "--json"))) == 4
    assert run("load").strip() == "随附的年份均已在日历中。"
    assert run("list").splitlines()[0].startswith("2023年：放假 27 天，调休上班 7 天（http")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("add", "2023-02-30", "5"), "不是有效的日期"),
        (("add", "9999-12-31", "5"), "太远"),
        (("add", "2023-09-28", "几"), "不是整数天数"),
        (("add", "2023-09-28", "99999"), "过大"),
        (("add", "2020-09-28", "5"), "没有2020年的放假安排"),
        (("import", "没有这个文件.txt"), "无法打开"),
        (("between", "2023-09-28", "昨天"), "不是有效的日期"),
    ],
)
def test_mistakes_are_told_in_chinese(shipped, args, said):
    with pytest.raises(CommandError, match=said) as error:
        run(*args)
    assert error.value.returncode == 1


def test_a_broken_file_is_told(tmp_path):
    broken = tmp_path / "2027.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match="不是正确的 JSON"):
        run("import", str(broken))
    other = tmp_path / "别的通知.txt"
    other.write_text("关于召开会议的通知", encoding="utf-8")
    with pytest.raises(CommandError, match="不像"):
        run("import", str(other))
