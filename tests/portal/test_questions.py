"""Questions and answers as visitors read them, and the message board as they use it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.public_forms import answered, key_of, send
from tests.support.questions import ANSWER, ASKED, QUESTION, desk  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.policy.questions.models import Message, MessageContact, Offer
from mingzheng.portal import posting, providers
from mingzheng.portal.views import questions

pytestmark = pytest.mark.django_db
ASK = "/zhengce/liuyan/tiwen/"


def typed(page, **changes):
    return {
        "form_key": key_of(page.content.decode()),
        "topic": ASKED["topic"],
        "text": ASKED["text"],
        "consent": "yes",
        **changes,
    }


def test_a_question_is_found_read_and_stands_on_its_documents_page(desk, client):  # noqa: F811
    entry = desk.published(quote="第五条　企业申请补贴，应当提交……")
    desk.worked()
    found = client.get("/zhengce/wenda/", {"q": "技术改造补贴材料"}).content.decode()
    assert QUESTION in found
    listed = client.get("/zhengce/wenda/", {"document": desk.document.index_number}).content.decode()
    assert QUESTION in listed
    assert client.get("/zhengce/wenda/", {"unit": "sifa"}).content.decode().count(QUESTION) == 0
    page = client.get(f"/zhengce/wenda/{entry.pk}/").content.decode()
    for words in (ANSWER[:20], "第五条", "应当提交", "现行有效", 'name="ArticleTitle"'):
        assert words in page
    document = client.get(desk.document.get_absolute_url()).content.decode()
    assert QUESTION in document
    assert f"{ASK}?document={desk.document.index_number}" in document
    providers.register_home("questions", questions.home)
    assert QUESTION in client.get("/").content.decode()
    assert f"/zhengce/wenda/{entry.pk}/" in client.get("/sitemap-answers.xml").content.decode()


def test_what_is_not_published_is_not_there_and_what_is_doubted_says_so(desk, client):  # noqa: F811
    draft = desk.drafted()
    assert client.get(f"/zhengce/wenda/{draft.pk}/").status_code == 404
    entry = desk.published()
    desk.act(entry, "flag", desk.officer, reason="办理地点已经搬迁")
    page = client.get(f"/zhengce/wenda/{entry.pk}/").content.decode()
    assert "待复核" in page
    assert "办理地点已经搬迁" in page
    for address in ("/zhengce/wenda/", desk.document.get_absolute_url()):
        assert "待复核" in client.get(address).content.decode()
    providers.register_home("questions", questions.home)
    assert QUESTION not in client.get("/").content.decode()
    desk.act(entry, "retire", desk.reviewer, reason="不再办理")
    assert client.get(f"/zhengce/wenda/{entry.pk}/").status_code == 404


def test_a_message_is_asked_once_followed_and_rated(desk, client):  # noqa: F811
    form = typed(client.get(ASK), document="长发改〔2023〕12号", reach="13812345678", name="张女士")
    first, second = client.post(ASK, form), client.post(ASK, form)
    assert first.status_code == 302
    assert first.url == second.url
    message = Message.objects.get()
    assert (message.unit, MessageContact.objects.get().reach) == (desk.papers.unit, "13812345678")
    receipt = client.get(first.url).content.decode()
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", receipt)[0]
    query = {"number": message.number, "code": code}
    page = client.post("/zhengce/liuyan/chaxun/", query).content.decode()
    assert "答复期限怎样计算" in page
    assert "4月24日" in page
    assert "没有查到" in client.post("/zhengce/liuyan/chaxun/", {**query, "code": "AAAA"}).content.decode()
    desk.act(message, "accept", desk.officer)
    desk.act(message, "draft", desk.officer, answer=ANSWER, source="《若干措施》第五条")
    assert ANSWER not in client.post("/zhengce/liuyan/chaxun/", query).content.decode()
    desk.act(message, "approve", desk.reviewer)
    page = client.post("/zhengce/liuyan/chaxun/", query)
    assert ANSWER in page.content.decode()
    rating = {"form_key": key_of(page.content.decode()), **query, "stars": "5", "rating": ""}
    assert "您评价了 5 分" in client.post("/zhengce/liuyan/pingjia/", rating).content.decode()
    assert ANSWER not in client.get("/zhengce/liuyan/").content.decode()
    desk.act(message, "publish", desk.officer, public_text="要哪些材料？", public_answer=ANSWER)
    assert message.topic in client.get("/zhengce/liuyan/").content.decode()
    public = client.get(reverse("portal:message", args=[message.pk])).content.decode()
    assert ANSWER in public
    assert "13812345678" not in public


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "请回电13812345678"}, "手机号码"),
        ({"consent": ""}, "是否同意公开"),
        ({"document": "没有这份文件"}, "没有找到公开的文件"),
        ({"website": "https://spam.example"}, "请先回答下面的问题"),
        ({"text": ""}, "请填写您的问题"),
    ],
)
def test_wrong_input_is_said_in_its_place_and_nothing_typed_is_lost(desk, client, changes, said):  # noqa: F811
    answer = client.post(ASK, typed(client.get(ASK), **changes))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert ASKED["topic"] in page
    assert not Message.objects.exists()


def test_a_published_answer_is_offered_before_anything_is_sent_and_counted(desk, client):  # noqa: F811
    entry = desk.published()
    doubted = desk.published(question="技术改造补贴的材料交到哪里？", answer="交到二楼综合窗口，当场收件。")
    desk.act(doubted, "flag", desk.officer, reason="办理地点已经搬迁")
    desk.worked()
    first = send(client, ASK, topic=QUESTION, text=ASKED["text"], consent="no")
    page = first.content.decode()
    assert first.status_code == 200 and not Message.objects.exists()
    assert "也许已经有答复" in page and ANSWER[:20] in page and ASKED["text"] in page
    assert doubted.question not in page  # what is in doubt is offered to nobody
    offer = Offer.objects.get()
    assert (offer.entry, offer.shown, offer.opened, offer.avoided) == (entry, 1, 0, 0)

    keys = re.findall(r'yiyou/(\w+)/".*?name="form_key" value="([^"]+)"', page, re.S)
    opened, this = (next(key for what, key in keys if what == word) for word in ("kan", "jiushi"))
    for _twice in range(2):
        answer = client.post("/zhengce/liuyan/yiyou/kan/", {"entry": entry.pk, "form_key": opened})
        assert answer.status_code == 302 and answer.url == f"/zhengce/wenda/{entry.pk}/"
    settled = client.post("/zhengce/liuyan/yiyou/jiushi/", {"entry": entry.pk, "form_key": this})
    assert "不必再问" in settled.content.decode() and ANSWER[:20] in settled.content.decode()
    offer.refresh_from_db()
    assert (offer.shown, offer.opened, offer.avoided) == (1, 1, 1)

    shown = re.search(r'name="offered" value="([^"]+)"', page)[1]
    again = {
        "topic": QUESTION,
        "text": ASKED["text"],
        "consent": "no",
        "form_key": key_of(page[page.index(f'action="{ASK}"') :]),
    }
    again |= {"offered": shown}
    assert client.post(ASK, again).status_code == 302
    assert Message.objects.get().topic == QUESTION and Offer.objects.get().shown == 1
    assert client.post("/zhengce/liuyan/yiyou/kan/", {"entry": 999}).status_code == 404
    assert client.post("/zhengce/liuyan/yiyou/kan/", {"entry": "x"}).status_code == 404


def test_a_flood_is_asked_a_plain_question_and_nobody_is_shut_out(desk, client, monkeypatch):  # noqa: F811
    monkeypatch.setattr(posting, "MANY", 2)
    monkeypatch.setattr(posting, "MISSES", 2)
    asked = {"topic": ASKED["topic"], "text": ASKED["text"], "consent": "no"}
    assert [send(client, ASK, **asked).status_code for _one in range(3)] == [302, 302, 200]
    page = send(client, ASK, **asked).content.decode()
    assert "请先回答一个小问题" in page and ASKED["text"] in page
    assert send(client, ASK, **asked, **answered(page)).status_code == 302
    assert Message.objects.count() == 3
    wrong = {"number": "LY20230418-0001", "code": "AAAA-AAAA-AAAA"}
    for _one in range(2):
        assert "没有查到" in client.post("/zhengce/liuyan/chaxun/", wrong).content.decode()
    page = client.post("/zhengce/liuyan/chaxun/", wrong).content.decode()
    assert "请先回答一个小问题" in page
    assert "没有查到" in client.post("/zhengce/liuyan/chaxun/", {**wrong, **answered(page)}).content.decode()


def test_sent_from_elsewhere_and_odd_addresses(desk, client):  # noqa: F811
    form = typed(client.get(ASK))
    assert "不是从本网站提交" in client.post(ASK, form, headers={"origin": "https://else.example"}).content.decode()
    for odd in ("?after=x", "?after=999999999999", "?after=1&q=a"):
        assert client.get(f"/zhengce/wenda/{odd}").status_code == 200
        assert client.get(f"/zhengce/liuyan/{odd}").status_code == 200
    assert client.get("/zhengce/liuyan/huizhi/nothing/").status_code == 302
    assert client.get("/zhengce/liuyan/99/").status_code == 404
    assert client.post("/zhengce/liuyan/pingjia/", {"number": "x", "code": "y", "stars": "9"}).status_code == 200
