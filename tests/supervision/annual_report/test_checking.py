"""A report from anywhere: what is whole passes, what is broken is named with its place."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.support.annual import TEXTS, row, seen_tables, tables_of, whole

from mingzheng.core.errors import Refused
from mingzheng.papers import annual_report as papers
from mingzheng.requests.foi.law.tables import COLUMNS, RESULT_ROWS
from mingzheng.supervision.annual_report import checking

MAKERS = {"报告.docx": papers.docx, "报告.html": lambda one: papers.page(one).encode(), "报告.xlsx": papers.xlsx}


def found(report, name="报告.html", **more):
    return checking.check_file(MAKERS[name](report), name, **more)


def kinds(checked):
    return [one.check for one in checked.findings]


@pytest.mark.parametrize("name", MAKERS)
def test_the_published_report_passes_in_every_kind_of_file(name):
    checked = found(whole(), name)
    assert [f"{one.where} {one.text}" for one in checked.findings] == []
    assert checked.text.year == 2022
    assert sorted(checked.text.parts) == [1, 2, 3, 4, 5, 6]
    expected = seen_tables()
    assert checked.tables["table2"] == expected["table2"]
    assert checked.tables["table4"] == expected["table4"]
    held = {one["key"]: one["values"] for one in checked.tables["table3"]["rows"]}
    assert held == {one["key"]: one["values"] for one in expected["table3"]["rows"]}


@pytest.mark.parametrize("name", MAKERS)
def test_a_column_that_does_not_balance_is_named(name):
    tables = seen_tables()
    row(tables, "new")[0] += 10
    row(tables, "new")[-1] += 10
    checked = found(whole(tables, requests="收到和办理申请，依申请公开渠道畅通。"), name)
    places = [one.where for one in checked.findings]
    assert kinds(checked) == ["column_balance", "column_balance"]
    assert places == ["表三“自然人”列", "表三“总计”列"]


@pytest.mark.parametrize(
    ("break_it", "check", "where"),
    [
        (lambda t: row(t, "C5").__setitem__(1, row(t, "C5")[1] + 1), "leaf_sum", "“商业企业”列"),
        (lambda t: row(t, "D1").__setitem__(6, row(t, "D1")[6] + 1), "row_sum", "本机关不掌握"),
        (lambda t: t["table4"]["direct_suit"].__setitem__("total", 9), "table4_sum", "未经复议直接起诉"),
        (lambda t: row(t, "total").__setitem__(6, 1), "leaf_sum", "总计"),
        (lambda t: row(t, "carried_out").__setitem__(0, 0), "column_balance", "“自然人”列"),
    ],
)
@pytest.mark.parametrize("name", MAKERS)
def test_each_identity_that_is_broken_is_named(name, break_it, check, where):
    tables = seen_tables()
    break_it(tables)
    checked = found(whole(tables), name)
    assert any(one.check == check and where in one.where and one.hard for one in checked.findings), checked.findings


def test_last_years_closing_figures_are_compared():
    last = {"table3_carried_out": [*row(seen_tables(), "carried_in")[:-1], 999], "table2_in_force": {"normative": 8}}
    checked = found(whole(), previous=last)
    assert kinds(checked) == ["carry_over", "in_force_soft"]
    assert "999" in checked.findings[0].text
    assert not checked.findings[1].hard


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("本年新收政府信息公开申请14,070件。依申请公开办理规范。", "14,070"),
        ("收到政府信息公开申请共100件，依申请公开办理规范。", "100"),
        ("依申请公开中，结转下年度继续办理8件。", "8"),
        ("依申请公开中，不予公开1件。", "1"),
        ("依申请公开引起行政复议12件。", "12"),
        ("依申请公开引起行政诉讼案件6件。", "6"),
        ("依申请公开引起行政复议案件结果纠正2件。", "2"),
        ("依申请公开；制发行政规范性文件5件。", "5"),
    ],
)
def test_a_number_in_the_text_that_the_tables_contradict_is_named(said, what):
    checked = found(whole(requests=said))
    assert kinds(checked) == ["number_in_text"]
    assert what in checked.findings[0].text
    assert checked.findings[0].where.startswith("第一部分")


@pytest.mark.parametrize(
    "said",
    [
        "收到申请14069件，其中网上收到申请占九成；依申请公开按期答复率100%。",
        "依申请公开：予以公开5548件，部分公开2168件，行政复议11件，行政诉讼5件。",
        "接待咨询300件，依申请公开窗口服务群众1200人次。",
    ],
)
def test_numbers_that_agree_or_are_not_understood_are_left_alone(said):
    assert found(whole(requests=said)).findings == []


@pytest.mark.parametrize("nothing", ["无", "无。", "暂无", "本年度不存在主要问题。", "没有问题"])
def test_part_five_may_not_be_nothing(nothing):
    checked = found(whole(problems=nothing, improvements=""))
    assert kinds(checked) == ["part_five_none"]
    assert checked.findings[0].hard


def test_missing_parts_fees_and_plan_are_named():
    text = papers.page(
        whole(fees="收费依规执行。", plan="各项任务均已落实。", more="没有。", platform="　", safeguard="按期办理。")
    )
    text = text.replace("五、存在的主要问题及改进情况", "其他")
    text = text.replace("收取信息处理费情况", "收费情况").replace("政务公开工作要点落实情况", "年度任务")
    checked = checking.check_file(text.encode(), "报告.html")
    said = {(one.check, one.where) for one in checked.findings}
    assert ("missing_part", "第五部分") in said
    assert {("no_fee", "第六部分"), ("no_plan", "第六部分")} <= said
    assert ("missing_topic", "第一部分") in said


def test_a_cell_that_is_empty_or_no_number_is_named_with_its_row_and_column():
    book = load_workbook(io.BytesIO(papers.xlsx(whole())))
    sheet = book["三申请"]
    cells = {cell.value: cell for line in sheet.iter_rows() for cell in line}
    at = cells["2.重复申请"].row
    sheet.cell(at, 4).value, sheet.cell(at, 5).value = None, "约3"
    made = io.BytesIO()
    book.save(made)
    checked = checking.check_file(made.getvalue(), "报告.xlsx")
    said = [(one.where, one.text) for one in checked.findings if one.check == "not_a_number"]
    assert [where for where, _text in said] == [
        "表三“（五）不予处理2.重复申请”行“自然人”列",
        "表三“（五）不予处理2.重复申请”行“商业企业”列",
    ]
    assert "应填 0" in said[0][1] and "约3" in said[1][1]


def test_a_table_or_row_that_is_not_there_is_named():
    text = papers.page(whole())
    four = text[text.index("<h2>四、") : text.index("<h2>五、")]
    text = text.replace(four, "<h2>四、政府信息公开行政复议、行政诉讼情况</h2><p>见附件。</p>")
    start = text.index('<tr><th scope="row" colspan="3">二、上年结转')
    text = text[:start] + text[text.index("</tr>", start) + 5 :]
    checked = checking.check_file(text.encode(), "报告.html")
    said = {(one.check, one.text) for one in checked.findings}
    assert any(check == "missing_table" and "表四" in words for check, words in said)
    assert any(check == "missing_row" and "上年结转" in words for check, words in said)


def test_a_page_of_old_layout_and_encoding_is_read():
    """Tables within tables for the layout, GB18030, heads that are not th, full-width digits."""
    text = papers.page(whole()).replace("<th", "<td").replace("</th>", "</td>").replace("utf-8", "gb18030")
    text = text.replace("<body>", "<body><table><tr><td>").replace("</body>", "</td></tr></table></body>")
    text = text.replace(">14069<", ">１４,０６９<")
    checked = checking.check_file(text.encode("gb18030"), "年报.htm")
    assert checked.findings == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("年报.pdf", b"%PDF", "另存为 .docx"),
        ("年报.docx", b"no zip", ""),
        ("年报.xlsx", b"no zip", ""),
        ("年报.html", b"", "空"),
        ("年报.html", "<p>今天天气好。</p>".encode(), "没有找到年度报告"),
        ("年报.txt", b"\xff\xfe\x00\x00\x01", ""),
    ],
)
def test_what_is_no_report_is_refused_with_what_to_do(name, data, said):
    with pytest.raises(Refused) as refused:
        checking.check_file(data, name)
    assert said in str(refused.value)
    assert refused.value.remedy


def test_the_command_names_what_is_wrong_and_gives_json(tmp_path, capsys):
    tables = seen_tables()
    tables["table4"]["reconsideration"]["total"] = 12
    file = tmp_path / "某区2022年年报.docx"
    file.write_bytes(papers.docx(whole(tables)))
    call_command("annual", "check", str(file))
    said = capsys.readouterr().out
    assert "表四“行政复议”的总计：四种结果之和为 11 件，总计为 12 件" in said
    call_command("annual", "check", str(file), "--json")
    held = json.loads(capsys.readouterr().out)
    assert held["findings"][0]["check"] == "table4_sum" and held["findings"][0]["hard"] is True
    assert held["tables"]["table3"]["rows"][0]["values"][-1] == 14069


columns = st.lists(
    st.tuples(st.lists(st.integers(0, 3000), min_size=len(RESULT_ROWS), max_size=len(RESULT_ROWS)), st.integers(0, 50)),
    min_size=6,
    max_size=6,
)


def balanced(drawn):
    rows = {key: [column[0][at] for column in drawn] for at, key in enumerate(RESULT_ROWS)}
    rows["carried_out"] = [column[1] for column in drawn]
    rows["carried_in"] = [column[1] // 2 for column in drawn]
    rows["total"] = [sum(column[0]) for column in drawn]
    rows["new"] = [
        total + out - came
        for total, out, came in zip(rows["total"], rows["carried_out"], rows["carried_in"], strict=True)
    ]
    return {key: [*values, sum(values)] for key, values in rows.items()}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(columns, st.sampled_from(sorted(MAKERS)), st.integers(0, 24), st.integers(0, 6), st.integers(1, 9))
def test_any_tables_that_balance_pass_and_any_one_cell_changed_is_found(drawn, name, at, column, more):
    rows = balanced(drawn)
    texts = {"requests": f"依申请公开：收到申请{rows['new'][-1]}件，结转下年度{rows['carried_out'][-1]}件。"}
    assert found(whole(tables_of(rows), **texts), name).findings == []
    key = list(rows)[at]
    rows[key][column] += more
    broken = found(whole(tables_of(rows), **TEXTS | texts), name)
    assert any(one.hard for one in broken.findings)
    label = list(COLUMNS.values())[column]
    assert any(f"“{label}”列" in one.where or "“总计”列" in one.where for one in broken.findings)
