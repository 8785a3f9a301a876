"""A topic from its first line to the page that gathers everything, and what happens to it afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.datastructures import MultiValueDict

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case
from mingzheng.policy.policies import stages
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.stages import Stage, Trace
from mingzheng.policy.topics.commands import begin
from mingzheng.policy.topics.models import Topic

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "中小企业用工政策一站看",
    "lead": "招人、留人、培训的补贴都在这里。",
    "office": "就业促进科",
    "phone": "021-22050001",
    "address": "",
    "hours": "工作日 9:00—17:00",
    "no_entry": "",
    "update_days": "30",
    "english_title": "",
    "english": "",
}


@pytest.fixture
def policy(papers):
    """A public policy of 区发改委 with an entry of its own."""
    document = papers.released(title="关于支持中小企业用工的通知", service_url="https://example.gov.cn/apply")
    found, _new = Policy.objects.get_or_create(
        document=document,
        defaults={
            "unit": papers.unit,
            "title": document.title,
            "begun_on": document.published_on,
            "issued_on": document.published_on,
        },
    )
    return found


@pytest.fixture
def topic(papers, policy):
    found = begin(papers.unit, papers.drafter, {"title": "用工政策", "lead": ""})
    does(found, "add", papers.drafter, policies=[str(policy.pk)])
    does(found, "edit", papers.drafter, **WORDS)
    return found


def does(topic, command, actor, **data):
    typed = MultiValueDict({key: value if isinstance(value, list) else [value] for key, value in data.items()})
    entry = act(Case.objects.get(pk=topic.case_id), command, actor, typed)
    topic.refresh_from_db()
    return entry


def published(topic, papers):
    does(topic, "submit", papers.drafter)
    does(topic, "check", papers.reviewer)
    does(topic, "publish", papers.head)


def page(client, topic):
    return client.get(f"/zhuanti/{topic.pk}/")


def test_a_topic_gathers_document_entry_and_contact_once_it_is_signed(papers, topic, client):
    assert page(client, topic).status_code == 404
    published(topic, papers)
    text = page(client, topic).content.decode()
    assert "关于支持中小企业用工的通知" in text
    assert "https://example.gov.cn/apply" in text
    assert "021-22050001" in text
    assert "现行有效" in text or "尚未施行" in text
    assert WORDS["title"] in client.get("/zhuanti/").content.decode()


def test_what_the_policys_life_line_holds_appears_by_itself(papers, topic, policy, client, monkeypatch):
    published(topic, papers)
    traces = {
        policy.pk: [
            Trace(Stage.EXPLAINING, timekeeping.today(), "一图读懂用工补贴", "/jiedu/1/"),
            Trace(Stage.ANSWERING, timekeeping.today(), "试用期员工算不算", "/zhengce/wenda/1/"),
            Trace(Stage.ANSWERING, timekeeping.today(), "内部工单", "/desk/x/", public=False),
        ]
    }
    monkeypatch.setattr(stages, "_providers", {(Stage.EXPLAINING, "test"): lambda _policies: traces})
    text = page(client, topic).content.decode()
    assert "一图读懂用工补贴" in text
    assert "试用期员工算不算" in text
    assert "内部工单" not in text


def test_a_page_without_document_or_contact_is_not_sent_on(papers):
    bare = begin(papers.unit, papers.drafter, {"title": "空专题", "lead": ""})
    with pytest.raises(Refused, match=r"没有文件.*没有办理入口.*没有联系方式"):
        does(bare, "submit", papers.drafter)


def test_who_composed_it_cannot_sign_it(papers, topic):
    does(topic, "submit", papers.drafter)
    with pytest.raises(Refused):
        does(topic, "check", papers.drafter)


def test_another_units_officer_neither_sees_nor_changes_it(papers, topic, client):
    other = papers.district.actor("sifa", Post.OFFICER)
    with pytest.raises(Refused):
        does(topic, "edit", other, **WORDS)


def test_while_it_is_revised_the_public_reads_what_was_signed(papers, topic, client):
    published(topic, papers)
    does(topic, "revise", papers.drafter)
    does(topic, "edit", papers.drafter, **{**WORDS, "title": "还没有签发的新名称"})
    text = page(client, topic).content.decode()
    assert WORDS["title"] in text
    assert "还没有签发的新名称" not in text
    does(topic, "discard", papers.drafter)
    assert topic.title == WORDS["title"]
    assert topic.bundle.count() == 1


def test_a_withdrawn_document_leaves_the_page_at_once_and_the_topic_asks_to_be_gone_through(
    papers, topic, policy, client
):
    published(topic, papers)
    edition = policy.document.live
    papers.does(edition, "withdraw", papers.head, explanation="内容有误，另行公布。")
    while run_due():
        pass
    topic.refresh_from_db()
    assert "已撤下" in topic.changed_why
    assert "关于支持中小企业用工的通知" not in page(client, topic).content.decode()
    figure = indicator_of("topics.renewed").measure(Scope(timekeeping.today(), None, papers.unit.pk))
    assert (figure.numerator, figure.denominator) == (0, 1)


def test_the_clock_of_going_through_starts_anew_with_each_time(papers, topic, on_day):
    published(topic, papers)
    assert Case.objects.get(pk=topic.case_id).due_on == dt.date(2023, 5, 18)
    on_day("2023-05-10")
    drafter = papers.district.actor("fagai", Post.OFFICER)
    with pytest.raises(FormRefused, match="逐项核对"):
        does(topic, "renew", drafter)
    does(topic, "renew", drafter, checked="on")
    assert Case.objects.get(pk=topic.case_id).due_on == dt.date(2023, 6, 9)


def test_a_closed_topic_says_where_to_look(papers, topic, client):
    published(topic, papers)
    does(topic, "close", papers.head, closing="政策已到期，新的政策见文件库。")
    answer = page(client, topic)
    assert answer.status_code == 410
    assert "新的政策见文件库" in answer.content.decode()
    assert WORDS["title"] not in client.get("/zhuanti/").content.decode()


def test_wrong_words_are_refused_where_they_stand(papers, topic):
    with pytest.raises(FormRefused) as refused:
        does(topic, "edit", papers.drafter, **{**WORDS, "lead": "找张三 13812345678", "update_days": "0"})
    assert set(refused.value.form.errors) == {"lead", "update_days"}
    with pytest.raises(FormRefused) as refused:
        does(topic, "add_item", papers.drafter, kind="entry", title="申请", url="javascript:alert(1)", day="")
    assert "url" in refused.value.form.errors
    with pytest.raises(FormRefused, match="请填写日期"):
        does(topic, "add_item", papers.drafter, kind="news", title="座谈会", url="", day="")


def test_the_english_page_stands_only_where_there_is_a_summary(papers, topic, client):
    published(topic, papers)
    assert client.get(f"/zhuanti/{topic.pk}/en/").status_code == 404
    does(topic, "revise", papers.drafter)
    does(topic, "edit", papers.drafter, **{**WORDS, "english_title": "Hiring support", "english": "Who can apply."})
    published(topic, papers)
    assert "Who can apply." in client.get(f"/zhuanti/{topic.pk}/en/").content.decode()


def test_the_figures_count_the_parts_that_are_there(papers, topic):
    published(topic, papers)
    scope = Scope(timekeeping.today(), None, papers.unit.pk)
    assert indicator_of("topics.published").measure(scope).numerator == 1
    figure, items = indicator_of("topics.parts").measure(scope), indicator_of("topics.parts").items(scope)
    assert (figure.numerator, figure.denominator) == (3, 7)
    assert sum(item.counts for item in items) == 3
    assert Topic.objects.get().renew_by == dt.date(2023, 5, 18)
