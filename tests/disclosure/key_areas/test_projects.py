"""Projects and tables: nothing is public without a second person; personal data blocks; versions stay readable."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from openpyxl import Workbook, load_workbook

from mingzheng.core import searchable
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.models import Stamp
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.disclosure.catalogue.models import Placement
from mingzheng.disclosure.key_areas import commands, demo, queries, tables
from mingzheng.disclosure.key_areas.forms import ProjectForm, RowsForm, UpdateForm
from mingzheng.disclosure.key_areas.models import ProjectUpdate

pytestmark = pytest.mark.django_db
ROW = "某单位|资产未入账|补办登记|已完成整改|2023-05-30"


def test_progress_is_public_only_after_somebody_else_confirmed_it(project, report, district, reviewer, client):
    update = report(project, "2023-06-01", 40)
    assert client.get(f"/lingyu/xiangmu/{project.pk}/").status_code == 404
    assert not Placement.objects.exists()
    with pytest.raises(Refused):
        act(update.case, "confirm", district.actor("fagai"))
    with pytest.raises(Refused):
        act(update.case, "confirm", district.actor("sifa", Post.REVIEWER))
    with pytest.raises(Refused):
        act(update.case, "confirm", district.head)
    act(update.case, "confirm", reviewer)
    page = client.get(f"/lingyu/xiangmu/{project.pk}/").content.decode()
    assert "施工到第八层" in page and "40%" in page
    assert set(Placement.objects.values_list("column__code", flat=True)) == {"zdly-1", "fdzdgk-10"}
    assert Stamp.objects.filter(tag=f"project:{project.pk}").exists()
    assert "40%" in Entry.objects.get(action="key_areas.update.confirm").summary


def test_the_database_refuses_what_one_person_alone_published(project, report, district):
    update = report(project, "2023-06-01", 40)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectUpdate.objects.filter(pk=update.pk).update(status="live")
    maker = district.actor("fagai").person_id
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectUpdate.objects.filter(pk=update.pk).update(status="live", published_on="2023-06-01", confirmed_by=maker)


def test_who_revised_cannot_confirm(project, report, district, reviewer):
    update = report(project, "2023-06-01", 40)
    act(update.case, "send_back", reviewer, {"reason": "请写明影响"})
    typed = {"text": "改过的。", "happened_on": "2023-06-01", "percent": "41"}
    act(update.case, "revise", district.actor("fagai", Post.HEAD), typed)
    with pytest.raises(Refused):
        act(update.case, "confirm", district.actor("fagai", Post.HEAD))
    act(update.case, "confirm", reviewer)
    project.refresh_from_db()
    assert project.percent == 41


def test_milestones_are_reached_and_moved_by_confirmed_progress(project, report, reviewer):
    start, top = project.milestones.all()
    waiting = report(project, "2023-06-01", 40, milestone=str(start.pk), reached="on")
    start.refresh_from_db()
    assert start.done_on is None
    act(waiting.case, "confirm", reviewer)
    act(report(project, "2023-06-10", 50, milestone=str(top.pk), replanned_on="2023-08-31").case, "confirm", reviewer)
    start.refresh_from_db()
    top.refresh_from_db()
    assert str(start.done_on) == "2023-06-01" and str(top.planned_on) == "2023-08-31"


def test_an_earlier_report_confirmed_later_does_not_turn_the_percent_back(project, report, reviewer):
    early = report(project, "2023-05-01", 30)
    act(report(project, "2023-06-01", 40).case, "confirm", reviewer)
    act(early.case, "confirm", reviewer)
    project.refresh_from_db()
    assert project.percent == 40


def test_the_last_updated_clock_warns_and_ends_with_the_project(project, report, reviewer, on_day):
    act(report(project, "2023-06-20", 40).case, "confirm", reviewer)
    project.refresh_from_db()
    looks = []
    for day in ("2023-07-10", "2023-07-15", "2023-07-22"):
        on_day(day)
        looks.append(queries.project_standing(project).light)
    assert looks == ["green", "amber", "red"]
    act(report(project, "2023-07-22", 100).case, "confirm", reviewer)
    project.refresh_from_db()
    assert queries.project_standing(project).word == "已完成" and project.finished_on


def test_a_photo_needs_words_and_is_seen_by_the_public_once_confirmed(project, report, reviewer, client):
    def files():
        return {"photo": SimpleUploadedFile("现场.png", demo.picture(40))}

    typed = {"text": "x", "happened_on": "2023-06-01", "percent": "40"}
    bare = UpdateForm(typed, files(), project=project)
    assert "看不到照片的人" in str(bare.errors["alt"])
    fake = UpdateForm(typed, {"photo": SimpleUploadedFile("a.txt", b"text")}, project=project)
    assert "photo" in fake.errors
    update = report(project, "2023-06-01", 40, files=files(), caption="现场", alt="一栋在建的楼")
    address = f"/files/{update.photos.get().file_id}/?inline=1"
    assert client.get(address).status_code == 404
    act(update.case, "confirm", reviewer)
    page = client.get(f"/lingyu/xiangmu/{project.pk}/").content.decode()
    assert 'alt="一栋在建的楼"' in page
    found = page.split('<img src="/files/')[1].split('"')[0]
    assert client.get(f"/files/{found}").status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"percent": "101"}, "percent"),
        ({"percent": "99999999999999999999"}, "percent"),
        ({"happened_on": "2023-06-21"}, "happened_on"),
        ({"happened_on": "2023-99-99"}, "happened_on"),
        ({"text": "联系人手机13800138000"}, "text"),
        ({"reached": "on"}, "milestone"),
        ({"milestone": "7777777"}, "milestone"),
    ],
)
def test_odd_progress_is_refused_in_its_place(project, change, field):
    form = UpdateForm({"text": "x", "happened_on": "2023-06-01", "percent": "1", **change}, project=project)
    assert field in form.errors
    assert "13800138000" not in str(form.errors)


@pytest.mark.parametrize(
    "nodes",
    ["开工", "2023-13-01 开工", "2023-06-01", "2023-06-01 开工\n2023-07-01 开工", "2023-06-01 开工 实际 2023-06-21"],
)
def test_odd_milestones_are_refused(nodes, on_day):
    on_day("2023-06-20")
    form = ProjectForm({"milestones": nodes})
    assert "milestones" in form.errors


def test_only_responsible_units_make_projects_and_only_the_owner_reports(areas, project, district):
    with pytest.raises(Refused):
        commands.add_project(areas["zhongda-touzi"], {"milestones": []}, actor=district.actor("sifa"))
    with pytest.raises(Refused):
        commands.submit_update(project, {}, actor=district.actor("sifa"))
    with pytest.raises(Refused):
        commands.submit_update(project, {}, actor=district.clerk)


def test_projects_and_tables_are_found_once_public(project, report, reviewer, table, fill):
    kind = searchable.kind_of("key_areas.project")
    assert kind.entry_of(project.pk) is None and kind.ids(0, 10) == []
    act(report(project, "2023-06-01", 40).case, "confirm", reviewer)
    assert "第八层" in kind.entry_of(project.pk).body and kind.ids(0, 10) == [project.pk]
    rows = searchable.kind_of("key_areas.table")
    act(fill(table, ROW).case, "confirm", reviewer)
    assert "资产未入账" in rows.entry_of(table.pk).body and rows.ids(0, 10) == [table.pk]


# --- tables -----------------------------------------------------------------------------------------------------


def test_personal_data_blocks_until_it_is_masked(table, fill, reviewer, district, client):
    version = fill(table, "某单位|张某 11010519491231002X 未入账，电话13800138000|补办|已完成整改|")
    assert version.findings.filter(outcome="open").count() == 2
    with pytest.raises(Refused, match="个人信息"):
        act(version.case, "confirm", reviewer)
    one, two = version.findings.all()
    with pytest.raises(FormRefused):
        act(version.case, "settle", district.actor("fagai"), {f"finding_{one.pk}": "kept", "reason": "想公开"})
    act(version.case, "settle", district.actor("fagai"), {f"finding_{one.pk}": "masked", f"finding_{two.pk}": "masked"})
    act(version.case, "confirm", reviewer)
    page = client.get(f"/lingyu/biaoge/{table.pk}/").content.decode()
    assert "11010519491231002X" not in page and "13800138000" not in page and "未入账" in page
    sentences = "".join(Entry.objects.values_list("summary", flat=True))
    assert "13800138000" not in sentences and "11010519491231002X" not in sentences


def test_an_office_telephone_is_kept_with_a_reason(table, fill, reviewer, district):
    version = fill(table, "某单位|问题|咨询电话 021-22050000|已完成整改|")
    finding = version.findings.get()
    with pytest.raises(FormRefused, match="理由"):
        act(version.case, "settle", district.actor("fagai"), {f"finding_{finding.pk}": "kept"})
    act(version.case, "settle", district.actor("fagai"), {f"finding_{finding.pk}": "kept", "reason": "单位公开电话"})
    act(version.case, "confirm", reviewer)
    assert "22050000" in queries.live_version(table).rows[0]["measure"]


def test_whoever_masked_cannot_confirm(table, fill, reviewer):
    version = fill(table, "某单位|电话13800138000|补办|已完成整改|")
    act(version.case, "settle", reviewer, {f"finding_{version.findings.get().pk}": "masked"})
    with pytest.raises(Refused):
        act(version.case, "confirm", reviewer)


def test_a_new_version_takes_the_place_and_the_old_one_stays_readable(table, fill, reviewer, client):
    first = fill(table, ROW)
    with pytest.raises(Refused, match="等待复核"):
        fill(table, ROW)
    act(first.case, "confirm", reviewer)
    act(fill(table, ROW, "另一单位|合同不规范|培训|正在整改|").case, "confirm", reviewer)
    now = client.get(f"/lingyu/biaoge/{table.pk}/").content.decode()
    then = client.get(f"/lingyu/biaoge/{table.pk}/?version={first.pk}").content.decode()
    assert "合同不规范" in now and "合同不规范" not in then and "这是以前的版本" in then
    waiting = fill(table, ROW)
    assert client.get(f"/lingyu/biaoge/{table.pk}/?version={waiting.pk}").status_code == 404
    for odd in ("x", "99999999999999999999"):
        assert client.get(f"/lingyu/biaoge/{table.pk}/?version={odd}").status_code in (200, 404)


def test_downloads_are_typed_and_safe(areas, district, fill, reviewer, client):
    debt = commands.add_table(areas["chanye-zhengce"], "debt", "债务", "", actor=district.actor("fagai"))
    act(fill(debt, "2022|一般债务|64.00|54.70|=cmd").case, "confirm", reviewer)
    book = load_workbook(io.BytesIO(client.get(f"/lingyu/biaoge/{debt.pk}/table.xlsx").content))
    cells = [cell.value for cell in book.worksheets[0][4]]
    assert cells[2] == 64 and cells[4] == "=cmd" and book.worksheets[0]["E4"].data_type == "s"
    text = client.get(f"/lingyu/biaoge/{debt.pk}/table.csv").content.decode("utf-8-sig")
    assert "限额（亿元）" in text and "'=cmd" in text


def test_a_distribution_keeps_its_archived_copy(areas, district, fill, reviewer, client):
    made = commands.add_table(areas["zhongda-touzi"], "distribution", "分配结果", "", actor=district.actor("fagai"))
    version = fill(made, "补贴|某合作社|5400|办法|2023-06-13|2023-06-20")
    act(version.case, "confirm", reviewer)
    version.refresh_from_db()
    page = client.get(f"/lingyu/biaoge/{made.pk}/").content.decode()
    assert version.archive_id and version.archive_sha256 in page and "存档副本" in page


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("2022|一般债务|50|60|", "大于"),
        ("2022|其他|50|40|", "之一"),
        ("22|一般债务|50|40|", "四位年份"),
        ("2022|一般债务|很多|40|", "应是数字"),
        ("2022|一般债务|1e99|40|", "太大"),
        ("2022|一般债务|-1|40|", "小于零"),
        ("2022|一般债务||40|", "缺「限额」"),
        ("2022|一般债务|NaN|40|", "数字"),
        ("", "没有读到"),
    ],
)
def test_rows_that_do_not_fit_are_refused_with_the_reason(line, word):
    form = RowsForm({"lines": line}, spec=tables.specs()["debt"])
    assert not form.is_valid() and word in str(form.errors)


def test_a_workbook_with_heads_in_another_order_is_read():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["政府债务表", None, None, None])
    sheet.append(["余额（亿元）", "限额", "年份", "类别"])
    sheet.append([54.7, 64, 2022, "一般债务"])
    kept = io.BytesIO()
    book.save(kept)
    form = RowsForm({}, {"file": SimpleUploadedFile("a.xlsx", kept.getvalue())}, spec=tables.specs()["debt"])
    assert form.is_valid(), form.errors
    assert form.cleaned_data["rows"] == [
        {"year": "2022", "kind": "一般债务", "limit": "64", "balance": "54.7", "note": ""}
    ]


def test_progress_that_is_withdrawn_leaves_the_page_and_the_project_goes_back(project, report, reviewer, client):
    for day, percent in [("2023-05-01", 30), ("2023-06-01", 40)]:
        update = report(project, day, percent)
        act(update.case, "confirm", reviewer)
    act(update.case, "withdraw", reviewer, {"reason": "数字有误，正在核实。"})
    project.refresh_from_db()
    assert project.percent == 30
    page = client.get(f"/lingyu/xiangmu/{project.pk}/").content.decode()
    assert "30%" in page and "40%" not in page
    first = project.updates.get(percent=30)
    act(first.case, "withdraw", reviewer, {"reason": "整个项目暂不公开。"})
    assert client.get(f"/lingyu/xiangmu/{project.pk}/").status_code == 404
    assert not Placement.objects.exists()


def test_a_version_that_is_withdrawn_can_be_read_nowhere(table, fill, reviewer, client, district):
    old = fill(table, ROW)
    act(old.case, "confirm", reviewer)
    new = fill(table, ROW.replace("资产未入账", "超范围支出"))
    act(new.case, "confirm", reviewer)
    with pytest.raises(Refused):
        act(old.case, "withdraw", district.actor("sifa", Post.REVIEWER), {"reason": "含有不应公开的内容。"})
    act(old.case, "withdraw", reviewer, {"reason": "含有不应公开的内容。"})
    page = client.get(f"/lingyu/biaoge/{table.pk}/").content.decode()
    assert "超范围支出" in page
    assert queries.public_versions(table) == [new]
    act(new.case, "withdraw", reviewer, {"reason": "含有不应公开的内容。"})
    assert client.get(f"/lingyu/biaoge/{table.pk}/").status_code == 404
    assert not queries.public_tables().exists()
