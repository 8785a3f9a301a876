"""Bindings: suggested from last year's notice, decided by 区府办 with reasons, journalled; nothing counts before."""

from __future__ import annotations

import collections
import re
from pathlib import Path

import pytest
import yaml
from tests.support.workplan import imported, issued, notice

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.supervision.indicators import commands, queries, suggesting
from mingzheng.supervision.indicators.models import Binding
from mingzheng.supervision.workplan import binding

DOCS = Path(__file__).parents[3] / "docs" / "figures.md"
Origin, State = Binding.Origin, Binding.State

LAST = [
    (1, "规范发布", "健全完善公开属性认定机制、流程", "各委办局", "上半年"),
    (2, "规范发布", "20个工作日内公开政府信息", "各委办局", "全年"),
    (
        3,
        "听取意见",
        "继续推进邀请公众代表列席政府决策会议工作，年内邀请公众代表列席区政府常务会议不少于4次，"
        "各单位开展邀请公众代表列席局长（主任）办公会",
        "区府办",
        "全年",
    ),
    (4, "平台", "持续完善本区惠民服务清单", "区司法局", "全年"),
    (5, "平台", "整合政务公开平台和政府信息公开平台", "区城运中心", "全年"),
]
NEXT = [
    (1, "发布", "在15个工作日内公开政府信息", "各委办局", "全年"),  # another number
    (2, "发布", "健全和完善公开属性认定的机制、流程", "各委办局", "上半年"),  # other words
    (3, "听取", "年内邀请公众代表列席区政府常务会议不少于6次", "区府办", "全年"),  # split
    (4, "听取", "各单位开展邀请公众代表列席局长（主任）办公会", "各委办局", "全年"),  # the other half
    (5, "平台", "持续完善和更新本区惠民服务清单", "区司法局", "全年"),  # bound by hand last year
    (6, "其他", "定期组织干部职工开展健康体检", "区司法局", "全年"),  # new; 平台 of last year was dropped
]


def codes(task, state=None):
    rows = task.bindings.all() if state is None else task.bindings.filter(state=state)
    return [row.indicator for row in rows]


@pytest.fixture
def two_years(district, on_day):
    """Last year's notice, issued and confirmed, with one figure chosen by hand; this year's read and imported."""
    on_day("2023-04-17")
    last = issued(district, notice(LAST, "2023年某区政务公开工作要点"), "去年.csv")
    row = last.task(1).bindings.get(indicator="documents.procedure_published")
    commands.end(row, district.clerk, "流程已经全部公开，不再看。")
    commands.bind(last.task(4), "topics.parts", district.clerk, "清单即集成专题。")
    on_day("2024-03-20")
    plan = imported(district, notice(NEXT, "2024年某区政务公开工作要点"), "今年.csv")
    return district, last, {task.number: task for task in plan.tasks.all()}, plan


def test_numbers_and_wording_may_change(two_years):
    _district, _last, tasks, _plan = two_years
    assert codes(tasks[1]) == ["documents.in_time"]
    assert codes(tasks[2])[0] == "documents.determined"
    assert all(row.origin == Origin.YEAR and row.likeness >= 80 for row in tasks[1].bindings.all())
    assert "2023年第2项" in tasks[1].bindings.get().likened_to


def test_what_was_ended_last_year_is_not_suggested_again(two_years):
    _district, _last, tasks, _plan = two_years
    assert "documents.procedure_published" not in codes(tasks[2])


def test_what_a_person_bound_last_year_is_suggested_this_year(two_years):
    _district, _last, tasks, _plan = two_years
    assert codes(tasks[5]) == ["topics.parts"]


def test_a_split_task_gives_its_figures_to_both_parts(two_years):
    _district, _last, tasks, _plan = two_years
    assert "delegates.executive" in codes(tasks[3])
    assert "delegates.units" in codes(tasks[4])


def test_a_new_duty_gets_no_suggestion_and_a_dropped_one_leaves_nothing(two_years):
    _district, _last, tasks, _plan = two_years
    assert codes(tasks[6]) == []
    assert not [task for task in tasks.values() if "filing.equal_versions" in codes(task)]


def test_nothing_counts_before_the_office_confirms(two_years):
    district, _last, tasks, plan = two_years
    assert queries.waiting(plan) > 0 and queries.figures_of(tasks[1]) == []
    commands.confirm(list(tasks[1].bindings.all()), district.clerk)
    assert [one.indicator.code for one in queries.figures_of(tasks[1])] == ["documents.in_time"]
    row = tasks[1].bindings.get()
    assert (row.decided_by, row.state) == (district.clerk.person_name, State.CONFIRMED)
    entry = Entry.objects.filter(action="indicators.confirmed").order_by("-id")[0]
    assert (entry.subject_id, row.label in entry.summary) == (str(tasks[1].pk), True)


def test_suggesting_again_leaves_decisions_alone(two_years):
    district, _last, tasks, plan = two_years
    commands.end(tasks[1].bindings.get(), district.clerk, "今年另有办法。")
    assert commands.suggest(plan, district.clerk) == 0
    assert tasks[1].bindings.get().state == State.ENDED


@pytest.fixture
def bound(work):
    return work, work.task(2).bindings.get(indicator="filing.months")


