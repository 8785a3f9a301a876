"""Columns: who may change them, what stands in them, the public pages and feeds."""

import datetime as dt

import pytest
from django.http import QueryDict

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.models import Stamp
from mingzheng.core.journal.models import Entry
from mingzheng.disclosure.catalogue import commands, queries, seeding
from mingzheng.disclosure.catalogue.models import Column, Placement

pytestmark = pytest.mark.django_db


def test_seeding_twice_adds_nothing_and_keeps_what_the_office_changed(columns, district):
    commands.edit_column(columns["tzgg"], actor=district.clerk, title="通知")
    assert seeding.seed_columns(Actor.system("测试")) == 0
    assert Column.objects.get(code="tzgg").title == "通知"


def test_seeding_gives_an_owner_once_the_units_are_there(columns):
    Column.objects.filter(code="tzgg").update(owner=None)
    seeding.seed_columns(Actor.system("测试"))
    assert Column.objects.get(code="tzgg").owner.short == "区府办"


def test_only_the_office_changes_columns(columns, district):
    officer = district.actor("fagai")
    for attempt in (
        lambda: commands.add_column("x", "新栏目", parent=None, actor=officer),
        lambda: commands.edit_column(columns["tzgg"], actor=officer, title="x"),
        lambda: commands.move_column(columns["tzgg"], columns["zcwj"], actor=officer),
        lambda: commands.close_column(columns["tzgg"], reason="x", actor=officer),
    ):
        with pytest.raises(Refused, match="区府办"):
            attempt()


def test_every_change_is_journaled_and_makes_kept_pages_stale(columns, district):
    commands.edit_column(columns["tzgg"], actor=district.clerk, title="通知")
    entry = Entry.objects.get(action="catalogue.column_edited")
    assert "「通知公告」更名为「通知」" in entry.summary
    assert Stamp.objects.filter(tag="column:tzgg").exists()


def test_a_column_cannot_hang_below_itself(columns, district):
    with pytest.raises(Refused, match="下级"):
        commands.move_column(columns["zcwj"], columns["zcwj-jd"], actor=district.clerk)


def test_a_column_with_open_columns_below_is_not_closed(columns, district):
    with pytest.raises(Refused, match="下级栏目"):
        commands.close_column(columns["zcwj"], reason="合并", actor=district.clerk)


def test_a_closed_column_takes_nothing_new_and_keeps_its_page(columns, district, register, client):
    register("旧通知", "2023-06-01", "tzgg")
    commands.close_column(columns["tzgg"], reason="并入其他栏目", actor=district.clerk)
    assert "tzgg" not in dict(queries.column_choices())
    with pytest.raises(Refused, match="停用"):
        register("新通知", "2023-06-02", "tzgg")
    page = client.get("/lanmu/tzgg/").content.decode()
    assert "这个栏目已停用" in page and "旧通知" in page


def test_an_officer_registers_for_the_own_unit_only(columns, district):
    with pytest.raises(Refused, match="本单位"):
        commands.register_link("x", "/a", ["tzgg"], unit=district.units["sifa"], published_on=dt.date(2023, 6, 1), actor=district.actor("fagai"))  # fmt: skip


@pytest.mark.parametrize("url", ["ftp://a", "//evil.example", "javascript:alert(1)", "https://a b", ""])
def test_an_address_that_is_none_is_refused(register, url):
    with pytest.raises(Refused, match="地址"):
        register("标题", "2023-06-01", "tzgg", url=url)


def test_personal_data_in_a_title_and_days_to_come_are_refused(register):
    with pytest.raises(Refused, match="不能公开"):
        register("关于11010519491231002X的公示", "2023-06-01", "tzgg")
    with pytest.raises(Refused, match="今天之后"):
        register("标题", "2023-06-21", "tzgg")
    assert not Placement.objects.exists()


def test_withdrawing_takes_an_entry_out_of_every_column(register, district):
    entry = register("标题", "2023-06-01", "tzgg", "gsgg-gg")
    assert Placement.objects.count() == 2
    with pytest.raises(Refused):
        commands.withdraw_link(entry, actor=district.actor("sifa"))
    commands.withdraw_link(entry, actor=district.actor("fagai"))
    assert not Placement.objects.exists()


def test_freshness_follows_the_rule_of_the_column(register, on_day):
    register("动态", "2023-06-10", "zwdt")
    looks = {"2023-06-12": "green", "2023-06-22": "amber", "2023-06-24": "amber", "2023-06-25": "red"}
    for day, light in looks.items():
        node = queries.find(queries.tree(today=dt.date.fromisoformat(day)), "zwdt")
        assert node.own.light == light, day


def test_paging_by_key_sees_every_record_once_both_ways(register):
    for number in range(45):
        register(f"第{number}件", "2023-06-01" if number % 2 else "2023-06-02", "tzgg", url=f"/zfxxgk/?n={number}")

    def page_at(address):
        return queries.page(["tzgg"], QueryDict(address.removeprefix("?")))

    pages = [page_at("")]
    while pages[-1].following:
        pages.append(page_at(pages[-1].following))
    seen = [row.pk for page in pages for row in page.rows]
    assert len(seen) == len(set(seen)) == 45
    assert page_at(pages[1].previous).rows == pages[0].rows


@pytest.mark.parametrize(
    "query", ["?after=x", "?after=9999-99-99~1", "?before=~", "?after=2023-01-01~99999999999999999999"]
)
def test_odd_marks_show_the_newest(register, client, query):
    register("通知一件", "2023-06-01", "tzgg")
    assert "通知一件" in client.get(f"/lanmu/tzgg/{query}").content.decode()


def test_pages_and_feed(register, client):
    register("关于举办培训的通知", "2023-06-01", "tzgg")
    index = client.get("/lanmu/").content.decode()
    assert "通知公告" in index and "区府办" in index
    feed = client.get("/feeds/lanmu/tzgg.atom").content.decode()
    assert "关于举办培训的通知" in feed and "2023-06-01T09:00" in feed
    assert client.get("/lanmu/nope/").status_code == 404
    assert client.get("/feeds/lanmu/nope.atom").status_code == 404


def test_a_parent_shows_what_stands_below_it(register, client):
    register("一份解读", "2023-06-01", "zcwj-jd")
    page = client.get("/lanmu/zcwj/").content.decode()
    assert "一份解读" in page and "行政规范性文件" in page
    assert "一份解读" in client.get("/feeds/lanmu/zcwj.atom").content.decode()


def test_the_statutory_page_says_what_is_published_and_what_is_not(register, client):
    register("统计公报", "2023-06-01", "fdzdgk-04")
    page = client.get("/zfxxgk/fdzdgk/").content.decode()
    assert '<a href="/lanmu/fdzdgk-04/">国民经济和社会发展统计信息</a>' in page
    assert "本站尚未公布" in page


def test_the_number_of_queries_does_not_grow_with_the_columns(columns, django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.tree()


def test_a_record_is_counted_for_its_own_unit(register, district):
    register("标题", "2023-06-01", "tzgg")
    assert Placement.objects.get().unit == district.units["fagai"]


def test_placing_again_renews_and_replaces(register, district):
    entry = register("标题", "2023-06-01", "tzgg")
    from mingzheng.core.records import RecordRef

    ref = RecordRef("catalogue.entry", str(entry.pk))
    commands.place(ref, ["gsgg-gg"], title="新标题", url="/x/", published_on=dt.date(2023, 6, 2), actor=district.actor("fagai", Post.OFFICER))  # fmt: skip
    assert [(row.column.code, row.title) for row in Placement.objects.all()] == [("gsgg-gg", "新标题")]
