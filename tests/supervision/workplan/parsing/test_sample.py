"""The real notice: 25 points, 66 tasks, and honesty about what was filled in."""

from __future__ import annotations

from datetime import date

from mingzheng.supervision.workplan.parsing import to_json

from .annex import expected, found, sample

# rows whose own cells are empty in the printed annex, and which ones
EMPTY_CELLS = {
    2: {"units"},
    3: {"units"},
    4: {"units"},
    6: {"units"},
    7: {"units"},
    13: {"due"},
    61: {"units", "due"},
    64: {"units", "due"},
}


def test_every_task_is_exactly_as_transcribed_by_hand() -> None:
    assert found(sample()) == list(expected())


def test_only_cells_that_are_empty_in_the_paper_are_flagged() -> None:
    flagged = {t.number: set(t.inferred) for t in sample().tasks if t.inferred}
    assert flagged == EMPTY_CELLS


def test_every_flag_has_its_reason_and_every_task_its_source() -> None:
    for task in sample().tasks:
        assert set(task.why) == set(task.inferred)
        assert all("请确认" in reason for reason in task.why.values())
        assert task.source.startswith("第")
        assert task.content[:3] in task.source.replace("\n", "")
    assert "第60项" in sample().tasks[60].why["units"]


def test_head_of_the_notice() -> None:
    notice = sample()
    assert notice.title == "上海市长宁区人民政府办公室关于印发2023年上海市长宁区政务公开工作要点的通知"
    assert notice.issuer == "上海市长宁区人民政府办公室"
    assert notice.number == ""
    assert notice.year == 2023
    assert notice.dated == date(2023, 4, 17)
    assert notice.meeting == "2023年4月17日区政府第39次常务会议"
    assert notice.addressees == "区政府各委、办、局，各街道办事处，新泾镇政府"
    assert notice.preamble.startswith("2023年是全面贯彻落实党的二十大精神的开局之年")


def test_parts_and_points() -> None:
    notice = sample()
    assert [p.label for p in notice.parts] == list("一二三四五")
    assert len(notice.points) == 25
    assert notice.points[0].label == "（一）"
    assert notice.points[24].label == "（二十五）"
    assert notice.points[19].title == "持续优化政民互动主渠道建设，切实提高办件质量"
    assert [p.part for p in notice.points] == ["一"] * 7 + ["二"] * 4 + ["三"] * 6 + ["四"] * 4 + ["五"] * 4
    assert notice.points[18].text.endswith("征求意见的情况一并公开。")
    assert "2023年度重大行政决策事项目录，并于3月31日前" in notice.points[18].text


def test_every_group_is_a_heading_of_the_body() -> None:
    titles = {p.title for p in sample().points}
    assert {t.group for t in sample().tasks} <= titles


def test_a_cell_that_may_have_been_cut_is_pointed_out() -> None:
    assert any("第13项" in w and "各街（镇）" in w for w in sample().warnings)


def test_plain_form_has_the_agreed_keys_first() -> None:
    plain = to_json(sample())
    assert list(plain)[:6] == ["issuer", "number", "year", "points", "tasks", "warnings"]
    keys = ["number", "group", "content", "units", "open_ended", "due", "inferred"]
    assert all(list(t)[:7] == keys for t in plain["tasks"])
    assert plain["points"][0] == {"label": "（一）", "title": "推动经济高质量发展情况信息公开"}
