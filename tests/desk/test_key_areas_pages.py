"""The desk's pages of key areas, projects and tables, through HTTP: one person reports, another confirms."""

import datetime as dt

import pytest

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.commands import add_person, hold_post
from mingzheng.disclosure.catalogue import seeding
from mingzheng.disclosure.catalogue.models import Product
from mingzheng.disclosure.key_areas import commands
from mingzheng.disclosure.key_areas.models import Area, Matter, MatterRecord, Project, PublicTable

pytestmark = pytest.mark.django_db
MACHINE = Actor.system("测试")
PROJECT = {
    "kind": "livelihood", "title": "加装电梯", "summary": "全年加装电梯", "place": "", "starts_on": "2023-01-01",
    "ends_on": "2023-12-31", "update_days": "31", "milestones": "2023-03-01 开工 实际 2023-03-02\n2023-09-30 过半",
}  # fmt: skip
PASSWORD = "mingzheng2023"


@pytest.fixture
def matter(desk):
    """A matter of the street, kept by 区府办."""
    seeding.seed_columns(MACHINE)
    area = Area.objects.create(year=2023, number=4, title="人民生活品质")
    clerk = desk.actor(desk.clerk, Post.OFFICE_CLERK, desk.office)
    facts = {"code": "dianti", "title": "加装电梯", "required": "工程公示", "update_days": 31, "units": [desk.street]}
    second = add_person("shen", "沈审核", MACHINE, password=PASSWORD)
    hold_post(second, desk.street, Post.REVIEWER, MACHINE, since=dt.date(2023, 1, 1))
    return commands.keep_matter(area, None, facts, actor=clerk)


def test_the_office_loads_the_year_and_keeps_matters(desk, sign_in, client):
    seeding.seed_columns(MACHINE)
    sign_in("xie")
    assert client.post("/desk/areas/start/").status_code == 403
    sign_in("clerk")
    assert "按 2023 年要点载入" in client.get("/desk/areas/").content.decode()
    client.post("/desk/areas/start/")
    assert Matter.objects.count() > 40
    area = Area.objects.get(number=1)
    facts = {
        "code": "xin",
        "title": "新事项",
        "required": "内容",
        "units": [desk.street.pk],
        "update_days": "31",
        "order": "9",
    }
    client.post(f"/desk/areas/{area.pk}/add/", facts)
    made = Matter.objects.get(code="xin")
    assert "31" in client.get(f"/desk/areas/matters/{made.pk}/").content.decode()
    assert "页面地址" in client.post(f"/desk/areas/{area.pk}/add/", {**facts, "code": "rili"}).content.decode()
    client.post(f"/desk/areas/matters/{made.pk}/edit/", {**facts, "title": "改名", "update_days": ""})
    made.refresh_from_db()
    assert (made.title, made.update_days) == ("改名", None)
    client.post(f"/desk/areas/matters/{made.pk}/close/", {"reason": "不再列入"})
    made.refresh_from_db()
    assert made.closed_on


def test_a_project_is_reported_by_one_and_confirmed_by_another(matter, desk, sign_in, client):
    sign_in("xie")
    made = client.post(f"/desk/areas/matters/{matter.pk}/projects/add/", PROJECT)
    project = Project.objects.get()
    assert made.url == f"/desk/projects/{project.pk}/"
    assert project.milestones.get(title="开工").done_on
    typed = {"text": "本月完工三台。", "happened_on": "2023-04-18", "percent": "20"}
    sent = client.post(f"/desk/projects/{project.pk}/update/", typed)
    case = Case.objects.get(procedure="key_areas.update")
    assert sent.url == f"/desk/cases/{case.pk}/"
    page = client.get(sent.url).content.decode()
    assert "本月完工三台" in page
    own = client.post(f"/desk/cases/{case.pk}/confirm/", {"revision": case.revision})
    assert own.status_code == 409 and client.get(f"/lingyu/xiangmu/{project.pk}/").status_code == 404
    sign_in("shen")
    client.post(f"/desk/cases/{case.pk}/confirm/", {"revision": case.revision})
    client.logout()
    assert "本月完工三台" in client.get(f"/lingyu/xiangmu/{project.pk}/").content.decode()


