"""Tables 3 and 4: counted from facts, they balance by their own checks; whatever is broken in them is found."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterable
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.core.errors import Refused
from mingzheng.requests.foi.law import tables
from mingzheng.requests.foi.law.checks import Finding, check
from mingzheng.requests.foi.law.facts import APPLICANT_KINDS, REMEDY_KINDS, RESULTS, ROW_OF, Fact, RemedyFact, fact

DAYS = st.dates(dt.date(2023, 10, 1), dt.date(2026, 3, 1))
SOME_DAYS = st.integers(0, 700).map(lambda n: dt.timedelta(n))


@st.composite
def remedies(draw: st.DrawFn) -> RemedyFact:
    kind, filed = draw(st.sampled_from(list(REMEDY_KINDS))), draw(DAYS)
    if draw(st.booleans()):
        return RemedyFact(kind, filed)
    return RemedyFact(kind, filed, filed + draw(SOME_DAYS), draw(st.sampled_from(list(RESULTS))))


@st.composite
def applications(draw: st.DrawFn) -> Fact:
    kind, received = draw(st.sampled_from(list(APPLICANT_KINDS))), draw(DAYS)
    found = tuple(draw(st.lists(remedies(), max_size=3)))
    if draw(st.booleans()):
        return Fact("x", kind, received, remedies=found)
    return Fact("x", kind, received, received + draw(SOME_DAYS), draw(st.sampled_from(sorted(ROW_OF))), found)


FACTS = st.lists(applications(), max_size=20)


def report(facts: Iterable[Fact], year: int) -> dict[str, Any]:
    return tables.lay_out(tables.count(facts, year))


def cells(table: dict[str, Any]) -> dict[str, list[int]]:
    return {row["key"]: row["values"] for row in table["rows"]}


# --- counting


def test_an_application_stands_where_its_days_put_it() -> None:
    day = dt.date.fromisoformat
    facts = [
        Fact("came and went", "natural", day("2025-01-01"), day("2025-12-31"), "A1"),
        Fact("from last year", "natural", day("2024-12-31"), day("2025-01-01"), "A2"),
        Fact("closed last year", "natural", day("2024-11-01"), day("2024-12-31"), "C1"),
        Fact("closed next year", "business", day("2025-12-31"), day("2026-01-01"), "C2"),
        Fact("open for two years", "legal", day("2024-02-01")),
        Fact("comes next year", "other", day("2026-01-01")),
        Fact("not kept here", "research", day("2025-05-05"), day("2025-05-06"), "D1b"),
    ]
    found = cells(tables.table3(facts, 2025))
    assert found["new"] == [1, 1, 1, 0, 0, 0, 3]
    assert found["carried_in"] == [1, 0, 0, 0, 1, 0, 2]
    assert found["A"] == [2, 0, 0, 0, 0, 0, 2]
    assert found["D1"] == [0, 0, 1, 0, 0, 0, 1]
    assert found["total"] == [2, 0, 1, 0, 0, 0, 3]
    assert found["carried_out"] == [0, 1, 0, 0, 1, 0, 2]
    assert found["C1"] == found["C2"] == [0] * 7


def test_a_remedy_counts_in_the_year_of_its_result_and_is_pending_until_then() -> None:
    day = dt.date.fromisoformat
    suit = RemedyFact("direct_suit", day("2024-06-01"), day("2026-01-01"), "corrected")
    known = RemedyFact("reconsideration", day("2024-12-31"), day("2025-01-01"), "upheld")
    later = RemedyFact("reconsideration", day("2026-01-01"))
    facts = [Fact("x", "natural", day("2020-01-01"), day("2020-01-02"), "C5", (suit, known, later))]
    none = {"upheld": 0, "corrected": 0, "other": 0, "pending": 0, "total": 0}
    assert tables.table4(facts, 2025) == {
        "reconsideration": none | {"upheld": 1, "total": 1},
        "direct_suit": none | {"pending": 1, "total": 1},
        "suit_after_reconsideration": none,
    }
    assert tables.table4(facts, 2026)["direct_suit"] == none | {"corrected": 1, "total": 1}
    assert tables.table4(facts, 2026)["reconsideration"] == none | {"pending": 1, "total": 1}


def test_the_form_has_25_rows_and_7_columns() -> None:
    table = tables.table3([], 2025)
    assert table["columns"] == ["natural", "business", "research", "welfare", "legal", "other", "total"]
    assert len(table["rows"]) == 25
    assert [table["rows"][at]["label"] for at in (0, 2, -1)] == [
        "一、本年新收政府信息公开申请数量",
        "（一）予以公开",
        "四、结转下年度继续办理",
    ]


# --- balance


@given(FACTS)
def test_whatever_was_counted_balances_and_carries_over(facts: list[Fact]) -> None:
    last = cells(report(facts, 2024)["table3"])["carried_out"]
    now = report(facts, 2025)
    assert check(now | {"previous_year": {"table3_carried_out": last}}) == []


@given(FACTS, st.integers(0, 24), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_cell_of_table_3_is_found(facts: list[Fact], row: int, column: int, more: int) -> None:
    broken = report(facts, 2025)
    broken["table3"]["rows"][row]["values"][column] += more
    found = check(broken)
    label = tables.row_name(broken["table3"]["rows"][row]["key"])
    assert any(one.check == "row_sum" and label in one.where for one in found)


@given(FACTS, st.sampled_from(list(REMEDY_KINDS)), st.sampled_from(list(tables.CELLS)), st.integers(1, 9))
def test_one_wrong_cell_of_table_4_is_found(facts: list[Fact], kind: str, cell: str, more: int) -> None:
    broken = report(facts, 2025)
    broken["table4"][kind][cell] += more
    assert [one.check for one in check(broken)] == ["table4_sum"]


@given(FACTS, st.integers(0, 6))
def test_a_wrong_carry_over_is_found(facts: list[Fact], column: int) -> None:
    last = cells(report(facts, 2024)["table3"])["carried_out"]
    last[column] += 1
    found = check(report(facts, 2025) | {"previous_year": {"table3_carried_out": last}})
    assert [(one.check, list(tables.COLUMNS.values())[column] in one.where) for one in found] == [("carry_over", True)]


def test_the_fixture_of_a_city() -> None:
    leaves = [5548, 2168, 13, 30, 11, 51, 104, 85, 286, 150, 3222, 180, 19, 203, 148, 0, 101, 5, 318, 203, 965]
    values = dict(zip(tables.ROWS, [14069, 560, *leaves, 13810, 819], strict=True))
    rows = [{"key": key, "label": label, "values": [values[key], *[0] * 5, values[key]]} for key, label in tables.ROWS.items()]  # fmt: skip
    given_tables = {"table3": {"columns": list(tables.COLUMNS), "rows": rows}}
    assert check(given_tables) == []
    wrong = copy.deepcopy(given_tables)
    wrong["table3"]["rows"][0]["values"] = [14070, 0, 0, 0, 0, 0, 14070]
    assert check(wrong)[0] == Finding(
        "column_balance",
        "表三“自然人”列",
        "本年新收加上年结转为 14630 件，办理结果总计加结转下年度为 14629 件，相差 1 件。",
    )


def test_documents_in_force_follow_from_last_year() -> None:
    given_tables = {
        "table2": {
            "regulations": {"issued": 3, "abolished": 0, "in_force": 15},
            "normative": {"issued": 61, "abolished": 59, "in_force": 422},
            "licences": 10, "penalties": 2, "coercive": 0, "fees_wan": 12.5,
        },
        "previous_year": {"table2_in_force": {"regulations": 12, "normative": 421}},
    }  # fmt: skip
    (found,) = check(given_tables)
    assert (found.check, found.where) == ("in_force_soft", "表二“行政规范性文件”的现行有效件数")
    assert "应为 423 件" in found.text and "422 件" in found.text


def test_what_is_missing_is_not_checked() -> None:
    table = tables.table3([], 2025)
    short = {"table3": {"rows": [row for row in table["rows"] if row["key"] != "E3"]}}
    assert check(short) == []
    assert check({"table4": {"reconsideration": {"upheld": 3}}, "table2": {"normative": None}}) == []
    assert check({"table2": {"licences": 3}, "year": 2025}) == []


WRONG: list[tuple[object, str]] = [
    ([], "报表的写法不对"),
    ({}, "至少一项"),
    ({"table3": 3}, "表三的写法不对"),
    ({"table3": {"columns": ["natural"]}}, "表三的列"),
    ({"table3": {"columns": [[], {}]}}, "表三的列"),
    ({"table3": {"rows": {}}}, "表三的行"),
    ({"table3": {"rows": ["new"]}}, "表三第 1 行"),
    ({"table3": {"rows": [{"key": "Z", "values": []}]}}, "「Z」"),
    ({"table3": {"rows": [{"key": ["A"], "values": []}]}}, "表三第 1 行"),
    ({"table3": {"rows": [{"key": "C1", "values": [1, 2]}]}}, "（三）不予公开1.属于国家秘密.*7 个数"),
    ({"table3": {"rows": [{"key": "C1", "values": "1234567"}]}}, "7 个数"),
    ({"table3": {"rows": [{"key": "A", "values": [1, 2, -3, 4, 5, 6, 7]}]}}, "科研机构”列.*「-3」"),
    ({"table3": {"rows": [{"key": "A", "values": [1, 2, 3, 4, 5, 6, None]}]}}, "总计”列"),
    ({"table3": {"rows": [{"key": "A", "values": [0] * 7}] * 2}}, "两次"),
    ({"table4": {"reconsideration": {"upheld": True}}}, "结果维持|行政复议"),
    ({"table4": {"direct_suit": 5}}, "未经复议直接起诉"),
    ({"table2": {"normative": {"issued": 1.5}}}, "行政规范性文件|制发"),
    ({"table2": {"fees_wan": "12"}}, "收费"),
    ({"previous_year": {"table3_carried_out": [1]}}, "上年结转"),
    ({"previous_year": {"table2_in_force": {"normative": "x"}}}, "上年现行有效"),
]


@pytest.mark.parametrize(("tables_given", "says"), WRONG)
def test_a_wrong_shape_is_refused_by_its_place(tables_given: object, says: str) -> None:
    with pytest.raises(Refused, match=says):
        check(tables_given)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=7) | st.dictionaries(
            st.sampled_from(["table2", "table3", "table4", "previous_year", "rows", "columns", "key", "values", "normative", "A"]),
            inner,
            max_size=4,
        ),
    )
)  # fmt: skip
def test_nothing_makes_the_check_fall_over(anything: object) -> None:
    try:
        assert isinstance(check(anything), list)
    except Refused as refused:
        assert refused.message


def test_columns_may_come_in_another_order() -> None:
    row = {"key": "A", "values": [21, 6, 5, 4, 3, 2, 1]}
    assert check({"table3": {"columns": list(tables.COLUMNS)[::-1], "rows": [row]}}) == []


# --- files and commands

ROW = {
    "case": "1",
    "applicant_kind": "natural",
    "received": "2025-02-03",
    "closed": None,
    "outcome": None,
    "remedies": [],
}
REMEDY = {"kind": "reconsideration", "filed": "2025-04-01", "concluded": None, "result": None}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"case": None}, "编号"),
        ({"applicant_kind": "company"}, "natural 自然人"),
        ({"received": "2025-02-30"}, "「2025-02-30」不是日期"),
        ({"received": None}, "没有写日期"),
        ({"received": 20250203}, "不是日期"),
        ({"closed": "2025-02-02", "outcome": "A1"}, "早于收到日期"),
        ({"outcome": "A1"}, "没有办结日期"),
        ({"closed": "2025-02-04"}, "没有办理结果"),
        ({"closed": "2025-02-04", "outcome": "G1"}, "没有办理结果「G1」"),
        ({"closed": "2025-02-04", "outcome": ["A1"]}, "没有办理结果"),
        ({"remedies": "none"}, "列表"),
        ({"remedies": [REMEDY | {"kind": "appeal"}]}, "种类「appeal」"),
        ({"remedies": [REMEDY | {"filed": ""}]}, "filed"),
        ({"remedies": [REMEDY | {"concluded": "2025-03-31", "result": "upheld"}]}, "早于提出日期"),
        ({"remedies": [REMEDY | {"result": "upheld"}]}, "没有审结日期"),
        ({"remedies": [REMEDY | {"concluded": "2025-05-01"}]}, "没有写复议诉讼的结果"),
    ],
)
def test_a_row_that_cannot_be_counted_says_why(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        fact(ROW | changed)


def _said(*arguments: str) -> str:
    out = StringIO()
    call_command("foi", *arguments, stdout=out)
    return out.getvalue()


def _file(tmp_path: Path, *lines: object) -> str:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), encoding="utf-8-sig")
    return str(path)


def test_tables_from_a_file_pass_their_check(tmp_path: Path) -> None:
    closed = ROW | {"case": 2, "closed": "2025-03-01", "outcome": "D1a", "remedies": [REMEDY]}
    cases = _file(tmp_path, ROW, "", closed, {"case": "3", "applicant_kind": "legal", "received": "2024-12-01"})
    said = json.loads(_said("tables", "--year", "2025", "--cases", cases, "--json"))
    assert set(said) == {"table3", "table4"}
    assert cells(said["table3"])["new"] == [2, 0, 0, 0, 0, 0, 2]
    assert cells(said["table3"])["D1"] == [1, 0, 0, 0, 0, 0, 1]
    assert said["table4"]["reconsideration"]["pending"] == 1
    saved = tmp_path / "tables.json"
    saved.write_text(json.dumps(said), encoding="utf-8")
    assert json.loads(_said("check", str(saved), "--json")) == {"findings": []}
    assert "没有发现不符" in _said("check", str(saved))
    assert "（四）无法提供1.本机关不掌握相关政府信息" in _said("tables", "--year", "2025", "--cases", cases)


def test_lines_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    cases = _file(tmp_path, ROW, '{"case": 5', ROW, "[1]", ROW | {"case": "9", "received": "yesterday"})
    with pytest.raises(CommandError) as refused:
        _said("tables", "--year", "2025", "--cases", cases)
    said = str(refused.value)
    assert "有 4 行不能计算" in said
    assert "第 2 行：不是一条 JSON 记录" in said
    assert "第 3 行：申请「1」与第 1 行重复" in said
    assert "第 5 行：「yesterday」不是日期" in said


def test_cases_may_come_in_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(json.dumps(ROW).encode())))
    said = json.loads(_said("tables", "--year", "2025", "--cases", "-", "--json"))
    assert cells(said["table3"])["carried_out"] == [1, 0, 0, 0, 0, 0, 1]


def test_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(json.dumps(ROW).encode() + b"\n" + '{"case": "甲"}'.encode("gbk"))
    with pytest.raises(CommandError, match="第 2 行：不是 UTF-8"):
        _said("tables", "--year", "2025", "--cases", str(path))


def test_the_check_says_what_disagrees(tmp_path: Path) -> None:
    broken = report([Fact("x", "legal", dt.date(2025, 1, 2))], 2025)
    broken["table3"]["rows"][0]["values"][4] = 3
    saved = tmp_path / "tables.json"
    saved.write_text(json.dumps(broken), encoding="utf-8")
    found = json.loads(_said("check", str(saved), "--json"))["findings"]
    assert [one["check"] for one in found] == ["column_balance", "row_sum"]
    assert set(found[0]) == {"check", "where", "text"}
    assert "法律服务机构" in found[0]["where"] and "3 件" in found[0]["text"] and "1 件" in found[0]["text"]
    assert "发现 2 处不符" in _said("check", str(saved))


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, "\ud800", '{"table3": "x"}'])
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tables.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(CommandError, match=r"不是 JSON|写法不对"):
        _said("check", str(path))


@pytest.mark.parametrize(
    "arguments", [("check", "nowhere.json"), ("tables", "--year", "2025", "--cases", "nowhere.jsonl")]
)
def test_a_file_that_is_not_there_is_named(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="没有文件「nowhere"):
        _said(*arguments)


def test_a_year_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="年份 25 不对"):
        _said("tables", "--year", "25", "--cases", _file(tmp_path, ROW))
