"""Letters on the desk: lists by state, the proposal with its words, the case page, selection, statistics, who may see what."""

from __future__ import annotations

import re
import time
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.letters import REPLY, desk  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.core.files import carried
from mingzheng.participation.letters.models import Letter, Selection

pytestmark = pytest.mark.django_db


def at(desk, unit: str, post: Post) -> Client:  # noqa: F811
    client = Client()
    client.force_login(desk.district.person(unit, post))
    return client


def read(client: Client, path: str) -> str:
    page = client.get(path, follow=True)
    assert page.status_code == 200, path
    return page.content.decode()


def test_each_sees_their_own_letters(desk):  # noqa: F811
    letter = desk.handed()
    office, own, other = (at(desk, unit, Post.OFFICER) for unit in ("qufuban", "fagai", "sifa"))
    assert letter.title in read(own, "/desk/letters/")
    assert letter.title in read(office, "/desk/letters/")  # it handed the letter out
    assert letter.title not in read(other, "/desk/letters/")
    assert other.get(f"/desk/cases/{letter.case_id}/").status_code == 404
    assert other.get(f"/desk/letters/{letter.pk}/").status_code == 404


def test_pages_follow_each_other(desk):  # noqa: F811
    for number in range(23):
        desk.written(title=f"第{number}件来信")
    clerk = at(desk, "qufuban", Post.OFFICE_CLERK)
    first = read(clerk, "/desk/letters/?state=triage")
    following = first.split('href="?')[-1].split('"')[0] if "下一页" in first else ""
    assert "第22件来信" in first
    address = re.search(r'href="(\?[^"]*after=[^"]*)"', first).group(1).replace("&amp;", "&")
    second = read(clerk, f"/desk/letters/{address}")
    assert "第0件来信" in second
    assert "第22件来信" not in second
    assert following or address


def test_the_proposal_says_its_words_and_who_refused(desk):  # noqa: F811
    letter = desk.written(title="小区有煤气味", text="区司法局旁边的小区楼道有煤气味，请问谁管？")
    clerk = at(desk, "qufuban", Post.OFFICE_CLERK)
    page = read(clerk, f"/desk/cases/{letter.case_id}/")
    for words in ("紧急：请先处理", "「煤气味」", "按来信的词推荐", "「区司法局」"):
        assert words in page
    desk.does(letter, "dispatch", desk.clerk, kind="help", matter="building", unit=desk.unit("sifa"))
    desk.does(letter, "give_back", desk.by(Post.OFFICER, "sifa"), reason="燃气不归我局")
    assert "燃气不归我局" in read(clerk, f"/desk/cases/{letter.case_id}/dispatch/")


def test_a_reply_is_checked_where_it_is_typed(desk):  # noqa: F811
    letter = desk.handed()
    officer = at(desk, "fagai", Post.OFFICER)
    path = f"/desk/cases/{letter.case_id}/draft/"
    revision = desk.handed and Letter.objects.get(pk=letter.pk).case.revision
    page = officer.post(path, {"reply": "您的来信已收悉。", "revision": revision}).content.decode()
    assert "没有回答" in page
    assert "您的来信已收悉。</textarea>" in page
    page = officer.post(path, {"reply": REPLY, "revision": revision}, follow=True).content.decode()
    assert "检查没有提示" in page


def test_who_wrote_is_shown_to_those_who_handle_it_only(desk):  # noqa: F811
    letter = desk.handed(name="王阿姨", reach="13812345678")
    page = f"/desk/cases/{letter.case_id}/"
    assert "13812345678" in read(at(desk, "fagai", Post.OFFICER), page)
    assert "13812345678" not in read(at(desk, "fagai", Post.SECRECY), page)
    desk.drafted(letter)
    desk.does(letter, "approve", desk.reviewer)
    assert "13812345678" not in read(at(desk, "qufuban", Post.OFFICER), page)


