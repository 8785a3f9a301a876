"""How an application stands, for its applicant alone: in plain words, with the clock, the letters, and what to do."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from tests.portal.foi import NAME, PERSONAL, WANTED, Citizen, picture
from tests.support.public_forms import answered, key_of
from tests.support.requests import foi  # noqa: F401 - fixture

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import may_read
from mingzheng.core.journal.models import Entry
from mingzheng.portal import posting
from mingzheng.requests.foi import filing, presenting
from mingzheng.requests.foi.commands import renew_code
from mingzheng.requests.foi.models import Acknowledgement, Application, Letter, Rating, Supplement
from mingzheng.search.models import FoundRecord

pytestmark = pytest.mark.django_db
SENT = dt.date(2023, 6, 20)
CONFIRMED = dt.date(2023, 6, 21)


@pytest.fixture
def citizen(foi, on_day, client):
    on_day(SENT)
    return Citizen(client)


@pytest.fixture
def sent(citizen):
    """An application sent online; (citizen who knows the code, the application)."""
    citizen.fills_all()
    citizen.code = citizen.sends()
    return citizen, Application.objects.get()


def confirmed(foi, found: Application) -> None:
    foi.does(found, "confirm", {"received_on": "2023-06-21", "how": "电话确认"}, on=CONFIRMED)
    foi.does(found, "register", on=CONFIRMED)


def corrected(foi, found: Application) -> None:
    confirmed(foi, found)
    foi.does(found, "ask_correction", {"items": "请写明是哪一年的报告。", "period_days": "10"}, on=CONFIRMED)
    foi.does(found, "correction_delivered", {"delivered_on": "2023-06-21"}, on=CONFIRMED)


def answers_online(foi, found: Application, on: dt.date = dt.date(2023, 6, 28)) -> Letter:
    confirmed(foi, found)
    foi.does(found, "accept", on=CONFIRMED)
    foi.proposes(found, "A1", on, pointer="区政府网站“政府信息公开”栏目。")
    letter = foi.signs(found, on)
    foi.does(found, "send", {"way": "online", "sent_on": on.isoformat()}, on=on)
    return letter


def test_each_state_is_said_in_plain_words_with_what_comes_next(sent, foi):
    citizen, found = sent
    assert "等待确认收到" in citizen.asks(citizen.code) and "2023年6月21日" in citizen.get("jindu/")
    confirmed(foi, found)
    page = citizen.get("jindu/")
    assert "正在审查" in page and found.number in page and "暂定" not in page
    foi.does(found, "accept", on=CONFIRMED)
    page = citizen.get("jindu/")
    assert "正在办理" in page
    # twenty working days after 21 June: two days of holiday, one worked Sunday
    assert "2023年7月20日" in page and "第20个工作日" in page


def test_the_number_need_not_be_known_but_must_be_right(sent, foi):
    citizen, found = sent
    confirmed(foi, found)
    assert WANTED in citizen.asks(citizen.code, found.number.lower())
    assert "没有查到" in Citizen(Client()).asks(citizen.code, "SQ000000000020230621001")


@pytest.mark.parametrize("code", ["", "ABCD", "中文查询码", "A" * 41])
def test_a_code_that_is_none_opens_nothing(sent, code):
    _citizen, _found = sent
    stranger = Citizen(Client())
    page = stranger.asks(code)
    assert WANTED not in page and "查询码" in page and not stranger.client.cookies


def test_guessing_is_slowed_and_a_person_is_let_through(sent, monkeypatch):
    citizen, _found = sent
    monkeypatch.setattr(posting, "MISSES", 2)
    stranger = Citizen(Client())
    for _guess in range(2):
        stranger.asks("ABCDEFGHJKMN")
    page = stranger.asks(citizen.code)
    assert "请先回答一个小问题" in page and WANTED not in page
    answer = stranger.post("chaxun/", {"code": citizen.code, **answered(page)})
    assert answer.status_code == 302 and WANTED in stranger.get("jindu/")


def test_the_same_question_is_asked_for_drafts(citizen, monkeypatch):
    monkeypatch.setattr(posting, "MISSES", 1)
    citizen.post("caogao/", {"go": "resume", "code": "ABCDEFGHJKMN"})
    page = citizen.post("caogao/", {"go": "resume", "code": "ABCDEFGHJKMN"}).content.decode()
    assert "请先回答一个小问题" in page


def test_without_the_code_there_is_nothing_to_see(sent, foi):
    _citizen, found = sent
    letter = answers_online(foi, found)
    stranger = Client()
    for path in ("jindu/", f"jindu/wenshu/{letter.pk}/", "huizhi/"):
        page = stranger.get(f"/yishenqing/{path}", follow=True).content.decode()
        assert WANTED not in page and NAME not in page


def test_another_applicants_letters_are_not_found(sent, foi):
    _citizen, found = sent
    letter = answers_online(foi, found)
    other = foi.arrives(name="李四")
    code = renew_code(other, foi.actor())
    stranger = Citizen(Client())
    stranger.asks(code)
    assert stranger.client.get(f"/yishenqing/jindu/wenshu/{letter.pk}/").status_code == 404


def test_a_correction_is_handed_in_here_and_confirmed_by_an_officer(sent, foi, on_day):
    citizen, found = sent
    corrected(foi, found)
    page = citizen.asks(citizen.code)
    assert "请您补正" in page and "请写明是哪一年的报告" in page and "2023年7月6日" in page
    key = key_of(page[page.index('id="buzheng"') :])
    for _press in range(2):
        answer = citizen.post("jindu/buzheng/", {"form_key": key, "text": "2022年的。", "papers": picture("说明.png")})
        assert answer.status_code == 302
    handed = Supplement.objects.get()
    assert handed.state == "waiting" and found.case.state != "handling"
    assert "等办理单位确认" in citizen.get("jindu/")
    assert "补正" in dict(presenting.facts(found))["申请人网上提交"]
    form_page = foi.case(found).table.step("correct", "correcting").form(case=foi.case(found))
    assert form_page.fields["answer"].initial == "2022年的。"
    foi.does(found, "correct", {"received_on": "2023-06-26", "answer": "2022年的。"}, on=dt.date(2023, 6, 26))
    handed.refresh_from_db()
    assert handed.state == "taken" and "正在办理" in citizen.get("jindu/")
    assert StoredFile.objects.get(name="说明.png").owner == found.ref, "its files are the case's now"
    entries = str(list(Entry.objects.values("summary", "data_text")))
    assert "申请人网上提交：补正" in entries and "2022年的" not in entries


def test_nothing_is_no_correction(sent, foi):
    citizen, found = sent
    corrected(foi, found)
    page = citizen.asks(citizen.code)
    key = key_of(page[page.index('id="buzheng"') :])
    answer = citizen.post("jindu/buzheng/", {"form_key": key, "text": " "}).content.decode()
    assert "请写明内容，或者上传材料" in answer and not Supplement.objects.exists()
    long = citizen.post("jindu/buzheng/", {"form_key": key, "text": "甲" * 3001}).content.decode()
    assert "最多 3000 个" in long and "甲" * 3001 in long


def test_a_correction_that_nobody_asked_for_is_said_so(sent):
    citizen, _found = sent
    page = citizen.asks(citizen.code)
    answer = citizen.post("jindu/buzheng/", {"form_key": key_of(page), "text": "补"}).content.decode()
    assert "现在不需要补正" in answer and not Supplement.objects.exists()


def test_withdrawing_waits_for_the_office(sent, foi):
    citizen, found = sent
    confirmed(foi, found)
    page = citizen.asks(citizen.code)
    key = key_of(page[page.index("chehui") :])
    assert "不想撤回就不用管" in citizen.post("jindu/chehui/", {"form_key": key}).content.decode()
    assert citizen.post("jindu/chehui/", {"form_key": key, "sure": "on"}).status_code == 302
    assert "撤回申请" in citizen.get("jindu/") and found.leaf == ""
    foi.does(found, "withdraw", {"how": "网上"}, on=CONFIRMED)
    assert Supplement.objects.get().state == "taken" and "已经办结" in citizen.get("jindu/")


def test_a_supplement_that_is_not_used_says_why(sent, foi):
    citizen, _found = sent
    page = citizen.asks(citizen.code)
    citizen.post("jindu/buchong/", {"form_key": key_of(page), "text": "还要附件。"})
    handed = Supplement.objects.get()
    with pytest.raises(Refused, match="请写明不采用的原因"):
        filing.settle_supplement(handed, foi.actor(), taken=False)
    with pytest.raises(Refused, match="由办理单位"):
        filing.settle_supplement(handed, foi.actor(Post.REVIEWER), taken=True)
    filing.settle_supplement(handed, foi.actor(), taken=False, note="附件请另行申请。")
    assert "附件请另行申请" in citizen.get("jindu/")
    with pytest.raises(Refused, match="已经确认过"):
        filing.settle_supplement(handed, foi.actor(), taken=True)


def test_the_answer_served_online_is_read_and_acknowledged_here(sent, foi):
    citizen, found = sent
    letter = answers_online(foi, found)
    store(picture().read(), "答复书.png", owner=found.ref, actor=Actor.system("测试"), label="附件一")
    supplied = StoredFile.objects.get(name="答复书.png")
    letter.attachments.add(supplied)
    page = citizen.asks(citizen.code)
    assert "请看答复" in page
    assert letter.title in page and letter.number in page and "对结果不服" in page and "已主动公开" in page
    read = citizen.get(f"jindu/wenshu/{letter.pk}/")
    assert letter.remedy in read and letter.paragraphs[0] in read and "附件一" in read
    assert not Acknowledgement.objects.exists(), "opening it is no service"
    got = citizen.client.get(f"/yishenqing/jindu/wenshu/{letter.pk}/{supplied.pk}/")
    assert b"".join(got.streaming_content) and "no-store" in got["Cache-Control"]
    for _press in range(2):
        citizen.post(f"jindu/wenshu/{letter.pk}/")
    assert Acknowledgement.objects.get().said_on == SENT
    assert "您在2023年6月20日确认收到" in citizen.get(f"jindu/wenshu/{letter.pk}/")
    assert letter.number in dict(presenting.facts(found))["申请人网上提交"]
    assert "请看答复" not in citizen.get("jindu/")
    found.refresh_from_db()
    assert found.delivered_on is None, "the office registers the service"


def test_a_file_of_another_case_is_never_served_with_a_letter(sent, foi):
    citizen, found = sent
    letter = answers_online(foi, found)
    other = foi.arrives(name="李四")
    stray = store(picture().read(), "别人.png", owner=other.ref, actor=Actor.system("测试"))
    letter.attachments.add(stray)
    citizen.asks(citizen.code)
    assert "别人.png" not in citizen.get(f"jindu/wenshu/{letter.pk}/")
    assert citizen.client.get(f"/yishenqing/jindu/wenshu/{letter.pk}/{stray.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("leaf", "facts", "said"),
    [
        ("E2", {}, "不予处理：重复申请"),
        ("A1", {"pointer": "政府网站"}, "已主动公开"),
        ("C6", {}, "不予公开：过程性信息"),
    ],
)
def test_the_end_is_said_in_words(sent, foi, leaf, facts, said):
    citizen, found = sent
    confirmed(foi, found)
    foi.does(found, "accept", on=CONFIRMED)
    foi.answers(found, leaf, CONFIRMED, **facts)
    page = citizen.asks(citizen.code)
    assert said in page and "已经办结" in page


def test_letters_to_others_and_answers_served_by_post_are_not_here(sent, foi):
    citizen, found = sent
    confirmed(foi, found)
    foi.does(found, "accept", on=CONFIRMED)
    third = {"kind": "third_party", "party": "某公司", "content": "是否同意公开", "sent_on": "2023-06-21"}
    foi.does(found, "consult", third, on=CONFIRMED)
    page = citizen.asks(citizen.code)
    assert "正在征求意见" in page and "某公司" not in page and "征求书" not in page
    assert "「征求第三方意见」" in page and "「S1」" not in page, "the clock says why it stands, in words"
    assert Letter.objects.filter(kind="third_party").exists()


def test_an_answer_is_rated_once_and_without_the_person(sent, foi):
    citizen, found = sent
    assert "您觉得办得怎样" not in citizen.asks(citizen.code), "nothing to rate yet"
    answers_online(foi, found)
    assert "您觉得办得怎样" in citizen.get("jindu/")
    assert "请选择 1 到 5" in citizen.post("jindu/pingjia/", {"stars": "9"}).content.decode()
    citizen.post("jindu/pingjia/", {"stars": "4", "text": "答得清楚"})
    citizen.post("jindu/pingjia/", {"stars": "1"})
    rating = Rating.objects.get()
    assert (rating.stars, rating.text) == (4, "答得清楚") and "您已经评价" in citizen.get("jindu/")


def test_a_new_code_makes_the_old_one_lead_nowhere(sent, foi):
    citizen, found = sent
    fresh = renew_code(found, foi.actor())
    assert "没有查到" in Citizen(Client()).asks(citizen.code)
    assert WANTED in Citizen(Client()).asks(fresh)


def test_what_was_handed_in_is_seen_by_the_units_people_alone(sent, foi):
    citizen, _found = sent
    page = citizen.asks(citizen.code)
    citizen.post("jindu/buchong/", {"form_key": key_of(page), "text": "见附件", "papers": picture("补充.png")})
    file = StoredFile.objects.get(name="补充.png")
    assert may_read(file, foi.actor()) and not may_read(file, None)
    assert not may_read(file, foi.district.clerk)


def test_neither_the_person_nor_the_wish_is_found_by_the_search(sent):
    assert not FoundRecord.objects.filter(body__contains=WANTED).exists()
    assert not [one for one in PERSONAL if FoundRecord.objects.filter(body__contains=one).exists()]


def test_the_page_shows_no_identity_number(sent):
    citizen, _found = sent
    page = citizen.asks(citizen.code)
    assert not [one for one in PERSONAL if one in page]
    assert re.search(r"<h1>[^<]*等待确认收到", page)


def test_what_became_of_all_applications_is_public(sent, foi, client):
    _citizen, found = sent
    confirmed(foi, found)
    foi.does(found, "accept", on=CONFIRMED)
    foi.answers(found, "C6", CONFIRMED)
    foi.handled()
    page = client.get("/yishenqing/tongji/").content.decode()
    row = re.sub(r"<[^>]+>|\s+", " ", page[page.index("2023年") :])
    #     carried in, new, 予以公开, 部分公开, 不予公开, 无法提供, 不予处理, 其他处理, still open
    assert re.search(r"2023年 +0 +2 +0 +0 +1 +0 +0 +0 +1 ", row), row[:300]
    assert WANTED not in page


def test_before_the_first_application_the_figures_say_so(foi, client):
    assert "还没有可以公布的数字" in client.get("/yishenqing/tongji/").content.decode()


@pytest.mark.parametrize(("ending", "magic"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_blank_form_is_there_for_who_writes_by_hand(foi, client, ending, magic):
    assert client.get(f"/yishenqing/shenqingbiao.{ending}").content.startswith(magic)
