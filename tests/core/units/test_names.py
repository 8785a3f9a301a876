"""Units are found by what people write; groups mean who exists on the day; one name means one unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.core.conftest import MACHINE, UNITS

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import EVERYTHING
from mingzheng.core.freshness.queries import versions_since
from mingzheng.core.journal.models import Entry
from mingzheng.core.units import importing, queries
from mingzheng.core.units.models import Unit, UnitGroup
from mingzheng.core.units.sheet import GroupRow, Sheet, UnitRow, read_sheet

OFFICE, CENTRE, STREET = UNITS
DAY = dt.date(2023, 4, 17)


def drawn_from():
    return versions_since(None)[0].get(EVERYTHING, 0)


def bring(*rows, groups=()):
    return importing.import_units(Sheet("测试", list(rows), list(groups)), MACHINE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("新华街道", "xinhua"),
        ("新华街道办事处", "xinhua"),
        (" 新华 街道、", "xinhua"),
        ("区政府办公室", "qufuban"),
        ("区大数据中心", "chengyun"),
        ("区城运中心（区大数据中心）", "chengyun"),
        ("区城运中心(区大数据中心)", "chengyun"),
        ("区城运中心（区大数据中心、某区城市运行管理中心）", "chengyun"),
        ("区城运中心（区大数据中心（区城运中心））", "chengyun"),
        ("chengyun", "chengyun"),
    ],
)
def test_a_unit_is_found_by_any_of_its_names(district, text, code):
    assert queries.find_unit(text) == district.units[code]


@pytest.mark.parametrize("text", ["", "新华", "区城运中心（新华街道）", "区城运中心（不认识的）", "（区大数据中心）"])
def test_what_is_not_its_name_finds_nothing(district, text):
    assert queries.find_unit(text) is None


def test_suggestions_are_offered_best_first_and_each_unit_once(district):
    directory = queries.Directory.load()
    assert directory.suggest("新华街道办")[0] == district.units["xinhua"]
    found = directory.suggest("区城市运行中心")
    assert found[0] == district.units["chengyun"]
    assert len(found) == len(set(found)) <= 3
    assert directory.suggest("") == []


def test_a_group_means_those_that_exist_on_the_day(district):
    bring(
        *UNITS,
        UnitRow("old", "旧镇人民政府", "旧镇", "town", valid_to=dt.date(2023, 5, 31)),
        UnitRow("new", "新镇人民政府", "新镇", "town", valid_from=dt.date(2023, 6, 1)),
        groups=[
            GroupRow(
                "jiezhen",
                "各街镇",
                aliases=["各街（镇）"],
                kinds=["street", "town"],
                minus=["xinhua"],
                plus=["chengyun"],
            ),
            GroupRow("chengban", "各承办单位", open=True, kinds=["street"]),
        ],
    )
    group = queries.Directory.load().group("各街(镇)")
    assert [unit.code for unit in group.expand(dt.date(2023, 5, 31))] == ["chengyun", "old"]
    assert [unit.code for unit in group.expand(dt.date(2023, 6, 1))] == ["chengyun", "new"]
    assert list(UnitGroup.objects.get(code="chengban").expand(DAY)) == []


def test_a_renamed_unit_is_renamed_on_the_pages_that_are_kept(district):
    before = drawn_from()
    bring(OFFICE, CENTRE, STREET)
    assert drawn_from() == before, "nothing changed"
    bring(OFFICE, CENTRE, replace(STREET, name="某某街道办事处"))
    assert drawn_from() != before


def test_importing_the_same_sheet_again_changes_and_journals_nothing(district):
    before = Entry.objects.count()
    assert bring(*UNITS) == {"created": 0, "changed": 0, "same": 3, "groups": 0}
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", ["区府办", "某区人民政府办公室", "区政府办公室", "qufuban"])
def test_a_name_of_another_unit_is_refused(district, name):
    with pytest.raises(Refused, match="已属于另一个单位"):
        bring(OFFICE, CENTRE, replace(STREET, aliases=(name,)))
    assert queries.find_unit(name) == district.units["qufuban"], "nothing of the sheet was taken"


def test_brackets_do_not_make_a_name_different(district):
    bring(OFFICE, CENTRE, replace(STREET, aliases=("街道（甲）",)))
    with pytest.raises(Refused, match="已属于另一个单位"):
        bring(OFFICE, replace(CENTRE, aliases=("街道(甲)",)), replace(STREET, aliases=("街道（甲）",)))


def test_a_further_name_may_move_to_another_unit_within_one_sheet(district):
    bring(replace(OFFICE, aliases=("区大数据中心",)), replace(CENTRE, merged=()), STREET)
    assert queries.find_unit("区大数据中心") == district.units["qufuban"]


def test_one_text_may_be_listed_as_alias_and_as_merged(district):
    bring(OFFICE, CENTRE, replace(STREET, aliases=("双名",), merged=("双名",)))
    assert queries.find_unit("双名") == district.units["xinhua"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"org_code": "123456789"}, "校验位"),
        ({"kind": "village"}, "有误"),
        ({"code": "Big Code"}, "有误"),
        ({"valid_from": dt.date(2023, 1, 1), "valid_to": dt.date(2022, 1, 1)}, "早于"),
        ({"name": "某区人民政府办公室"}, "有误"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_taken(district, wrong, said):
    with pytest.raises(Refused, match=said):
        bring(replace(OFFICE, phone="1"), CENTRE, replace(STREET, **wrong))
    assert Unit.objects.get(code="qufuban").phone == ""


def test_a_group_naming_an_unknown_unit_is_refused(district):
    with pytest.raises(Refused, match="不存在"):
        bring(*UNITS, groups=[GroupRow("g", "各单位", plus=["nowhere"])])


def test_only_the_office_and_administrators_import(district):
    with pytest.raises(Refused, match="系统管理员"):
        importing.import_units(Sheet("x", UNITS, []), Actor(1, "张三", Post.OFFICER, 1, "新华街道"))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("u.yaml", "units: [甲, 乙]", "列: 值"),
        ("u.yaml", "units: [{code: a}]", "第 1 行缺少"),
        ("u.yaml", "{", "YAML"),
        ("u.yaml", "x: 1", "units"),
        ("u.csv", "甲,乙\n1,2", "表头"),
        ("u.csv", "代码,全称,简称,类别,设立日期\na,甲,甲,街道办事处,去年", "写法不对"),
        ("u.doc", "", "不认识"),
        ("u.xlsx", "不是表格", "Excel"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_why(tmp_path, name, text, said):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        read_sheet(tmp_path / name)


def test_the_command_line_imports_a_csv_from_excel_in_gb18030(district, tmp_path):
    sheet = tmp_path / "单位.csv"
    rows = "代码,全称,简称,类别,别名\njiangsu,江苏路街道办事处,江苏路街道,街道办事处,江苏街道；江苏路办事处\n"
    sheet.write_bytes(rows.encode("gb18030"))
    out = StringIO()
    call_command("units", "import", str(sheet), stdout=out)
    assert "新增 1 个单位" in out.getvalue()
    assert queries.find_unit("江苏路办事处").code == "jiangsu"
    with pytest.raises(CommandError, match="无法打开"):
        call_command("units", "import", str(tmp_path / "没有.csv"), stdout=out)