def test_the_office_may_bind_another_figure_with_its_reason(bound):
    work, _row = bound
    made = commands.bind(work.task(2), "filing.accepted", work.district.clerk, "入库也是备案。")
    assert made.origin == Origin.PERSON and "filing.accepted" in queries.codes_of(work.task(2))
    assert "入库也是备案" in Entry.objects.filter(action="indicators.bound").get().summary
    with pytest.raises(Refused):
        commands.bind(work.task(2), "filing.accepted", work.district.clerk, "再来一次。")


def test_an_ended_figure_proves_nothing_and_may_be_bound_again(bound):
    work, row = bound
    commands.end(row, work.district.clerk, "改看入库。")
    assert "filing.months" not in queries.codes_of(work.task(2))
    commands.bind(work.task(2), "filing.months", work.district.clerk, "还是要看。")
    assert "filing.months" in queries.codes_of(work.task(2))


def test_a_target_of_its_own_holds_with_its_reason(bound):
    work, row = bound
    commands.aim(row, work.district.clerk, 95, "本年先到95%。")
    found = next(one for one in queries.figures_of(work.task(2)) if one.indicator.code == "filing.months")
    assert found.target == 95
    commands.aim(row, work.district.clerk, None, "按指标本身的目标。")
    row.refresh_from_db()
    assert (row.target, row.aim) == (None, 100)


@pytest.mark.parametrize("target", [0, -5, 10_000_000, float("nan"), float("inf")])
def test_a_target_that_no_figure_can_have_is_refused(bound, target):
    work, row = bound
    with pytest.raises(Refused):
        commands.aim(row, work.district.clerk, target, "试一试。")


def test_a_change_without_a_reason_is_refused(bound):
    work, row = bound
    for change in (
        lambda: commands.end(row, work.district.clerk, " "),
        lambda: commands.aim(row, work.district.clerk, 90, ""),
        lambda: commands.bind(work.task(2), "filing.accepted", work.district.clerk, "好"),
        lambda: commands.attest(work.task(2), work.district.clerk, True, ""),
    ):
        with pytest.raises(Refused):
            change()


def test_only_the_office_decides(bound):
    work, row = bound
    officer = work.district.actor("xinhua", Post.OFFICER)
    for change in (
        lambda: commands.confirm([row], officer),
        lambda: commands.end(row, officer, "我们不想要这个。"),
        lambda: commands.bind(work.task(2), "filing.accepted", officer, "我们想要这个。"),
        lambda: commands.aim(row, officer, 1, "低一点就够了。"),
        lambda: commands.attest(work.task(2), officer, True, "写个说明就行。"),
    ):
        with pytest.raises(Refused):
            change()


def test_a_statement_may_be_asked_for(work):
    commands.attest(work.task(3), work.district.clerk, True, "平台没有这类记录。")
    assert work.task(3).attest
    with pytest.raises(Refused):
        commands.attest(work.task(3), work.district.clerk, True, "平台没有这类记录。")


# --- the notice of 2023 -------------------------------------------------------------------------------------------


def test_no_task_of_the_data_file_is_written_twice_nor_has_a_key_twice():
    text = binding.DATA.read_text(encoding="utf-8")
    for block in re.split(r"^- ", text, flags=re.M)[1:]:
        keys = re.findall(r"^\s*(content|attest|indicators):", f"  {block}", flags=re.M)
        assert len(keys) == len(set(keys)), block
    contents = [row["content"] for row in yaml.safe_load(text)]
    assert [one for one, number in collections.Counter(contents).items() if number > 1] == []


def said_why() -> set[int]:
    """The tasks of which docs/figures.md says why no figure proves them."""
    lines = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {int(row[0]) for row in cells if row[3]}


def test_every_task_is_bound_or_takes_a_statement_or_says_why(real_work):
    bare = {task.number for task in real_work.plan.tasks.all() if not queries.codes_of(task) and not task.attest}
    assert bare - said_why() == set()


def test_the_table_of_the_documentation_names_every_figure_of_every_task(real_work):
    lines = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
    table = {int(line.split("|")[1]): line for line in lines}
    assert sorted(table) == list(range(1, 67))
    missing = [
        f"{task.number}: {code}"
        for task in real_work.plan.tasks.all()
        for code in queries.codes_of(task)
        if code not in table[task.number]
    ]
    assert missing == []


def test_every_sentence_of_the_notice_finds_its_own_row(real_work):
    """No task is bound by mere likeness to another's sentence."""
    for task in real_work.plan.tasks.all():
        for row in task.bindings.all():
            assert row.likeness >= 95, f"{task.number}: {row.likened_to}"


def test_the_same_sentence_is_alike_whatever_its_year():
    known = suggesting.Known("形成区政府2023年度重大行政决策事项目录，并于3月31日前向社会公开", ("x",), "year")
    (found,) = suggesting.like("形成区政府2024年度重大行政决策事项目录，并于4月30日前向社会公开", [known])
    assert (found.score, found.whole) == (100, True)


def test_the_more_trusted_source_is_asked_first():
    year = suggesting.Known("20个工作日内公开政府信息", ("a",), "year")
    data = suggesting.Known("20个工作日内公开政府信息", ("b",), "data")
    assert suggesting.like("20个工作日内公开政府信息", [year], [data])[0].known.codes == ("a",)


def test_short_words_are_alike_to_nothing():
    known = suggesting.Known("加强日常检查和跟踪督查，按季度开展工作情况通报，确保各项任务落实到位", ("x",), "data")
    assert (
        suggesting.like("日常检查", [known]) == [] == suggesting.like("", [known]) == suggesting.like("2023", [known])
    )
