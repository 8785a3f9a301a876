"""Importing a notice: read, asked about, decided, confirmed; nothing is created before, nothing twice."""

import pytest
from tests.support.workplan import ROWS, SAMPLE, notice

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.supervision.indicators.queries import codes_of
from mingzheng.supervision.workplan import importing, reviewing
from mingzheng.supervision.workplan.models import ImportDraft, Plan, PlanTask

ODD = [*ROWS, (7, "目录管理", "解读说明", "区司法所、各承办单位", "按市里要求")]


@pytest.fixture
def draft(district, on_day):
    """A notice with an unknown unit, an open word and a time limit that is no date."""
    on_day("2023-04-17")
    return importing.start_import(notice(ODD), "要点.csv", district.clerk)


def waiting(draft):
    return reviewing.review(ImportDraft.objects.get(pk=draft.pk)).open_points


def test_what_the_machine_inferred_in_the_real_notice_waits_for_a_person(whole_district, on_day):
    on_day("2023-04-17")
    draft = importing.start_import(SAMPLE.read_bytes(), SAMPLE.name, whole_district.clerk)
    found = reviewing.review(draft)
    waits = {row.number: {name for name, cell in row.cells.items() if cell.flagged} for row in found.rows if row.waits}
    assert {13, 61, 64} <= waits.keys()
    assert all(row.cells[name].why for row in found.rows for name in waits.get(row.number, ()))
    assert len(found.rows) == 66 and found.year == 2023 and not found.ready
    assert not Plan.objects.exists() and not PlanTask.objects.exists()
    changes = {str(number): {"confirmed": sorted(names)} for number, names in waits.items()}
    importing.decide(draft, whole_district.clerk, {"tasks": changes})
    assert not any("推断" in text for text in waiting(draft))


def test_unknown_names_and_open_words_are_asked_not_guessed(draft):
    asked = {question.text: question for question in reviewing.review(draft).names}
    assert asked.keys() == {"区司法所", "各承办单位"}
    assert next(unit.short for unit in asked["区司法所"].suggestions) == "区司法局"
    assert asked["区司法所"].chosen == [] and asked["各承办单位"].open_word
    said = waiting(draft)
    assert "「区司法所」不在单位表中，请指定是哪个单位。" in said
    assert "「各承办单位」由哪些单位承办，请指定。" in said
    assert "第 7 项的完成时限没有对应的日期，请指定。" in said


def test_nothing_is_created_while_anything_waits(draft, district):
    with pytest.raises(Refused, match="还不能导入"):
        importing.confirm_import(draft, district.clerk)
    assert not Plan.objects.exists()


def test_decisions_settle_the_questions_one_by_one_and_the_plan_keeps_them(draft, district):
    importing.decide(draft, district.clerk, {"names": {"区司法所": "sifa"}})
    importing.decide(draft, district.clerk, {"members": {"各承办单位": ["xinhua"]}})
    importing.decide(draft, district.clerk, {"tasks": {"7": {"due_on": "2023-10-31", "content": "公布解读说明"}}})
    assert waiting(draft) == []
    plan = importing.confirm_import(draft, district.clerk)
    task = plan.tasks.get(number=7)
    assert (str(task.due_on), task.content, task.due_text) == ("2023-10-31", "公布解读说明", "按市里要求")
    assert plan.tasks.count() == 7 and plan.title == "2023年某区政务公开工作要点" and plan.case.state == "draft"
    draft.refresh_from_db()
    assert draft.status == "confirmed" and draft.plan == plan


def test_who_looked_at_an_older_state_is_refused(draft, district):
    seen = draft.revision
    importing.decide(draft, district.clerk, {"names": {"区司法所": "sifa"}}, revision=seen)
    with pytest.raises(Refused, match="有人改动了") as refusal:
        importing.decide(draft, district.other_clerk, {"names": {"区司法所": "xinhua"}}, revision=seen)
    assert refusal.value.code == "stale"
    assert ImportDraft.objects.get().decisions["names"] == {"区司法所": "sifa"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"names": {"区司法所": "nobody"}}, "单位代码不存在：nobody"),
        ({"tasks": {"7": {"due_on": "十月底"}}}, "第 7 项的日期写法不对"),
        ({"header": {"year": "今年"}}, "年度应是四位数字"),
    ],
)
def test_what_cannot_be_is_refused_where_it_is_typed(draft, district, changes, said):
    with pytest.raises(Refused, match=said):
        importing.decide(draft, district.clerk, changes)
    assert reviewing.review(ImportDraft.objects.get()).rows


