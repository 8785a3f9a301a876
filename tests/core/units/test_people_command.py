"""``./run people``: accounts, passwords and posts from the command line."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from mingzheng.core.actors import Post
from mingzheng.core.journal.models import Entry
from mingzheng.core.units import queries
from mingzheng.core.units.models import Person, PostHolding

PASSWORD = "chang-long-enough-9"


def people(*words: str) -> str:
    out = io.StringIO()
    call_command("people", *words, stdout=out)
    return out.getvalue()


def listed(*words: str) -> list[dict]:
    return json.loads(people("list", "--json", *words))


@pytest.fixture
def typed(monkeypatch):
    """``typed("…")`` lets the next command read it from standard input."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text + "\n"))


def test_the_first_administrator_of_an_empty_district(district, typed, on_day):
    on_day("2023-04-17")
    typed(PASSWORD)
    people("add", "guanli", "周管理", "--password-stdin")
    people("post", "guanli", "qufuban", "admin")
    person = Person.objects.get(username="guanli")
    assert person.check_password(PASSWORD)
    assert [(actor.post, actor.unit_name) for actor in queries.actors_for(person, dt.date(2023, 4, 17))] == [
        (Post.ADMIN, "区府办")
    ]


def test_every_step_is_in_the_journal_and_the_password_is_not(district, typed):
    people("add", "xxy", "崔甲")
    typed(PASSWORD)
    people("password", "xxy", "--password-stdin")
    people("post", "xxy", "新华街道", "信息员", "--from", "2023-05-01")
    people("end", "xxy", "xinhua", "officer", "--on", "2023-06-30")
    entries = list(Entry.objects.filter(subject_kind="units.person").order_by("id"))
    actions = ["person.added", "person.password_set", "post.held", "post.ended"]
    assert [entry.action for entry in entries] == actions
    assert {entry.person_name for entry in entries} == {"命令行"}
    assert not any(PASSWORD in entry.summary + entry.data_text for entry in entries)


def test_a_post_is_held_from_its_first_to_its_last_day(district):
    people("add", "xxy", "崔甲")
    people("post", "xxy", "xinhua", "officer", "--from", "2023-05-01", "--to", "2023-06-30")
    person = Person.objects.get()
    days = ["2023-04-30", "2023-05-01", "2023-06-30", "2023-07-01"]
    held = [bool(queries.actors_for(person, dt.date.fromisoformat(day))) for day in days]
    assert held == [False, True, True, False]


def test_listing_shows_present_and_coming_posts_and_who_cannot_sign_in(district, on_day):
    on_day("2023-07-01")
    people("add", "xxy", "崔甲")
    people("post", "xxy", "xinhua", "officer", "--from", "2023-01-01", "--to", "2023-06-30")
    people("post", "xxy", "chengyun", "window", "--from", "2023-08-01")
    people("add", "other", "吉乙")
    assert [(row["username"], len(row["posts"]), row["can_sign_in"]) for row in listed()] == [
        ("other", 0, False),
        ("xxy", 1, False),
    ]
    assert listed("--unit", "xinhua") == []
    assert "崔甲  区城运中心窗口（2023-08-01 至 今）　【未设密码，不能登录】" in people("list", "--unit", "chengyun")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("post", "nobody", "xinhua", "officer"), "没有账号「nobody」。"),
        (("post", "xxy", "新华", "officer"), "单位表里没有「新华」。相近的有：xinhua 新华街道"),
        (("post", "xxy", "xinhua", "chief"), "没有「chief」这个岗位。可用的岗位：officer 信息员"),
        (("post", "xxy", "xinhua", "system"), "没有「system」这个岗位。"),
        (("post", "xxy", "xinhua", "office_clerk"), "「区府办经办」岗位只设在区政府办公室。"),
        (("post", "xxy", "xinhua", "officer", "--from", "1 May"), "看不懂日期「1 May」。请写成 2023-04-17。"),
        (("end", "xxy", "xinhua", "officer", "--on", "2023-06-30"), "崔甲 在 2023-06-30 没有担任新华街道信息员。"),
        (("add", "xxy", "吉乙"), "账号「xxy」已被使用。"),
        (("add", "有 空格", "吉乙"), "账号「有 空格」不能开设："),
        (("add", "noname", "  "), "账号「noname」不能开设："),
        (("list", "--unit", "?"), "单位表里没有「?」。"),
    ],
)
def test_refusals_say_what_and_what_to_do(district, words, why):
    people("add", "xxy", "崔甲")
    with pytest.raises(CommandError) as error:
        people(*words)
    assert str(error.value).startswith(why)


def test_a_weak_password_opens_no_account(district, typed):
    typed("short")
    with pytest.raises(CommandError, match="密码不合要求：密码太短，至少 12 个字符。"):
        people("add", "xxy", "崔甲", "--password-stdin")
    assert not Person.objects.exists()


