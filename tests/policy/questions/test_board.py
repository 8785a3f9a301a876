"""A message from the form to the published answer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from tests.support.questions import ANSWER
from tests.support.recounts.comparing import differing

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.policy.questions import board, queries
from mingzheng.policy.questions.models import Asked, Message, MessageContact

pytestmark = pytest.mark.django_db
D = dt.date


def test_answered_by_two_people_within_five_working_days_and_published_masked(desk):
    message = desk.asked(text="我是某某公司，想申请技术改造补贴，要准备哪些材料？")
    assert message.unit == desk.papers.unit
    assert message.case.due_on == D(2023, 4, 24)
    desk.act(message, "accept", desk.officer)
    desk.act(message, "draft", desk.officer, answer=ANSWER, source="《若干措施》第五条")
    with pytest.raises(Refused):
        desk.act(message, "approve", desk.officer)
    desk.act(message, "approve", desk.reviewer)
    assert message.answered_on == D(2023, 4, 18)
    assert queries.public_message(message.pk) is None
    with pytest.raises(Refused, match="手机号码"):
        desk.act(message, "publish", desk.officer, public_text="我的手机13812345678", public_answer=ANSWER)
    desk.act(message, "publish", desk.officer, public_text="企业申请补贴要哪些材料？", public_answer=ANSWER)
    assert queries.public_message(message.pk).public_text == "企业申请补贴要哪些材料？"
    assert indicator_of("questions.answered_in_time").measure(Scope(D(2023, 4, 18))).text == "100%（1/1）"


@pytest.mark.parametrize("code", ["questions.answered_in_time", "questions.handovers_in_time"])
def test_what_came_in_december_stands_in_the_figure_of_the_year_when_it_is_late(desk, on_day, code):
    """Received in December, due in January: not due yet for the old year, and not forgotten by the new one."""
    on_day("2023-12-29")
    asked = desk.asked() if code == "questions.answered_in_time" else desk.handed()
    due = asked.case.due_on
    assert due.year == 2024

    def said(day: dt.date) -> str:
        assert differing(code, day) == []
        return indicator_of(code).measure(Scope(day)).text

    assert [said(day) for day in (D(2023, 12, 31), due, due + dt.timedelta(1))] == ["尚无记录", "尚无记录", "0%（0/1）"]


@pytest.mark.parametrize(
    ("answer", "source", "said"),
    [("您的来信已收悉。", "《措施》", "只说收到"), ("可以申请。", "《措施》", "不足 40"), (ANSWER, "", "没有依据")],
)
def test_what_is_no_answer_does_not_leave_the_desk(desk, answer, source, said):
    message = desk.asked()
    desk.act(message, "accept", desk.officer)
    with pytest.raises(Refused, match=said):
        desk.act(message, "draft", desk.officer, answer=answer, source=source)
    assert Message.objects.get().answer == ""


def test_a_knowledge_entry_is_the_answer_with_its_source(desk):
    entry, message = desk.published(), desk.asked()
    desk.act(message, "accept", desk.officer)
    desk.act(message, "draft", desk.officer, entry=entry.pk)
    assert message.answer == ANSWER
    assert message.source == entry.live.where
    assert Asked.objects.get(message=message).entry == entry


def test_without_consent_nothing_is_published(desk):
    message = desk.answered(consent=False)
    with pytest.raises(Refused, match="不同意公开"):
        desk.act(message, "publish", desk.officer, public_text="问题", public_answer=ANSWER)
    desk.act(message, "keep", desk.officer, reason="提问人不同意公开")
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(published_on=D(2023, 4, 18), public_answer="答")


def test_transfer_keeps_the_days_used_and_extension_has_a_reason_and_an_end(desk, on_day):
    message = desk.asked(document=None)
    assert message.unit.code == "qufuban"
    on_day("2023-04-20")
    fagai = str(desk.papers.unit.pk)
    desk.act(message, "transfer", desk.papers.district.clerk, unit=fagai, reason="由制定单位答复")
    assert (message.unit, message.case.unit, message.asked.unit) == (desk.papers.unit,) * 3
    message.case.refresh_from_db()
    assert message.case.due_on == D(2023, 4, 24)
    with pytest.raises(Refused, match="最多延长 10"):
        desk.act(message, "extend", desk.papers.head, days=11, reason="需要核实")
    desk.act(message, "extend", desk.papers.head, days=5, reason="需要向市级部门核实")
    message.case.refresh_from_db()
    # 29 April to 3 May are holidays; 23 April and 6 May are worked
    assert message.case.due_on == D(2023, 5, 4)
    with pytest.raises(Refused, match="已经延期"):
        desk.act(message, "extend", desk.papers.head, days=1, reason="再延")


def test_personal_data_belongs_into_the_contact_and_goes_with_it(desk, on_day):
    for field in ("topic", "text"):
        with pytest.raises(Refused, match="手机号码") as refused:
            desk.asked(**{field: "请回电13812345678"})
        assert refused.value.field == field
    assert not Message.objects.exists()
    message = desk.asked(name="张女士", reach="13812345678")
    assert MessageContact.objects.get().remove_after is None
    desk.act(message, "accept", desk.officer)
    desk.act(message, "draft", desk.officer, answer=ANSWER, source="《措施》")
    desk.act(message, "approve", desk.reviewer)
    on_day("2023-06-17")
    assert board.drop_contacts() == 0
    on_day("2023-06-18")
    assert board.drop_contacts() == 1


def test_declined_messages_are_not_counted_and_rating_is_once(desk):
    spam = desk.asked()
    desk.act(spam, "decline", desk.papers.head, reason="广告，不属于政策咨询。")
    assert not Asked.objects.get(message=spam).counts
    message = desk.asked()
    with pytest.raises(Refused, match="还没有答复"):
        board.rate(message, 5, "")
    answered = desk.answered()
    with pytest.raises(Refused, match="个人信息"):
        board.rate(answered, 5, "谢谢，我的电话13812345678")
    board.rate(answered, 5, "谢谢")
    with pytest.raises(Refused, match="已经评价"):
        board.rate(answered, 1, "")


def test_other_units_and_windows_do_not_read_messages(desk):
    from mingzheng.core.procedures.permission import sees

    message = desk.asked()
    assert sees(message.case, desk.reviewer)
    assert sees(message.case, desk.papers.district.clerk)
    for stranger in (desk.window, desk.papers.district.actor("sifa", Post.HEAD)):
        assert not sees(message.case, stranger)
    code = board.code_of(message.key)
    assert queries.message_by_code(message.number, code.lower()) == message
    assert queries.message_by_code(message.number, "AAAAAAAAAA") is None
