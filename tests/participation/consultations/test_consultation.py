"""A consultation from the draft to the published feedback, by the room's own commands."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from tests.support.consultations import AFTER, CLOSES, OPENS, point

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.commands import FormRefused
from mingzheng.core.procedures.models import Case
from mingzheng.participation.consultations import commands, presenting, queries, sorting
from mingzheng.participation.consultations.models import Consultation, Opinion, OpinionAuthor, State, Told
from mingzheng.participation.consultations.phases import Phase, phase_of

pytestmark = pytest.mark.django_db

LESS = "停车收费太高，希望降低小区周边的停车收费标准"
LESS_TOO = "停车收费太高了，希望能降低小区周边停车的收费标准。"
MORE = "学校门口应当增设接送车辆的临时停车位"


def test_the_draft_is_cut_into_its_articles(asking):
    found = asking.drafted()
    assert [one.label for one in found.articles.all()] == ["第一条", "第二条", "第三条"]


def test_less_than_thirty_days_needs_a_reason_which_is_published(asking):
    found = asking.drafted()
    short = {"opens_on": OPENS, "closes_on": OPENS + dt.timedelta(days=29)}
    facts = {"title": found.title, "kind": "normative", "draft": found.draft, "note": found.note, "ways": found.ways}
    with pytest.raises(FormRefused) as refused:
        asking.does(found, "edit", asking.officer, **facts, **short)
    assert "2023-05-20" in str(refused.value)
    asking.does(found, "edit", asking.officer, **facts, **short, shortened_why="汛期将至，需要尽快实施")
    assert (found.days, found.shortened_why) == (29, "汛期将至，需要尽快实施")


def test_the_database_refuses_a_short_period_without_a_reason(asking):
    found = asking.drafted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=found.pk).update(closes_on=OPENS + dt.timedelta(days=9), days=9)


def test_who_drafted_does_not_announce(asking):
    found = asking.drafted()
    asking.does(found, "submit", asking.officer)
    drafter = asking.papers.district.person("fagai", Post.OFFICER)
    assert Case.objects.get(pk=found.case_id).contributions.filter(person=drafter).exists()
    with pytest.raises(Refused, match="审核人"):
        asking.does(found, "announce", asking.officer)


def test_a_draft_whose_first_day_has_passed_is_not_announced(asking):
    found = asking.drafted()
    asking.does(found, "submit", asking.officer)
    asking.on_day("2023-04-21")
    with pytest.raises(Refused, match="已经过去"):
        asking.does(found, "announce", asking.reviewer)


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2023-04-17", Phase.PREPARING),
        ("2023-04-19", Phase.BEFORE),
        ("2023-04-20", Phase.OPEN),
        ("2023-05-20", Phase.OPEN),
        ("2023-05-21", Phase.CLOSED),
    ],
)
def test_the_phase_follows_from_the_dates_though_no_machine_wrote_anything_down(asking, day, phase):
    found = asking.announced()
    assert phase_of(found, dt.date.fromisoformat(day)) is phase


def test_opinions_are_taken_on_the_first_and_the_last_day_and_on_no_other(asking):
    found = asking.announced()
    asking.on_day("2023-04-19")
    with pytest.raises(Refused, match="开始"):
        asking.says(found, MORE)
    for day in (OPENS, CLOSES):
        asking.on_day(day)
        asking.says(found, MORE)
    asking.on_day(CLOSES + dt.timedelta(days=1))
    with pytest.raises(Refused, match="截止"):
        asking.says(found, MORE)
    assert found.opinions.count() == 2


def test_a_telephone_number_in_the_opinion_is_refused_and_named(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    with pytest.raises(Refused) as refused:
        asking.says(found, "请打我的电话 13812345678 说明停车的问题")
    assert (refused.value.field, "13812345678" in str(refused.value)) == ("text", False)
    assert not found.opinions.exists()


def test_name_and_reach_are_kept_apart_and_masked(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    one = asking.says(found, MORE, name="张建国", reach="zhang@example.cn")
    assert (one.shown_as, one.author.name) == ("张某某", "张建国")
    company = asking.says(found, MORE, author_kind="enterprise", name="某区好运公司", named=False)
    named = asking.says(found, MORE, author_kind="enterprise", name="某区好运公司", named=True)
    assert (company.shown_as, named.shown_as) == ("某企业", "某区好运公司")
    written = "".join(f"{entry.summary}{entry.data}" for entry in Entry.objects.all())
    owed = "".join(str(message.payload) for message in Message.objects.all())
    assert "张建国" not in written + owed
    assert "zhang@example.cn" not in written + owed


def test_offline_opinions_carry_channel_actor_and_proof(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    one = asking.enters(found, MORE)
    assert (one.get_channel_display(), one.proof) == ("来信、邮件", "来信登记簿第3号")
    assert asking.officer.person_name in one.entered_by
    with pytest.raises(FormRefused, match="凭据"):
        asking.enters(found, MORE, proof="")
    with pytest.raises(FormRefused, match="征集点"):
        asking.enters(found, MORE, channel="point")
    assert asking.enters(found, MORE, channel="point", point=point(asking).pk).point.name == "商会征集点"


def test_what_is_entered_after_the_end_says_why_and_what_came_late_is_marked_and_answered(asking):
    found = asking.announced()
    asking.over(found)
    with pytest.raises(Refused, match="补录"):
        asking.enters(found, MORE, received_on="2023-05-19")
    in_time = asking.enters(found, MORE, received_on="2023-05-19", added_why="邮件在途")
    late = asking.enters(found, LESS, received_on="2023-05-21", added_why="截止后寄到")
    assert [(one.added, one.late) for one in (in_time, late)] == [(True, False), (True, True)]
    sorting.group(found, commands.MACHINE)
    asking.decided(found)
    with pytest.raises(Refused, match="没有处理"):
        asking.published(found)
    asking.answers(found)
    asking.published(found)
    late.refresh_from_db()
    assert late.state == State.ADOPTED


def test_the_machine_ends_the_period_groups_what_says_the_same_and_counts_both_ways(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    for text in (LESS, LESS_TOO, LESS, MORE):
        asking.says(found, text)
    asking.over(found)
    stands = queries.standing(found, AFTER)
    assert (stands.phase, stands.raw, stands.distinct) == (Phase.CLOSED, 4, 2)
    assert (found.opened_on, found.closed_on) == (OPENS, CLOSES)


def test_articles_are_told_apart_before_texts_are_compared(asking):
    found = asking.announced()
    first, second, _third = found.articles.all()
    asking.on_day(OPENS)
    one, other = asking.says(found, LESS, article=first), asking.says(found, LESS, article=second)
    asking.over(found)
    assert asking.group_of(one) != asking.group_of(other)


def test_later_opinions_join_the_groups_that_are_there(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    one = asking.says(found, LESS)
    asking.over(found)
    before = asking.group_of(one)
    asking.answers(found, one, state="not_adopted", answer="收费标准由市里统一规定。")
    late = asking.enters(found, LESS_TOO, received_on=AFTER, added_why="截止后收到")
    sorting.group(found, commands.MACHINE)
    assert asking.group_of(late) == before
    assert late.group.state == State.NOT_ADOPTED


def test_groups_are_merged_and_an_opinion_is_taken_out(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    one, other, third = asking.says(found, LESS), asking.says(found, MORE), asking.says(found, LESS)
    asking.over(found)
    merged = sorting.merge(found, [asking.group_of(one), asking.group_of(other)], asking.officer)
    assert merged.opinions.count() == 3
    alone = sorting.take_out(other, asking.officer)
    assert (alone.opinions.count(), merged.opinions.count()) == (1, 2)
    with pytest.raises(Refused, match="单独"):
        sorting.take_out(Opinion.objects.get(pk=other.pk), asking.officer)
    with pytest.raises(Refused, match="信息员"):
        sorting.merge(found, [alone.pk, asking.group_of(third)], asking.papers.district.actor("xinhua"))


def test_an_answer_without_a_reason_where_one_is_owed_is_refused(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    one = asking.says(found, LESS)
    with pytest.raises(Refused, match="还没有结束"):
        asking.does(found, "answer", asking.officer, groups=[1], state="adopted", answer="")
    asking.over(found)
    with pytest.raises(FormRefused, match="理由"):
        asking.answers(found, one, state="not_adopted")
    with pytest.raises(IntegrityError), transaction.atomic():
        found.groups.update(state="partly", answer="")


def test_a_draft_on_enterprises_is_decided_only_when_enterprises_and_associations_were_heard(asking):
    found = asking.announced(for_enterprises=True)
    asking.over(found)
    with pytest.raises(Refused, match="企业或者行业协会"):
        asking.decided(found)
    said = {"received_on": "2023-05-10", "added_why": "补登座谈会", "channel": "meeting", "proof": "5月10日座谈会纪要"}
    asking.enters(found, "无意见", author_kind="enterprise", name="某公司", **said)
    with pytest.raises(Refused):
        asking.decided(found)
    asking.enters(found, "无意见", author_kind="association", name="某商会", **said)
    asking.decided(found)
    assert found.decided_on == AFTER


def test_the_clock_of_ten_working_days_starts_with_the_decision_and_stops_with_the_feedback(asking):
    found = asking.announced()
    asking.over(found)
    asking.decided(found)
    assert queries.standing(found, AFTER).due_on == dt.date(2023, 6, 5)
    asking.on_day("2023-06-06")
    assert queries.standing(found, dt.date(2023, 6, 6)).overdue
    asking.published(found)
    stands = queries.standing(found, dt.date(2023, 6, 6))
    assert (stands.phase, stands.met_on, stands.overdue) == (Phase.ANSWERED, dt.date(2023, 6, 6), True)


def test_a_decision_before_the_end_or_without_a_word_on_its_document_is_refused(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    with pytest.raises(Refused, match="还没有结束"):
        asking.decided(found, OPENS)
    asking.over(found)
    with pytest.raises(FormRefused, match="截止"):
        asking.decided(found, CLOSES)
    with pytest.raises(FormRefused, match="正式文件"):
        asking.decided(found, no_document_why="")


def test_nobody_answered_is_a_result(asking):
    found = asking.announced()
    asking.over(found)
    asking.decided(found)
    assert presenting.first_summary(found).endswith("收到意见 0 条。")
    asking.published(found, summary=presenting.first_summary(found))
    table = presenting.adoption(found)
    assert (table.raw, table.distinct, table.empty, table.published) == (0, 0, True, True)


def test_concentrated_opinions_that_were_not_adopted_need_their_reasons(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    for _nth in range(5):
        asking.says(found, LESS)
    asking.over(found)
    asking.answers(found, state="not_adopted", answer="收费标准由市里统一规定。")
    asking.decided(found)
    with pytest.raises(FormRefused, match="较为集中"):
        asking.published(found)
    asking.published(found, not_adopted="收费标准由市里统一规定，本区不能自行降低。")
    table = presenting.adoption(found)
    assert [(row.raw, row.label) for row in table.concentrated] == [(5, "不采纳")]


def test_answers_are_approved_by_somebody_who_drafted_none_and_published_all_at_once(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    one, other = asking.says(found, LESS, name="张建国"), asking.says(found, MORE)
    asking.over(found)
    asking.does(
        found, "answer", asking.reviewer, groups=[asking.group_of(one)], state="partly", answer="学校周边先降。"
    )
    asking.answers(found, other)
    asking.decided(found)
    assert presenting.adoption(found).rows == []
    asking.does(found, "submit_feedback", asking.officer, summary="意见已研究。", not_adopted="")
    with pytest.raises(Refused, match="参与"):
        asking.does(found, "publish", asking.reviewer)
    asking.does(found, "publish", asking.head)
    rows = presenting.adoption(found).rows
    assert [(row.label, row.raw, row.who) for row in rows] == [("部分采纳", 1, "张某某"), ("采纳", 1, "匿名")]


def test_every_author_is_told_by_what_they_left_and_once(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    asking.says(found, LESS, reach="zhang@example.cn")
    asking.says(found, MORE)
    asking.enters(found, MORE)
    asking.over(found)
    asking.answers(found)
    asking.decided(found)
    asking.published(found)
    run_due()
    assert sorted(Told.objects.values_list("way", flat=True)) == ["code", "mail", "none"]
    assert [(letter.to, "采纳情况" in letter.subject) for letter in mail.outbox] == [(["zhang@example.cn"], True)]
    assert not set(Message.objects.exclude(status="done").values_list("topic", flat=True)) & {"consultations.tell"}


def test_authors_are_forgotten_after_the_term_and_their_opinions_stay(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    one = asking.says(found, LESS, name="张建国", reach="zhang@example.cn")
    asking.over(found)
    asking.answers(found)
    asking.decided(found)
    asking.published(found)
    assert commands.forget() == 0
    asking.on_day(AFTER + dt.timedelta(days=61))
    assert commands.forget() == 1
    one.refresh_from_db()
    assert (one.text, one.shown_as, OpinionAuthor.objects.exists()) == (LESS, "张某某", False)


def test_what_is_held_back_is_counted_answered_and_not_shown_and_its_author_is_told(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    one, other = asking.says(found, "某某经理是骗子，停车费都进了他的口袋"), asking.says(found, MORE)
    asking.does(found, "hold_back", asking.officer, opinions=[one.pk], reason="含有对他人的人身攻击")
    run_due()
    assert Told.objects.get().what == Told.What.HELD_BACK
    asking.over(found)
    asking.answers(found, one, state="outside", answer="不是对草案的意见。")
    asking.answers(found, other)
    asking.decided(found)
    asking.published(found)
    table = presenting.adoption(found)
    assert (table.raw, table.held_back) == (2, 1)
    assert not any("骗子" in row.headline for row in table.rows)


def test_the_period_is_made_longer_only_before_it_ends(asking):
    found = asking.announced()
    asking.on_day(CLOSES)
    asking.does(found, "extend", asking.head, until="2023-05-30", reason="意见较多，适当延长")
    assert (found.closes_on, found.days) == (dt.date(2023, 5, 30), 40)
    asking.on_day("2023-05-25")
    asking.says(found, MORE)
    asking.on_day("2023-05-31")
    with pytest.raises(Refused, match="不能再延长"):
        asking.does(found, "extend", asking.head, until="2023-06-30", reason="再延长")


def test_a_stopped_consultation_tells_everybody_and_takes_nothing_more(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    asking.says(found, MORE, reach="zhang@example.cn")
    asking.does(found, "stop", asking.head, reason="上位法即将修改，不再制定")
    run_due()
    assert "上位法" in mail.outbox[0].body
    with pytest.raises(Refused):
        asking.says(found, LESS)


def test_a_correction_leaves_what_was_published_until_it_is_approved_again(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    one = asking.says(found, LESS, reach="zhang@example.cn")
    asking.over(found)
    asking.answers(found, one, state="adopted")
    asking.decided(found)
    asking.published(found)
    asking.does(found, "correct", asking.head, reason="采纳情况写错")
    asking.answers(found, one, state="partly", answer="只在学校周边降低。")
    assert [row.label for row in presenting.adoption(found).rows] == ["采纳"]
    asking.on_day("2023-05-29")
    asking.published(found)
    assert [row.label for row in presenting.adoption(found).rows] == ["部分采纳"]
    assert (found.answered_on, found.corrected_on) == (AFTER, dt.date(2023, 5, 29))
    run_due()
    assert [letter.subject.rpartition("：")[2] for letter in mail.outbox] == ["采纳情况", "采纳情况的更正"]


def test_events_are_owed_to_whoever_follows(asking, monkeypatch):
    heard = []
    monkeypatch.setattr(
        "mingzheng.participation.consultations.steps.answering.publish_event", lambda *said: heard.append(said)
    )
    monkeypatch.setattr(
        "mingzheng.participation.consultations.steps.drafting.publish", lambda *said: heard.append(said)
    )
    found = asking.announced()
    asking.over(found)
    asking.decided(found)
    asking.published(found)
    assert [event for event, _payload in heard] == [
        "consultations.opened",
        "consultations.closed",
        "consultations.answered",
    ]
    assert {payload["consultation"] for _event, payload in heard} == {found.pk}
