"""The desk's pages of columns, standard catalogue, check and classes, through HTTP."""

import io

import pytest
from openpyxl import Workbook

from mingzheng.core.actors import Actor
from mingzheng.disclosure.catalogue import demo, seeding
from mingzheng.disclosure.catalogue.models import Classification, Column, LinkEntry, Placement, StandardCatalogue

pytestmark = pytest.mark.django_db
COLUMN = {"title": "专项规划", "parent": "zcwj", "update_days": "30", "order": "9"}


@pytest.fixture
def columns(desk):
    seeding.seed_columns(Actor.system("测试"))
    return desk


def test_the_office_opens_renames_moves_and_closes_a_column(columns, sign_in, client):
    sign_in("clerk")
    made = client.post("/desk/columns/add/", {"code": "zxgh", "owner": columns.other.pk, **COLUMN}, follow=True)
    assert "已开设栏目「专项规划」" in made.content.decode()
    client.post("/desk/columns/c/zxgh/edit/", {**COLUMN, "owner": columns.other.pk, "title": "区域规划", "parent": ""})
    column = Column.objects.get(code="zxgh")
    assert (column.title, column.parent, column.update_days) == ("区域规划", None, 30)
    refused = client.post("/desk/columns/c/zxgh/close/", {"reason": ""})
    assert "请写明停用的理由" in refused.content.decode()
    client.post("/desk/columns/c/zxgh/close/", {"reason": "并入规划计划"})
    column.refresh_from_db()
    assert column.closed_on
    client.post("/desk/columns/c/zxgh/reopen/")
    column.refresh_from_db()
    assert column.closed_on is None


def test_errors_stand_in_place_and_what_was_typed_stays(columns, sign_in, client):
    sign_in("clerk")
    page = client.post("/desk/columns/add/", {"code": "TZ GG", "title": "我写的名称", "owner": "x", "update_days": "99999999999999999999", "order": "-1"})  # fmt: skip
    text = page.content.decode()
    assert "小写字母" in text and "我写的名称" in text
    again = client.post("/desk/columns/add/", {"code": "tzgg", "owner": columns.other.pk, **COLUMN})
    assert "已经用过" in again.content.decode()


@pytest.mark.parametrize("path", ["columns/add/", "columns/c/tzgg/edit/", "columns/c/tzgg/close/", "catalogue/import/"])
def test_an_officer_does_not_change_columns(columns, sign_in, client, path):
    sign_in("xie")
    assert client.get(f"/desk/{path}").status_code == 403
    assert client.post(f"/desk/{path}", {}).status_code == 403


def test_an_officer_registers_and_withdraws_an_entry(columns, sign_in, client):
    sign_in("xie")
    facts = {
        "title": "社区服务指南",
        "url": "https://www.example.org/",
        "published_on": "2023-04-10",
        "columns": ["tzgg"],
    }
    client.post("/desk/columns/entries/add/", facts)
    entry = LinkEntry.objects.get()
    assert entry.unit == columns.street
    page = client.get("/desk/columns/c/tzgg/").content.decode()
    assert "社区服务指南" in page and "撤下" in page
    sign_in("jiao")
    assert "撤下" not in client.get("/desk/columns/c/tzgg/").content.decode()
    client.post(f"/desk/columns/entries/{entry.pk}/withdraw/")
    assert Placement.objects.exists()
    sign_in("xie")
    client.post(f"/desk/columns/entries/{entry.pk}/withdraw/")
    assert not Placement.objects.exists()


def test_a_workbook_is_checked_imported_published_and_exported(columns, sign_in, client):
    sign_in("clerk")
    data = demo.workbook()

    def send(**more):
        file = io.BytesIO(data)
        file.name = "标准目录.xlsx"
        return client.post("/desk/catalogue/import/", {"year": "2023", "title": "目录", "file": file, **more})

    checked = send(dry_run="on").content.decode()
    assert "检查通过" in checked and not StandardCatalogue.objects.exists()
    made = send()
    catalogue = StandardCatalogue.objects.get()
    assert made.url == f"/desk/catalogue/{catalogue.pk}/"
    client.post(f"/desk/catalogue/{catalogue.pk}/publish/")
    catalogue.refresh_from_db()
    assert catalogue.status == "live"
    item = catalogue.items.get(field="涉农补贴")
    client.post(f"/desk/catalogue/items/{item.pk}/", {"column": "gsgg-gs"})
    item.refresh_from_db()
    assert item.column.code == "gsgg-gs"
    assert client.get(f"/desk/catalogue/{catalogue.pk}/catalogue.xlsx").content[:2] == b"PK"
    assert "公示" in client.get(f"/desk/catalogue/{catalogue.pk}/?text=惠农").content.decode()


def test_refused_rows_are_listed_with_their_reasons(columns, sign_in, client):
    sign_in("clerk")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(
        [
            "序号",
            "一级事项",
            "二级事项",
            "公开内容（要素）",
            "公开依据",
            "公开时限",
            "公开主体",
            "公开渠道和载体",
            "公开对象",
            "公开方式",
            "公开层级",
        ]
    )
    sheet.append([1, *"一二三四五六七八九十"])
    sheet.append([2, "一", None, *"三四五六七八九十"])
    kept = io.BytesIO()
    book.save(kept)
    kept.seek(0)
    kept.name = "a.xlsx"
    page = client.post("/desk/catalogue/import/", {"year": "2023", "title": "目录", "file": kept}).content.decode()
    assert "Sheet 第 3 行" in page and "缺「二级事项」" in page


def test_the_check_runs_and_its_findings_are_seen_by_unit(columns, sign_in, client):
    sign_in("clerk")
    client.post("/desk/catalogue/checks/run/")
    page = client.get("/desk/catalogue/checks/").content.decode()
    assert "没有内容" in page and "政府公报" in page.partition("<main")[2]
    assert client.get("/desk/catalogue/checks/?kind=stale&mine=0").status_code == 200
    sign_in("xie")
    assert client.post("/desk/catalogue/checks/run/").status_code == 403
    assert "政府公报" not in client.get("/desk/catalogue/checks/").content.decode().partition("<main")[2]


def test_a_class_is_suggested_with_reasons_and_confirmed(columns, sign_in, client):
    sign_in("xie")
    facts = {
        "title": "新华街道2023年部门预算",
        "url": "/zfxxgk/zhidu/",
        "published_on": "2023-04-10",
        "columns": ["fdzdgk-07"],
    }
    client.post("/desk/columns/entries/add/", facts)
    row = Placement.objects.get()
    listing = client.get("/desk/catalogue/classify/").content.decode()
    assert ("待确认 1 条" in listing and "“部门预算”" in listing) or "“预算”" in listing
    page = client.get(f"/desk/catalogue/classify/{row.pk}/").content.decode()
    assert "财务审计" in page
    client.post(f"/desk/catalogue/classify/{row.pk}/", {"group": "finance", "theme": "财政、金融、审计", "column": "fdzdgk-07", "item": ""})  # fmt: skip
    assert Classification.objects.get().agreed
    sign_in("jiao")
    assert "新华街道2023年部门预算" not in client.get("/desk/catalogue/classify/").content.decode()
    refused = client.post(
        f"/desk/catalogue/classify/{row.pk}/", {"group": "finance", "theme": "其他", "column": "tzgg"}
    )
    assert "本单位" in refused.content.decode()
