"""The desk's pages of policy questions: the window, the base, messages, material for windows, the report."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.questions import ANSWER, QUESTION, desk  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.policy.questions.models import Asked, Entry, Handout, Handover

pytestmark = pytest.mark.django_db
WINDOW = "/desk/questions/window/"
LISTS = ("entries", "messages", "handovers", "often", "handouts", "report")


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_found_as_it_is_typed_and_recorded_once(enter, desk):
    entry = desk.published(quote="第五条原文")
    desk.worked()
    browser = enter(desk.window)
    assert QUESTION in browser.get(WINDOW).content.decode()
    part = browser.get(WINDOW, {"q": "技术改造补贴 材料"}, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    for words in (QUESTION, ANSWER[:20], "现行有效", "第五条"):
        assert words in part
    whole = browser.get(WINDOW, {"q": "技术改造补贴 材料"}).content.decode()  # as without a script
    assert QUESTION in whole
    sent = {"form_key": hidden(part, "form_key"), "began": hidden(part, "began")}
    address = f"{WINDOW}entries/{entry.pk}/answered/"
    for _press in range(2):
        assert browser.post(address, sent).status_code == 302
    row = Asked.objects.get()
    assert (row.entry, row.place.code, row.channel) == (entry, "xinhua", "window")
    assert row.seconds is not None
    full = browser.get(f"{WINDOW}entries/{entry.pk}/").content.decode()
    assert "第五条原文" in full
    assert browser.post(f"{WINDOW}entries/{entry.pk}/doubt/", {"reason": ""}).status_code == 200
    browser.post(f"{WINDOW}entries/{entry.pk}/doubt/", {"reason": "办理地点已经搬迁"})
    assert "办理地点已经搬迁" in browser.get(WINDOW, {"q": "技术改造补贴 材料"}).content.decode()


def test_what_a_window_cannot_answer_goes_to_the_unit_and_comes_back(enter, desk):
    browser = enter(desk.window)
    page = browser.get(f"{WINDOW}handover/", {"q": "租赁设备能申请吗"}).content.decode()
    assert "租赁设备能申请吗" in page
    sent = {"form_key": hidden(page, "form_key"), "text": "租赁设备能不能申请补贴"}
    wrong = browser.post(f"{WINDOW}handover/", sent).content.decode()
    assert "请写明文件，或者选择由哪个单位答复" in wrong
    assert "租赁设备能不能申请补贴" in wrong
    for _press in range(2):
        assert browser.post(f"{WINDOW}handover/", {**sent, "document": "长发改〔2023〕12号"}).status_code == 302
    found = Handover.objects.get()
    assert enter(desk.officer).get(f"/desk/cases/{found.case_id}/").status_code == 200
    desk.act(found, "answer", desk.officer, answer=ANSWER, source="《若干措施》第六条", keep="on")
    assert found.text in enter(desk.window).get(WINDOW).content.decode()
    assert ANSWER in enter(desk.window).get(f"/desk/cases/{found.case_id}/").content.decode()


def test_the_window_is_for_windows_and_lists_are_of_the_own_unit(enter, desk):
    entry, message = desk.published(), desk.asked(reach="13812345678")
    assert enter(desk.officer).get(WINDOW).status_code == 403
    assert enter(desk.officer).post(f"{WINDOW}entries/{entry.pk}/answered/").status_code == 403
    stranger = desk.papers.district.actor("sifa", Post.OFFICER)
    for who, seen in ((desk.officer, True), (stranger, False), (desk.papers.district.clerk, True)):
        browser = enter(who)
        for name in LISTS:
            assert browser.get(f"/desk/questions/{name}/").status_code == 200
        assert (QUESTION in browser.get("/desk/questions/entries/").content.decode()) is seen
        assert (message.topic in browser.get("/desk/questions/messages/").content.decode()) is seen
        assert (browser.get(f"/desk/cases/{message.case_id}/").status_code == 200) is seen
    assert "13812345678" in enter(desk.officer).get(f"/desk/cases/{message.case_id}/").content.decode()
    assert (
        "13812345678" not in enter(desk.papers.district.clerk).get(f"/desk/cases/{message.case_id}/").content.decode()
    )


def test_a_new_entry_keeps_what_was_typed_and_is_walked_to_publication(enter, desk):
    browser = enter(desk.officer)
    address = "/desk/questions/entries/new/"
    sent = {
        "form_key": hidden(browser.get(address).content.decode(), "form_key"),
        "question": QUESTION,
        "answer": f"{ANSWER}联系张某13812345678",
        "document": "长发改〔2023〕12号",
    }
    wrong = browser.post(address, sent).content.decode()
    assert "手机号码" in wrong
    assert "联系张某" in wrong
    assert "没有找到公开的文件" in browser.post(address, {**sent, "document": "没有"}).content.decode()
    made = browser.post(address, {**sent, "answer": ANSWER})
    entry = Entry.objects.get()
    assert made.url == reverse("desk:case", args=[entry.case_id])
    page = browser.get(f"/desk/cases/{entry.case_id}/edit/").content.decode()
    assert ANSWER in page
    assert "长发改〔2023〕12号" in page
    browser.post(f"/desk/cases/{entry.case_id}/submit/", {"revision": entry.case.revision})
    reviewer = enter(desk.reviewer)
    assert reviewer.get(f"/desk/cases/{entry.case_id}/approve/").status_code == 200
    entry.case.refresh_from_db()
    reviewer.post(f"/desk/cases/{entry.case_id}/approve/", {"revision": entry.case.revision, "note": ""})
    entry.refresh_from_db()
    assert entry.public
    assert reviewer.get(f"/desk/cases/{entry.case_id}/").status_code == 200


def test_pushed_to_windows_and_read_there(enter, desk):
    entry = desk.published()
    xinhua = desk.papers.district.units["xinhua"]
    assert desk.window
    browser = enter(desk.officer)
    address = "/desk/questions/handouts/new/"
    page = browser.get(address).content.decode()
    sent = {"form_key": hidden(page, "form_key"), "title": "补贴问答", "entries": [entry.pk]}
    assert "请选择推送给哪些窗口" in browser.post(address, sent).content.decode()
    assert browser.post(address, {**sent, "windows": [xinhua.pk]}).status_code == 302
    handout = Handout.objects.get()
    assert "还有 1 个窗口没有签收" in browser.get(f"/desk/questions/handouts/{handout.pk}/").content.decode()
    receipt = handout.receipts.get()
    at_window = enter(desk.window)
    assert QUESTION in at_window.get(f"/desk/cases/{receipt.case_id}/").content.decode()
    at_window.post(f"/desk/cases/{receipt.case_id}/acknowledge/", {"revision": receipt.case.revision})
    assert "各窗口都已签收" in enter(desk.officer).get(f"/desk/questions/handouts/{handout.pk}/").content.decode()
    stranger = desk.papers.district.actor("sifa", Post.OFFICER)
    assert enter(stranger).get(f"/desk/questions/handouts/{handout.pk}/").status_code == 404


def test_the_report_names_what_waits_longest(enter, desk, on_day):
    desk.asked()
    on_day("2023-04-27")
    desk.handed()
    page = enter(desk.officer).get("/desk/questions/report/").content.decode()
    assert "有 2 个问题还没有答复；等得最久的在区发改委，已 9 天。" in page
    assert (
        "没有等待答复的问题"
        in enter(desk.papers.district.actor("sifa")).get("/desk/questions/report/").content.decode()
    )
