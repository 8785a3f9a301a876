"""A call from its publication to the feedback: suggestions, groups, the ballot, who may do what when."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from tests.support.surveys import AFTER, BEFORE, CLOSES, DURING, VOTES

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import permitted
from mingzheng.participation.surveys import calling, queries
from mingzheng.participation.surveys.models import Ballot, Call, Idea, IdeaGroup
from mingzheng.participation.surveys.phases import Phase

pytestmark = pytest.mark.django_db
TWO = ("加装电梯更快一点", "社区食堂延长时间")
BETWEEN = CLOSES + dt.timedelta(days=2)
DAYS = {
    "before": BEFORE,
    "collecting": DURING,
    "last day": CLOSES,
    "between": BETWEEN,
    "voting": VOTES[0],
    "last vote": VOTES[1],
    "after": AFTER,
}


@pytest.fixture
def listed(office, called, on_day):
    """Three candidates, approved, before the ballot."""
    on_day(BETWEEN)
    return office.lists(called, "加装电梯更快一点", "社区食堂延长时间", "公园夜间照明改造")


# --- what the public may do, phase by phase --------------------------------------------------------------------------

MAY = {
    "suggest": {"collecting", "last day"},
    "support": {"collecting", "last day"},
    "vote": {"voting", "last vote"},
}


@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize("what", MAY)
def test_the_public_may_do_what_the_phase_allows_and_nothing_else(office, listed, on_day, what, when):
    idea = listed.ideas.first()
    deeds = {
        "suggest": lambda: office.idea(listed, "再提一条新的建议"),
        "support": lambda: calling.support(idea),
        "vote": lambda: calling.vote(listed, [1], None),
    }
    on_day(DAYS[when])
    listed.refresh_from_db()
    if when in MAY[what]:
        deeds[what]()
    else:
        with pytest.raises(Refused, match="现在不能"):
            deeds[what]()


STAFF = {
    ("screen", "writer"): set(DAYS),
    ("enter", "writer"): set(DAYS),
    ("propose", "writer"): {"between", "voting", "last vote", "after"},
    ("report", "writer"): {"after"},
    ("extend", "head"): set(DAYS) - {"after"},
    ("stop", "head"): set(DAYS),
    ("report", "head"): set(),
    ("extend", "writer"): set(),
    ("screen", "stranger"): set(),
    ("stop", "stranger"): set(),
}


@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize(("command", "who"), STAFF)
def test_staff_may_do_what_table_and_phase_allow(office, called, papers, on_day, command, who, when):
    if command in ("report",):
        called.listed_on = BETWEEN
        called.save()
    people = {
        "writer": office.writer,
        "head": office.head,
        "stranger": papers.district.actor("sifa", Post.OFFICER),
    }
    on_day(DAYS[when])
    case = Case.objects.get(pk=called.case_id)
    found = next(one for one in permitted(case, people[who]) if one.step.command == command)
    assert found.allowed is (when in STAFF[command, who]), found.refusal


# --- suggestions -----------------------------------------------------------------------------------------------------


def test_article_8_is_published_before_anything_is_taken(office, client, called, on_day):
    on_day(DURING)
    page = client.get(called.get_absolute_url()).content.decode()
    for words in ("明年办哪些实事", "网上提交，或者来信", "2023年5月8日至2023年5月19日"):
        assert words in page


def test_a_suggestion_is_shown_after_moderation_and_its_author_is_told(office, called, client, on_day):
    on_day(DURING)
    idea = office.idea(called, "增加公园座椅", email="one@example.com", name="王小明")
    address = called.get_absolute_url()
    assert "增加公园座椅" not in client.get(address + "jianyi/").content.decode()
    office.shows(called, idea)
    page = client.get(address + "jianyi/").content.decode()
    assert "增加公园座椅" in page
    assert "王小明" not in page
    run_due()
    assert [one.to for one in mail.outbox] == [["one@example.com"]]
    assert "已在征集页上公开" in mail.outbox[0].body


def test_what_is_held_back_has_a_reason_that_its_author_reads(office, called, on_day):
    on_day(DURING)
    idea = office.idea(called, "骂人的话")
    with pytest.raises(Refused, match="理由"):
        office.does(called, "screen", office.writer, idea=str(idea.pk), decision="hold")
    office.does(called, "screen", office.writer, idea=str(idea.pk), decision="hold", reason="含有侮辱性文字。")
    found = queries.idea_by_code(idea.number, "code 0000-0000")
    assert found is not None
    assert found.held_why == "含有侮辱性文字。"
    assert found.topic == "骂人的话"
    assert queries.idea_by_code(idea.number, "") is None


def test_personal_data_do_not_come_in_through_the_text_and_do_not_go_out(office, called, on_day):
    on_day(DURING)
    with pytest.raises(Refused, match="手机"):
        office.idea(called, "联系我", "打13812345678")
    idea = office.idea(called, "增加公园座椅")
    with pytest.raises(Refused, match="不能公开"):
        office.shows(called, idea, public_proposal="请打13812345678")


def test_suggestions_that_say_the_same_stand_in_one_group_and_none_is_lost(office, called, on_day):
    on_day(DURING)
    for words in (
        "希望在天山公园增加休息座椅",
        "建议在天山公园增加休息座椅。",
        "天山公园应该增加休息座椅",
        "延长社区食堂供餐时间",
    ):
        office.shows(called, office.idea(called, words[:20], words))
    assert sorted(one.ideas.count() for one in called.groups.all()) == [1, 3]
    assert called.ideas.count() == 4


def test_an_idea_can_be_put_elsewhere_and_an_empty_group_is_gone(office, called, on_day):
    on_day(DURING)
    for words in ("增加公园座椅", "延长社区食堂供餐时间"):
        office.shows(called, office.idea(called, words))
    first, second = called.groups.all()
    office.does(
        called, "regroup", office.writer, ideas=[str(second.ideas.get().pk)], into=str(first.pk), title="民生小事"
    )
    assert list(called.groups.values_list("title", flat=True)) == ["民生小事"]


def test_what_came_another_way_says_where_from_and_when_it_is_late(office, called, on_day):
    on_day(BETWEEN)
    facts = {"channel": "meeting", "topic": "增设充电桩", "reason": "", "proposal": "在小区增设充电桩"}
    with pytest.raises(Refused, match="从哪里来"):
        office.does(called, "enter", office.writer, **facts, received_on="2023-05-21", entered_how="")
    office.does(
        called, "enter", office.writer, **facts, received_on="2023-05-21", entered_how="5月21日天山街道座谈会记录"
    )
    idea = Idea.objects.get()
    assert (idea.late, idea.channel, idea.state) == (True, "meeting", "waiting")


# --- the ballot ------------------------------------------------------------------------------------------------------


def test_nobody_votes_on_a_list_that_was_not_approved(office, called, on_day):
    on_day(VOTES[0])
    with pytest.raises(Refused, match="整理候选项"):
        calling.vote(called, [1], None)


def test_the_list_stands_once_somebody_voted(office, listed, on_day):
    on_day(VOTES[0])
    calling.vote(listed, [1, 3], None)
    with pytest.raises(Refused, match="已经有人投票"):
        office.does(listed, "propose", office.writer, groups=[str(one.pk) for one in listed.groups.all()[:2]])


@pytest.mark.parametrize("choices", [[], [1, 1], [1, 2, 3], [9]])
def test_a_ballot_that_the_rule_does_not_accept_is_refused(listed, on_day, choices):
    on_day(VOTES[0])
    with pytest.raises(Refused, match="1 到 2 项"):
        calling.vote(listed, choices, None)


def test_a_promised_ballot_for_each_address_is_cast_once(office, on_day):
    call = office.lists(office.call(voting="verified"), *TWO)
    on_day(VOTES[0])
    with pytest.raises(Refused, match="链接"):
        calling.vote(call, [1], None)
    person = office.let_in(call, "one@example.com")
    calling.vote(call, [1], person)
    with pytest.raises(Refused, match="一份"):
        calling.vote(call, [2], person)
    other = office.lists(office.call(voting="verified", title="另一次征集"), *TWO)
    with pytest.raises(Refused, match="链接"):
        calling.vote(other, [1], office.let_in(call, "two@example.com"))
    assert {field.name for field in Ballot._meta.fields} == {"id", "call", "choices", "day"}


def test_the_ranking_is_closed_to_everybody_until_the_ballot_is_over(listed, on_day):
    on_day(VOTES[0])
    calling.vote(listed, [2], None)
    assert queries.ranking(listed) == []
    on_day(VOTES[1])
    assert queries.ranking(listed) == []
    on_day(AFTER)
    assert next(one.candidate for one in queries.ranking(listed)) == 2


# --- feedback --------------------------------------------------------------------------------------------------------


def test_the_feedback_says_of_every_group_what_became_of_it(office, listed, client, on_day):
    on_day(VOTES[0])
    for choices in ([2], [2, 3], [1, 2]):
        calling.vote(listed, choices, None)
    on_day(AFTER)
    words = {"summary": "网上征集。", "feedback": "列入明年计划。"}
    with pytest.raises(Refused, match="处理说明"):
        office.does(listed, "report", office.writer, **words)
    every = [str(one.pk) for one in listed.groups.all()]
    office.does(listed, "answer", office.writer, groups=every, outcome="adopted", answer="列入实事项目。")
    office.does(listed, "report", office.writer, **words)
    office.does(listed, "publish_result", office.reviewer)
    assert listed.phase is Phase.ANSWERED
    page = client.get(listed.get_absolute_url()).content.decode()
    assert "列入明年计划" in page
    assert "共 3 张选票" in page
    data = client.get(listed.get_absolute_url() + "jieguo.json").json()
    assert data["places"][0] == {
        "candidate": 2, "rank": 1, "points": 3, "named": 3, "firsts": 0, "chosen": True, "tied": False, "drawn": False,
    }  # fmt: skip
    assert "赞成票" in data["rule"]
    assert "列入实事项目" in client.get(listed.get_absolute_url() + "jieguo.csv").content.decode()


def test_a_call_that_nobody_answered_is_answered_all_the_same(office, client, on_day):
    call = office.call(
        rule="", voting="", votes_from=None, votes_until=None, most=None, places=None, kind="suggestions"
    )
    on_day(AFTER)
    office.does(call, "report", office.writer, summary="收到 0 条。", feedback="将到社区再听意见。")
    office.does(call, "publish_result", office.reviewer)
    page = client.get(call.get_absolute_url()).content.decode()
    assert "将到社区再听意见" in page
    assert "没有可以公开的建议" in page
    assert client.get(call.get_absolute_url() + "jieguo.json").json()["ideas"] == 0


def test_the_reviewer_is_somebody_who_wrote_nothing(office, on_day):
    call = office.call(rule="", voting="", votes_from=None, votes_until=None, most=None, places=None)
    on_day(AFTER)
    office.does(call, "report", office.writer, summary="收到 0 条。", feedback="将再听意见。")
    with pytest.raises(Refused):
        office.does(call, "publish_result", office.writer)


def test_an_extension_moves_the_ballot_too_and_says_why(office, called, on_day):
    on_day(DURING)
    office.does(
        called, "extend", office.head, closes_on="2023-05-26", votes_from="2023-06-01", votes_until="2023-06-09",
        reason="应居民要求。",
    )  # fmt: skip
    assert (called.closes_on, called.votes_until) == (dt.date(2023, 5, 26), dt.date(2023, 6, 9))
    with pytest.raises(Refused, match="截止之后"):
        office.does(
            called, "extend", office.head, closes_on="2023-06-05", votes_from="2023-06-01", votes_until="2023-06-09",
            reason="再延。",
        )  # fmt: skip


@pytest.mark.parametrize(
    "facts", [{"voting": ""}, {"voting": "coded"}, {"rule": "", "votes_from": None, "votes_until": None}]
)
def test_a_ballot_says_who_votes_and_without_one_nobody_does(called, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=called.pk).update(**facts)


def test_groups_with_an_outcome_say_why(called):
    with pytest.raises(IntegrityError), transaction.atomic():
        IdeaGroup.objects.create(call=called, title="甲", outcome="not", answer="")
