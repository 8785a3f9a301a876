"""The workbook of a system: read back as it was written; wrong rows are named, and nothing of them is taken."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from tests.supervision.assessment.conftest import ROWS, published

from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.papers.assessment_xlsx import system_workbook
from mingzheng.supervision.assessment import commands, sheets
from mingzheng.supervision.assessment.models import System
from mingzheng.supervision.assessment.sheets import LAW, sum_faults

pytestmark = pytest.mark.django_db


def book(
    *rows,
    head=("指标", "具体项目", "分值", "评分说明", "适用单位", "评分方式", "数据", "计算办法", "抽样数", "评估人数"),
) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["2023年度考核指标"])
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def faults(*rows, **more) -> list[str]:
    with pytest.raises(commands.WrongSheet) as refused:
        commands.read_upload(book(*rows, **more), "指标.xlsx")
    return [str(fault) for fault in refused.value.faults]


def test_what_was_exported_is_imported_again(district, on_day):
    on_day("2023-04-17")
    system = published(district)
    data = system_workbook(system)
    assert commands.read_upload(data, "指标.xlsx") == ROWS
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    heads = [cell.value for cell in sheet[3]]
    assert tuple(heads[:9]) == LAW


def test_a_table_with_the_columns_of_the_scheme_alone_is_enough():
    rows = commands.read_upload(
        book(("组织和渠道（1.2分）", "培训", 0.2), (None, "机构", "1.0分"), head=("指标", "具体项目", "分值")),
        "指标.xlsx",
    )
    assert [(row.group, row.name, row.points, row.way) for row in rows] == [
        ("组织和渠道（1.2分）", "培训", Decimal("0.200"), "self"),
        ("组织和渠道（1.2分）", "机构", Decimal("1.000"), "self"),
    ]


def test_every_wrong_row_is_named_with_its_column():
    said = faults(
        ("组织", "培训", "很多", "", "", "", "", "", "", ""),
        ("", "机构", 2, "", "派出所", "", "", "", "", ""),
        ("", "", 2, "", "", "", "", "", "", ""),
        ("", "公开", 2, "", "", "机器计算", "没有的数据", "按比例得分", "", ""),
        ("", "答复", 2, "", "", "机器计算", "test.in_time", "看着办", "", ""),
        ("", "质量", 2, "", "", "抽样评分", "test.in_time", "", "许多", ""),
        ("", "方式", 2, "", "", "领导定", "", "", "", ""),
        ("", "小数", "0.1234", "", "", "", "", "", "", ""),
        ("", "好的", 2, "", "", "", "", "", "", ""),
    )
    where = [text.split("：")[0] for text in said]
    assert where == [
        "第 3 行「分值」", "第 4 行「适用单位」", "第 5 行「具体项目」", "第 6 行「数据」", "第 7 行「计算办法」", "第 8 行「抽样数」",
        "第 9 行「评分方式」", "第 10 行「分值」",
    ]  # fmt: skip


def test_a_figure_may_be_called_by_its_name():
    (row,) = commands.read_upload(
        book(("公开", "答复", 2, "", "", "机器计算", "测试按期率", "按比例得分", "", "")), "a.xlsx"
    )
    assert row.figure == "test.in_time"


def test_two_items_of_one_name_are_a_fault():
    assert "有两个“培训”" in faults(("组织", "培训", 1), ("", "培训", 2), head=("指标", "具体项目", "分值"))[0]


def test_a_table_without_headings_is_told_which_it_needs():
    assert "没有找到表头" in faults(("a", "b", 1), head=("甲", "乙", "丙"))[0]


def test_no_table_at_all_is_refused_with_a_way_out():
    with pytest.raises(Refused, match="打不开"):
        commands.read_upload(b"no table", "指标.xlsx")


def test_sums_are_checked_exactly():
    assert sum_faults(ROWS, Decimal(100)) == []
    tenths = [sheets.Row("甲（0.3分）", f"项{n}", Decimal("0.1")) for n in range(3)]
    assert sum_faults(tenths, Decimal("0.3")) == []
    assert sum_faults(tenths, Decimal("0.301")) == ["各项合计 0.3 分，应为 0.301 分（加分、扣分不计在内）。"]
    wrong = [sheets.Row("甲（0.4分）", f"项{n}", Decimal("0.1")) for n in range(3)]
    assert "“甲（0.4分）”写明 0.4 分，下面各项合计 0.3 分。" in sum_faults(wrong, Decimal("0.3"))


def test_a_draft_that_does_not_add_up_is_not_adopted(district, on_day):
    on_day("2023-04-17")
    facts = {"year": 2023, "title": "指标", "whole": Decimal(99), "note": ""}
    system = commands.new_system(facts, ROWS, district.clerk)
    with pytest.raises(Refused, match="不等于总分"):
        act(Case.objects.get(assessment_system=system), "adopt", district.head, {})


def test_a_published_system_never_changes_and_a_change_is_a_new_edition(district, on_day):
    on_day("2023-04-17")
    system = published(district)
    with pytest.raises(Refused) as refused:
        commands.put_items(system, ROWS[:1])
    assert refused.value.code == "fixed"
    with pytest.raises(Refused):
        act(Case.objects.get(assessment_system=system), "edit", district.clerk, {})
    assert system.items.count() == len(ROWS)
    again = published(district)
    assert (again.year, again.edition) == (2023, 2)
    assert System.objects.get(pk=system.pk).items.count() == len(ROWS)
