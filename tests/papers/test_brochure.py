"""One matter, one sheet, with a code that leads to its page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.papers.reading import Paper

from mingzheng.core.errors import Refused
from mingzheng.papers import brochure
from mingzheng.papers.brochure import Brochure, Fact, Step

SHEET = Brochure(
    title="申请公共租赁住房：一次看懂",
    organ="上海市长宁区住房保障和房屋管理局",
    date=dt.date(2023, 6, 1),
    url="https://zwgk.example.gov.cn/areas/housing/12/",
    summary="在本区稳定就业、住房困难的人员可以申请。",
    facts=(Fact("办理时限", "20 个工作日"),),
    steps=(Step("准备材料", "身份证和劳动合同。"), Step("提交申请")),
    body="<ul><li>材料不齐的，一次告知。</li></ul>",
    contact=(Fact("咨询电话", "021-22050000"),),
    sources=("《上海市公共租赁住房实施意见》",),
)


@pytest.mark.parametrize("folded", [False, True])
def test_the_sheet_is_one_page_and_says_everything(folded: bool) -> None:
    paper = Paper(brochure.pdf(SHEET, folded=folded))
    assert paper.pages == 1
    text = paper.text()
    for part in (
        "一次看懂",
        "20个工作日",
        "准备材料",
        "提交申请",
        "一次告知",
        "021-22050000",
        "实施意见",
        "2023年6月1日",
    ):
        assert part in text
    width, height = paper.file[0].get_width(), paper.file[0].get_height()
    assert (width > height) is folded


def test_the_code_leads_to_the_page() -> None:
    svg = brochure.code_svg(SHEET.url)
    assert svg.startswith((b"<?xml", b"<svg"))
    assert svg != brochure.code_svg(SHEET.url + "x")


def test_a_sheet_with_a_title_alone_is_made() -> None:
    assert Paper(brochure.pdf(Brochure("题", "机关", dt.date(2023, 1, 1), "https://a.cn/"))).pages == 1


def test_a_character_without_shape_is_refused() -> None:
    with pytest.raises(Refused):
        brochure.pdf(replace(SHEET, steps=(Step("𠮷"),)))
