"""Applications from receipt to archive, each with its clock, its letters and its cell."""

from __future__ import annotations

import datetime as dt

import pytest

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import FormRefused
from mingzheng.requests.foi import commands, history, queries
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.models import Application

MONDAY = dt.date(2023, 4, 17)
DUE = dt.date(2023, 5, 16)  # twenty working days on, over the holiday of May with its Saturday of work


def at(month: int, day: int, year: int = 2023) -> dt.date:
    return dt.date(year, month, day)


def text_of(letter) -> str:
    return "\n".join([letter.title, *letter.paragraphs, letter.remedy])


def test_open_from_hand_to_archive(foi):
    found = foi.handled()
    assert found.number.startswith("SQYS0000026020230417001")
    assert foi.case(found).due_on == DUE
    letter = foi.answers(found, "A2", at(4, 20), supplied="《2022年度营商环境评估报告》")
    assert letter.number == "区发改委公复〔2023〕1号"
    assert "第三十六条第（二）项" in text_of(letter)
    assert "六个月内" in letter.remedy
    assert found.leaf == "A2"
    assert found.closed_on == at(4, 20)
    foi.does(found, "archive", on=at(4, 21))
    assert foi.case(found).state == "archived"
    assert foi.clock(found).met_on == at(4, 20)


def test_already_public_needs_its_place(foi):
    found = foi.handled()
    with pytest.raises(Refused, match="获取的方式、途径"):
        foi.proposes(found, "A1", MONDAY)
    letter = foi.answers(found, "A1", MONDAY, pointer="https://example.gov/d/1/")
    assert "https://example.gov/d/1/" in text_of(letter)
    assert outcomes.leaf(found.leaf).row == "A"


def test_does_not_exist_needs_a_recorded_search(foi):
    found = foi.handled()
    with pytest.raises(Refused, match="检索记录"):
        foi.proposes(found, "D1a", MONDAY)
    facts = {
        "searched_on": MONDAY.isoformat(),
        "place": "档案室 2020–2023 年",
        "person": "李四",
        "words": "营商环境 评估",
        "found": "no",
        "result": "没有检索到",
    }
    foi.does(found, "search", facts, on=MONDAY)
    letter = foi.answers(found, "D1a", at(4, 18))
    assert letter.title == "政府信息不存在告知书"
    assert "第三十六条第（四）项" in text_of(letter)


def test_refused_as_internal_in_2023_leaves_the_choice_of_remedy(foi):
    letter = foi.answers(foi.handled(), "C5", at(4, 20))
    assert "第十六条" in text_of(letter)
    assert "或者自收到" in letter.remedy
    assert "提起行政诉讼" in letter.remedy


def test_refused_in_2025_goes_to_reconsideration_first(foi, later_years):
    received = at(9, 26, 2025)
    found = foi.handled(on=received)
    assert foi.case(found).due_on == at(10, 30, 2025)
    letter = foi.answers(found, "C5", at(10, 9, 2025))
    assert "应当自收到" in letter.remedy
    assert "先向上海市长宁区人民政府申请行政复议" in letter.remedy


def test_partial_with_a_third_party_overruled(foi):
    found = foi.handled()
    sent = {
        "kind": "third_party",
        "party": "某公司",
        "content": "评估报告中的经营数据",
        "sent_on": at(4, 18).isoformat(),
    }
    foi.does(found, "consult", sent, on=at(4, 18))
    assert foi.clock(found).status == "paused"
    foi.does(found, "consult_delivered", {"ref": "S1", "delivered_on": at(4, 19).isoformat()}, on=at(4, 19))
    with pytest.raises(Refused, match="不能决定公开"):
        foi.proposes(found, "A2", at(4, 20), supplied="报告")
    said = {"ref": "S1", "answered_on": at(4, 25).isoformat(), "position": "object", "reasons": "涉及商业秘密"}
    foi.does(found, "consult_answered", said, on=at(4, 25))
    with pytest.raises(Refused, match="不采纳其意见的理由"):
        foi.proposes(found, "A2", at(4, 26), supplied="报告")
    letter = foi.answers(
        found, "B", at(4, 26), supplied="报告（已遮盖）", withheld=["C5"], overruled="关系重大公共利益"
    )
    assert "第三十七条" in text_of(letter)
    notice = found.letters.get(kind="disclosure_notice")
    assert notice.addressee == "某公司"
    assert "关系重大公共利益" in "".join(notice.paragraphs)
    assert outcomes.leaf(found.leaf).row == "B"
    # Six working days from 19 to 25 April are not counted, Sunday 23 April among them.
    assert foi.clock(found).due_on == at(5, 24)


