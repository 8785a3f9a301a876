"""Time limits become dates by rule."""

from __future__ import annotations

from datetime import date

import pytest

from mingzheng.supervision.workplan.parsing import resolve_due

YEAR = 2023

SINGLE = [
    ("全年", (2023, 12, 31)),
    ("年内", (2023, 12, 31)),
    ("年底前", (2023, 12, 31)),
    ("2023年底前", (2023, 12, 31)),
    ("2023年", (2023, 12, 31)),
    ("上半年", (2023, 6, 30)),
    ("下半年", (2023, 12, 31)),
    ("3月底前", (2023, 3, 31)),
    ("2月底前", (2023, 2, 28)),
    ("三月底前", (2023, 3, 31)),
    ("3月份", (2023, 3, 31)),
    ("7月份", (2023, 7, 31)),
    ("8月", (2023, 8, 31)),
    ("3月31日前", (2023, 3, 31)),
    ("于3月31日前", (2023, 3, 31)),
    ("6月15日", (2023, 6, 15)),
    ("6月底前完成", (2023, 6, 30)),
    ("一季度", (2023, 3, 31)),
    ("第三季度", (2023, 9, 30)),
    ("2024年1月底前", (2024, 1, 31)),
    ("次年1月底前", (2024, 1, 31)),
    ("2024年2月底前", (2024, 2, 29)),
    ("9月中旬", (2023, 9, 20)),
    ("3月至5月", (2023, 5, 31)),
    ("长期", (2023, 12, 31)),
    ("持续推进", (2023, 12, 31)),
    ("常态化", (2023, 12, 31)),
    ("动态更新", (2023, 12, 31)),
    ("即时", (2023, 12, 31)),
    ("常态长效", (2023, 12, 31)),
    ("持续优化", (2023, 12, 31)),
    ("2023年年底前", (2023, 12, 31)),
    ("2023.6.30前", (2023, 6, 30)),
    ("6.30前", (2023, 6, 30)),
    ("2023-06-30", (2023, 6, 30)),
    ("2023/6", (2023, 6, 30)),
    ("６月底前", (2023, 6, 30)),
    ("（6月底前）", (2023, 6, 30)),
    ("完成时限：6月底前", (2023, 6, 30)),
    ("6月底前（首批）", (2023, 6, 30)),
    ("6月中下旬", (2023, 6, 30)),
    ("11月15日前报送", (2023, 11, 15)),
    ("每年3月底前", (2023, 3, 31)),
    ("2023年4月—2023年10月", (2023, 10, 31)),
    ("即日起至10月底", (2023, 10, 31)),
    ("5月起", (2023, 12, 31)),
    ("5月1日起", (2023, 12, 31)),
]


@pytest.mark.parametrize(("term", "on"), SINGLE)
def test_one_date(term: str, on: tuple[int, int, int]) -> None:
    plan = resolve_due(term, YEAR)
    assert plan.recognised
    assert plan.final == date(*on)
    assert [p.on for p in plan.points] == [date(*on)]
    assert plan.count_target is None
    assert plan.rule.endswith("。")


@pytest.mark.parametrize(
    ("term", "points"),
    [
        ("每月", 12),
        ("按月", 12),
        ("每季度", 4),
        ("按季度", 4),
        ("按季度推进", 4),
        ("每半年", 2),
        ("每季度1次", 4),
        ("每月至少1次", 12),
        ("每月15日前", 12),
        ("每两个月", 6),
        ("双月", 6),
        ("每季度末月", 4),
        ("上、下半年", 2),
        ("半年一次", 2),
        ("全年（按季推进）", 4),
    ],
)
def test_frequencies(term: str, points: int) -> None:
    plan = resolve_due(term, YEAR)
    assert len(plan.points) == points
    assert plan.final == plan.points[-1].on >= date(2023, 12, 15)
    assert plan.count_target is None


def test_months_end_where_months_end() -> None:
    plan = resolve_due("每月", 2024)
    assert (plan.points[1].label, plan.points[1].on) == ("2月", date(2024, 2, 29))


@pytest.mark.parametrize(
    ("term", "count"),
    [
        ("每年不少于4次", 4),
        ("至少1次", 1),
        ("不少于四次", 4),
        ("每年至少1次", 1),
        ("年内不少于十二场", 12),
        ("每季度不少于2次", 8),
        ("一年两次", 2),
    ],
)
def test_counts(term: str, count: int) -> None:
    plan = resolve_due(term, YEAR)
    assert plan.count_target == count
    assert plan.final == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("content", "points", "count"),
    [
        ("每月向市政务公开平台全量备案公文至少一次", 12, None),
        ("加强日常检查和跟踪督查，按季度开展工作情况通报", 4, None),
        ("年内邀请公众代表列席区政府常务会议不少于4次", 1, 4),
        ("主要负责同志每年至少听取1次工作汇报", 1, 1),
        ("20个工作日内公开政府信息", 1, None),
        ("决策出台后的10个工作日内向社会详细公开意见", 1, None),
        ("做好政府信息公开", 1, None),
    ],
)
def test_a_yearly_limit_is_made_finer_by_the_task(content: str, points: int, count: int | None) -> None:
    plan = resolve_due("全年", YEAR, content=content)
    assert (len(plan.points), plan.count_target) == (points, count)
    assert plan.final == date(2023, 12, 31)


def test_a_month_in_the_task_does_not_disturb_a_month_as_limit() -> None:
    plan = resolve_due("8月份", YEAR, content="8月集中组织开展线下开放活动")
    assert [p.on for p in plan.points] == [date(2023, 8, 31)]


@pytest.mark.parametrize(
    "term", ["3月底前、9月底前", "3月、9月", "3、9月", "一、三季度", "每年3月、9月", "3月底前启动，9月底前完成"]
)
def test_several_dates_in_one_limit(term: str) -> None:
    plan = resolve_due(term, YEAR)
    assert [p.on for p in plan.points] == [date(2023, 3, 31), date(2023, 9, 30)]


def test_a_first_date_and_then_for_good() -> None:
    for term in ("6月底前完成，并持续推进", "6月底前完成并长期坚持"):
        assert [p.on for p in resolve_due(term, YEAR).points] == [date(2023, 6, 30), date(2023, 12, 31)]


def test_a_note_beside_the_limit_is_shown() -> None:
    assert "8月集中开展" in resolve_due("全年（8月集中开展）", YEAR).rule


@pytest.mark.parametrize(
    ("term", "event"),
    [("20个工作日内", "该事项发生"), ("信息形成之日起20个工作日内", "信息形成"), ("印发后1个月内", "印发")],
)
def test_workdays_after_an_event_are_no_date(term: str, event: str) -> None:
    plan = resolve_due(term, YEAR)
    assert (plan.recognised, plan.final, plan.points) == (True, None, ())
    assert event in plan.rule


@pytest.mark.parametrize(
    "term", ["", "待定", "2月30日前", "13月底前", "按市级要求", "31日前", "45290", "次月5日前", "—", "啊" * 500]
)
def test_what_is_not_understood_is_left_to_a_person(term: str) -> None:
    plan = resolve_due(term, YEAR)
    assert (plan.recognised, plan.final, plan.points, plan.count_target) == (False, None, (), None)
    assert plan.rule


def test_every_limit_of_the_sample_is_understood() -> None:
    from .annex import expected

    for row in expected():
        assert resolve_due(row["due"], YEAR, content=row["content"]).recognised
