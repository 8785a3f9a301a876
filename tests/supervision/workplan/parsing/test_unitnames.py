"""Responsibility cells taken apart."""

from __future__ import annotations

import pytest

from mingzheng.supervision.workplan.parsing import looks_like_unit, normalise_unit, split_units

CELLS = [
    ("各委办局、各\n街（镇）", ["各委办局", "各街（镇）"], False),
    (
        "区发改委、区\n商务委、区市场\n监管局、区税\n\n务局等",
        ["区发改委", "区商务委", "区市场监管局", "区税务局"],
        True,
    ),
    ("区城运中心\n（区大数据中\n心）", ["区城运中心（区大数据中心）"], False),
    (
        "区城运中心\n（区政务服务\n中心）、各街\n\n（镇）",
        ["区城运中心（区政务服务中心）", "各街（镇）"],
        False,
    ),
    ("重大行政决策\n各承办单位", ["重大行政决策各承办单位"], False),
    ("区府办\n区司法局", ["区府办", "区司法局"], False),
    ("区府办 各街镇", ["区府办", "各街镇"], False),
    ("区委\n办公室", ["区委办公室"], False),
    ("牵头单位：区府办；配合单位：区司法局、各街道(镇)", ["区府办", "区司法局", "各街道（镇）"], False),
    ("区府办牵头，各街镇配合", ["区府办", "各街镇"], False),
    ("区府办、各街道（镇）按职责分工负责", ["区府办", "各街道（镇）"], False),
    ("区房管局等公共企事业单位行业主管部门", ["区房管局"], True),
    ("区商务委等相关部门", ["区商务委"], True),
    ("区政府办,各有关单位", ["区政府办", "各有关单位"], False),
    ("区文化和旅游局和区规划和自然资源局", ["区文化和旅游局", "区规划和自然资源局"], False),
    ("各街道、镇", ["各街道", "各镇"], False),
    ("区政府各委、办、局，各街道办事处，新泾镇政府", ["区政府各委办局", "各街道办事处", "新泾镇政府"], False),
    ("市政务服务局〔市大数据局〕", ["市政务服务局（市大数据局）"], False),
    ("区府办、区府办", ["区府办"], False),
    ("", [], False),
]


@pytest.mark.parametrize(("cell", "units", "open_ended"), CELLS)
def test_cells(cell: str, units: list[str], open_ended: bool) -> None:
    found = split_units(cell)
    assert list(found.units) == units
    assert found.open_ended == open_ended
    assert found.strange == ()


def test_what_looks_like_no_unit_is_kept_and_named() -> None:
    found = split_units("区府办、推进工作落实")
    assert found.units == ("区府办", "推进工作落实")
    assert found.strange == ("推进工作落实",)


def test_a_name_the_caller_knows_is_a_unit_whatever_its_shape() -> None:
    assert split_units("随申办").strange == ("随申办",) or looks_like_unit("随申办")
    assert split_units("金融谷、区府办", {"金融谷"}).strange == ()


def test_one_way_of_writing() -> None:
    assert normalise_unit(" 区城运中心 (区大数据\n中心)、") == "区城运中心（区大数据中心）"


@pytest.mark.parametrize(
    "text", ["全年", "做好公开工作", "12345", "完善政策公开源头管理", "。", "每月向市政务公开平台备案"]
)
def test_not_units(text: str) -> None:
    assert not looks_like_unit(text)
