"""Reconsideration and suits over an answer: their clocks, what fills table 4, what is learnt and mended."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.workplan import once_by

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Figure, Scope, indicator_of
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import sees
from mingzheng.core.procedures.queries import clocks_of
from mingzheng.requests.foi.counting import counts
from mingzheng.requests.foi.law.checks import check
from mingzheng.requests.foi.law.tables import lay_out
from mingzheng.requests.remedies import commands, queries
from mingzheng.requests.remedies.models import RemedyCase

FILED, RECEIVED, DECIDED = dt.date(2023, 5, 8), dt.date(2023, 5, 12), dt.date(2023, 6, 30)
PAPER = {"name": "答复书", "source": "本机关制作", "proves": "已在法定期限内答复"}


def at(month: int, day: int) -> dt.date:
    return dt.date(2023, month, day)


@pytest.fixture
def refused(foi):
    """An application refused as internal on 20 April 2023."""
    return once_by(foi.district, "refused", lambda: _refused(foi))


def _refused(foi):
    found = foi.handled()
    foi.answers(found, "C5", at(4, 20))
    return found


def reported(foi, found, kind="reconsideration", filed=FILED, received=RECEIVED):
    facts = {"kind": kind, "organ": "某区人民政府", "filed_on": filed, "received_on": received}
    with timekeeping.standing_at(received):
        return commands.report(found, foi.actor(), facts)


def does(foi, remedy, command, facts=None, *, on, by=Post.OFFICER):
    with timekeeping.standing_at(on):
        act(Case.objects.get(pk=remedy.case_id), command, foi.actor(by), facts or {})
    remedy.refresh_from_db()
    return Case.objects.get(pk=remedy.case_id)


def decided(foi, remedy, on=DECIDED, **facts):
    does(foi, remedy, "add_evidence", PAPER, on=remedy.received_on)
    does(foi, remedy, "answer", {"answered_on": remedy.received_on.isoformat()}, on=remedy.received_on)
    said = {"concluded_on": on.isoformat(), "result": "upheld", "decision": "维持", **facts}
    return does(foi, remedy, "conclude", said, on=on)


def table4(year: int = 2023):
    return lay_out(counts(year))["table4"]


def test_the_answer_is_due_in_ten_days_and_needs_its_evidence(foi, refused):
    remedy = reported(foi, refused)
    assert remedy.case.due_on == at(5, 22)
    with pytest.raises(Refused, match="证据目录"):
        does(foi, remedy, "answer", {"answered_on": "2023-05-15"}, on=at(5, 15))
    does(foi, remedy, "add_evidence", PAPER, on=at(5, 15))
    case = does(foi, remedy, "answer", {"answered_on": "2023-05-15"}, on=at(5, 15))
    assert (case.state, case.due_on) == ("waiting", at(7, 11))


def test_the_trail_of_an_application_waits_for_what_its_remedy_taught(foi, refused):
    foi.does(refused, "archive", on=at(4, 21))
    scope = Scope(DECIDED)
    traced = indicator_of("foi.traced")
    assert traced.measure(scope) == Figure(1, 1)
    remedy = reported(foi, refused)
    assert traced.measure(scope) == Figure(1, 1)
    decided(foi, remedy)
    assert traced.measure(scope) == Figure(0, 1)
    assert "复议诉讼报备" in traced.items(scope)[0].note
    does(foi, remedy, "learn", {"lesson": "无。"}, on=DECIDED)
    assert traced.measure(scope) == Figure(1, 1)


def test_a_suit_is_answered_in_fifteen_days(foi, refused):
    remedy = reported(foi, refused, "direct_suit")
    assert remedy.case.due_on == at(5, 29)  # the fifteenth day is Saturday 27 May


def test_corrected_needs_its_cause_and_fills_table_4(foi, refused):
    remedy = reported(foi, refused)
    assert table4()["reconsideration"] == {"upheld": 0, "corrected": 0, "other": 0, "pending": 1, "total": 1}
    with pytest.raises(FormRefused, match="请选择原因"):
        decided(foi, remedy, result="corrected")
    said = {"concluded_on": "2023-06-30", "result": "corrected", "cause": "article", "decision": "撤销"}
    said |= {"redo": "on", "told_on": "2023-06-30"}
    assert does(foi, remedy, "conclude", said, on=at(6, 30)).state == "learning"
    assert table4()["reconsideration"] == {"upheld": 0, "corrected": 1, "other": 0, "pending": 0, "total": 1}
    case = does(foi, remedy, "learn", {"lesson": "先核对是否属于内部事务信息"}, on=at(7, 3))
    assert case.state == "closed"
    with timekeeping.standing_at(at(7, 3)):
        rate = queries.rates(2023)[0]
    assert (rate.unit.code, rate.answered, rate.corrected, rate.causes) == ("fagai", 1, 1, {"article": 1})


ORDER = {"result": "corrected", "cause": "article", "redo": "on", "told_on": "2023-07-03"}


def test_ordered_to_answer_again_the_application_goes_on_and_stays_counted_as_it_was(foi, refused):
    decided(foi, reported(foi, refused), on=at(7, 3), **ORDER)
    case = foi.case(refused)
    assert (case.state, case.due_on) == ("handling", at(7, 31)), "no period set: the 20 working days of Art. 33"
    refused.refresh_from_db()
    assert refused.redo_ordered_on == at(7, 3)
    letter = foi.answers(refused, "A2", at(7, 10), supplied="文件")
    assert letter.number.endswith("2号")
    assert (refused.leaf, refused.closed_on, refused.redo_ordered_on) == ("C5", at(4, 20), None)


@pytest.mark.parametrize(("days", "unit", "due"), [("15", "workday", at(7, 24)), ("60", "day", at(9, 1))])
def test_the_period_that_the_decision_sets_is_a_clock_by_itself(foi, refused, days, unit, due):
    foi.does(refused, "archive", on=at(4, 21))
    decided(foi, reported(foi, refused), on=at(7, 3), **ORDER, redo_days=days, redo_unit=unit)
    case = foi.case(refused)
    assert (case.state, case.due_on, case.closed_at) == ("handling", due, None)
    with timekeeping.standing_at(at(7, 3)):
        lines = "".join(
            next(view for view in clocks_of(case) if view.clock.name == "reply" and view.days_left).reckoning.lines
        )
    assert f"行政复议的决定、判决指定{days}" in lines and "2023年7月3日（周一）收到或者生效" in lines
    asked = {"kind": "third_party", "party": "某公司", "content": "是否同意公开", "sent_on": at(7, 4)}
    foi.does(refused, "consult", asked, on=at(7, 4))
    assert foi.case(refused).due_on is None, "opinions stop this clock as any other"


def test_a_late_reply_that_a_court_orders_gets_the_courts_period_instead_of_its_own(foi):
    found = foi.handled()
    suit = reported(foi, found, "direct_suit", filed=at(6, 1), received=at(6, 5))
    assert foi.case(found).due_on == at(5, 16)
    decided(foi, suit, on=at(7, 3), **ORDER | {"cause": "late"}, redo_days="10", redo_unit="workday")
    assert (foi.case(found).state, foi.case(found).due_on) == ("handling", at(7, 17))
    foi.answers(found, "A2", at(7, 10), supplied="文件")
    assert foi.case(found).due_on is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"told_on": ""}, "收到决定书、判决生效的日期"),
        ({"told_on": "2023-07-01"}, "早于审结日期"),
        ({"redo_days": "15"}, "期限的单位"),
        ({"redo": "", "redo_days": "15"}, "勾选"),
    ],
)
def test_an_order_without_what_its_clock_needs_is_not_taken(foi, refused, wrong, said):
    with pytest.raises(FormRefused, match=said):
        decided(foi, reported(foi, refused), on=at(7, 3), **ORDER | wrong)
    assert foi.case(refused).state == "settled"


def test_a_suit_after_reconsideration_follows_a_concluded_one(foi, refused):
    first = reported(foi, refused)
    with pytest.raises(Refused, match="没有已审结的行政复议"):
        reported(foi, refused, "suit_after_reconsideration", at(7, 10), at(7, 14))
    decided(foi, first)
    suit = reported(foi, refused, "suit_after_reconsideration", at(7, 10), at(7, 14))
    assert suit.before == first
    assert [row["total"] for row in table4().values()] == [1, 0, 1]
    assert check({"table4": table4()}) == []


def test_read_by_the_handling_unit_and_by_grant_only(foi, refused, district):
    from mingzheng.requests.foi.commands import grant

    remedy = reported(foi, refused)
    case = Case.objects.get(pk=remedy.case_id)
    with timekeeping.standing_at(at(5, 15)):
        assert sees(case, foi.actor())
        assert not sees(case, district.clerk)
        assert not sees(case, district.actor("sifa", Post.LEGAL))
        person = district.person("qufuban", Post.OFFICE_CLERK)
        grant(refused, person, district.head, reason="复议案件核对", until=at(5, 20))
        assert sees(case, district.clerk)


def test_a_warning_sheet_is_answered_and_accepted(foi, refused, district):
    remedy = reported(foi, refused)
    decided(foi, remedy, result="corrected", cause="search")
    with timekeeping.standing_at(at(7, 3)):
        sheet = commands.warn(
            foi.unit, district.clerk, {"kind": "hint", "facts": "检索不充分", "demands": "查明原因"}, [remedy]
        )
        assert sheet.number == "提示单〔2023〕1号"
        assert sheet.case.due_on == at(7, 17)
        with pytest.raises(Refused):
            commands.warn(foi.unit, foi.actor(), {"kind": "hint", "facts": "x", "demands": "y"})
        act(sheet.case, "mend", foi.actor(), {"answer": "已修订检索办法"})
        act(Case.objects.get(pk=sheet.case_id), "send_back", district.clerk, {"reason": "请附办法"})
        act(Case.objects.get(pk=sheet.case_id), "mend", foi.actor(), {"answer": "已附"})
        act(Case.objects.get(pk=sheet.case_id), "accept", district.head)
    assert Case.objects.get(pk=sheet.case_id).state == "closed"


def test_filed_before_the_application_is_refused(foi, refused):
    with pytest.raises(Refused, match="早于提交申请"):
        reported(foi, refused, filed=at(4, 1), received=at(4, 3))
    assert not RemedyCase.objects.exists()
