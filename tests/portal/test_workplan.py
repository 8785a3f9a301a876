"""The issued plan on the portal: public facts only, in the notice's order, cheap, with its files and its feed."""

import io
import json

import openpyxl
import pytest
from icalendar import Calendar
from tests.support.workplan import TITLE, district, imported, notice, real_work, reference, whole_district, work  # noqa: F401

from mingzheng.core.outbox.commands import run_due
from mingzheng.portal import providers
from mingzheng.portal.workplan import WorkPlan
from mingzheng.search import following

PLAN = "/gongzuoyaodian/"


@pytest.fixture(autouse=True)
def reader(monkeypatch):
    from mingzheng.portal import workplan

    source = WorkPlan()
    monkeypatch.setattr(workplan, "SOURCE", source)
    providers.register_plan(source)
    return source


def task(number):
    return next(item for item in providers.current_plan().tasks if item.number == number)


def test_a_plan_that_was_not_issued_is_not_shown(client, district, on_day):  # noqa: F811
    on_day("2023-04-17")
    imported(district, notice(), "要点.csv")
    assert "还没有公布进展" in client.get(PLAN).content.decode()
    assert client.get(f"{PLAN}plan.xlsx").status_code == client.get(f"{PLAN}plan.ics").status_code == 404
    assert providers.plan_changes(5) == []


def test_the_issued_plan_is_shown_with_units_and_dates_as_written(client, work):  # noqa: F811
    page = client.get(PLAN).content.decode()
    assert TITLE in page and "各委办局、各街（镇）" in page and "0/4 个单位办结" in page
    assert "共 6 项任务，尚无办结，没有逾期，其余 6 项按期推进。" in page
    assert (task(1).units, task(1).due, task(1).light) == ("各委办局、各街（镇）", "上半年", "green")


def test_it_says_how_many_units_are_late_and_never_who(client, work, on_day):  # noqa: F811
    work.does("xinhua", 1, "accept")
    work.does("xinhua", 1, "supervise", by=work.district.clerk, text="内部督办意见")
    work.does("xinhua", 1, "answer", answer="内部答复意见")
    work.reports("xinhua", 1, text="内部进展说明")
    on_day("2023-07-03")
    page = client.get(PLAN).content.decode()
    assert "4 个单位逾期" in page
    for inner in ("新华街道", "新泾镇", "内部", "信息员", "区府办经办"):
        assert inner not in page, inner
    assert task(1).light == "red" and task(5).light_word == "逾期"


def test_clocks_between_office_and_units_turn_no_public_light(work, on_day):  # noqa: F811
    """Nobody accepted within five working days, a letter is unanswered: the notice's own dates are kept so far."""
    work.does("xinhua", 1, "supervise", by=work.district.clerk, text="请说明。")
    on_day("2023-05-08")
    assert task(1).light == "green" and task(1).light_word == "推进中"
    on_day("2023-06-19")
    assert task(1).light == "amber"


def test_a_share_that_waits_for_the_office_is_not_late(work, on_day):  # noqa: F811
    for unit in ("fagai", "sifa", "xinhua", "xinjing"):
        work.submits(unit, 1)
    on_day("2023-07-20")
    assert task(1).light == "green"


def test_a_missed_monthly_point_is_public(work, on_day):  # noqa: F811
    work.does("xinhua", 2, "accept")
    on_day("2023-05-04")
    assert task(2).light_word == "1 个单位逾期"


def test_a_task_is_done_when_every_unit_is(client, work, on_day):  # noqa: F811
    for unit in ("fagai", "sifa", "xinhua"):
        work.finishes(unit, 1)
    assert (task(1).light, task(1).figure, task(1).percent) == ("green", "3/4 个单位办结", 75.0)
    assert [change.id for change in providers.plan_changes(5)] == [f"plan-{work.plan.pk}-issued"]
    on_day("2023-05-04")
    work.finishes("xinjing", 1)
    work.finishes("sifa", 5)
    assert (task(1).light, task(1).light_word) == ("done", "已办结")
    changes = providers.plan_changes(5)
    assert {change.title for change in changes[:2]} == {
        "第 1 项办结：健全完善公开属性认定机制、流程",
        "第 5 项办结：向社会公开重大行政决策事项目录",
    }
    assert changes[-1].title == f"《{TITLE}》任务下达" and len(providers.plan_changes(1)) == 1
    home = client.get("/").content.decode()
    assert "第 5 项办结" in home and f"{PLAN}#task-5" in home
    assert "第 1 项办结" in client.get("/feeds/plan.atom").content.decode()


def test_reopening_takes_the_step_back(work):  # noqa: F811
    work.finishes("sifa", 5)
    work.does("sifa", 5, "reopen", by=work.district.head, reason="抽查不实。")
    assert task(5).light == "green" and len(providers.plan_changes(5)) == 1


def test_withdrawn_units_are_not_counted(work):  # noqa: F811
    work.does("xinjing", 1, "cancel", by=work.district.head, reason="不承担。")
    assert task(1).figure == "0/3 个单位办结"


def test_the_files_are_the_annex_as_issued_and_the_calendar(client, work, on_day):  # noqa: F811
    work.finishes("xinhua", 1)
    on_day("2023-07-03")
    sheet = client.get(f"{PLAN}plan.xlsx")
    assert "attachment" in sheet["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    said = json.dumps(
        [[str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)], ensure_ascii=False
    )
    assert len(book.worksheets) == 1 and "逾期" not in said and "新华街道" not in said and "完成时限" in said
    feed = client.get(f"{PLAN}plan.ics")
    assert (
        feed["Content-Type"].startswith("text/calendar") and len(Calendar.from_ical(feed.content).walk("VEVENT")) == 16
    )
    page = client.get(PLAN).content.decode()
    assert f'href="{PLAN}plan.xlsx"' in page and f'href="{PLAN}plan.ics"' in page


def test_the_page_is_cheap_and_cheaper_the_second_time(client, work, django_assert_max_num_queries):  # noqa: F811
    with django_assert_max_num_queries(15):
        client.get(PLAN)
    with django_assert_max_num_queries(4):
        client.get(PLAN)


def test_what_was_kept_is_dropped_when_anything_happens(work, on_day):  # noqa: F811
    assert task(5).light == "green"
    work.finishes("sifa", 5)
    assert task(5).light == "done"
    on_day("2023-07-03")
    assert task(1).light == "red" and str(providers.current_plan().as_of) == "2023-07-03"


def worker_passes():
    """Issuing the plan owed the index its tasks; nothing else tells it."""
    run_due(1000)
    while following.keep_up():
        pass


def test_search_finds_tasks_of_the_plan(client, work):  # noqa: F811
    worker_passes()
    page = client.get("/search/", {"q": "决策事项目录"}).content.decode()
    assert f"{PLAN}#task-5" in page


def test_search_finds_a_unit_that_the_notice_names_collectively(client, work):  # noqa: F811
    worker_passes()
    task = next(item for item in providers.current_plan().tasks if item.members())
    name = task.members().split()[0]
    page = client.get("/search/", {"q": name}).content.decode()
    assert f"{PLAN}#task-{task.number}" in page and f"<mark>{name}</mark>" in page


def test_the_real_notice_stands_in_its_own_order_with_all_its_points(client, real_work):  # noqa: F811
    plan = providers.current_plan()
    assert [item.number for item in plan.tasks] == list(range(1, 67))
    assert [part.label for part in plan.parts] == ["一", "二", "三", "四", "五"]
    assert sum(len(part.points) for part in plan.parts) == 25
    page = client.get(PLAN).content.decode()
    assert "没有列入任务分解表。" in page and 'id="task-66"' in page