def test_another_unit_neither_sees_nor_makes_anything(matter, sign_in, client):
    sign_in("xie")
    client.post(f"/desk/areas/matters/{matter.pk}/projects/add/", PROJECT)
    project = Project.objects.get()
    sign_in("jiao")
    assert client.get(f"/desk/projects/{project.pk}/").status_code == 404
    assert client.post(f"/desk/projects/{project.pk}/update/", {}).status_code == 404
    answer = client.post(f"/desk/areas/matters/{matter.pk}/projects/add/", {**PROJECT, "title": "别家的"})
    assert "由责任单位办理" in answer.content.decode() and Project.objects.count() == 1
    assert "加装电梯" not in client.get("/desk/projects/").content.decode()


def test_errors_of_a_project_stand_in_place(matter, sign_in, client):
    sign_in("xie")
    page = client.post(f"/desk/areas/matters/{matter.pk}/projects/add/", {**PROJECT, "ends_on": "2022-01-01", "milestones": "随便"}).content.decode()  # fmt: skip
    assert "计划完成早于计划开始" in page and "看不懂" in page and "全年加装电梯" in page


def test_a_table_with_personal_data_is_settled_on_the_desk(matter, sign_in, client):
    sign_in("xie")
    client.post(f"/desk/areas/matters/{matter.pk}/tables/add/", {"spec": "rectification", "title": "整改结果"})
    table = PublicTable.objects.get()
    wrong = client.post(f"/desk/projects/tables/{table.pk}/version/", {"lines": "只有一格"}).content.decode()
    assert "第 1 行" in wrong and "只有一格" in wrong
    client.post(f"/desk/projects/tables/{table.pk}/version/", {"lines": "某单位|电话13800138000|补办|已完成整改|"})
    case = Case.objects.get(procedure="key_areas.version")
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "表中有个人信息" in page and "138********" in page
    finding = case.subject.findings.get()
    client.post(f"/desk/cases/{case.pk}/settle/", {"revision": case.revision, f"finding_{finding.pk}": "masked"})
    sign_in("shen")
    case.refresh_from_db()
    client.post(f"/desk/cases/{case.pk}/confirm/", {"revision": case.revision})
    client.logout()
    public = client.get(f"/lingyu/biaoge/{table.pk}/").content.decode()
    assert "138********" in public and "13800138000" not in public


def test_records_are_bound_and_a_sheet_is_offered(matter, sign_in, client):
    sign_in("xie")
    entry = {"title": "电梯公示", "url": "/zfxxgk/zhidu/", "published_on": "2023-04-10", "columns": ["gsgg-gs"]}
    client.post("/desk/columns/entries/add/", entry)
    page = client.get(f"/desk/areas/matters/{matter.pk}/").content.decode()
    assert "电梯公示" in page
    client.post(f"/desk/areas/matters/{matter.pk}/sheet/")
    assert not Product.objects.exists()
    record = page.split('name="record" value="')[1].split('"')[0]
    client.post(f"/desk/areas/matters/{matter.pk}/bind/", {"record": record})
    assert MatterRecord.objects.get().title == "电梯公示"
    client.post(f"/desk/areas/matters/{matter.pk}/bind/", {"record": "x" * 400})
    client.post(f"/desk/areas/matters/{matter.pk}/sheet/")
    assert Product.objects.get().kind == "sheet"
    sign_in("jiao")
    client.post(f"/desk/areas/records/{MatterRecord.objects.get().pk}/unbind/")
    assert MatterRecord.objects.exists()
    pdf = client.get("/lingyu/dianti/sheet.pdf")
    assert pdf.status_code == 200 and pdf.content[:5] == b"%PDF-"


def drawn(client, path):
    """The key of a form as the browser holds it."""
    return {"form_key": client.get(path).context["form"]["form_key"].value()}


def test_a_project_and_its_progress_sent_twice_are_one_each(matter, sign_in, client):
    sign_in("xie")
    path = f"/desk/areas/matters/{matter.pk}/projects/add/"
    sent = {**PROJECT, **drawn(client, path)}
    first, second = (client.post(path, sent).url for _ in range(2))
    project = Project.objects.get()
    assert first == second == f"/desk/projects/{project.pk}/"
    path = f"/desk/projects/{project.pk}/update/"
    sent = {"text": "本月完工三台。", "happened_on": "2023-04-18", "percent": "20", **drawn(client, path)}
    first, second = (client.post(path, sent).url for _ in range(2))
    assert first == second == f"/desk/cases/{Case.objects.get(procedure='key_areas.update').pk}/"
    changed = client.post(path, {**sent, "text": "本月完工四台。"}).content.decode()
    assert "再点一次" in changed and "本月完工四台" in changed and project.updates.count() == 1