SHEET = """账号,姓名,单位,岗位,自,至
xxy,崔甲,新华街道,信息员,2023-01-01,
xxy,崔甲,xinhua,窗口,,
guanli,周管理,区府办,admin,2023-01-01,2023-12-31
later,吉乙,,,,
"""
YAML = """people:
  - {username: xxy, name: 崔甲, posts: [{post: officer, unit: xinhua, from: 2023-01-01, to: null}]}
  - {username: guanli, name: 周管理, posts: [{post: admin, unit: qufuban, from: 2023-01-01, to: 2023-12-31}]}
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_sheet_is_imported_once(district, tmp_path, encoding, on_day):
    on_day("2023-04-17")
    path = tmp_path / "people.csv"
    path.write_text(SHEET, encoding=encoding)
    assert json.loads(people("import", str(path), "--json")) == {"people": 3, "posts": 3, "ended": 0, "same": 0}
    assert json.loads(people("import", str(path), "--json")) == {"people": 0, "posts": 0, "ended": 0, "same": 3}
    held = PostHolding.objects.get(post="window")
    assert (held.unit.code, held.valid_from) == ("xinhua", dt.date(2023, 4, 17))
    assert [row["username"] for row in listed() if not row["posts"]] == ["later"]


def test_yaml_in_the_shape_of_the_demonstration(district, tmp_path):
    path = tmp_path / "people.yaml"
    path.write_text(YAML, encoding="utf-8")
    assert "新增 2 个账号、2 个岗位" in people("import", str(path))


def test_a_last_day_written_later_ends_the_post(district, tmp_path, on_day):
    on_day("2023-04-17")
    path = tmp_path / "people.csv"
    path.write_text(SHEET, encoding="utf-8")
    people("import", str(path))
    path.write_text(SHEET.replace("信息员,2023-01-01,", "信息员,2023-01-01,2023-06-30"), encoding="utf-8")
    assert json.loads(people("import", str(path), "--json"))["ended"] == 1
    assert PostHolding.objects.get(post="officer").valid_to == dt.date(2023, 6, 30)


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        ("a,b\n1,2\n", "people.csv 第一行应为表头：账号、姓名、单位、岗位、自、至。"),
        ("账号,姓名,单位,岗位\nxxy,崔甲,新华街道,\n", "人员表第 2 行缺少岗位（post）。"),
        ("账号,姓名,单位,岗位\nxxy,,新华街道,信息员\n", "人员表第 2 行缺少姓名（name）。"),
        ("账号,姓名,单位,岗位\nxxy,崔甲,新华街道,总管\n", "人员表第 2 行：没有「总管」这个岗位。"),
        ("账号,姓名,单位,岗位\nxxy,崔甲,,\nxxy,崔丙,,\n", "人员表第 3 行：账号「xxy」前面写的姓名是「崔甲」。"),
        (
            "账号,姓名,单位,岗位\nok,吉乙,xinhua,信息员\nxxy,崔甲,无此局,信息员\n",
            "人员表第 3 行（崔甲）：单位表里没有「无此局」。",
        ),
        ("账号,姓名,单位,岗位,自\nxxy,崔甲,xinhua,信息员,去年\n", "人员表第 2 行：看不懂日期「去年」。"),
        ("", "people.csv 第一行应为表头"),
    ],
)
def test_a_faulty_sheet_names_the_row_and_changes_nothing(district, tmp_path, sheet, why):
    path = tmp_path / "people.csv"
    path.write_text(sheet, encoding="utf-8")
    with pytest.raises(CommandError) as error:
        people("import", str(path))
    assert str(error.value).startswith(why)
    assert not Person.objects.exists()


def test_an_account_of_somebody_else_is_not_taken_over(district, tmp_path):
    people("add", "xxy", "崔甲")
    path = tmp_path / "people.csv"
    path.write_text("账号,姓名,单位,岗位\nxxy,吉乙,xinhua,信息员\n", encoding="utf-8")
    with pytest.raises(CommandError, match="账号「xxy」已属于 崔甲"):
        people("import", str(path))


@pytest.mark.parametrize("name", ["people.txt", "missing.csv", "broken.yaml", "list.yaml"])
def test_files_that_are_no_sheet(district, tmp_path, name):
    (tmp_path / "people.txt").write_text("x")
    (tmp_path / "broken.yaml").write_text("people: [")
    (tmp_path / "list.yaml").write_text("- a\n")
    with pytest.raises(CommandError):
        people("import", str(tmp_path / name))


def test_a_closed_account_cannot_sign_in_and_its_posts_are_gone(db):
    people("add", "zhang", "张三")
    person = Person.objects.get(username="zhang")
    assert "已停用 张三" in people("close", "zhang")
    person.refresh_from_db()
    assert not person.is_active
    assert Entry.objects.filter(action="person.closed").count() == 1
    people("close", "zhang")
    assert Entry.objects.filter(action="person.closed").count() == 1


def test_a_lost_second_factor_is_revoked_and_written_down(db):
    from allauth.mfa.models import Authenticator

    people("add", "zhang", "张三")
    person = Person.objects.get(username="zhang")
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert "已撤销 张三" in people("second-factor", "zhang")
    assert not Authenticator.objects.filter(user=person).exists()
    assert Entry.objects.filter(action="person.second_factor_reset").exists()