def test_silent_third_party_stops_the_clock_no_longer_than_its_period(foi):
    found = foi.handled()
    sent = {"kind": "third_party", "party": "某公司", "content": "数据", "sent_on": MONDAY.isoformat()}
    foi.does(found, "consult", sent, on=MONDAY)
    foi.does(found, "consult_delivered", {"ref": "S1", "delivered_on": MONDAY.isoformat()}, on=MONDAY)
    with pytest.raises(Refused, match="没有届满"):
        foi.does(found, "consult_lapsed", {"ref": "S1"}, on=at(5, 9))
    foi.does(found, "consult_lapsed", {"ref": "S1"}, on=at(5, 15))
    party = found.consultations.get()
    assert party.ended_on == at(5, 9)
    assert foi.clock(found).due_on == at(6, 6)


def test_not_this_agency_names_the_right_one(foi):
    letter = foi.answers(foi.handled(), "D1b", MONDAY, agency="区教育局", agency_contact="021-00000004")
    assert "建议您向区教育局（联系方式：021-00000004）申请" in text_of(letter)


def test_repeated_and_petition(foi):
    again = foi.answers(foi.handled(), "E2", MONDAY)
    assert again.title == "政府信息公开申请不予重复处理告知书"
    plain = foi.answers(foi.handled(), "E1", MONDAY)
    assert "渠道" not in text_of(plain)
    petition = foi.answers(foi.handled(), "E1", MONDAY, pointer="信访窗口，电话 021-00000009")
    assert "第三十九条第一款" in text_of(petition)


def test_not_corrected_counts_as_given_up(foi):
    found = foi.arrives()
    foi.does(found, "register", on=MONDAY)
    foi.does(found, "ask_correction", {"items": "请写明年份", "period_days": "5"}, on=at(4, 20))
    assert foi.clock(found).status == "paused"
    foi.does(found, "correction_delivered", {"delivered_on": at(4, 21).isoformat()}, on=at(4, 21))
    assert foi.case(found).due_on == at(4, 27)
    with pytest.raises(Refused, match="补正期限还没有届满"):
        foi.does(found, "correction_lapsed", {"reason": "逾期"}, on=at(4, 27))
    foi.does(found, "correction_lapsed", {"reason": "逾期"}, on=at(4, 28))
    assert (found.leaf, foi.case(found).state) == ("F1", "settled")


def test_correction_is_asked_once_in_time_and_begins_the_period_anew(foi):
    found = foi.arrives()
    foi.does(found, "register", on=MONDAY)
    with pytest.raises(Refused, match="7个工作日"):
        foi.does(found, "ask_correction", {"items": "请写明年份", "period_days": "5"}, on=at(4, 26))
    foi.does(found, "ask_correction", {"items": "请写明年份", "period_days": "5"}, on=at(4, 25))
    foi.does(found, "correct", {"received_on": at(4, 28).isoformat(), "answer": "2022年"}, on=at(4, 28))
    assert foi.case(found).due_on == at(5, 30)
    with pytest.raises(Refused):
        foi.does(found, "ask_correction", {"items": "再写明", "period_days": "5"}, on=at(4, 28))


