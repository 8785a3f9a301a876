"""The standard catalogue: import with reasons, exact round trip, versions, check, classes, products, pages."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook, load_workbook

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.units.models import PostHolding
from mingzheng.disclosure.catalogue import checking, classifying, demo, importing, products, sheet, standard, suggesting
from mingzheng.disclosure.catalogue.models import Classification, Placement, StandardCatalogue, StandardItem, Visits
from mingzheng.papers.catalogue_xlsx import catalogue_workbook

pytestmark = pytest.mark.django_db
HEAD = [sheet.LABELS["serial"], *(sheet.LABELS[name] for name in demo.HEADS)]
GOOD = [
    "结果",
    "清单",
    "名称、金额",
    "《预算法》",
    "20日内",
    "区发改委",
    "政府网站",
    "全社会",
    "主动",
    "县级",
    "fdzdgk-10",
]


def book(*rows, field="财政预决算", head=HEAD):
    made = Workbook()
    page = made.worksheets[0]
    page.title = field
    page.append(head)
    for row in rows:
        page.append(row)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def load(district, data, **facts):
    return importing.import_workbook(data, year=2023, title="目录", name="a.xlsx", actor=district.clerk, **facts)


@pytest.fixture
def live(columns, district):
    report = load(district, book([1, *GOOD], [2, *GOOD[:-1], ""]))
    return importing.publish(report.catalogue, actor=district.clerk)


def test_other_systems_read_the_items_of_one_field(columns, district, client):
    report = load(district, book([1, *GOOD], [2, *GOOD[:-1], ""]))
    field = report.catalogue.items.first().field
    report.catalogue.items.filter(serial=2).update(field="社会救助")
    importing.publish(report.catalogue, actor=district.clerk)

    def asked(**narrowed):
        return client.get("/api/v1/standard-items", narrowed)

    assert [row["field"] for row in asked().json()["items"]] == [field, "社会救助"]
    assert [row["field"] for row in asked(field="社会救助").json()["items"]] == ["社会救助"]
    unknown = asked(field="无此领域")
    assert unknown.status_code == 404
    assert f"{field}、社会救助" in unknown.json()["detail"]


def test_every_refused_row_has_its_reasons_and_a_dry_run_writes_nothing(columns, district):
    data = book([1, *GOOD], ["x", *GOOD], [1, *GOOD], [3, "", *GOOD[1:]], [4, *GOOD[:-1], "nope"])
    report = load(district, data, dry_run=True)
    assert report.taken == 1 and not StandardCatalogue.objects.exists()
    reasons = {row.place: "；".join(row.faults) for row in report.refused}
    assert "整数" in reasons["财政预决算 第 3 行"]
    assert "重复" in reasons["财政预决算 第 4 行"]
    assert "缺「一级事项」" in reasons["财政预决算 第 5 行"]
    assert "没有栏目「nope」" in reasons["财政预决算 第 6 行"]


def test_good_rows_are_imported_beside_refused_ones(columns, district):
    report = load(district, book([1, *GOOD], ["x", *GOOD]))
    item = StandardItem.objects.get()
    assert (report.taken, len(report.refused)) == (1, 1)
    assert item.unit == district.units["fagai"] and item.column.code == "fdzdgk-10"


def test_what_is_exported_is_imported_exactly(columns, district):
    first = load(district, demo.workbook()).catalogue
    items = standard.filtered(first)
    second = load(district, catalogue_workbook(first, items)).catalogue
    names = ("field", "serial", *demo.HEADS[:-1], "column_id", "update_days")
    assert list(second.items.values_list(*names)) == list(first.items.values_list(*names))
    assert second.items.count() > 30 and second.version == first.version + 1


def test_a_formula_in_a_cell_stays_text(columns, district):
    first = load(district, book([1, *GOOD])).catalogue
    StandardItem.objects.update(level1="=HYPERLINK(1)")
    again = load_workbook(io.BytesIO(catalogue_workbook(first, standard.filtered(first))))
    assert again.worksheets[0]["B3"].data_type == "s"


def test_the_national_form_with_two_head_rows_and_ticks_is_read(columns, district):
    made = Workbook()
    page = made.worksheets[0]
    page.title = "养老服务"
    page.append(
        [
            "序号",
            "公开事项",
            None,
            "公开内容（要素）",
            "公开依据",
            "公开时限",
            "公开主体",
            "公开渠道和载体",
            "公开对象",
            None,
            "公开方式",
            None,
            "公开层级",
            None,
        ]
    )
    page.append(
        [
            None,
            "一级事项",
            "二级事项",
            None,
            None,
            None,
            None,
            None,
            "全社会",
            "特定群体",
            "主动",
            "依申请公开",
            "县级",
            "乡级",
        ]
    )
    page.append([1, "机构", "备案", "名称", "办法", "20日", "区司法局", "■政府网站", "√", None, "√", "√", "√", "√"])
    page.append([2, None, "评估", "等级", "办法", "20日", "区司法局", "■政府网站", None, "√", "√", None, "√", None])
    page.merge_cells("B3:B4")
    kept = io.BytesIO()
    made.save(kept)
    report = load(district, kept.getvalue())
    assert not report.refused
    first, second = StandardItem.objects.order_by("serial")
    assert (first.audience, first.method, first.level) == ("全社会", "主动、依申请", "县级、乡级")
    assert (second.level1, second.audience) == ("机构", "特定群体")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04junk", b"not a workbook", book(head=["a", "b"])])
def test_what_is_no_catalogue_is_refused(columns, district, data):
    with pytest.raises(Refused):
        load(district, data)


def test_who_left_the_post_imports_nothing(columns, district):
    held = district.clerk
    PostHolding.objects.filter(person_id=held.person_id).update(valid_to=timekeeping.today() - dt.timedelta(days=1))
    with pytest.raises(Refused, match="不再担任"):
        load(district, book([1, *GOOD]))


def test_only_the_office_imports(columns, district):
    with pytest.raises(Refused, match="区府办"):
        importing.import_workbook(book([1, *GOOD]), year=2023, title="x", name="x", actor=district.actor("fagai"))


def test_a_new_version_takes_the_place_and_carries_bindings_over(live, district, register):
    register("目录清单", "2023-06-01", "tzgg")
    row, item = Placement.objects.get(), live.items.get(serial=1)
    classifying.confirm(row.ref, title=row.title, unit_id=row.unit_id, group="finance", theme="财政、金融、审计", column=row.column, item=item, actor=district.actor("fagai"))  # fmt: skip
    fresh = load(district, book([1, *GOOD[:-1], ""], [2, "新事项", *GOOD[1:]])).catalogue
    importing.publish(fresh, actor=district.clerk)
    assert standard.live() == fresh
    carried = fresh.items.get(serial=1)
    assert carried.column.code == "fdzdgk-10" and carried.records.get().title == "目录清单"
    live.refresh_from_db()
    assert live.status == "past" and live.items.get(serial=1).records.exists()
    with pytest.raises(Refused, match="公布过"):
        importing.publish(fresh, actor=district.clerk)


def test_the_check_finds_empty_stale_dead_unbound_and_misplaced(live, columns, district, register):
    register("旧动态", "2023-06-01", "zwdt")
    register("死链", "2023-06-19", "tzgg", url="/nowhere/at/all/")
    register("放错的", "2023-06-18", "gsgg-gg", url="/zfxxgk/?x")
    row = Placement.objects.get(title="放错的")
    classifying.confirm(row.ref, title=row.title, unit_id=row.unit_id, group="finance", theme="财政、金融、审计", column=columns["fdzdgk-07"], actor=district.clerk)  # fmt: skip
    run = checking.check()
    found = {(one.kind, one.column.code if one.column else one.item.serial) for one in run.findings.all()}
    assert {
        ("stale", "zwdt"),
        ("link", "tzgg"),
        ("empty", "zfgb"),
        ("unbound", 2),
        ("misplaced", "fdzdgk-07"),
        ("empty", 1),
    } <= found
    assert run.findings.get(kind="stale").days == -5
    assert run.links_broken == 1 and run.columns_good < run.columns
    again = checking.check()
    assert again.findings.count() == run.findings.count() or checking.CheckRun.objects.count() == 1


def test_an_outside_address_is_judged_by_whoever_offers_to_look(columns, register, monkeypatch):
    from mingzheng.disclosure.catalogue import links

    register("外部", "2023-06-19", "tzgg", url="https://gone.example/")
    assert checking.check().links_broken == 0
    monkeypatch.setattr(links, "_judges", [lambda url: links.Verdict(False, "连续三天打不开")])
    run = checking.check()
    assert "连续三天打不开" in run.findings.get(kind="link").what


def test_a_suggestion_says_why_and_a_person_decides(columns, register, district):
    register("长宁区2023年区级预算", "2023-06-01", "tzgg")
    row = Placement.objects.get()
    found = classifying.suggest("", row.title)
    best = next(one for one in found if one.facet == "group")
    assert best.code == "finance" and "预算" in best.words
    assert next(one for one in found if one.facet == "column").code == "fdzdgk-07"
    with pytest.raises(Refused):
        classifying.confirm(row.ref, title=row.title, unit_id=row.unit_id, group="finance", theme="", column=None, actor=district.actor("sifa"))  # fmt: skip
    assert [one.pk for one in classifying.waiting()] == [row.pk]
    classifying.confirm(row.ref, title=row.title, unit_id=row.unit_id, group="finance", theme="财政、金融、审计", column=row.column, actor=district.actor("fagai"))  # fmt: skip
    made = Classification.objects.get()
    assert not made.agreed and made.suggested[0]["words"]
    assert not classifying.waiting().exists()
    assert Entry.objects.filter(action="catalogue.classified").exists()


def test_nothing_unknown_is_confirmed(columns, register, district):
    register("标题", "2023-06-01", "tzgg")
    row = Placement.objects.get()
    for facts in ({"group": "nope", "theme": ""}, {"group": "", "theme": "没有"}):
        with pytest.raises(Refused):
            classifying.confirm(row.ref, title="x", unit_id=row.unit_id, column=None, actor=district.clerk, **facts)


def test_the_model_is_measured_on_what_it_did_not_learn():
    examples = suggesting.shipped_examples()
    assert len(examples) >= 120
    found = {one.facet: one for one in suggesting.accuracy(examples)}
    for facet in suggesting.FACETS:
        assert found[facet].first / found[facet].total > 0.65
        assert found[facet].among_three >= found[facet].first
    shuffled = [suggesting.Example(e.title, e.text, x.group, x.theme, x.column) for e, x in zip(examples, examples[71:] + examples[:71], strict=True)]  # fmt: skip
    wrong = {one.facet: one for one in suggesting.accuracy(shuffled)}
    assert wrong["group"].first / wrong["group"].total < 0.5  # labels that say nothing cannot be learned


def test_a_text_without_any_word_gives_no_suggestion():
    assert suggesting.Model([]).suggest("", "1234 ....") == []


def test_public_catalogue_filters_and_downloads(live, client):
    page = client.get("/mulu/").content.decode()
    assert "名称、金额" in page and "共 2 项" in page
    assert "没有符合的事项" in client.get("/mulu/?text=没有这个词").content.decode()
    assert client.get("/mulu/?field=x&after=abc&item=99999999999999999999&version=zz").status_code == 200
    assert client.get("/mulu/?version=999").status_code == 404
    assert client.get("/mulu/catalogue.json").json()["items"][0]["column"] == "fdzdgk-10"
    assert "名称、金额" in client.get("/mulu/catalogue.csv").content.decode("utf-8-sig")
    assert load_workbook(io.BytesIO(client.get("/mulu/catalogue.xlsx").content)).sheetnames == ["财政预决算"]


def test_a_draft_is_not_public(columns, district, client):
    draft = load(district, book([1, *GOOD])).catalogue
    assert "标准目录还没有公布" in client.get("/mulu/").content.decode()
    assert client.get(f"/mulu/?version={draft.pk}").status_code == 404
    assert client.get("/mulu/catalogue.csv").status_code == 404


def test_visits_are_counted_by_day_and_nothing_else(columns, district):
    products.publish_own(actor=district.clerk)
    products.visited("map")
    products.visited("map")
    products.visited("nope")
    row = Visits.objects.get()
    assert (row.product.code, row.day, row.count) == ("map", dt.date(2023, 6, 20), 2)
    assert {field.name for field in Visits._meta.fields} == {"id", "product", "day", "count"}
