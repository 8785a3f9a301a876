"""The plan on the desk over HTTP: importing with its review, boards, tasks, figures, files; and the wrong people."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.support.workplan import ISSUED, SAMPLE, notice

from mingzheng.core.actors import Post
from mingzheng.supervision.indicators import commands as bindings
from mingzheng.supervision.workplan.models import ImportDraft, Plan


def upload(client, data, name="要点.csv"):
    return client.post("/desk/plan/import/", {"notice": SimpleUploadedFile(name, data)}, follow=True)


def text(response):
    return response.content.decode()


def test_the_office_imports_checks_confirms_and_issues(district, enter, on_day):
    on_day(ISSUED)
    client = enter(district.clerk)
    page = upload(client, notice())
    draft = ImportDraft.objects.get()
    assert f"/desk/plan/import/{draft.pk}/" in page.redirect_chain[-1][0]
    assert "读出任务" in text(page)
    assert not Plan.objects.exists()
    done = client.post(f"/desk/plan/import/{draft.pk}/", {"do": "confirm", "revision": draft.revision}, follow=True)
    assert "等待下达" in text(done)
    plan = Plan.objects.get()
    assert plan.tasks.count() == 6
    issued = client.post(f"/desk/cases/{plan.case_id}/issue/", {"revision": 0}, follow=True)
    assert "6 项任务" in text(issued)
    again = upload(client, notice())
    assert "不会重复导入" in text(again)
    assert Plan.objects.count() == 1


def test_flagged_cells_wait_for_a_person(whole_district, enter, on_day):
    on_day(ISSUED)
    client = enter(whole_district.clerk)
    upload(client, SAMPLE.read_bytes(), SAMPLE.name)
    draft = ImportDraft.objects.get()
    address = f"/desk/plan/import/{draft.pk}/"
    page = text(client.get(f"{address}?show=flagged"))
    for number in (13, 61, 64):
        assert f'id="row-{number}"' in page
    assert 'id="row-8"' not in page
    refused = client.post(address, {"do": "confirm", "revision": draft.revision, "due-13": "下半年"})
    assert "还不能导入" in text(refused)
    assert not Plan.objects.exists()
    draft.refresh_from_db()
    assert draft.task_decisions(13)["due"] == "下半年", "what was typed is kept although the import was refused"
    client.post(f"{address}confirm-all/")
    draft.refresh_from_db()
    client.post(address, {"do": "confirm", "revision": draft.revision})
    plan = Plan.objects.get()
    assert plan.tasks.count() == 66
    assert plan.tasks.get(number=13).due_text == "下半年"


def test_an_unknown_unit_is_asked_about(district, enter, on_day):
    on_day(ISSUED)
    client = enter(district.clerk)
    upload(client, notice([(1, "公开", "公开目录", "区发改局", "全年")]))
    draft = ImportDraft.objects.get()
    address = f"/desk/plan/import/{draft.pk}/"
    page = text(client.get(address))
    assert "单位表中没有这个名称" in page
    assert '<option value="fagai">区发改委</option>' in page
    client.post(address, {"do": "confirm", "revision": draft.revision})
    assert not Plan.objects.exists()
    draft.refresh_from_db()
    client.post(address, {"do": "confirm", "revision": draft.revision, "name-区发改局": "fagai"})
    assert Plan.objects.exists()


def test_somebody_else_was_faster(district, enter, on_day):
    on_day(ISSUED)
    client = enter(district.clerk)
    upload(client, notice())
    draft = ImportDraft.objects.get()
    address = f"/desk/plan/import/{draft.pk}/"
    client.post(address, {"do": "save", "revision": draft.revision, "content-1": "第一人的改动"})
    late = client.post(address, {"do": "save", "revision": draft.revision, "content-1": "第二人的改动"})
    assert "有人改动了这份核对" in text(late)
    assert "第二人的改动" in text(late), "what was typed is not lost"
    draft.refresh_from_db()
    assert draft.task_decisions(1)["content"] == "第一人的改动"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "文件是空的"),
        (b"\x00\x01\x02\x03" * 50, "a.docx", ""),
        ("今天天气很好。".encode(), "a.txt", "没有在文件里找到任务"),
    ],
)
def test_a_file_that_is_no_notice_says_so_in_place(district, enter, on_day, data, name, said):
    on_day(ISSUED)
    page = upload(enter(district.clerk), data, name)
    assert page.status_code == 200
    assert "field--wrong" in text(page)
    assert said in text(page)
    assert not ImportDraft.objects.exists()


def test_only_the_office_imports(district, enter, on_day):
    on_day(ISSUED)
    client = enter(district.actor("xinhua"))
    assert client.get("/desk/plan/import/").status_code == 403
    assert upload(client, notice()).status_code == 403
    assert "还没有下达工作要点" in text(client.get("/desk/plan/"))


@pytest.mark.parametrize("view", ["table", "parts", "units", "due", "heat", "mine"])
def test_every_view_of_the_board_opens(work, enter, view):
    page = enter(work.district.actor("xinhua")).get(f"/desk/plan/?view={view}")
    assert page.status_code == 200
    assert work.plan.title in text(page)


def test_the_board_says_who_is_late_since_when(work, enter, on_day):
    on_day("2023-04-28")
    page = text(enter(work.district.clerk).get("/desk/plan/"))
    assert "逾期" in page
    assert "最早自 4 月" in page


def test_a_task_without_a_record_source_says_so(work, enter):
    for row in work.task(3).bindings.all():
        bindings.end(row, work.district.clerk, "本年没有这类会议。")
    page = text(enter(work.district.clerk).get(f"/desk/plan/tasks/{work.task(3).pk}/"))
    assert "暂无记录来源" in page


def test_a_figure_opens_on_the_records_behind_it(work, enter):
    task = work.task(4)
    client = enter(work.district.clerk)
    page = text(client.get(f"/desk/plan/tasks/{task.pk}/figures/workplan.attested/"))
    assert "这个数字怎么来的" in page
    assert "区城运中心" in page
    assert client.get(f"/desk/plan/tasks/{task.pk}/figures/workplan.nothing/").status_code == 404


def test_other_units_see_the_board_but_not_the_cases(work, enter):
    client = enter(work.district.actor("xinjing"))
    assert client.get(f"/desk/plan/tasks/{work.task(1).pk}/").status_code == 200
    assert client.get(f"/desk/cases/{work.case('xinhua', 1).pk}/").status_code == 404
    own = text(client.get(f"/desk/plan/units/{work.district.units['xinhua'].pk}/"))
    assert f"/desk/cases/{work.case('xinhua', 1).pk}/" not in own


def test_the_board_leaves_as_a_workbook_and_a_calendar(work, enter):
    client = enter(work.district.clerk)
    book = load_workbook(io.BytesIO(client.get("/desk/plan/plan.xlsx").content))
    said = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value}
    assert "健全完善公开属性认定机制、流程" in said
    unit = work.district.units["sifa"].pk
    calendar = client.get(f"/desk/plan/plan.ics?unit={unit}")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in calendar.content


def test_a_record_of_the_platform_serves_as_evidence(work, enter, on_day):
    case, other = work.case("sifa", 1), work.case("sifa", 5)
    work.does("sifa", 1, "accept")
    client = enter(work.district.actor("sifa", Post.OFFICER))
    form = {
        "text": "目录已公开",
        "done_on": "2023-04-18",
        "record": f"http://testserver/desk/cases/{other.pk}/",
        "revision": 1,
    }
    client.post(f"/desk/cases/{case.pk}/report/", form)
    page = text(client.get(f"/desk/cases/{case.pk}/"))
    assert "以此为证明材料" in page
    wrong = client.post(f"/desk/cases/{case.pk}/report/", form | {"record": "不是地址", "revision": 2})
    assert "没有找到这条记录" in text(wrong)
    assert "目录已公开" in text(wrong)
