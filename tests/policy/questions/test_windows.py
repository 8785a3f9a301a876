"""A window answers, hands over, is told, receives Q&A; and what is asked for the tenth time."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.questions import ANSWER
from tests.support.recounts.comparing import differing

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.outbox.models import Message as Owed
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.permission import sees
from mingzheng.core.units.models import UnitGroup
from mingzheng.policy.policies import stages
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.questions import often, queries, windows
from mingzheng.policy.questions.models import Asked, Entry, HandoutReceipt, Handover, Often

pytestmark = pytest.mark.django_db
D = dt.date


def figure(code: str, unit_id: int | None = None) -> str:
    found = indicator_of(code)
    scope = Scope(timekeeping.today(), unit_id=unit_id)
    measured, items = found.measure(scope), found.items(scope)
    if measured.denominator is not None:
        assert (sum(item.counts for item in items), len(items)) == (measured.numerator, measured.denominator)
    assert differing(code, timekeeping.today()) == []
    return measured.text


def test_an_answer_is_counted_with_its_time_and_source(desk):
    entry = desk.published()
    for seconds in (4, 9, 30, 99999):
        windows.record_answer(entry, desk.window, seconds=seconds)
    windows.record_answer(entry, desk.hotline)
    with pytest.raises(Refused, match="窗口和热线"):
        windows.record_answer(entry, desk.officer)
    desk.handed()
    assert Asked.objects.filter(entry=entry, document=desk.document, answered_on=timekeeping.today()).count() == 5
    assert figure("questions.window_answers") == "83%（5/6）"
    assert figure("questions.window_answers", desk.window.unit_id) == "80%（4/5）"
    assert figure("questions.window_seconds") == "9"
    today = queries.today_at(desk.window, timekeeping.today())
    assert (today.answered, today.handed, today.median) == (4, 1, 9)


def test_a_hand_over_returns_to_the_window_and_enters_the_base_after_review(desk):
    found = desk.handed(called="张女士", phone="13812345678")
    assert found.case.unit == desk.papers.unit
    assert found.case.due_on == D(2023, 4, 20)
    assert sees(found.case, desk.window)
    assert not sees(found.case, desk.hotline)
    with pytest.raises(Refused, match="没有依据"):
        desk.act(found, "answer", desk.officer, answer=ANSWER)
    desk.act(found, "answer", desk.officer, answer=ANSWER, source="《若干措施》第六条", paragraph="第六条", keep="on")
    assert found.case.unit.code == "xinhua"
    assert queries.public_entry(found.entry_id) is None
    assert [one.pk for one in queries.returned(desk.window)] == [found.pk]
    desk.act(found, "tell", desk.window)
    assert (found.called, found.phone) == ("", "")
    desk.act(found.entry, "submit", desk.officer)
    with pytest.raises(Refused):
        desk.act(found.entry, "approve", desk.officer)
    desk.act(found.entry, "approve", desk.reviewer)
    assert queries.public_entry(found.entry_id).live.paragraph == "第六条"
    assert figure("questions.handovers_in_time") == "100%（1/1）"


def test_a_hand_over_without_personal_data_and_with_an_addressee(desk):
    with pytest.raises(Refused, match="手机号码"):
        desk.handed(text="张女士13812345678问补贴")
    with pytest.raises(Refused, match="不知道转给"):
        desk.handed(document=None)
    with pytest.raises(Refused):
        windows.hand_over(desk.officer, {"text": "补贴怎样申请", "unit": desk.papers.unit})
    moved = desk.handed(document=None, unit=desk.papers.district.units["sifa"])
    sifa = desk.papers.district.actor("sifa", Post.HEAD)
    desk.act(moved, "transfer", sifa, unit=desk.papers.unit.pk, reason="由区发改委制定")
    assert moved.case.unit == desk.papers.unit
    assert Handover.objects.count() == 1


def test_pushed_to_windows_and_who_has_not_read_it(desk, on_day):
    entry, doubted = desk.published(), desk.published(question="有疑问的一条？")
    desk.act(doubted, "flag", desk.officer, reason="口径有变化")
    group = UnitGroup.objects.get(code="jiezhen")
    values = {"title": "技术改造补贴问答", "entries": [entry], "groups": [group], "windows": []}
    desk.window, desk.hotline, desk.papers.district.actor("xinjing", Post.WINDOW)
    with pytest.raises(Refused, match="不能推送"):
        windows.send_handout(desk.papers.unit, desk.officer, {**values, "entries": [doubted]})
    with pytest.raises(Refused, match="没有窗口人员"):
        sifa = desk.papers.district.units["sifa"]
        windows.send_handout(desk.papers.unit, desk.officer, {**values, "groups": [], "windows": [sifa]})
    sent = windows.send_handout(desk.papers.unit, desk.officer, values)
    assert {receipt.window.code for receipt in sent.receipts.all()} == {"xinhua", "xinjing"}
    receipt = HandoutReceipt.objects.get(handout=sent, window__code="xinhua")
    assert receipt.case.due_on == D(2023, 4, 20)
    with pytest.raises(Refused):
        desk.act(receipt, "acknowledge", desk.officer)
    desk.act(receipt, "acknowledge", desk.window)
    assert figure("questions.acknowledged") == "50%（1/2）"
    row = queries.handouts_for(desk.officer).get()
    assert (row.n_windows, row.n_read, row.n_entries) == (2, 1, 1)


WAYS = [
    "技术改造补贴要哪些材料",
    "请问技术改造补贴要准备哪些材料？",
    "技术改造补贴需要哪些材料呢",
    "想问一下技术改造补贴要哪些材料",
]


@pytest.fixture
def heard():
    """Somebody who follows the event."""
    told: list[dict] = []
    handler("tests.asked_often", label="测试", event="questions.asked_often")(told.append)
    yield told
    from mingzheng.core.outbox import registry

    del registry._topics["tests.asked_often"]


def test_a_question_asked_for_the_tenth_time_becomes_a_frequent_one(desk, heard):
    policy = Policy.objects.filter(document=desk.document).first() or Policy.objects.create(
        unit=desk.papers.unit, title="措施", document=desk.document, begun_on=D(2023, 1, 1), issued_on=D(2023, 4, 18)
    )
    for number in range(5):
        desk.asked(topic=WAYS[number % 4], text=f"请说明。编号{'甲乙丙丁戊'[number]}")
    for number in range(4):
        desk.handed(text=WAYS[number])
    desk.handed(text="设备融资租赁的租金能不能算作投资额")
    desk.worked()
    assert not Often.objects.exists()
    desk.handed(text=WAYS[0])
    desk.worked()
    found = Often.objects.get()
    assert (found.unit, found.document, found.asked.count()) == (desk.papers.unit, desk.document, 10)
    assert [(one["policy"], one["document"], one["count"]) for one in heard] == [(policy.pk, desk.document.pk, 10)]
    desk.handed(text=WAYS[1])
    desk.worked()
    assert found.asked.count() == 11
    assert len(heard) == 1
    assert figure("questions.faq_formed") == "0%（0/1）"
    desk.act(
        found, "draft", desk.officer, question="技术改造补贴要哪些材料？", answer=ANSWER, document="长发改〔2023〕12号"
    )
    with pytest.raises(Refused):
        desk.act(found.entry, "approve", desk.officer)
    desk.act(found.entry, "approve", desk.reviewer)
    found.refresh_from_db()
    assert found.case.state == "formed"
    assert queries.of_document(desk.document)[0] == found.entry
    assert figure("questions.faq_formed") == "100%（1/1）"
    traces = stages.traces_of([policy])[policy.pk]
    assert [(one.title, one.note) for one in traces if one.stage is stages.Stage.ANSWERING] == [
        ("政策问答", "1 条，其中常见问题 1 条")
    ]


def test_answers_at_windows_count_too_and_an_existing_answer_is_taken(desk):
    entry = desk.published()
    for _ in range(10):
        windows.record_answer(entry, desk.window, seconds=5)
    assert not Owed.objects.filter(topic="questions.group").exists()
    assert often.find() == 1
    assert often.find() == 0
    found = Often.objects.get()
    with pytest.raises(Refused, match="由责任单位的"):
        desk.act(found, "take", desk.officer, entry=entry.pk)
    desk.act(found, "take", desk.reviewer, entry=entry.pk)
    assert Entry.objects.get(pk=entry.pk).often
    assert found.formed_on == timekeeping.today()


def test_a_declined_group_is_not_proposed_again(desk):
    for _ in range(10):
        desk.handed(text=WAYS[0])
    desk.worked()
    found = Often.objects.get()
    desk.act(found, "decline", desk.papers.head, reason="个案，不具普遍性")
    desk.handed(text=WAYS[0])
    desk.worked()
    assert Often.objects.count() == 1