def test_a_task_without_a_unit_is_not_imported(draft, district):
    changes = {"tasks": {"7": {"units": [], "due_on": "2023-10-31", "confirmed": ["units"]}}}
    importing.decide(draft, district.clerk, changes)
    assert waiting(draft) == ["第 7 项没有责任单位，请指定。"]


def test_the_same_file_creates_nothing_twice(district, on_day):
    on_day("2023-04-17")
    first = importing.start_import(notice(), "要点.csv", district.clerk)
    assert importing.start_import(notice(), "另一名.csv", district.other_clerk) == first
    importing.confirm_import(first, district.clerk)
    with pytest.raises(Refused, match="已经导入") as refusal:
        importing.start_import(notice(), "要点.csv", district.clerk)
    assert refusal.value.code == "imported"
    with pytest.raises(Refused, match="不能再改"):
        importing.confirm_import(first, district.clerk)
    assert Plan.objects.count() == 1 and PlanTask.objects.count() == 6


def test_a_dropped_draft_may_be_read_again(draft, district):
    importing.drop_import(draft, district.clerk)
    again = importing.start_import(notice(ODD), "要点.csv", district.clerk)
    assert again != draft and again.status == "open"
    assert [entry.action for entry in Entry.objects.filter(action__startswith="plan.").order_by("id")] == [
        "plan.read",
        "plan.dropped",
        "plan.read",
    ]


def test_only_the_office_imports(district, on_day):
    on_day("2023-04-17")
    outsider = district.actor("xinhua", Post.HEAD)
    with pytest.raises(Refused, match="由区府办办理"):
        importing.start_import(notice(), "要点.csv", outsider)
    draft = importing.start_import(notice(), "要点.csv", district.clerk)
    for attempt in (importing.confirm_import, importing.drop_import):
        with pytest.raises(Refused, match="由区府办办理"):
            attempt(draft, outsider)
    assert not Plan.objects.exists()


def test_a_file_without_tasks_is_refused(district, on_day):
    on_day("2023-04-17")
    with pytest.raises(Refused, match="没有在文件"):
        importing.start_import("会议通知\n".encode(), "信.txt", district.clerk)
    assert not ImportDraft.objects.exists()


def test_dates_come_by_rule_and_the_rule_is_shown(work):
    monthly = work.task(2)
    assert [point["on"] for point in monthly.due_points][:3] == ["2023-01-31", "2023-02-28", "2023-03-31"]
    assert work.task(3).count_target == 4 and str(work.task(1).due_on) == "2023-06-30"
    assert all(task.due_rule for task in work.plan.tasks.all())


def test_a_task_of_another_year_is_bound_to_its_indicators_by_its_words(work):
    """The notice of this district writes 狠抓工作落实 a little differently from the one that is known."""
    assert {"workplan.letters_answered", "workplan.verified_in_time"} <= set(codes_of(work.task(6)))
    probes = ["inspections.site_opened", "inspections.site_safe", "inspections.failed_sign_ins"]
    assert work.task(4).attest and codes_of(work.task(4)) == ["workplan.attested", *probes]
    assert codes_of(work.task(3)) == ["delegates.executive", "delegates.answered"] and not work.task(3).attest


def test_who_decided_what_in_the_review_is_in_the_journal(district, on_day):
    on_day("2023-04-18")
    draft = importing.start_import(notice(), "要点.csv", district.clerk)
    importing.decide(
        draft, district.other_clerk, {"tasks": {"1": {"content": "改过的内容"}}, "header": {"year": "2023"}}
    )
    entry = Entry.objects.get(action="plan.decided")
    assert entry.person_id == district.other_clerk.person_id
    assert "第 1 项" in entry.summary
    assert "年度" in entry.summary
