"""Areas and matters: loading, keeping, freshness, pages, calendar, products."""

import datetime as dt
import re

import pytest
from icalendar import Calendar
from tests.support.recounts.comparing import differing

from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.procedures.commands import act
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import PostHolding
from mingzheng.disclosure.catalogue import commands as catalogue
from mingzheng.disclosure.catalogue import products
from mingzheng.disclosure.catalogue.models import Visits
from mingzheng.disclosure.key_areas import commands, queries
from mingzheng.disclosure.key_areas.models import Area, Matter
from mingzheng.portal import subject_map
from mingzheng.portal.subject_map import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(areas, district):
    made = catalogue.register_link("一条信息", "/zfxxgk/zhinan/", ["zdly-1"], unit=district.units["fagai"], published_on=dt.date(2023, 6, 1), actor=district.actor("fagai"))  # fmt: skip
    return RecordRef("catalogue.entry", str(made.pk))


def test_the_notice_gives_seven_areas_with_matters_that_have_units_and_rules(areas, district):
    assert Area.objects.count() == 7
    assert 40 <= len(areas) <= 60
    assert all(matter.wording and matter.required for matter in areas.values())
    assert all(matter.update_days or matter.update_event for matter in areas.values())
    assert list(areas["zhongda-touzi"].units.values_list("short", flat=True)) == ["区发改委"]


def test_loading_again_keeps_what_the_office_changed(areas, district):
    commands.keep_matter(areas["zhaosheng"].area, areas["zhaosheng"], {"title": "招生"}, actor=district.clerk)
    assert commands.load_areas(district.clerk) == 0
    assert Matter.objects.get(code="zhaosheng").title == "招生"


def test_only_the_office_keeps_matters(areas, district):
    with pytest.raises(Refused, match="区府办"):
        commands.keep_matter(areas["zhaosheng"].area, None, {"code": "x"}, actor=district.actor("fagai"))
    with pytest.raises(Refused, match="区府办"):
        commands.close_matter(areas["zhaosheng"], reason="x", actor=district.actor("fagai"))


def test_a_year_begins_as_a_copy_of_the_year_before(areas, district, on_day):
    commands.close_matter(areas["jieqing"], reason="不再列入", actor=district.clerk)
    on_day("2024-02-01")
    assert commands.copy_year(2024, actor=district.clerk) == len(areas) - 1
    assert queries.current_year() == 2024
    assert queries.matter("zhaosheng").area.year == 2024
    with pytest.raises(Refused, match="已经建立"):
        commands.copy_year(2024, actor=district.clerk)


def test_a_public_record_is_bound_by_a_responsible_unit_only(areas, district, entry):
    with pytest.raises(Refused, match="责任单位"):
        commands.bind_record(areas["zhongda-touzi"], entry, actor=district.actor("sifa"))
    commands.bind_record(areas["zhongda-touzi"], entry, actor=district.actor("fagai"))
    line = queries.matter_lines([areas["zhongda-touzi"]])[0]
    assert (line.own.light, line.own.count) == ("green", 1)
    with pytest.raises(Refused, match="没有公开"):
        commands.bind_record(areas["zhongda-touzi"], RecordRef("catalogue.entry", "999"), actor=district.clerk)


def test_staff_see_a_broken_rule_before_the_public_does(areas, district, entry, client, on_day):
    commands.bind_record(areas["zhongda-touzi"], entry, actor=district.clerk)
    on_day("2023-07-04")  # 31 days after 1 June is 2 July
    assert queries.matter_lines([areas["zhongda-touzi"]])[0].own.light == "red"
    assert "超过更新期限" not in client.get("/lingyu/zhongda-touzi/").content.decode()
    on_day("2023-07-08")
    assert "超过更新期限" in client.get("/lingyu/zhongda-touzi/").content.decode()


def test_the_pages_say_what_is_due_and_what_is_published(areas, district, entry, client):
    commands.bind_record(areas["zhongda-touzi"], entry, actor=district.clerk)
    index = client.get("/lingyu/").content.decode()
    assert "（一）" in index and "6 个事项，1 个已公布" in index
    area = client.get("/lingyu/1/").content.decode()
    assert "本站尚未公布" in area and "按期更新" in area and "至少每 31 天更新一次" in area
    sheet = client.get("/lingyu/zhongda-touzi/").content.decode()
    assert "光华中西医结合医院" in sheet and "一条信息" in sheet and "qr.svg" in sheet
    for path in ("/lingyu/9/", "/lingyu/nope/", "/lingyu/nope/qr.svg", "/lingyu/99999999999999999999/"):
        assert client.get(path).status_code == 404


def test_without_areas_the_page_says_what_will_be_here(db, client):
    assert "本年度重点领域还没有公布" in client.get("/lingyu/").content.decode()
    assert "还没有排出发布日历" in client.get("/lingyu/rili/").content.decode()


