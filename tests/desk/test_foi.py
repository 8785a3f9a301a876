"""The desk of 依申请公开 over HTTP: who comes in, registering, the file, drafting the answer."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import datetime as dt
import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.support.at_the_desk import words
from tests.support.requests import APPLICANT, foi  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.requests.foi.models import Applicant, Application, Outcome

MONDAY = dt.date(2023, 4, 17)
THURSDAY = dt.date(2023, 4, 20)
FORM = {
    "came": "written", "submitted_on": "2023-04-20", "applicant_kind": "natural", "name": "王小明",
    "id_kind": "resident", "id_number": "310105 19900101 123x", "phone": "13900002222", "email": "ming@example.com",
    "wanted": "2022年度营商环境评估报告", "form": "electronic", "way": "email", "form_key": "k" * 24,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _thursday(foi, on_day):
    on_day(THURSDAY)


def test_the_list_shows_number_hint_and_clock_but_no_person(enter_foi, foi):
    found = foi.handled()
    page = words(enter_foi().get("/desk/foi/"))
    assert found.number in page
    assert "2022年度营商环境评估报告" in page
    assert "还有17个工作日" in page
    assert "张三丰" not in page


def test_titles_in_the_queue_are_neutral_and_the_hint_is_for_the_own_unit(enter_foi, foi):
    found = foi.handled()
    mine = words(enter_foi().get("/desk/"))
    assert found.number in mine
    assert "自然人的政府信息公开申请·当面提交" in mine
    assert "2022年度营商环境评估报告" in mine
    office = words(enter_foi(Post.OFFICE_CLERK, "qufuban").get("/desk/?tab=unit"))
    assert found.number not in office
    assert "营商环境评估报告" not in office


@pytest.mark.parametrize("post", [Post.ADMIN, Post.ASSESSOR, Post.SECRECY, Post.HOTLINE])
def test_who_does_not_work_on_applications_sees_nothing(enter_foi, foi, post):
    found = foi.handled()
    client = enter_foi(post, "qufuban")
    assert client.get("/desk/foi/").status_code == 403
    assert client.get("/desk/foi/new/").status_code == 403
    assert client.post("/desk/foi/by-name/", {"name": "张"}).status_code == 403
    assert client.get("/desk/foi/list.xlsx").status_code == 403
    assert client.get(f"/desk/cases/{found.case_id}/").status_code == 404
    assert "没有找到您可以查看的事项" in words(client.get("/desk/search/", {"q": found.number}))


def test_another_unit_finds_neither_list_case_receipt_nor_reply(enter_foi, foi):
    found = foi.handled()
    client = enter_foi(Post.OFFICER, "sifa")
    assert found.number not in words(client.get("/desk/foi/?tab=all"))
    assert "张三丰" not in words(client.post("/desk/foi/by-name/", {"name": "张三丰"})).replace('value="张三丰"', "")
    assert found.number not in words(client.post("/desk/foi/by-name/", {"name": "张三丰"}))
    for path in (
        f"/desk/cases/{found.case_id}/",
        f"/desk/foi/{found.pk}/receipt/",
        f"/desk/foi/cases/{found.case_id}/reply/",
        f"/desk/foi/cases/{found.case_id}/fee/",
    ):
        assert client.get(path).status_code == 404, path
    assert client.post(f"/desk/foi/{found.pk}/code/").status_code == 404
    assert client.post(f"/desk/foi/cases/{found.case_id}/reply/preview/", {"leaf": "C5"}).status_code == 404


def test_a_name_is_looked_for_in_the_body_of_the_request_alone(enter_foi, foi):
    foi.handled()
    client = enter_foi()
    assert client.get("/desk/foi/by-name/?name=张三丰").status_code == 405
    found = client.post("/desk/foi/by-name/", {"name": "三丰"})
    assert "张三丰" in words(found)
    assert "no-store" in found["Cache-Control"]
    assert "没有找到" in words(client.post("/desk/foi/by-name/", {"name": "李"}))
    assert "请写申请人" in words(client.post("/desk/foi/by-name/", {"name": "  "}))


def test_filters_narrow_and_nonsense_narrows_nothing(enter_foi, foi):
    one, two = foi.handled(), foi.arrives("internet", on=THURSDAY)
    client = enter_foi()

    def held(query):
        page = words(client.get(f"/desk/foi/?{query}"))
        return (one.number in page, "未编号" in page)

    assert held("") == (True, True)
    assert held("channel=internet") == (False, True)
    assert held("state=handling") == (True, False)
    assert held("light=amber") == (False, True)
    assert held("light=none") == (False, False)
    assert held("since=2023-04-18") == (False, True)
    assert held(f"number={one.number[-6:]}") == (True, False)
    assert held("kind=research") == (False, False)
    assert held("state=x&light=y&kind=z&leaf=Z9&since=then&until=2023-13-40&after=x~y") == (True, True)
    assert held("tab=closed") == (False, False)
    assert two.number == ""


def test_paging_goes_on_where_the_page_ended(enter_foi, foi):
    numbers = {foi.handled().number for _ in range(23)}
    client = enter_foi()
    first = client.get("/desk/foi/").content.decode()
    onward = re.search(r'href="(\?after=[^"]+)"', first).group(1).replace("&amp;", "&")
    second = client.get(f"/desk/foi/{onward}").content.decode()
    shown = [set(re.findall(r"SQ[0-9A-Z]{9}[01]\d{11}", page)) for page in (first, second)]
    assert (len(shown[0]), len(shown[1])) == (20, 3)
    assert shown[0] | shown[1] == numbers


def test_the_workbook_has_the_statistics_and_no_person(enter_foi, foi):
    found = foi.handled()
    foi.answers(found, "C5", THURSDAY)
    book = load_workbook(BytesIO(enter_foi().get("/desk/foi/list.xlsx?tab=closed").content))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert found.number in cells
    assert "内部事务信息" in cells
    assert not [cell for cell in cells if "张三丰" in cell or "营商环境" in cell or "1380000" in cell]


def test_handed_in_is_registered_at_once_and_the_code_is_shown_once(enter_foi):
    client = enter_foi(Post.WINDOW)
    answer = client.post("/desk/foi/new/", FORM)
    found = Application.objects.get()
    assert answer["Location"] == f"/desk/foi/{found.pk}/receipt/"
    assert (found.received_on, found.number[:2], found.case.state) == (THURSDAY, "SQ", "reviewing")
    assert Applicant.objects.get().id_number == "31010519900101123X"
    first = client.get(answer["Location"])
    code = re.search(r'foi-code__value">([\w-]+)<', first.content.decode()).group(1)
    assert len(code) == 14
    again = client.get(answer["Location"])
    assert code not in again.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert code.replace("-", "") not in str(dict(client.session))


def test_a_code_that_was_lost_is_made_anew(enter_foi):
    client = enter_foi()
    client.post("/desk/foi/new/", FORM)
    found = Application.objects.get()
    before = found.query_hash
    answer = client.post(f"/desk/foi/{found.pk}/code/", follow=True)
    assert "foi-code__value" in answer.content.decode()
    found.refresh_from_db()
    assert found.query_hash != before


def test_posted_twice_it_is_taken_in_once(enter_foi):
    client = enter_foi()
    first = client.post("/desk/foi/new/", FORM)
    second = client.post("/desk/foi/new/", FORM)
    assert second["Location"] == first["Location"]
    assert Application.objects.count() == 1
    changed = client.post("/desk/foi/new/", {**FORM, "wanted": "另一份报告"})
    assert "这张表刚才已经提交成功" in words(changed)
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("came", "channel", "helped", "received"),
    [
        ("written", "in_person", False, THURSDAY),
        ("oral", "in_person", True, THURSDAY),
        ("ordinary_mail", "ordinary_mail", False, None),
        ("internet", "internet", False, None),
        ("fax", "fax", False, None),
    ],
)
def test_each_way_of_coming_has_its_day_of_receipt(enter_foi, came, channel, helped, received):
    # A day of signing that was typed for another way of coming says nothing.
    client = enter_foi()
    client.post("/desk/foi/new/", {**FORM, "came": came, "received_on": "2023-04-20"})
    found = Application.objects.get()
    assert (found.channel, found.helped, found.received_on) == (channel, helped, received)
    page = words(client.get(f"/desk/foi/{found.pk}/receipt/"))
    assert ("还没有确认收到" in page) is (received is None)


def test_signed_post_is_received_on_the_day_of_signing(enter_foi):
    client = enter_foi()
    facts = {**FORM, "came": "signed_post", "submitted_on": "2023-04-17"}
    assert "请填写签收日期" in words(client.post("/desk/foi/new/", facts))
    assert "早于寄出日期" in words(client.post("/desk/foi/new/", {**facts, "received_on": "2023-04-14"}))
    assert "今天之后" in words(client.post("/desk/foi/new/", {**facts, "received_on": "2023-04-21"}))
    client.post("/desk/foi/new/", {**facts, "received_on": "2023-04-19"})
    assert Application.objects.get().received_on == dt.date(2023, 4, 19)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id_number": "310105199001011233"}, "这个号码的各位数字对不上"),
        ({"id_kind": "uscc"}, "自然人没有统一社会信用代码"),
        ({"applicant_kind": "business"}, "申请人是单位的，请选择统一社会信用代码"),
        ({"applicant_kind": "business", "id_kind": "uscc", "id_number": "91310105MA1FW0008X"}, "这个代码的各位对不上"),
        ({"applicant_kind": "legal", "id_kind": "other", "id_number": "A123456"}, "请填写法定代表人或者负责人"),
        ({"way": "post"}, "选择邮寄的，请填写通信地址"),
        ({"email": ""}, "选择电子邮件的，请填写电子邮箱"),
        ({"way": "online", "email": "", "phone": ""}, "至少填写一项"),
        ({"came": "pigeon"}, "选择一个有效的选项"),
        ({"submitted_on": "2023-04-21"}, "今天之后"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(enter_foi, change, said):
    answer = enter_foi().post("/desk/foi/new/", {**FORM, **change})
    assert said in words(answer)
    assert "2022年度营商环境评估报告" in answer.content.decode()
    assert "王小明" in answer.content.decode()
    assert not Application.objects.exists()


def test_typing_outlives_an_expired_session(client, enter_foi, foi):
    client.post("/desk/foi/new/", {**FORM, "wanted": "写了很久的内容"})
    assert not Application.objects.exists()
    page = enter_foi().get("/desk/foi/new/").content.decode()
    assert "写了很久的内容" in page
    assert "王小明" in page


def test_the_receipt_hints_at_earlier_applications_of_the_same_person(enter_foi, foi):
    earlier = foi.handled(id_number="31010519900101123X")
    client = enter_foi()
    client.post("/desk/foi/new/", FORM)
    newest = Application.objects.order_by("-pk").first()
    page = words(client.get(f"/desk/foi/{newest.pk}/receipt/"))
    assert "还有1件" in page
    assert earlier.number in page
    assert newest.leaf == ""


def test_the_case_shows_contacts_to_those_who_write_letters_only(enter_foi, foi):
    found = foi.handled()
    seen = {}
    for post in (Post.OFFICER, Post.WINDOW, Post.HEAD, Post.REVIEWER, Post.LEGAL):
        page = enter_foi(post).get(f"/desk/cases/{found.case_id}/").content.decode()
        assert "2022年度营商环境评估报告" in page
        seen[post] = "13800001111" in page
    assert seen == {
        Post.OFFICER: True, Post.WINDOW: True, Post.HEAD: True, Post.REVIEWER: False, Post.LEGAL: False,
    }  # fmt: skip


def test_the_case_shows_consultation_search_and_letters(enter_foi, foi):
    found = foi.handled()
    sent = {"kind": "third_party", "party": "某公司", "content": "经营数据", "sent_on": "2023-04-18"}
    foi.does(found, "consult", sent, on=THURSDAY)
    foi.does(found, "consult_delivered", {"ref": "S1", "delivered_on": "2023-04-19"}, on=THURSDAY)
    said = {
        "searched_on": "2023-04-20",
        "place": "档案室",
        "person": "李四",
        "words": "营商",
        "found": "no",
        "result": "无",
    }
    foi.does(found, "search", said, on=THURSDAY)
    page = words(enter_foi().get(f"/desk/cases/{found.case_id}/"))
    assert "某公司" in page
    assert "还有14个工作日" in page
    assert "没有检索到档案室" in page
    assert "区发改委公征〔2023〕1号" in page
    assert "正在生成" in page


def reply(found):
    return f"/desk/foi/cases/{found.case_id}/reply/"


def test_the_step_leads_to_its_own_page_and_the_tree(enter_foi, foi):
    found = foi.handled()
    client = enter_foi()
    assert client.get(f"/desk/cases/{found.case_id}/propose/")["Location"] == reply(found)
    page = words(client.get(reply(found)))
    for text in (
        "（三）不予公开",
        "信息不存在",
        "第三十六条第（四）项",
        "须先登记检索",
        "政府信息不存在告知书",
        "六个月内",
    ):
        assert text in page, text
    assert "逾期不补正" not in page
    assert "请选择一种办理结果" in words(client.get(reply(found) + "?leaf="))
    assert "请选择一种办理结果" in words(client.get(reply(found) + "?leaf=F1"))


def test_a_leaf_asks_only_for_what_it_needs_and_shows_its_letter(enter_foi, foi):
    found = foi.handled()
    client = enter_foi()
    page = client.get(reply(found) + "?leaf=C5").content.decode()
    assert 'name="reason"' in page
    assert 'name="agency"' not in page
    assert 'name="withheld"' not in page
    assert "政府信息不予公开答复书" in page
    assert "第十六条第一款" in page
    other = client.get(reply(found) + "?leaf=D1b").content.decode()
    assert 'name="agency"' in other


def test_the_letter_is_shown_before_it_is_handed_in_and_nothing_is_kept(enter_foi, foi):
    found = foi.handled()
    client = enter_foi()
    typed = {"leaf": "C5", "reason": "属于内部工作流程。", "preview": "1", "revision": "0"}
    page = words(client.post(reply(found), typed))
    assert "经审查，您申请公开的信息属于行政机关的内部事务信息。属于内部工作流程。" in page
    assert "法定内容齐全" in page
    assert not Outcome.objects.exists()
    live = words(client.post(reply(found) + "preview/", typed))
    assert "属于内部工作流程。" in live
    assert "还缺" in words(client.post(reply(found) + "preview/", {"leaf": "D1a"}))


def test_handed_in_it_goes_to_review_with_the_letter_in_sight(enter_foi, foi):
    found = foi.handled()
    client = enter_foi()
    revision = re.search(r'name="revision" value="(\d+)"', client.get(reply(found) + "?leaf=C5").content.decode())
    typed = {"leaf": "C5", "reason": "属于内部工作流程。", "agency": "不该留下", "revision": revision.group(1)}
    assert client.post(reply(found), typed)["Location"] == f"/desk/cases/{found.case_id}/"
    outcome = Outcome.objects.get()
    assert (outcome.leaf, outcome.agency) == ("C5", "")
    again = client.post(reply(found), typed, follow=True)
    assert "没有重复登记" in words(again)
    page = words(enter_foi(Post.REVIEWER).get(f"/desk/cases/{found.case_id}/pass_check/"))
    assert "属于内部工作流程。" in page
    assert "六个月内" in page


def test_what_is_lacking_keeps_the_typing_and_the_state(enter_foi, foi):
    found = foi.handled()
    client = enter_foi()
    case = foi.case(found)
    answer = client.post(reply(found), {"leaf": "D1a", "reason": "没有制作过。", "revision": str(case.revision)})
    assert answer.status_code == 409
    assert "先登记检索记录" in words(answer)
    assert "没有制作过。" in answer.content.decode()
    assert foi.case(found).state == "handling"
    assert not Outcome.objects.exists()


def test_the_page_of_yesterday_is_refused_with_the_typing_kept(enter_foi, foi):
    found = foi.handled()
    client = enter_foi()
    old = foi.case(found).revision
    foi.does(found, "ask_extension", {"days": "5", "reason": "材料多"}, on=THURSDAY)
    answer = client.post(reply(found), {"leaf": "C5", "reason": "写好的理由", "revision": str(old)})
    assert answer.status_code == 409
    assert "写好的理由" in answer.content.decode()
    assert client.post(reply(found), {"leaf": "C5", "reason": "x", "revision": "x"}).status_code == 409


def test_drafting_is_the_officers(enter_foi, foi):
    found = foi.handled()
    answer = enter_foi(Post.REVIEWER).get(reply(found))
    assert answer.status_code == 200
    assert "信息员" in words(answer)
    assert enter_foi(Post.REVIEWER).post(reply(found), {"leaf": "C5", "revision": "2"}).status_code == 409


def test_the_fee_is_reckoned_before_anything_is_sent(enter_foi, foi):
    found = foi.handled()
    client = enter_foi()
    page = f"/desk/foi/cases/{found.case_id}/fee/"
    assert client.get(f"/desk/cases/{found.case_id}/charge/")["Location"] == page
    assert "应收720元" in words(client.get(page + "?tariff=pages&n=101"))
    assert "不需要发通知" in words(client.get(page + "?tariff=pages&n=30"))
    assert client.get(page + "?tariff=x&n=many").status_code == 200
    revision = foi.case(found).revision
    client.post(
        f"/desk/cases/{found.case_id}/charge/",
        {"tariff": "pages", "n": "101", "how": "网上缴纳", "revision": str(revision)},
    )
    found.refresh_from_db()
    assert found.fee.amount == 720
    late = client.get(page)
    assert late.status_code == 200 and "要在「办理」时办理" in words(late)


def test_nobody_finds_what_is_not_there(enter_foi):
    client = enter_foi()
    for path in ("/desk/foi/999999/receipt/", "/desk/foi/cases/999999/reply/", "/desk/foi/cases/999999/fee/"):
        assert client.get(path).status_code == 404


def test_the_window_takes_in_and_the_reviewer_does_not(enter_foi):
    assert enter_foi(Post.WINDOW).get("/desk/foi/new/").status_code == 200
    assert enter_foi(Post.REVIEWER).get("/desk/foi/new/").status_code == 403
    assert APPLICANT["name"] not in words(enter_foi(Post.REVIEWER).get("/desk/foi/"))
    with timekeeping.standing_at(MONDAY):
        assert "登记申请" not in words(enter_foi(Post.REVIEWER).get("/desk/foi/"))


def test_forms_are_printed_for_those_who_serve_letters(enter_foi, foi):
    found = foi.handled()
    letter = foi.answers(found, "C5", THURSDAY)
    paths = [
        f"/desk/foi/{found.pk}/forms/{code}.{ending}"
        for code in ("application", "registration")
        for ending in ("pdf", "docx")
    ]
    paths += [f"/desk/foi/letters/{letter.pk}/receipt.docx"]
    for path in paths:
        answer = enter_foi(Post.WINDOW).get(path)
        assert answer.status_code == 200, path
        assert answer.content[:4] == (b"%PDF" if path.endswith("pdf") else b"PK\x03\x04")
        assert "no-store" in answer["Cache-Control"]
        assert enter_foi(Post.OFFICER, "sifa").get(path).status_code == 404, path
        assert enter_foi(Post.REVIEWER).get(path).status_code == 403, path
    assert enter_foi().get(f"/desk/foi/{found.pk}/forms/other.pdf").status_code == 404
    assert enter_foi().get(f"/desk/foi/{found.pk}/forms/registration.exe").status_code == 404


def buttons(page, heading):
    """The buttons under a heading of 现在可以办."""
    part = page.split(f">{heading}</h3>")[1].split('role="group"')[0].split("</section>")[0]
    return re.findall(r'class="button[^"]*"[^>]*><span>([^<]+)<', part)


def test_what_can_be_done_stands_under_what_it_is_for_with_one_main_action(enter_foi, foi):
    found = foi.handled()
    page = enter_foi().get(f"/desk/cases/{found.case_id}/").content.decode()
    offered = page.split("现在可以办")[1].split("为什么不能办理其他动作")[0]
    assert offered.count("button--primary") == 1
    assert offered.index("拟答复") < offered.index("<h3")
    assert buttons(offered, "征求意见与检索") == ["征求意见", "请其他单位协办", "上传查找到的材料", "登记检索"]
    assert buttons(offered, "期限") == ["申请延期"]
    assert buttons(offered, "归档与其他") == ["上传盖章件", "申请人撤回", "并案"]


def test_few_actions_stand_without_headings(enter_foi, foi):
    found = foi.arrives()
    offered = enter_foi(Post.WINDOW).get(f"/desk/cases/{found.case_id}/").content.decode().split("现在可以办")[1]
    assert "登记沟通" in offered and 'role="group"' not in offered


def test_the_clock_names_what_it_waits_for_in_words(enter_foi, foi):
    found = foi.handled()
    for party in ("某公司", "另一公司"):
        asked = {"kind": "third_party", "party": party, "content": "是否同意公开", "sent_on": THURSDAY}
        foi.does(found, "consult", asked, on=THURSDAY)
    page = words(enter_foi().get(f"/desk/cases/{found.case_id}/"))
    assert "「征求第三方意见」" in page and "「征求第三方意见（第2份）」" in page and "「S1」" not in page