def test_registered_by_the_unit_that_hands_the_channel_out_once(desk):  # noqa: F811
    typed = {
        "channel": "national",
        "source_ref": "GB-1",
        "received_on": "2023-04-17",
        "title": "希望增设公交站",
        "text": "建议增设公交站。",
        "form_key": "k" * 20,
    }
    stranger = at(desk, "fagai", Post.OFFICER).post("/desk/letters/new/", typed).content.decode()
    assert "由区府办登记" in stranger
    empty = read(at(desk, "fagai", Post.OFFICER), "/desk/letters/new/")
    assert "您的单位不分办来信" in empty and 'name="text"' not in empty, "nobody fills in what will be refused"
    assert 'name="text"' in read(at(desk, "qufuban", Post.OFFICER), "/desk/letters/new/")
    clerk = at(desk, "qufuban", Post.OFFICER)
    clerk.post("/desk/letters/new/", typed)
    clerk.post("/desk/letters/new/", typed)
    assert Letter.objects.get().kind == "advice"
    page = clerk.post("/desk/letters/new/", {**typed, "form_key": "m" * 20}).content.decode()
    assert "已经登记过" in page


def test_selection_from_the_letter_to_the_public_page(desk):  # noqa: F811
    letter = desk.replied()
    officer, reviewer = at(desk, "fagai", Post.OFFICER), at(desk, "fagai", Post.REVIEWER)
    assert "推荐选登" in read(officer, f"/desk/cases/{letter.case_id}/")
    officer.post(f"/desk/letters/{letter.pk}/select/", {"title": "路灯不亮", "why": "多", "form_key": "s" * 20})
    made = Selection.objects.get()
    assert "来信人同意选登" in read(officer, f"/desk/cases/{made.case_id}/mask/")
    desk.does(made, "mask", desk.officer, title="路灯不亮", text="路灯坏了。", reply=REPLY)
    assert "路灯不亮" in read(reviewer, "/desk/letters/selections/?state=checking")
    assert read(reviewer, f"/desk/cases/{made.case_id}/approve/").count("原信")
    assert at(desk, "sifa", Post.OFFICER).get(f"/desk/letters/{letter.pk}/select/").status_code == 404


def test_statistics_and_the_months_analysis(desk):  # noqa: F811
    letter = desk.dispatched("sifa")
    desk.does(letter, "give_back", desk.by(Post.OFFICER, "sifa"), reason="不属于本局")
    desk.replied()
    page = read(at(desk, "qufuban", Post.OFFICE_CLERK), "/desk/letters/report/")
    assert "不属于本局" in page
    own = read(at(desk, "fagai", Post.OFFICER), "/desk/letters/report/")
    assert "不属于本局" not in own
    assert "按单位" not in own
    analysis = read(at(desk, "qufuban", Post.OFFICE_CLERK), "/desk/letters/analysis/?month=2023-04")
    assert "本月收到 2 件" in analysis
    assert "上月没有来信可比" in analysis
    assert "区司法局（1 件）" in analysis


HEADS = "工单编号,受理时间,诉求内容,承办单位,答复内容,办结时间\n"
ORDERS = (
    HEADS + "HL-1,2023-04-17,楼道路灯不亮请尽快维修,某区发展和改革委员会,,\n"
    "HL-2,2023-04-10,咨询公租房怎样申请,,您好！请到社区事务受理中心申请，10个工作日内办结。,2023-04-12\n"
    "HL-3,明天,停车难,,,\n"
)


