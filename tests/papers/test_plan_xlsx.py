"""The annex as a workbook: it looks like the notice's table, reads back as the same tasks, and runs nothing."""

import datetime as dt
import io

import openpyxl
import pytest
from tests.support.workplan import ROWS, SAMPLE, imported, issued, notice

from mingzheng.papers.plan_xlsx import plan_workbook
from mingzheng.supervision.workplan import importing, queries

ANNEX = ["序号", "任务名称", "任务内容", "责任单位", "完成时限"]


def sheets_of(data):
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets


def row(sheet, number):
    return [cell.value for cell in sheet[number]]


def test_read_back_it_gives_the_same_tasks(whole_district, on_day):
    on_day("2023-04-18")
    plan = imported(whole_district, SAMPLE.read_bytes(), SAMPLE.name)
    tasks = list(plan.tasks.all())
    assert len(tasks) == 66
    for with_progress in (True, False):
        data = plan_workbook(queries.board(plan), with_progress=with_progress)
        found = importing.read_notice(data, "导出.xlsx")
        assert [
            (item["number"], item["group"], item["content"], item["units"], item["open_ended"], item["due"])
            for item in found["tasks"]
        ] == [
            (task.number, task.group, task.content, task.units_text, task.open_ended, task.due_text) for task in tasks
        ]
        assert found["year"] == 2023 and not any(item["inferred"] for item in found["tasks"])


def test_it_looks_like_the_annex(work):
    (sheet,) = sheets_of(plan_workbook(queries.board(work.plan), with_progress=False))
    assert sheet["A1"].value == "2023年某区政务公开工作要点任务分解表"
    assert row(sheet, 3) == ANNEX
    assert row(sheet, 4) == [
        1,
        "规范发布公开政府信息",
        "健全完善公开属性认定机制、流程",
        "各委办局、各街（镇）",
        "上半年",
    ]
    assert "B4:B5" in {str(merged) for merged in sheet.merged_cells.ranges}  # the group's name stands once
    assert sheet["A4"].border.left.style == "thin" and sheet["C4"].alignment.wrap_text
    assert (sheet["A1"].font.name, sheet["A3"].font.name, sheet["C4"].font.name) == ("宋体", "黑体", "仿宋")
    assert sheet.print_title_rows == "$3:$3" and sheet.freeze_panes == "A4" and "$A$1:$E$9" in sheet.print_area
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight) == (9, "portrait", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_progress_is_said_in_words_and_late_units_by_name(work, on_day):
    work.finishes("xinhua", 1)
    board = queries.board(work.plan, today=dt.date(2023, 7, 3))
    sheet, heat = sheets_of(plan_workbook(board))
    assert sheet.page_setup.orientation == "landscape" and sheet["A2"].value == "进展截至 2023年7月3日"
    assert row(sheet, 4)[5:] == ["逾期", "1/4", "区发改委、区司法局、新泾镇"]
    assert heat.title == "单位与月份"
    by_unit = {cells[0]: cells for cells in heat.iter_rows(min_row=4, values_only=True)}
    assert by_unit["新华街道"][6] == "逾期\n1/2" and by_unit["区城运中心"][12] == "正常\n0/1"
    assert by_unit["新华街道"][13] == "逾期\n1/2"
    assert not by_unit["新华街道"][1]


def test_many_late_units_are_counted_beyond_eight(work, monkeypatch):
    from mingzheng.papers import plan_xlsx

    monkeypatch.setattr(plan_xlsx, "MOST_NAMED", 2)
    board = queries.board(work.plan, today=dt.date(2023, 7, 3))
    assert sheets_of(plan_workbook(board))[0]["H4"].value == "区发改委、区司法局等 4 个单位"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_nothing_that_was_written_becomes_a_formula(district, on_day, start):
    on_day("2023-04-18")
    text = f"{start}HYPERLINK(1)公开目录的编制和公布"
    work = issued(district, notice([(1, ROWS[0][1], text, *ROWS[0][3:])]), "要点.csv")
    task = work.plan.tasks.get()
    task.content = text
    task.save()
    (sheet,) = sheets_of(plan_workbook(queries.board(work.plan), with_progress=False))
    cell = sheet["C4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_control_characters_do_not_spoil_the_file(work):
    task = work.task(1)
    task.content = "甲\x01乙\x0b丙"
    task.save()
    assert sheets_of(plan_workbook(queries.board(work.plan)))[0]["C4"].value == "甲乙丙"


def test_a_unit_s_workbook_holds_its_own_tasks(work):
    board = queries.board(work.plan, unit_id=work.district.units["sifa"].pk)
    sheet, _heat = sheets_of(plan_workbook(board))
    assert [cells[0] for cells in sheet.iter_rows(min_row=4, values_only=True)] == [1, 2, 5]


def test_a_plan_without_rows_is_still_a_file(work):
    board = queries.board(work.plan, unit_id=0)
    assert [sheet.title for sheet in sheets_of(plan_workbook(board))] == ["任务分解表", "单位与月份"]


def test_a_task_that_nobody_carries_out_has_a_word_too(work):
    work.does("chengyun", 4, "cancel", by=work.district.head, reason="不承担。")
    sheet, heat = sheets_of(plan_workbook(queries.board(work.plan)))
    assert row(sheet, 7)[5:7] == ["不计时", "0/0"] and heat.max_row >= 4
