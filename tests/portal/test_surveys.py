"""Surveys and calls as a visitor meets them, without JavaScript: pages, back, reload, wrong input, strangers."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.surveys import AFTER, BEFORE, DURING, asked, called, office  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.outbox.commands import run_due
from mingzheng.core.submissions.models import Submission
from mingzheng.participation.surveys.models import Draft, Follower, Idea, OpenText, Response

pytestmark = pytest.mark.django_db


def key_of(answer):
    return re.search(r'name="form_key" value="([^"]+)"', answer.content.decode())[1]


def begin(client, survey):
    address = f"/diaocha/{survey.pk}/kaishi/"
    started = client.post(address, {"form_key": key_of(client.get(address))})
    assert started.status_code == 302
    return started["Location"]


def send(client, address):
    return client.post(address, {"form_key": key_of(client.get(address))}, follow=True)


def test_a_survey_is_answered_page_by_page_and_back_loses_nothing(client, asked, on_day):  # noqa: F811
    on_day(DURING)
    first = begin(client, asked)
    assert "您的年龄" in client.get(first).content.decode()
    second = client.post(first, {"q1": "o1", "q2": "o1", "go": "next"})["Location"]
    page = client.get(second).content.decode()
    assert "您看重什么" in page
    assert "没去过的原因" not in page
    back = client.post(second, {"q3": ["o2"], "go": "back"})["Location"]
    assert back == first
    assert re.search(r'value="o1"[^>]*checked', client.get(first).content.decode())
    client.post(first, {"q1": "o1", "q2": "o1", "go": "next"})
    assert re.search(r'value="o2"[^>]*checked', client.get(second).content.decode())
    third = client.post(second, {"q3": ["o2"], "go": "next"})["Location"]
    check = client.post(third, {"q5": "4", "q6__r1": "o1", "q7": "3.50", "q8": "挺好", "go": "next"})["Location"]
    page = client.get(check).content.decode()
    assert check.endswith("queren/")
    assert "4" in page and "环境：好" in page and "3.5 次" in page and "挺好" in page
    done = send(client, check)
    assert "答卷已提交" in done.content.decode()
    assert Response.objects.get().answers == {
        "q1": "o1", "q2": "o1", "q3": ["o2"], "q5": 4, "q6": {"r1": "o1"}, "q7": "3.5",
    }  # fmt: skip
    assert OpenText.objects.get().text == "挺好"
    assert client.get(check).status_code == 410


def test_another_answer_leads_past_the_page_that_is_not_asked(client, asked, on_day):  # noqa: F811
    on_day(DURING)
    first = begin(client, asked)
    second = client.post(first, {"q1": "o3", "q2": "o3", "go": "next"})["Location"]
    page = client.get(second).content.decode()
    assert "没去过的原因" in page
    assert "您看重什么" not in page


def test_what_is_wrong_is_said_in_place_and_nothing_typed_is_lost(client, asked, on_day):  # noqa: F811
    on_day(DURING)
    first = begin(client, asked)
    answer = client.post(first, {"q1": "o2", "go": "next"})
    page = answer.content.decode()
    assert "请选一项" in page
    assert re.search(r'value="o2"[^>]*checked', page)
    second = client.post(first, {"q1": "o2", "q2": "o1", "go": "next"})["Location"]
    assert "最多选 2 项" in client.post(second, {"q3": ["o1", "o2", "o3"], "go": "next"}).content.decode()
    third = client.post(second, {"q3": ["o1"], "go": "next"})["Location"]
    page = client.post(third, {"q5": "3", "q7": "很多", "q8": "打13812345678", "go": "next"}).content.decode()
    assert "请只填数字" in page and "手机" in page and "打13812345678" in page
    assert "请删去再继续" in page and "单独的栏" not in page  # a questionnaire has no fields for a name or a number
    assert OpenText.objects.count() == 0


def test_two_visitors_have_two_drafts(client, asked, on_day):  # noqa: F811
    on_day(DURING)
    pages = [client.get(f"/diaocha/{asked.pk}/kaishi/") for _visitor in range(2)]
    assert key_of(pages[0]) != key_of(pages[1])
    assert "form_key" not in client.get(asked.get_absolute_url()).content.decode()
    for blank in ("", " ", "　"):
        client.post(f"/diaocha/{asked.pk}/kaishi/", {"form_key": blank})
    assert Draft.objects.count() == 3


def test_what_is_kept_of_the_posting_does_not_lead_to_the_answer(client, asked, on_day):  # noqa: F811
    on_day(DURING)
    first = begin(client, asked)
    second = client.post(first, {"q1": "o1", "q2": "o1", "go": "next"})["Location"]
    third = client.post(second, {"q3": ["o2"], "go": "next"})["Location"]
    check = client.post(third, {"q5": "4", "go": "next"})["Location"]
    send(client, check)
    told = {row.result for row in Submission.objects.all()}
    assert told == {str(asked.pk)}
    assert str(Response.objects.get().pk) not in str(list(Submission.objects.values()))


def test_a_draft_of_somebody_else_is_not_found_by_guessing(client, asked, on_day):  # noqa: F811
    on_day(DURING)
    begin(client, asked)
    assert client.get(f"/diaocha/{asked.pk}/tian/{'x' * 24}/1/").status_code == 410
    assert client.get(f"/diaocha/{asked.pk}/tian/ /1/").status_code == 410


@pytest.mark.parametrize(("day", "words"), [(BEFORE, "才开始"), (AFTER, "已经截止")])
def test_outside_its_days_a_survey_says_so(client, asked, on_day, day, words):  # noqa: F811
    on_day(day)
    assert words in client.get(f"/diaocha/{asked.pk}/kaishi/").content.decode()


def test_the_link_in_the_letter_opens_the_survey_once(client, office, on_day):  # noqa: F811
    survey = office.survey(answering="verified")
    on_day(DURING)
    address = f"/diaocha/{survey.pk}/kaishi/"
    page = client.post(address, {"form_key": key_of(client.get(address)), "email": "one@example.com"})
    assert "请到邮箱里打开链接" in page.content.decode()
    run_due()
    link = re.search(r"https?://[^/]+(/diaocha/\S+)", mail.outbox[0].body)[1]
    first = client.post(link, {"form_key": key_of(client.get(link))})["Location"]
    second = client.post(first, {"q1": "o1", "q2": "o1", "go": "next"})["Location"]
    third = client.post(second, {"q3": ["o2"], "go": "next"})["Location"]
    send(client, client.post(third, {"q5": "4", "go": "next"})["Location"])
    assert Response.objects.count() == 1
    assert "这个链接不能用了" in client.get(link).content.decode()


def test_the_published_result_is_a_page_and_two_files(client, asked, office, on_day):  # noqa: F811
    on_day(DURING)
    for _one in range(6):
        office.answers(asked, q1="o1", q2="o1", q3=["o1"], q5=5)
    office.answers(asked, q1="o2", q2="o1", q3=["o1"], q5=5, q8="=HYPERLINK(1)")
    assert client.get(f"/diaocha/{asked.pk}/jieguo.csv").status_code == 404
    on_day(AFTER)
    office.does(asked, "screen", office.writer, texts=[str(OpenText.objects.get().pk)], decision="show")
    office.report(asked)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "已增加两个窗口" in page and "没有核实身份" in page and 'class="bar' in page
    csv = client.get(f"/diaocha/{asked.pk}/jieguo.csv").content.decode()
    assert "不公布" in csv and "'=HYPERLINK(1)" in csv
    data = client.get(f"/diaocha/{asked.pk}/jieguo.json").json()
    ages = next(one for one in data["questions"] if one["key"] == "q1")["lines"][0]["cells"]
    assert [one["count"] for one in ages] == [None, None, 0]
    assert data["responses"] == 7


def test_an_address_for_the_result_is_confirmed_from_its_mailbox(client, asked, on_day):  # noqa: F811
    on_day(DURING)
    address = f"/diaocha/{asked.pk}/tixing/"
    client.post(address, {"form_key": key_of(client.get(address)), "email": "one@example.com"})
    run_due()
    link = re.search(r"https?://[^/]+(/hudong/\S+)", mail.outbox[0].body)[1]
    client.get(link)
    assert not Follower.objects.get().confirmed
    assert "已确认" in client.post(link).content.decode()
    assert Follower.objects.get().confirmed


def test_a_suggestion_gets_number_and_code_and_is_found_by_both(client, called, on_day):  # noqa: F811
    on_day(DURING)
    address = f"/zhengji/{called.pk}/tijian/"
    typed = {"form_key": key_of(client.get(address)), "topic": "增加公园座椅", "reason": "", "proposal": "增加座椅", "name": "", "email": "", "phone": "12"}  # fmt: skip
    wrong = client.post(address, typed).content.decode()
    assert "电话写法不对" in wrong and "增加公园座椅" in wrong
    typed["phone"] = "13812345678"
    taken = [client.post(address, typed, follow=True).content.decode() for _press in range(2)]
    codes = [re.search(r"<strong>([A-Z0-9-]{14})</strong>", page)[1] for page in taken]
    assert codes[0] == codes[1]
    idea = Idea.objects.get()
    query = {"form_key": key_of(client.get("/zhengji/chaxun/")), "number": idea.number, "code": codes[0]}
    assert "待审核" in client.post("/zhengji/chaxun/", query).content.decode()
    assert "没有查到" in client.post("/zhengji/chaxun/", {**query, "code": "AAAA-BBBB-CCCC"}).content.decode()


def test_support_is_a_press_on_a_page_of_its_own(client, called, office, on_day):  # noqa: F811
    on_day(DURING)
    idea = office.idea(called, "增加公园座椅")
    address = f"/zhengji/{called.pk}/dianzan/{idea.pk}/"
    assert client.get(address).status_code == 404
    office.shows(called, idea)
    pressed = {"form_key": key_of(client.get(address))}
    for _press in range(2):
        client.post(address, pressed)
    idea.refresh_from_db()
    assert idea.supports == 1


def test_the_column_gathers_what_runs_and_what_was_answered(client, asked, called, office, on_day):  # noqa: F811
    on_day(DURING)
    page = client.get("/hudong/").content.decode()
    assert "社区食堂问卷" in page and "明年实事项目征集" in page and "政策留言板" in page
    home = client.get("/").content.decode()
    assert "社区食堂问卷" in home
    on_day(AFTER)
    office.report(asked)
    page = client.get("/hudong/").content.decode()
    assert "有了结果" in page and "收到 0 份" in page


def test_days_of_voting_without_a_list_of_candidates_are_no_voting(client, called, on_day):  # noqa: F811
    called.listed_on = None
    called.rule = called.rule or "approval"
    called.votes_from, called.votes_until = AFTER, AFTER + dt.timedelta(days=9)
    called.save()
    on_day(AFTER)
    assert "投票中" not in client.get("/zhengji/").content.decode()
    assert "公布后在投票期间可以投票" in client.get(f"/zhengji/{called.pk}/toupiao/").content.decode()