def test_fee_unpaid_counts_as_given_up_and_paid_begins_anew(foi):
    unpaid, paid = foi.handled(), foi.handled()
    for found in (unpaid, paid):
        with pytest.raises(Refused, match="不收费"):
            foi.does(found, "charge", {"tariff": "pages", "n": "30", "how": "网上缴纳"}, on=at(4, 18))
        foi.does(found, "charge", {"tariff": "pages", "n": "101", "how": "网上缴纳"}, on=at(4, 18))
        foi.does(found, "fee_delivered", {"delivered_on": at(4, 18).isoformat()}, on=at(4, 18))
    assert unpaid.fee.amount == 720
    assert unpaid.fee.due_on == at(5, 17)
    foi.does(paid, "pay", {"paid_on": at(4, 28).isoformat(), "receipt": "1234"}, on=at(4, 28))
    assert foi.case(paid).due_on == at(5, 30)
    foi.does(unpaid, "fee_lapsed", {"reason": "逾期"}, on=at(5, 18))
    assert unpaid.leaf == "F2"


def test_extended_over_the_spring_festival_with_a_pause_in_the_middle(foi):
    received = at(1, 5, 2024)
    found = foi.handled(on=received)
    assert foi.case(found).due_on == at(2, 2, 2024)
    sent = {"kind": "co_agency", "party": "区教育局", "content": "联合文件", "sent_on": at(1, 10, 2024).isoformat()}
    foi.does(found, "consult", sent, on=at(1, 10, 2024))
    foi.does(found, "consult_delivered", {"ref": "J1", "delivered_on": "2024-01-10"}, on=at(1, 10, 2024))
    foi.does(
        found, "consult_answered", {"ref": "J1", "answered_on": "2024-01-17", "position": "agree"}, on=at(1, 17, 2024)
    )
    assert foi.case(found).due_on == at(2, 8, 2024)
    foi.does(found, "ask_extension", {"days": "10", "reason": "材料较多"}, on=at(2, 6, 2024))
    foi.does(found, "approve_extension", {}, on=at(2, 7, 2024), by=Post.HEAD)
    # Thirty working days and five not counted, over the festival of 10 to 17 February with its Sundays of work.
    assert foi.case(found).due_on == at(2, 28, 2024)
    notice = found.letters.get(kind="extension")
    assert "延长至2024年2月28日前" in "".join(notice.paragraphs)
    with pytest.raises(Refused, match="还可以延长 10 个工作日"):
        foi.does(found, "ask_extension", {"days": "11", "reason": "再延"}, on=at(2, 8, 2024))


def test_extension_is_the_heads_and_before_the_period_is_over(foi):
    found = foi.handled()
    foi.does(found, "ask_extension", {"days": "20", "reason": "材料较多"}, on=DUE)
    with pytest.raises(Refused, match="单位负责人"):
        foi.does(found, "approve_extension", {}, on=DUE)
    with pytest.raises(Refused, match="已于 2023年5月16日 届满"):
        foi.does(found, "approve_extension", {}, on=at(5, 17), by=Post.HEAD)


def test_sent_from_the_net_waits_for_both_sides_to_confirm(foi):
    found = foi.arrives("internet")
    assert foi.case(found).due_on == at(4, 18)  # until then the unit owes a confirmation
    with pytest.raises(Refused, match="确认收到"):
        foi.does(found, "register", on=MONDAY)
    foi.does(found, "confirm", {"received_on": at(4, 18).isoformat(), "how": "电话"}, on=at(4, 18))
    assert foi.clock(found).due_on == at(5, 17)
    assert foi.case(found).due_on == at(4, 26)  # what is due first: asking for a correction
    with pytest.raises(FormRefused, match="今天之后"):
        other = foi.arrives("fax")
        foi.does(other, "confirm", {"received_on": at(4, 19).isoformat(), "how": "电话"}, on=at(4, 18))


def test_not_an_application_is_returned_and_not_counted(foi):
    found = foi.arrives()
    facts = {"kind": "consult", "reason": "您询问的是办事流程。", "pointer": "12345 热线"}
    foi.does(found, "not_application", facts, on=MONDAY)
    assert not found.counted
    assert foi.case(found).due_on is None
    assert "12345 热线" in "".join(found.letters.get().paragraphs)