def sheet(text: str, name: str = "gongdan.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_a_sheet_of_work_orders_is_tried_then_taken_over_on_the_screen(desk):  # noqa: F811
    hotline = at(desk, "chengyun", Post.HOTLINE)
    assert "/desk/letters/import/" in read(hotline, "/desk/letters/")
    empty = hotline.get("/desk/letters/import/template/").content.decode("utf-8-sig")
    assert empty.startswith("工单编号,受理时间,")

    def given(do: str, text: str = ORDERS, **more: str):
        return hotline.post("/desk/letters/import/", {"channel": "hotline", "do": do, "file": sheet(text), **more})

    tried = given("try").content.decode()
    assert "还没有导入" in tried
    assert "受理时间「明天」不是日期" in tried
    assert not Letter.objects.exists()
    assert "受理时间「明天」不是日期" in given("import").content.decode()
    assert sorted(Letter.objects.values_list("source_ref", flat=True)) == ["HL-1", "HL-2"]
    opened = Letter.objects.get(source_ref="HL-1")
    assert (opened.case.state, opened.unit.code) == ("received", "fagai")
    answered = read(hotline, f"/desk/letters/{Letter.objects.get(source_ref='HL-2').pk}/")
    assert "<dt>来源编号</dt><dd>HL-2</dd>" in answered
    assert "<dt></dt>" not in answered
    given("import", ORDERS.replace("明天", "2023-04-17"))  # put right, the whole sheet again
    assert Letter.objects.count() == 3


def test_a_sheet_that_was_tried_is_imported_without_choosing_it_again(desk, monkeypatch):  # noqa: F811
    hotline, path = at(desk, "chengyun", Post.HOTLINE), "/desk/letters/import/"
    page = hotline.post(path, {"channel": "hotline", "do": "try", "file": sheet(ORDERS)}).content.decode()
    tried = re.search(r'name="tried" value="([^"]+)"', page).group(1)
    assert "路灯" not in page
    again = {"channel": "hotline", "do": "import", "tried": tried}
    for wrong in (tried[:-6], tried + "x"):
        refused = hotline.post(path, {**again, "tried": wrong})
        assert (refused.status_code, "请再选一次这份文件" in refused.content.decode()) == (422, True)
    with monkeypatch.context() as later:
        later.setattr(carried, "time", SimpleNamespace(time=lambda: time.time() + carried.LASTS + 1))
        assert hotline.post(path, again).status_code == 422
    assert at(desk, "qufuban", Post.OFFICE_CLERK).post(path, {**again, "channel": "national"}).status_code == 422
    assert not Letter.objects.exists()
    assert "受理时间「明天」不是日期" in hotline.post(path, again).content.decode()
    assert sorted(Letter.objects.values_list("source_ref", flat=True)) == ["HL-1", "HL-2"]
    assert hotline.post(path, {"channel": "hotline", "do": "import"}).content.decode().count("请选择要上传的文件。")


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("编号,标题\n1,路灯\n", "gongdan.csv", "没有这些表头：受理时间、诉求内容"),
        ("", "gongdan.csv", "文件是空的"),
        (
            HEADS + "".join(f"HL-{n},2023-04-17,路灯不亮,,,\n" for n in range(501)),
            "gongdan.csv",
            "一次最多导入 500 行",
        ),
    ],
)
def test_a_sheet_that_is_none_is_refused_at_its_field(desk, text, name, said):  # noqa: F811
    clerk = at(desk, "chengyun", Post.HOTLINE)
    page = clerk.post("/desk/letters/import/", {"channel": "hotline", "do": "import", "file": sheet(text, name)})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Letter.objects.exists()


def test_work_orders_are_taken_over_by_the_unit_that_hands_them_out(desk):  # noqa: F811
    stranger = at(desk, "fagai", Post.OFFICER)
    assert "/desk/letters/import/" not in read(stranger, "/desk/letters/")
    assert "您的单位不分办工单" in read(stranger, "/desk/letters/import/")
    office = at(desk, "qufuban", Post.OFFICE_CLERK)
    assert "国家平台转办" in read(office, "/desk/letters/import/")
    for client in (stranger, office):  # 区府办 hands out the national site's, not the hotline's
        client.post("/desk/letters/import/", {"channel": "hotline", "do": "import", "file": sheet(ORDERS)})
    assert at(desk, "chengyun", Post.SECRECY).get("/desk/letters/import/").status_code == 403
    assert not Letter.objects.exists()
