"""救济途径: every outcome and kind of agency, before and after 2024-01-01."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mingzheng.core.errors import Refused
from mingzheng.requests.foi.law.outcomes import LEAVES, WITHHOLDING
from mingzheng.requests.foi.law.remedy import AGENCY_KINDS, CHANNEL, remedy

OLD, NEW = dt.date(2023, 12, 31), dt.date(2024, 1, 1)
DISTRICT, CITY, ABOVE = "区人民政府", "上海市人民政府", "上一级主管部门"
ORGANS = {
    "district_department": ((DISTRICT, ABOVE), (DISTRICT,)),
    "subdistrict_office": ((DISTRICT,), (DISTRICT,)),
    "town_government": ((DISTRICT,), (DISTRICT,)),
    "district_government": ((CITY,), (CITY,)),
    "district_tax_bureau": ((ABOVE,), (ABOVE,)),
    "district_justice_bureau": ((DISTRICT, ABOVE), (DISTRICT, "上一级司法行政部门")),
}
ANSWERED = [code for code in LEAVES if code != "F3"]


@pytest.mark.parametrize("kind", AGENCY_KINDS)
@pytest.mark.parametrize("leaf", ANSWERED)
def test_every_answer_of_every_agency(leaf: str, kind: str) -> None:
    before, after = remedy(OLD, leaf, kind), remedy(NEW, leaf, kind)
    assert (before.organs, after.organs) == ORGANS[kind]
    assert not before.reconsideration_first
    assert after.reconsideration_first == (leaf == "B" or leaf in WITHHOLDING)
    for found in (before, after):
        assert "或者".join(found.organs) in found.text
        assert ("六个月内" in found.text) != found.reconsideration_first
        assert ("先向" in found.text and "十五日内" in found.text) == found.reconsideration_first


def test_the_sentences_word_by_word() -> None:
    assert remedy(OLD, "C5", "district_department").text == (
        "如对本答复不服，可以自收到本答复书之日起60日内向区人民政府或者上一级主管部门申请行政复议，"
        "或者自收到之日起六个月内向有管辖权的人民法院提起行政诉讼。"
    )
    assert remedy(NEW, "C5", "district_department").text == (
        "如对本答复不服，应当自收到本答复书之日起60日内先向区人民政府申请行政复议；对行政复议决定不服的，"
        "可以自收到复议决定书之日起十五日内依法向人民法院提起行政诉讼。"
    )
    assert remedy(NEW, "B", "town_government").text.startswith("如对本答复中不予公开的部分不服，应当")
    assert remedy(OLD, "B", "town_government").text.startswith("如对本答复不服，可以")


@pytest.mark.parametrize("kind", AGENCY_KINDS)
@pytest.mark.parametrize("day", [OLD, NEW])
def test_what_is_no_answer_names_no_remedy(day: dt.date, kind: str) -> None:
    found = remedy(day, "F3", kind)
    assert (found.reconsideration_first, found.organs, found.text) == (False, (), "")


def test_a_letter_that_is_sent_bears_real_names() -> None:
    names = {DISTRICT: "上海市长宁区人民政府", "上一级司法行政部门": "上海市司法局", CHANNEL: "某某平台"}
    found = remedy(NEW, "A2", "district_justice_bureau", names=names, online=True)
    assert found.organs == ("上海市长宁区人民政府", "上海市司法局")
    assert "向上海市长宁区人民政府或者上海市司法局申请" in found.text
    assert found.text.endswith("您也可以通过某某平台提交行政复议申请书。")


def test_the_online_channel_is_named_since_2024_only() -> None:
    assert "互联网渠道" in remedy(NEW, "C1", "district_government", online=True).text
    assert "互联网渠道" not in remedy(OLD, "C1", "district_government", online=True).text
    assert "互联网渠道" not in remedy(NEW, "C1", "district_government").text


@pytest.mark.parametrize(
    ("day", "leaf", "kind", "says"),
    [
        (NEW, "D1", "district_department", "没有办理结果「D1」"),
        (NEW, "C5", "ministry", "district_department 区政府工作部门"),
        (dt.date(2019, 5, 14), "C5", "district_department", "2019年5月15日"),
        (dt.date(2020, 5, 14), "F2", "district_department", "2021年1月1日"),
    ],
)
def test_what_is_not_known_is_refused(day: dt.date, leaf: str, kind: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        remedy(day, leaf, kind)


def _said(*arguments: str) -> str:
    out = StringIO()
    call_command("foi", "remedy", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_it_as_json_and_in_words() -> None:
    ask = ["--date", "2025-03-14", "--leaf", "B", "--agency-kind", "district_justice_bureau"]
    said = json.loads(_said(*ask, "--json"))
    assert set(said) == {"reconsideration_first", "organs", "text"}
    assert said["reconsideration_first"] is True
    assert said["organs"] == ["区人民政府", "上一级司法行政部门"]
    assert "须先申请行政复议" in _said(*ask)
    assert "第二十八条" in _said(*ask)


@pytest.mark.parametrize("text", ["2025-02-30", "20250314", "", "二〇二五年"])
def test_the_command_refuses_what_is_no_day(text: str) -> None:
    with pytest.raises(CommandError, match="不是日期"):
        _said("--date", text, "--leaf", "B", "--agency-kind", "town_government")