def test_transferred_the_other_units_own_receipt_begins_the_clock(foi, district):
    found = foi.arrives()
    foi.does(found, "transfer", {"unit": str(district.units["sifa"].pk), "reason": "由区司法局制作"}, on=MONDAY)
    case = foi.case(found)
    assert (case.unit.code, case.due_on, case.state) == ("sifa", at(4, 18), "incoming")
    with pytest.raises(Refused, match="责任单位"):
        foi.does(found, "confirm", {"received_on": at(4, 18).isoformat(), "how": "内部转送"}, on=at(4, 18))


def test_failed_service_is_repeated_and_keeps_the_day_of_reply(foi):
    found = foi.handled()
    foi.proposes(found, "E2", at(4, 18))
    foi.signs(found, at(4, 18))
    foi.does(found, "send", {"way": "post", "sent_on": at(4, 19).isoformat()}, on=at(4, 19))
    foi.does(found, "failed", {"failed_on": at(4, 25).isoformat(), "reason": "迁移新址"}, on=at(4, 25))
    foi.does(found, "send", {"way": "email", "sent_on": at(4, 26).isoformat()}, on=at(4, 26))
    foi.does(found, "delivered", {"delivered_on": at(4, 26).isoformat()}, on=at(4, 26))
    assert found.closed_on == at(4, 19)
    assert found.delivered_on == at(4, 26)


def test_withdrawn_and_merged(foi):
    first, second = foi.handled(), foi.handled()
    foi.does(first, "merge", {"into": str(second.pk)}, on=at(4, 18))
    assert (first.leaf, first.merged_into) == ("F3", second)
    foi.does(second, "withdraw", {"how": "书面"}, on=at(4, 19))
    assert second.leaf == "F3"


def test_reviewers_are_others_than_those_who_drafted(foi, district):
    found = foi.handled()
    foi.proposes(found, "E2", MONDAY)
    drafter = foi.actor()
    from mingzheng.core.units import commands as units

    person = district.made[("fagai", Post.OFFICER, 1)]
    units.hold_post(person, foi.unit, Post.REVIEWER, drafter.system(), since=dt.date(2023, 1, 1))
    from mingzheng.core.units.queries import actors_for

    with timekeeping.standing_at(MONDAY):
        twice = next(one for one in actors_for(person, MONDAY) if one.post is Post.REVIEWER)
        from mingzheng.core.procedures.commands import act

        with pytest.raises(Refused, match="参与过"):
            act(foi.case(found), "pass_check", twice)


def test_numbers_of_letters_have_no_gap_when_a_signing_is_refused(foi):
    found = foi.handled()
    foi.proposes(found, "E2", MONDAY)
    foi.signs(found, MONDAY)
    foi.does(found, "void", {"reason": "笔误"}, on=MONDAY, by=Post.HEAD)
    foi.proposes(found, "E2", MONDAY)
    assert foi.signs(found, MONDAY).number == "区发改委公复〔2023〕2号"


def test_office_reads_a_case_only_by_a_grant(foi, district):
    found = foi.handled()
    with timekeeping.standing_at(MONDAY):
        assert queries.sees(found, foi.actor())
        assert not queries.sees(found, district.clerk)
        assert not queries.sees(found, district.actor("sifa", Post.HEAD))
        with pytest.raises(Refused, match="查阅理由"):
            commands.grant(
                found, district.person("qufuban", Post.OFFICE_CLERK), district.head, reason=" ", until=MONDAY
            )
        commands.grant(
            found, district.person("qufuban", Post.OFFICE_CLERK), district.head, reason="投诉核查", until=MONDAY
        )
        assert queries.sees(found, district.clerk)
        assert not queries.sees(found, district.head)
    with timekeeping.standing_at(at(4, 18)):
        assert not queries.sees(found, district.clerk)


