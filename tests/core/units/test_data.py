"""The demonstration district and its people, as shipped."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
import yaml

import mingzheng
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units import importing
from mingzheng.core.units.models import Unit
from mingzheng.core.units.org_codes import org_code_valid
from mingzheng.core.units.queries import Directory
from mingzheng.core.units.sheet import read_sheet

DATA = Path(mingzheng.__file__).parent / "core" / "units" / "data"
SHEET = read_sheet(DATA / "district.yaml")
PEOPLE = yaml.safe_load((DATA / "people.yaml").read_text(encoding="utf-8"))["people"]
CODES = {unit.code: unit for unit in SHEET.units}
NOTICE_DAY = dt.date(2023, 4, 17)

# Every way in which the notice of 17 April 2023 names who is responsible.
NAMED_IN_THE_NOTICE = {
    "区府办": "qufuban",
    "区发改委": "fagaiwei",
    "区商务委": "shangwuwei",
    "区教育局": "jiaoyuju",
    "区科委": "kewei",
    "区民政局": "minzheng",
    "区人社局": "renshe",
    "区房管局": "fangguan",
    "区市场监管局": "shichang",
    "区税务局": "shuiwu",
    "区投促办（金融办）": "toucu",
    "区信访办": "xinfang",
    "区城运中心": "chengyun",
    "区城运中心（区大数据中心）": "chengyun",
    "区城运中心（区政务服务中心）": "chengyun",
    "上海市长宁区人民政府办公室": "qufuban",
    "新泾镇政府": "xinjing",
}
COLLECTIVE_IN_THE_NOTICE = {
    "各委办局": "weibanju",
    "区政府各委、办、局": "weibanju",
    "各街（镇）": "jiezhen",
    "各街道办事处": "jiedao",
    "各单位": "danwei",
    "各相关单位": "xiangguan",
    "各承办单位": "chengban",
    "重大行政决策各承办单位": "juece-chengban",
}


def repeated(values):
    return [value for value, count in Counter(values).items() if count > 1]


# -- the sheet


def test_about_fifty_units_with_nine_streets_and_one_town():
    kinds = Counter(unit.kind for unit in SHEET.units)
    assert 48 <= len(SHEET.units) <= 54
    assert (kinds["gov_office"], kinds["street"], kinds["town"]) == (1, 9, 1)


def test_codes_and_organisation_codes_are_unique():
    assert repeated(unit.code for unit in SHEET.units) == []
    assert repeated(unit.org_code for unit in SHEET.units) == []


def test_a_name_means_one_unit_or_group_only():
    names = [text for unit in SHEET.units for text in {unit.name, unit.short, *unit.aliases, *unit.merged}]
    names += [text for group in SHEET.groups for text in {group.name, *group.aliases}]
    assert repeated(names) == []


@pytest.mark.parametrize("unit", SHEET.units, ids=lambda unit: unit.code)
def test_organisation_codes_are_synthetic_and_carry_their_check_digit(unit):
    assert unit.org_code.startswith("YS")
    assert org_code_valid(unit.org_code)


def test_phones_and_addresses_are_plainly_fictional():
    assert all("演示" in unit.phone and "演示" in unit.address for unit in SHEET.units)


def test_groups_name_units_and_kinds_that_exist():
    kinds = {unit.kind for unit in SHEET.units}
    for group in SHEET.groups:
        assert set(group.kinds) <= kinds
        assert {*group.plus, *group.minus} <= set(CODES)
        assert group.note
        assert group.open != bool(group.kinds)


# -- taken into the system


@pytest.fixture
def directory(db) -> Directory:
    importing.import_units(SHEET, Actor.system())
    return Directory.load()


def test_every_unit_of_the_notice_is_found(directory):
    found = {text: getattr(directory.unit(text), "code", None) for text in NAMED_IN_THE_NOTICE}
    assert found == NAMED_IN_THE_NOTICE


def test_every_collective_word_of_the_notice_is_found(directory):
    found = {text: getattr(directory.group(text), "code", None) for text in COLLECTIVE_IN_THE_NOTICE}
    assert found == COLLECTIVE_IN_THE_NOTICE


def members(directory: Directory, text: str) -> set[str]:
    group = directory.group(text)
    assert group
    return set(group.expand(NOTICE_DAY).values_list("code", flat=True))


def test_the_departments_are_the_departments_without_the_office_and_vertical_units(directory):
    found = members(directory, "各委办局")
    assert {"fagaiwei", "gongan", "linkong"} <= found
    assert not found & {"qufuban", "shuiwu", "xinjing"}


def test_streets_and_town(directory):
    assert len(members(directory, "各街（镇）")) == 10
    assert len(members(directory, "各街道办事处")) == 9
    assert members(directory, "各单位") == members(directory, "各委办局") | members(directory, "各街（镇）")


@pytest.mark.parametrize("text", ["各相关单位", "各承办单位", "重大行政决策各承办单位"])
def test_open_words_have_no_members_of_their_own(directory, text):
    assert members(directory, text) == set()


def test_importing_the_sheet_again_changes_nothing(directory):
    counts = importing.import_units(SHEET, Actor.system())
    assert (counts["created"], counts["changed"], counts["same"]) == (0, 0, Unit.objects.count())


# -- people


def holdings():
    return [(person, item) for person in PEOPLE for item in person["posts"]]


def test_accounts_and_names_are_unique():
    assert repeated(person["username"] for person in PEOPLE) == []
    assert repeated(person["name"] for person in PEOPLE) == []


def test_posts_are_known_and_held_in_known_units():
    for _person, item in holdings():
        assert Post(item["post"]) is not Post.SYSTEM
        assert item["unit"] in CODES
        assert isinstance(item["from"], dt.date)
        assert item["to"] is None or item["to"] >= item["from"]


@pytest.mark.parametrize("code", CODES)
def test_every_unit_has_the_four_posts_in_different_hands_on_any_day(code):
    four = {"officer", "reviewer", "secrecy", "head"}
    for day in (dt.date(2023, 1, 1), dt.date(2023, 7, 1)):
        hands = {
            item["post"]: person["username"]
            for person, item in holdings()
            if item["unit"] == code and item["post"] in four and item["from"] <= day <= (item["to"] or day)
        }
        assert set(hands) == four
        assert len(set(hands.values())) == 4


def test_office_window_hotline_and_administrator_posts_are_filled():
    held = {(item["post"], item["unit"]) for _person, item in holdings()}
    assert {("office_clerk", "qufuban"), ("office_head", "qufuban"), ("assessor", "qufuban")} <= held
    assert {("admin", "qufuban"), ("window", "chengyun"), ("hotline", "chengyun")} <= held
    assert {("window", unit.code) for unit in SHEET.units if unit.kind in ("street", "town")} <= held
    assert {unit for post, unit in held if post.startswith("office_")} == {"qufuban"}
