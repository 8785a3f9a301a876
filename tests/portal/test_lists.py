"""Lists, facets, exports, feeds, and the look-up of validity on a day."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re

import pytest
from tests.portal.test_documents import corrected, strikes
from tests.support.workplan import once_by

from mingzheng.core.freshness.commands import touch
from mingzheng.disclosure.documents import listing
from mingzheng.disclosure.documents.facets import INDEX
from mingzheng.disclosure.documents.listing import Choice
from mingzheng.disclosure.documents.models import Document, DocumentTag

pytestmark = pytest.mark.django_db
LIST = "/zhengce/wenjian/"


@pytest.fixture
def many(papers):
    """Sixty-three documents of two units, copied from a released one in every field that a list reads."""
    once_by(papers.district, "many documents", lambda: _many(papers))
    INDEX.forget()
    return Document.objects.filter(listed=True)


def _many(papers):
    model = papers.released()
    units = [papers.district.units["fagai"], papers.district.units["xinhua"]]
    Document.objects.all().exclude(pk=model.pk).delete()
    rows = [
        Document(
            unit=units[number % 2],
            index_number=f"SYYS000002602022{number:05d}",
            live=None,
            opened_at=model.opened_at,
            first_published_at=model.first_published_at,
            listed=False,
            title=f"关于事项{number}的通知",
            doc_number=f"长发改〔2022〕{number + 1}号",
            genre="notice" if number % 3 else "opinion",
            theme="卫生、体育/卫生" if number % 5 else "综合政务/政务公开",
            theme_class="卫生、体育" if number % 5 else "综合政务",
            normative=number % 7 == 0,
            formed_on=dt.date(2020 + number % 3, 3, 1),
            published_on=dt.date(2022, 1, 1) + dt.timedelta(days=number // 2),
            year=2020 + number % 3,
            validity="repealed" if number % 4 == 0 else "valid",
        )
        for number in range(62)
    ]
    Document.objects.bulk_create(rows)
    for row in Document.objects.filter(live=None):
        edition = model.editions.get(serial=1)
        edition.pk, edition.document, edition.case, edition.title = None, row, None, row.title
        edition.save()
        row.live, row.listed = edition, True
        row.save()
    DocumentTag.objects.bulk_create([DocumentTag(document=row, tag="抽样") for row in rows[:10]])


def rows_on(page: str) -> list[str]:
    return re.findall(r'class="papers__title"><a href="([^"]+)"', page)


def walk(client, path, **said):
    """Every page from the first to the last, and back again."""
    seen, page = [], client.get(path, said).content.decode()
    while True:
        seen.append(rows_on(page))
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if following is None:
            break
        page = client.get(path + following[1].replace("&amp;", "&")).content.decode()
    back = [rows_on(page)]
    while previous := re.search(r'rel="prev" href="([^"]+)"', page):
        page = client.get(path + previous[1].replace("&amp;", "&")).content.decode()
        back.append(rows_on(page))
    assert [row for one in reversed(back) for row in one] == [row for one in seen for row in one]
    return [row for one in seen for row in one]


@pytest.mark.parametrize("few", [0, 2000])
def test_paging_shows_every_document_once_in_both_directions(client, many, monkeypatch, few):
    """Along the index of the database and in memory alike."""
    monkeypatch.setattr(listing, "FEW", few)
    wanted = [row.get_absolute_url() for row in many.order_by("-published_on", "-pk")]
    assert walk(client, LIST) == wanted
    chosen = many.filter(unit__code="xinhua", validity="valid").order_by("-published_on", "-pk")
    assert walk(client, LIST, agency="xinhua", validity="valid") == [row.get_absolute_url() for row in chosen]


def test_counts_are_those_of_a_recount_for_every_combination(many):
    for said in ({}, {"agency": "xinhua"}, {"year": "2021", "validity": "ended"}, {"genre": "opinion", "tag": "抽样"}):
        choice = Choice.of(said)
        units = listing.units()
        found = listing.page(choice, {}, units)
        assert found.total == listing.rows_of(choice, units).count()
        for genre, number in found.counts["genre"].items():
            narrowed = listing.rows_of(Choice.of({**said, "genre": genre}), units)
            assert number == narrowed.count(), (said, genre)
        for year, number in found.counts["year"].items():
            assert number == listing.rows_of(Choice.of({**said, "year": year}), units).count()


def test_counts_follow_each_change(client, papers, many, on_day):
    assert "共 63 件" in client.get(LIST).content.decode()
    added = papers.released(title="新来的通知", doc_number="长发改〔2023〕99号")
    assert "共 64 件" in client.get(LIST).content.decode()
    papers.does(added.live, "withdraw", papers.head, explanation="重新核对。")
    page = client.get(LIST).content.decode()
    assert "共 63 件" in page and "新来的通知" not in page


def test_the_index_equals_a_rebuilt_one_after_changes(papers, many):
    INDEX.counts({})
    for number, row in enumerate(many[:20]):
        row.year, row.validity, row.listed = 2019 + number % 2, "expired", number % 5 != 0
        row.save()
        touch(f"document:{row.pk}", "documents")
    followed = INDEX.counts({"year": ("2019",)})
    INDEX.forget()
    assert followed == INDEX.counts({"year": ("2019",)})


def test_facets_narrow_and_can_be_taken_back(client, many):
    page = client.get(LIST, {"agency": "xinhua", "genre": "opinion"}).content.decode()
    assert "公开主体：新华街道" in page and "体裁：意见" in page
    assert 'href="?genre=opinion"' in page and 'href="?agency=xinhua"' in page
    assert re.search(r'<option value="notice">通知（\d+）', page)


@pytest.mark.parametrize(
    "said",
    [
        {"agency": "nowhere"}, {"year": "abcd"}, {"year": "２０２２"}, {"year": "99999999999999999999"}, {"after": "x"},
        {"after": "2023-99-99~1"}, {"after": "9999-12-31~999999999999999999"}, {"before": "0001-01-01~1"}, {"tag": "<b>"},
        {"validity": "nonsense"}, {"theme": "'; --"}, {"after": "2022-01-01~99999999999999999999999"},
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_no_error(client, many, said):
    answer = client.get(LIST, said)
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode()


def test_an_empty_list_says_what_will_be_here(client, db):
    assert "还没有公开的文件" in client.get(LIST).content.decode()
    assert "没有符合条件的文件" in client.get(LIST, {"year": "1999"}).content.decode()


def test_the_column_of_normative_documents_shows_those_alone(client, many):
    page = client.get("/zhengce/guifanxing/").content.decode()
    assert f"共 {many.filter(normative=True).count()} 件" in page
    ended = client.get("/zhengce/guifanxing/", {"validity": "ended"}).content.decode()
    assert f"共 {many.filter(normative=True, validity='repealed').count()} 件" in ended


def test_the_column_of_normative_documents_leads_to_earlier_editions(client, papers):
    normative = {"normative": "on", "doc_number": "长发改规〔2023〕1号", "expires_on": "2028-04-30"}
    document = corrected(papers, papers.released(**normative), **normative)
    page = client.get("/zhengce/guifanxing/").content.decode()
    assert f'href="{document.get_absolute_url()}history/">现为第2版' in page and "有效期至 2028年4月30日" in page


def test_agency_and_tag_pages_keep_their_choice_while_paging(client, many):
    wanted = many.filter(unit__code="xinhua").order_by("-published_on", "-pk")
    assert walk(client, "/jigou/xinhua/") == [row.get_absolute_url() for row in wanted]
    assert "共 10 件" in client.get("/biaoqian/抽样/").content.decode()
    assert client.get("/jigou/nowhere/").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_the_current_list_is_exported(client, many, kind):
    answer = client.get(f"/zhengce/daochu.{kind}", {"agency": "xinhua"})
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    wanted = [row.title for row in many.filter(unit__code="xinhua").order_by("-published_on", "-pk")]
    assert "attachment" in answer["Content-Disposition"]
    assert _titles(kind, data) == wanted


def _titles(kind: str, data: bytes) -> list[str]:
    if kind == "csv":
        return [row["标题"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))]
    if kind == "json":
        return [row["title"] for row in json.loads(data)["rows"]]
    from openpyxl import load_workbook

    rows = list(load_workbook(io.BytesIO(data)).active.values)
    return [row[1] for row in rows[1:]]


def test_an_export_says_what_it_left_out(client, many, monkeypatch):
    from mingzheng.portal.views import exports

    monkeypatch.setattr(exports, "MOST", {"csv": 5, "json": 5, "xlsx": 5})
    text = b"".join(client.get("/zhengce/daochu.csv").streaming_content).decode()
    assert "一次最多导出 5 件" in text and len(text.splitlines()) == 7
    assert client.get("/zhengce/daochu.exe").status_code == 404


def test_no_cell_of_an_export_is_a_formula(client, papers):
    papers.released(title="=HYPERLINK(1)的通知")
    text = b"".join(client.get("/zhengce/daochu.csv").streaming_content).decode()
    assert "'=HYPERLINK" in text


def test_feeds_by_all_agency_and_theme(client, papers):
    document = papers.released()
    for path in ("/feeds/wenjian.atom", "/feeds/jigou/fagai.atom", "/feeds/zhuti/综合政务.atom"):
        text = client.get(path).content.decode()
        assert document.title in text and f"urn:mingzheng:document:{document.index_number}" in text, path
    assert document.title not in client.get("/feeds/jigou/sifa.atom").content.decode()
    assert client.get("/feeds/zhuti/没有.atom").status_code == 404


def test_the_map_for_search_engines_holds_every_document(client, papers):
    document = papers.released()
    assert "sitemap-documents.xml" in client.get("/sitemap.xml").content.decode()
    assert document.index_number in client.get("/sitemap-documents.xml").content.decode()


def test_new_documents_stand_on_the_opening_pages(client, papers):
    from mingzheng.portal import newest, providers

    providers.register_home("changes", newest.changes)
    document = papers.released()
    for path in ("/", "/zhengce/"):
        assert document.get_absolute_url() in client.get(path).content.decode()


# --- validity on a day


def test_validity_is_answered_for_days_before_and_after(client, papers, on_day):
    target = papers.released()
    strikes(papers, target)
    ask = {"q": "长发改[2023]12号"}
    for day, word in (("2023-04-20", "尚未施行"), ("2023-05-31", "现行有效"), ("2023-06-01", "已废止")):
        page = client.get("/youxiaoxing/", {**ask, "day": day}).content.decode()
        assert f"<span>{word}</span>" in page.split("answers", 1)[1], day
    assert "当时还没有这份文件" in client.get("/youxiaoxing/", {**ask, "day": "2023-01-01"}).content.decode()


def test_everything_in_force_on_a_day_by_agency(client, papers):
    target = papers.released()
    source = strikes(papers, target)
    on = {"list": "1", "agency": "fagai"}
    assert rows_on(client.get("/youxiaoxing/", {**on, "day": "2023-05-31"}).content.decode()) == [
        source.get_absolute_url(), target.get_absolute_url(),
    ]  # fmt: skip
    assert rows_on(client.get("/youxiaoxing/", {**on, "day": "2023-06-01"}).content.decode()) == [
        source.get_absolute_url()
    ]
    assert not rows_on(client.get("/youxiaoxing/", {**on, "agency": "sifa", "day": "2023-05-31"}).content.decode())


@pytest.mark.parametrize("query", ["关于优化营商环境", "SYYS00000260202300001", "《关于优化营商环境若干措施的通知》"])
def test_a_document_is_found_by_title_and_index_number(client, papers, query):
    document = papers.released()
    assert rows_on(client.get("/youxiaoxing/", {"q": query}).content.decode()) == [document.get_absolute_url()]


@pytest.mark.parametrize("day", ["昨天", "2023-02-30", "0001-01-01", "99999-01-01", "-1"])
def test_a_day_that_is_none_is_said_in_its_place(client, papers, day):
    answer = client.get("/youxiaoxing/", {"q": "通知", "day": day})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "不是可以查的日期" in page and 'value="通知"' in page


def test_a_day_alone_is_answered_with_what_is_still_to_be_entered(client, db):
    page = client.get("/youxiaoxing/", {"day": "2023-04-17"}).content.decode()
    assert "日期是2023年4月17日" in page and "文号、索引号或标题" in page and "列出" in page
    assert "再填一项" not in client.get("/youxiaoxing/").content.decode()