def test_nothing_of_the_person_stands_in_journal_case_or_outbox(foi):
    from mingzheng.core.journal.models import Entry
    from mingzheng.core.outbox.models import Message

    found = foi.handled()
    foi.answers(found, "A2", at(4, 20), supplied="报告")
    case = foi.case(found)
    everything = [case.title, case.number]
    everything += [f"{entry.summary} {entry.data}" for entry in Entry.objects.all()]
    everything += [str(message.payload) for message in Message.objects.all()]
    secrets = ("张三丰", "310105199001011233", "13800001111", "sanfeng", "营商环境评估报告")
    assert not [text for text in everything for secret in secrets if secret in text]


def test_query_code_opens_the_status_and_nothing_else_does(foi):
    with timekeeping.standing_at(MONDAY):
        from tests.support.requests import APPLICANT

        values = {**APPLICANT, "channel": "internet", "submitted_on": MONDAY}
        taken = commands.take_in(foi.unit, foi.actor(), values, origin=Application.Origin.PORTAL)
    assert taken.code not in str(taken.application.__dict__)
    spoken = f"{taken.code[:4]}-{taken.code[4:8]} {taken.code[8:]}".lower()
    assert queries.by_code(spoken) == taken.application
    assert queries.by_code("AAAA-BBBB-CCCC") is None


def test_reasons_that_hold_give_a_reasonable_later_day_and_the_calculator_agrees(foi):
    found = foi.handled()
    foi.does(found, "ask_reasons", {"why": "三个月内提出四十件申请"}, on=at(4, 20))
    said = {"answered_on": "2023-05-10", "answer": "研究需要", "reasonable": "yes"}
    with pytest.raises(Refused, match="晚于现在的期限"):
        foi.does(found, "reasons_given", said | {"until": "2023-05-16"}, on=at(5, 10))
    with pytest.raises(Refused, match="届满"):
        foi.does(found, "reasons_given", said | {"until": "2023-06-30"}, on=at(5, 17))
    foi.does(found, "reasons_given", said | {"until": "2023-06-30"}, on=at(5, 10))
    assert foi.case(found).due_on == at(6, 30)
    with timekeeping.standing_at(at(5, 11)):
        assert history.explained(found)[-1].due == at(6, 30)


@pytest.fixture
def unrecorded(foi):
    """A third party asked on 18 April, its period over on 10 May, and nobody writes that down."""
    found = foi.handled()
    asked = {"kind": "third_party", "party": "某公司", "content": "数据", "sent_on": at(4, 18).isoformat()}
    foi.does(found, "consult", asked, on=at(4, 18))
    foi.does(found, "consult_delivered", {"ref": "S1", "delivered_on": at(4, 18).isoformat()}, on=at(4, 18))
    assert found.consultations.get().due_on == at(5, 10)
    return found


def test_a_reply_excludes_no_day_beyond_the_period_of_a_consultation_that_nobody_closed(foi, unrecorded):
    foi.answers(unrecorded, "D1b", at(6, 30), agency="区教育局")
    clock = foi.clock(unrecorded)
    assert clock.due_on == at(6, 6)
    assert clock.met_on == at(6, 30)
    assert history.explained(unrecorded)[-1].due == at(6, 6)


def test_a_withdrawal_says_the_same_day_as_its_explanation(foi, unrecorded):
    foi.does(unrecorded, "withdraw", {"how": "书面"}, on=at(6, 30))
    assert foi.clock(unrecorded).due_on == history.explained(unrecorded)[-1].due == at(6, 6)


def test_an_extension_waits_until_the_lapse_is_written_down(foi, unrecorded):
    with pytest.raises(Refused, match="登记"):
        foi.does(unrecorded, "ask_extension", {"days": "5", "reason": "材料多"}, on=at(5, 11))
    foi.does(unrecorded, "consult_lapsed", {"ref": "S1"}, on=at(5, 11))
    foi.does(unrecorded, "ask_extension", {"days": "5", "reason": "材料多"}, on=at(5, 11))