def test_the_code_is_a_plain_svg_of_the_address(areas, client):
    answer = client.get("/lingyu/zhaosheng/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    text = answer.content.decode()
    assert "<svg" in text and "script" not in text


def test_the_calendar_holds_rules_and_milestones_on_the_web_and_as_a_file(areas, district, entry, client, project, report, reviewer):  # fmt: skip
    act(report(project, "2023-06-01", 40).case, "confirm", reviewer)
    keys = {due.key: due.day for due in queries.due_dates()}
    assert keys["column:zdly-1"] == dt.date(2023, 9, 20)
    assert keys[f"project:{project.pk}"] == dt.date(2023, 7, 21)
    node = project.milestones.get(title="封顶")
    assert keys[f"milestone:{node.pk}"] == dt.date(2023, 6, 30)
    assert "医院迁建：封顶" in client.get("/lingyu/rili/").content.decode()
    first = client.get("/lingyu/rili/publication.ics").content
    events = {str(event["uid"]): event for event in Calendar.from_ical(first).walk("VEVENT")}
    assert len(events) == len(keys)
    assert any("医院迁建" in str(event["summary"]) for event in events.values())


def test_a_sheet_is_offered_once_it_has_something_to_show_and_its_visits_are_counted(areas, district, entry, client):
    with pytest.raises(Refused, match="还没有公开"):
        commands.publish_sheet(areas["zhongda-touzi"], actor=district.actor("fagai"))
    commands.bind_record(areas["zhongda-touzi"], entry, actor=district.clerk)
    made = commands.publish_sheet(areas["zhongda-touzi"], actor=district.actor("fagai"))
    assert made.unit == district.units["fagai"]
    client.get("/lingyu/zhongda-touzi/")
    client.get("/lingyu/zhongda-touzi/")
    client.head("/lingyu/zhongda-touzi/")
    client.get("/lingyu/zhaosheng/")
    assert Visits.objects.get().count == 2


def test_indicators_follow_the_records(areas, district, entry):
    day = dt.date(2023, 6, 20)
    whole, own = Scope(day), Scope(day, unit_id=district.units["fagai"].pk)
    fresh = indicator_of("catalogue.columns_fresh")
    assert fresh.measure(whole).numerator == 1
    assert indicator_of("catalogue.next_breach").measure(whole).numerator == 73
    matters = indicator_of("key_areas.matters_good")
    before = matters.measure(own)
    commands.bind_record(areas["zhongda-touzi"], entry, actor=district.clerk)
    assert matters.measure(own).numerator == before.numerator + 1
    overdue = Scope(dt.date(2023, 7, 4), unit_id=own.unit_id)  # 31 days after 1 June is 2 July
    assert matters.measure(overdue).numerator == before.numerator
    assert [*differing(matters.code, day), *differing(matters.code, overdue.day)] == []
    assert matters.measure(Scope(day, unit_id=district.units["xinhua"].pk)).denominator == 0
    products.publish_own(actor=district.clerk)
    assert indicator_of("catalogue.products").measure(whole).numerator == 2
    products.visited("map")
    assert indicator_of("catalogue.product_visits").measure(whole).numerator == 1
    assert indicator_of("catalogue.classified").measure(whole).text == "0%（0/1）"
    for code in ("catalogue.columns_fresh", "catalogue.classified", "key_areas.matters_good", "catalogue.items_good"):
        found, items = indicator_of(code).measure(whole), indicator_of(code).items(whole)
        assert (found.numerator, found.denominator) == (sum(item.counts for item in items), len(items)), code


def test_the_subject_map_covers_the_whole_picture_without_overlap():
    subjects = [Subject(f"领域{number}", number, 0, "") for number in (1, 2, 3, 5, 8, 13)]
    drawn = subject_map.tiles(subjects)
    whole = sum((tile.width + subject_map.GAP) * (tile.height + subject_map.GAP) for tile in drawn)
    assert whole == pytest.approx(subject_map.WIDTH * subject_map.HEIGHT, rel=0.01)
    for tile in drawn:
        for other in drawn:
            apart = (
                tile is other
                or tile.x + tile.width <= other.x
                or other.x + other.width <= tile.x
                or tile.y + tile.height <= other.y
                or other.y + other.height <= tile.y
            )
            assert apart
        assert tile.width * tile.height == pytest.approx(
            tile.subject.total / 32 * subject_map.WIDTH * subject_map.HEIGHT, rel=0.15
        )
    assert subject_map.tiles([]) == []


def test_the_map_says_in_words_what_it_shows(areas, client, district):
    from mingzheng.disclosure.catalogue import demo, importing

    report = importing.import_workbook(demo.workbook(), year=2023, title="目录", name="a.xlsx", actor=district.clerk)
    importing.publish(report.catalogue, actor=district.clerk)
    page = client.get("/mulu/ditu/").content.decode()
    assert "<svg" in page and re.search(r"财政预决算</a>.*?4 项，已公布 0 项", page, re.DOTALL)
    assert "style=" not in page.split("<main")[1]


def test_whoever_left_the_post_writes_nothing_more(areas, district, entry):
    """A page that was opened before the post ended is posted after it."""
    officer, clerk = district.actor("fagai"), district.clerk
    PostHolding.objects.all().update(valid_to=dt.date(2023, 6, 19))
    matter = areas["zhongda-touzi"]
    for left in (
        lambda: commands.keep_matter(matter.area, matter, {"title": "改名"}, actor=clerk),
        lambda: commands.close_matter(matter, reason="不再列入", actor=clerk),
        lambda: commands.bind_record(matter, entry, actor=officer),
        lambda: commands.add_table(matter, "rectification", "整改结果", "", actor=officer),
        lambda: catalogue.add_column("xin-lanmu", "新栏目", parent=None, actor=clerk),
        lambda: catalogue.register_link(
            "又一条",
            "/zfxxgk/",
            ["zdly-1"],
            unit=district.units["fagai"],
            published_on=dt.date(2023, 6, 1),
            actor=officer,
        ),
    ):
        with pytest.raises(Refused, match="不再担任"):
            left()


@pytest.mark.parametrize("url", ["/\\evil.example/", "//evil.example/", "javascript:alert(1)", "data:text/html,x"])
def test_an_entry_leads_to_no_other_site_by_a_trick_and_runs_nothing(areas, district, url):
    facts = {"unit": district.units["fagai"], "published_on": dt.date(2023, 6, 1), "actor": district.actor("fagai")}
    with pytest.raises(Refused, match="地址不对"):
        catalogue.register_link("一条信息", url, ["zdly-1"], **facts)
