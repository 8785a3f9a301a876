"""Notices of other districts: each fixture is a paper as a person would send it, with what must come
out beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzheng.supervision.workplan.parsing import parse_notice, to_json

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda p: p.stem)
def test_layout(path: Path) -> None:
    want: dict[str, Any] = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    got = to_json(parse_notice(path.read_bytes(), path.name))
    for task in got["tasks"]:
        task.pop("why")
    assert got["tasks"] == want["tasks"]
    assert got["points"] == (want["points"] or [])
    for key in ("issuer", "number", "year", "warnings"):
        assert got[key] == want[key], key


BRACKETS = [
    ("（责任单位：区府办、各街镇，完成时限：全年）", ["区府办", "各街镇"], "全年"),
    ("(责任单位:区府办、各街镇;完成时限:全年)", ["区府办", "各街镇"], "全年"),
    ("〔责任单位：区府办、各街镇；时限要求：6月底前〕", ["区府办", "各街镇"], "6月底前"),
    ("【责任部门：区府办；时间节点：2023年12月底前】", ["区府办"], "2023年12月底前"),
    ("[牵头单位：区府办；配合单位：区司法局、各街镇]", ["区府办", "区司法局", "各街镇"], ""),
    ("（完成时限：按季度；责任单位：区城运中心（区大数据中心））", ["区城运中心（区大数据中心）"], "按季度"),
    ("（区府办牵头，各街镇配合）", ["区府办", "各街镇"], ""),
    ("（区府办、各街道（镇）按职责分工负责）", ["区府办", "各街道（镇）"], ""),
    ("（区府办、区司法局，3月31日前完成）", ["区府办", "区司法局"], "3月31日前"),
    ("（由区府办会同区司法局负责）", ["区府办", "区司法局"], ""),
    ("（责任单位：区发改委、区商务委等相关部门）", ["区发改委", "区商务委"], ""),
]


@pytest.mark.parametrize("stop", ["。{}", "{}。"])
@pytest.mark.parametrize(("bracket", "units", "due"), BRACKETS, ids=[b[0][:12] for b in BRACKETS])
@pytest.mark.parametrize("mark", ["（一）", "1.", "1．", "1、", "(一)"])
def test_brackets_under_every_numbering(mark: str, bracket: str, units: list[str], due: str, stop: str) -> None:
    text = f"2023年甲区政务公开工作要点\n一、夯实基础\n{mark}完善公开目录，做好目录更新工作{stop.format(bracket)}\n"
    (task,) = parse_notice(text.encode(), "a.txt").tasks
    assert list(task.units) == units
    assert task.content == "完善公开目录，做好目录更新工作"
    assert task.due == due
    assert ("units" in task.inferred, "due" in task.inferred) == (False, not due)
    assert task.open_ended == ("等" in bracket)


def test_a_bracket_that_is_no_responsibility_stays_in_the_text() -> None:
    text = "2023年甲区政务公开工作要点\n1.公开预决算（涉密信息除外）。\n2.依托区城运中心（区大数据中心）。\n"
    tasks = parse_notice(text.encode(), "a.txt").tasks
    assert [t.content for t in tasks] == ["公开预决算（涉密信息除外）", "依托区城运中心（区大数据中心）"]
    assert all(t.units == () and "units" in t.inferred for t in tasks)


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("修订公开指南，6月底前完成", "6月底前"),
        ("形成目录，并于3月31日前向社会公开", "3月31日前"),
        ("2023年12月底前完成评估", "2023年12月底前"),
        ("每月通报一次", "每月"),
        ("按季度通报情况", "按季度"),
        ("听取汇报每年至少1次", "每年至少1次"),
        ("邀请代表列席会议年内不少于4次", "年内不少于4次"),
        ("截至2022年12月底的数据要归档", ""),
        ("20个工作日内公开", ""),
    ],
)
def test_limit_in_the_sentence(sentence: str, due: str) -> None:
    text = f"2023年甲区政务公开工作要点\n1.{sentence}。（责任单位：区府办）\n2.做好总结。（责任单位：区府办）\n"
    assert parse_notice(text.encode(), "a.txt").tasks[0].due == due


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("长府办〔2023〕12号", "长府办〔2023〕12号"),
        ("长府办[2023]12号", "长府办〔2023〕12号"),
        ("长府办 (2023) 5 号", "长府办〔2023〕5号"),
    ],
)
def test_number_of_the_paper(written: str, number: str) -> None:
    text = (
        f"{written}\n关于印发2023年长宁区政务公开工作要点的通知\n各单位：\n"
        "根据沪府办〔2023〕1号要求办理。\n1.公开信息。（责任单位：区府办）\n"
    )
    assert parse_notice(text.encode(), "a.txt").number == number


def test_responsibility_of_a_heading_goes_to_what_stands_under_it_and_is_flagged() -> None:
    text = (
        "2023年甲区工作要点\n一、强化公开（责任单位：区府办，完成时限：全年）\n"
        "1.更新目录。\n2.维护专栏，6月底前完成改版。\n"
    )
    first, second = parse_notice(text.encode(), "a.txt").tasks
    assert (first.units, first.due, set(first.inferred)) == (("区府办",), "全年", {"units", "due"})
    assert (second.units, second.due, set(second.inferred)) == (("区府办",), "6月底前", {"units"})
