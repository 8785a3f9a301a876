"""Outside sites inspected on the desk: read from a zip or a sitemap, kept apart from our own portal, gone in time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.supervision.inspections import shapes
from tests.supervision.inspections.shapes import column, facts
from tests.supervision.inspections.standin import HTML, html

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Figure, Scope, indicator_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import run_due
from mingzheng.supervision.inspections import outside, queries
from mingzheng.supervision.inspections.archives import SavedPages
from mingzheng.supervision.inspections.models import (
    Finding,
    InspectionRun,
    LinkResult,
    OutsideFinding,
    OutsideInspection,
    RunTarget,
)
from mingzheng.supervision.inspections.outside import Asked

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 6, 20)
LATE = shapes.four_cells(facts(published_on="2023-05-31", pubdate="2023-05-31")).encode()
STALE = column("通知公告", [("关于施工的公告", "2022-01-04"), ("关于招考的公告", "2022-01-02")]).encode()
NEW = "/desk/inspections/outside/new/"


def packed(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def as_windows(files: dict[str, bytes]) -> bytes:
    """A zip with names in GBK that do not say so: made under ASCII names of the same length, replaced byte by byte."""
    names = {name.encode("gb18030"): data for name, data in files.items()}
    stand_ins = {f"{at:0{len(raw)}}": raw for at, raw in enumerate(names)}
    found = packed(dict(zip(stand_ins, names.values(), strict=True)))
    for stand_in, raw in stand_ins.items():
        found = found.replace(stand_in.encode(), raw)
    return found


SAVED = {"栏目/通知公告.html": STALE, "公文/工作要点.htm": LATE, "公文/说明.txt": b"no page"}


@pytest.fixture
def district(changning, on_day):
    on_day(DAY)
    return changning


def asked(**changed) -> Asked:
    found = {"name": "某局旧网站", "unit": None, "day": DAY, "archive": packed(SAVED), "archive_name": "保存.zip"}
    return Asked(**{**found, **changed})


def finished(row: OutsideInspection) -> OutsideInspection:
    while run_due(20, slow=True):
        pass
    return OutsideInspection.objects.select_related("run").get(pk=row.pk)


def rules_of(row) -> list[str]:
    return sorted(row.findings.values_list("rule", flat=True))


@pytest.mark.parametrize("written", [packed, as_windows], ids=["utf-8", "gbk"])
def test_saved_pages_are_read_under_their_chinese_names_and_then_forgotten(
    district, written, django_capture_on_commit_callbacks
):
    row = outside.begin(asked(archive=written(SAVED)), district.clerk)
    assert storages["default"].exists(row.key)
    with django_capture_on_commit_callbacks(execute=True):
        row = finished(row)
    assert row.run.status == "done" and row.run.pages_done == 2 and row.run.found == 2
    assert {(one.rule, one.address) for one in row.findings.all()} == {
        ("column.stale", "栏目/通知公告.html"),
        ("date.late", "公文/工作要点.htm"),
    }
    assert row.key == "" and storages["default"].listdir("inspections")[1] == []
    assert not RunTarget.objects.exists()


def test_nothing_of_it_enters_the_findings_and_figures_of_our_portal(district, settings, site):
    settings.MINGZHENG_INSPECT_ALLOW = [site.netloc]
    page = LATE.replace(b"</body>", f'<p><a href="{site.url("/lost.pdf")}">\xe9</a></p></body>'.encode())
    row = finished(outside.begin(asked(archive=packed({"a.html": page}), asks_links=True), district.clerk))
    assert "link.attachment" in rules_of(row) and site.asked["/lost.pdf"] > 0
    assert not Finding.objects.exists() and not LinkResult.objects.exists()
    assert queries.last_run() is None and all(line.count == 0 for line in queries.veto_lines())
    assert indicator_of("inspections.links_open").measure(Scope(DAY)) == Figure(0, 0)


def test_a_sitemap_is_inspected_with_its_links(district, settings, site):
    settings.MINGZHENG_INSPECT_ALLOW = [site.netloc]
    for path in ("/", "/zwgk/", "/c/1.html", "/c/2.html"):
        site.pages[path] = (200, HTML, html("页面"))
    site.pages["/gg/"] = (200, HTML, STALE)
    address = site.sitemap("/sitemap.xml", [site.url("/gg/"), site.url("/gone.html")])
    row = finished(outside.begin(asked(sitemap=address, archive=b""), district.clerk))
    assert row.run.status == "done" and row.run.links == row.run.links_done > 0
    assert rules_of(row) == ["column.stale", "page.unreachable"]


def test_an_inner_address_is_not_visited_and_the_page_says_why(district, settings, site, enter):
    settings.MINGZHENG_INSPECT_ALLOW = []
    address = site.sitemap("/sitemap.xml", [site.url("/gg/")])
    row = finished(outside.begin(asked(sitemap=address, archive=b""), district.clerk))
    assert row.run.status == "failed" and not site.asked
    page = enter(district.clerk).get(f"/desk/inspections/outside/{row.pk}/").content.decode()
    assert "没有做完" in page and "不等于没有问题" in page and "MINGZHENG_INSPECT_ALLOW" in page


def bomb() -> bytes:
    return packed({f"{at}.html": b"0" * 20_000_000 for at in range(3)})


def locked() -> bytes:
    found = bytearray(packed({"a.html": LATE}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found[found.index(mark) + at] |= 1
    return bytes(found)


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (b"<html>no zip</html>", "已损坏"),
        (packed({"a.txt": b"x"}), "没有网页文件"),
        (packed({"../../etc/a.html": LATE, "C:/a.html": LATE, "/a.html": LATE}), "没有网页文件"),
        (bomb(), "异常庞大"),
        (locked(), "设有密码"),
    ],
    ids=["no zip", "no page", "slips", "bomb", "locked"],
)
def test_a_bad_archive_is_refused_and_leaves_nothing_behind(district, archive, words):
    with pytest.raises(Refused, match=words):
        outside.begin(asked(archive=archive), district.clerk)
    assert not InspectionRun.objects.exists() and not storages["default"].exists("inspections")


def test_names_that_lead_elsewhere_are_left_out_and_said():
    pages = SavedPages(packed({"../a.html": LATE, "b.html": LATE, "__MACOSX/._b.html": b"x"}), 10)
    assert list(pages.names) == ["b.html"] and "有 1 个网页的文件名不正常" in pages.notes[0]
    assert "只检查前 1 个" in SavedPages(packed({"a.html": LATE, "b.html": LATE}), 1).notes[0]


def test_one_damaged_page_does_not_end_the_inspection(district):
    data = packed({"a.html": STALE, "b.html": LATE})
    broken = bytearray(data)
    at = broken.index(b"b.html") + len("b.html")
    broken[at : at + 30] = b"\xff" * 30
    row = finished(outside.begin(asked(archive=bytes(broken)), district.clerk))
    assert row.run.status == "done" and rules_of(row) == ["column.stale", "page.unreadable"]


def test_our_own_portal_and_a_crowd_of_inspections_are_refused(district, settings):
    settings.MINGZHENG_SITE_URL = "https://www.example.cn"
    with pytest.raises(Refused, match="这是本门户"):
        outside.begin(asked(sitemap="https://www.example.cn/map.xml", archive=b""), district.clerk)
    for _ in range(3):
        outside.begin(asked(), district.clerk)
    with pytest.raises(Refused, match="已有 3 个"):
        outside.begin(asked(), district.clerk)


def test_only_the_office_begins_stops_and_removes(district):
    officer = district.actor("caizheng", Post.OFFICER)
    with pytest.raises(Refused, match="由区府办"):
        outside.begin(asked(), officer)
    row = outside.begin(asked(unit=district.units["caizheng"]), district.clerk)
    for act in (outside.stop, outside.remove):
        with pytest.raises(Refused, match="由区府办"):
            act(row, officer)
    with pytest.raises(Refused, match="还在进行"):
        outside.remove(row, district.clerk)
    outside.stop(row, district.clerk)
    row = OutsideInspection.objects.get()
    assert row.run.status == "failed" and row.key == ""
    with pytest.raises(Refused, match="已经结束"):
        outside.stop(row, district.clerk)
    run_due(20, slow=True)  # the slice that was owed finds nothing to do
    outside.remove(row, district.clerk)
    assert not InspectionRun.objects.exists()
    entries = Entry.objects.filter(action__startswith="inspections.outside").order_by("id")
    said = list(entries.values_list("action", flat=True))
    assert [one.removeprefix("inspections.outside_") for one in said] == ["started", "ended", "stopped", "removed"]


def test_it_is_kept_so_long_and_a_hanging_one_is_ended(district, on_day):
    finished(outside.begin(asked(), district.clerk))
    on_day("2023-09-18")
    assert outside.drop_old() == 0
    outside.begin(asked(), district.clerk)
    on_day("2023-09-19")  # ninety days and one; the second has hung for a day
    assert outside.drop_old() == 1
    assert OutsideInspection.objects.get().run.status == "failed"
    assert not OutsideFinding.objects.exists()


# --- pages of the desk ---------------------------------------------------------------------------------------------


def posted(**changed):
    upload = SimpleUploadedFile("保存.zip", packed(SAVED), content_type="application/zip")
    found = {"key": "k" * 24, "name": "某局旧网站", "unit": "", "sitemap": "", "archive": upload, "day": "2023-06-20"}
    return {**found, **changed}


def test_the_form_begins_it_once_and_the_page_shows_rules_pages_and_papers(district, enter):
    client = enter(district.clerk)
    first = client.post(NEW, posted())
    assert client.post(NEW, posted()).url == first.url and OutsideInspection.objects.count() == 1
    assert "检查中" in client.get(first.url).content.decode()
    finished(OutsideInspection.objects.get())
    page = client.get(first.url).content.decode()
    assert "成文到公开超过法定期限" in page and "栏目/通知公告.html" in page and "机器判定" in page
    only = client.get(first.url, {"rule": "date.late"}).content.decode()
    assert "31 个工作日" in only and "天没有更新" not in only
    assert "没有符合的问题" in client.get(first.url, {"page": "nowhere"}).content.decode()
    printed = client.get(f"{first.url}print/").content.decode()
    assert "31 个工作日" in printed and "天没有更新" in printed and "检查 2 页" in printed
    book = load_workbook(io.BytesIO(client.get(f"{first.url}findings.xlsx").content))
    assert book.sheetnames == ["按规则", "问题清单"] and book["问题清单"].max_row == 5
    assert "某局旧网站" in client.get("/desk/inspections/outside/").content.decode()
    client.post(f"{first.url}act/", {"do": "nothing"})
    assert client.post(f"{first.url}act/", {"do": "remove"}).url == "/desk/inspections/outside/"
    assert client.get(first.url).status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"archive": ""}, "请填写网站地图的网址，或者上传压缩包"),
        ({"sitemap": "https://www.example.cn/sitemap.xml"}, "只能选一样"),
        ({"archive": "", "sitemap": "file:///etc/passwd"}, "网站地图的网址不对"),
        ({"day": "2023-06-21"}, "日期在今天之后"),
        ({"day": "昨天"}, "日期请写成"),
        ({"name": ""}, "请给这次检查起个名称"),
        ({"unit": "999999"}, "没有这个单位"),
        ({"archive": SimpleUploadedFile("a.zip", b"x")}, "已损坏"),
        ({"archive": SimpleUploadedFile("a.zip", b"")}, "文件是空的"),
    ],
)
def test_bad_input_is_said_and_nothing_typed_is_lost(district, enter, changed, words):
    page = enter(district.clerk).post(NEW, posted(**changed)).content.decode()
    assert words in page and (changed.get("name", "某局旧网站") in page)
    assert not OutsideInspection.objects.exists()


def test_a_unit_sees_the_inspection_of_its_own_site_alone(district, enter):
    mine = finished(outside.begin(asked(unit=district.units["caizheng"]), district.clerk))
    other = finished(outside.begin(asked(name="别人的网站"), district.clerk))
    client = enter(district.actor("caizheng"))
    listed = client.get("/desk/inspections/outside/").content.decode()
    assert "某局旧网站" in listed and "别人的网站" not in listed and "检查外部网站" not in listed
    shown = client.get(f"/desk/inspections/outside/{mine.pk}/").content.decode()
    assert "31 个工作日" in shown and "清除这次检查" not in shown
    for tail in ("", "print/", "findings.xlsx"):
        assert client.get(f"/desk/inspections/outside/{other.pk}/{tail}").status_code == 404
    assert client.get(NEW).status_code == 403
    assert client.post(f"/desk/inspections/outside/{mine.pk}/act/", {"do": "remove"}).status_code == 403
    client.logout()
    assert client.get(f"/desk/inspections/outside/{mine.pk}/").status_code == 302
