"""Work orders from a sheet: answered ones, open ones, bad rows with their reasons, and the same file once more."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.participation.letters import counting, sheets
from mingzheng.participation.letters.models import Letter, LetterPerson, Move, Round

HEADS = [
    "工单编号",
    "受理时间",
    "诉求类型",
    "标题",
    "诉求内容",
    "承办单位",
    "答复内容",
    "办结时间",
    "满意度",
    "联系电话",
]
GOOD = [
    [
        "A1",
        "2023-03-01 09:10:00",
        "投诉",
        "餐馆油烟",
        "楼下餐馆油烟大",
        "区发改委",
        "已责令整改。",
        "2023-03-06",
        "满意",
        "",
    ],
    ["A2", "2023年4月17日", "求助", "路灯不亮", "新华路小区门口路灯坏了", "新华街道", "", "", "", "13812345678"],
    ["A3", "2023/4/17", "", "政策咨询", "请问创业补贴怎样申请，需要什么材料？", "", "", "", "", ""],
]
BAD = [
    ["", "2023-03-01", "投诉", "没有编号", "内容", "", "", "", "", ""],
    ["B2", "2023-02-30", "投诉", "没有这一天", "内容", "", "", "", "", ""],
    ["B3", "2023-03-01", "抱怨", "类型不对", "内容", "", "", "", "", ""],
    ["B4", "2023-03-01", "投诉", "单位不对", "内容", "区发改局", "已办", "2023-03-02", "", ""],
    ["B5", "2023-03-09", "投诉", "早于受理", "内容", "", "已办", "2023-03-02", "", ""],
    ["B6", "2023-03-01", "投诉", "有答复没有时间", "内容", "", "已办", "", "", ""],
    ["B7", "2023-12-01", "投诉", "以后的日子", "内容", "", "", "", "", ""],
    ["B8", "2023-03-01", "投诉", "满意度不对", "内容", "", "已办", "2023-03-02", "马马虎虎", ""],
    ["B9", "2023-03-01", "投诉", "没有加引号", "内容", "", "", "", "", "", "多出一格"],
    ["A1", "2023-03-01", "投诉", "餐馆油烟", "同一编号，另一件事", "", "", "", "", ""],
]


def table(rows, encoding="utf-8") -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows([HEADS, *rows])
    return held.getvalue().encode(encoding)


def run(path, *more) -> dict:
    out = io.StringIO()
    try:
        call_command("letters", "import", str(path), "--json", *more, stdout=out)
    except SystemExit as ended:
        assert ended.code == 1
    return json.loads(out.getvalue())


@pytest.fixture
def sheet(desk, tmp_path):
    def written(rows, name="12345.csv", **how):
        path = tmp_path / name
        path.write_bytes(table(rows, **how))
        return path

    return written


pytestmark = pytest.mark.django_db


def test_good_rows_are_taken_bad_ones_said_and_nothing_twice(desk, sheet):
    path = sheet([*GOOD, *BAD])
    first = run(path)
    assert (first["added"], first["opened"], first["already"]) == (1, 2, 0)
    assert [bad["line"] for bad in first["refused"]] == list(range(5, 15))
    for bad, said in zip(
        first["refused"],
        [
            "没有工单编号",
            "没有这一天",
            "不认识",
            "没有承办单位",
            "早于受理",
            "没有办结时间",
            "在今天之后",
            "马马虎虎",
            "引号",
            "内容与这一行不同",
        ],
        strict=True,
    ):
        assert said in bad["why"]
    assert "区发改委" in first["refused"][3]["why"]
    second = run(path)
    assert (second["added"], second["opened"], second["already"]) == (0, 0, 3)
    assert Letter.objects.count() == 3
    assert not counting.recount(mend=False)


def test_answered_ones_are_judged_by_the_rule_of_their_day(desk, sheet):
    run(sheet(GOOD))
    done = Letter.objects.get(source_ref="A1")
    assert (done.unit.code, done.due_on, done.in_time, done.case) == ("fagai", dt.date(2023, 3, 8), True, None)
    assert Round.objects.get(letter=done).stars == 5


def test_open_ones_are_cases_and_go_to_the_unit_that_they_name(desk, sheet):
    run(sheet(GOOD))
    lamp, asked = Letter.objects.get(source_ref="A2"), Letter.objects.get(source_ref="A3")
    assert (lamp.unit.code, lamp.case.state, lamp.case.unit.code) == ("xinhua", "received", "xinhua")
    assert Move.objects.get(letter=lamp).how == Move.How.DISPATCH
    assert (asked.unit.code, asked.case.state, asked.kind) == ("chengyun", "triage", "consult")
    assert LetterPerson.objects.get().letter == lamp
    assert lamp.case.clocks.get(name="reply").due_on == dt.date(2023, 4, 23)


def test_what_stopped_in_the_middle_goes_on_where_it_stopped(desk, sheet, monkeypatch):
    from mingzheng.participation.letters import importing

    monkeypatch.setattr(importing, "BATCH", 2)
    real, calls = importing._persons, []

    def fails(rows):
        calls.append(rows)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(rows)

    monkeypatch.setattr(importing, "_persons", fails)
    rows = [[f"C{n}", "2023-04-17", "投诉", f"第{n}件", "内容", "", "", "", "", ""] for n in range(5)]
    path = sheet(rows)
    with pytest.raises(KeyboardInterrupt):
        run(path)
    assert Letter.objects.count() == 2
    monkeypatch.setattr(importing, "_persons", real)
    assert run(path)["already"] == 2
    assert sorted(Letter.objects.values_list("source_ref", flat=True)) == ["C0", "C1", "C2", "C3", "C4"]
    assert len(set(Letter.objects.values_list("number", flat=True))) == 5
    assert Entry.objects.filter(action="letters.imported").count() == 3


def test_other_encodings_and_formats(desk, sheet, tmp_path):
    assert run(sheet(GOOD, encoding="gb18030"))["opened"] == 2
    book = Workbook()
    for row in [
        HEADS,
        ["X1", dt.datetime(2023, 4, 17, 8), "咨询", "几点开门", "图书馆几点开门？", None, None, None, None, None],
    ]:
        book.active.append(row)
    book.save(tmp_path / "工单.xlsx")
    assert run(tmp_path / "工单.xlsx")["opened"] == 1
    lines = [
        {"ref": "N1", "received": "2023-04-17", "content": "希望增设公交站", "consent": "是"},
        "不是对象",
        {"ref": "N2"},
    ]
    path = tmp_path / "national.jsonl"
    path.write_text("\n".join([*(json.dumps(one, ensure_ascii=False) for one in lines), "{"]), encoding="utf-8")
    found = run(path, "--channel", "national")
    assert found["opened"] == 1
    assert [bad["line"] for bad in found["refused"]] == [2, 3, 4]
    assert Letter.objects.get(channel="national").consent


def test_a_sheet_without_the_headings_is_refused_as_a_whole(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(Refused, match="工单编号、受理时间、诉求内容"):
        list(sheets.rows(path))


@given(
    st.dictionaries(
        st.sampled_from(["ref", "received", "text", "kind", "stars", "reply", "replied"]), st.text(max_size=12)
    )
)
def test_whatever_stands_in_a_row_it_is_a_row_or_bad_with_a_reason(cells):
    found = sheets._row(7, cells)
    assert isinstance(found, sheets.Row) or (found.line == 7 and found.why)
