"""Who may take a free place, that nobody takes one twice, that leaving is no way round the rest, and the reminder."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.desk.test_together import at_once
from tests.support.delegates import Hall

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.participation.delegates import alternates, commands, eligibility, inviting, queries, resting, telling
from mingzheng.participation.delegates.models import Candidate, Invitation, Quota, Rest
from mingzheng.participation.draws import queries as draw_queries
from mingzheng.participation.draws.order import ordered

Status = Invitation.Status
CROSSED = "普通市民 1—2\n小微企业 1—2\n18—34岁 1—2\n60岁以上 1—2"


@pytest.fixture
def hall(district, on_day):
    on_day("2023-05-05")
    return Hall(district)


@pytest.fixture
def everywhere(settings):
    """``everywhere()``: the day on which the test stands is every thread's."""
    settings.MINGZHENG_DEMO = True
    return lambda: timekeeping.set_demo_day(timekeeping.today(), Actor.system())


def quota(value, least, most, trait="类别"):
    return Quota(trait=trait, value=value, least=least, most=most)


CITIZEN, SMALL = {"类别": "普通市民", "年龄": "18—34岁"}, {"类别": "小微企业", "年龄": "18—34岁"}
OLD = {"类别": "普通市民", "年龄": "60岁以上"}


def test_whoever_takes_a_free_place_keeps_the_quotas():
    quotas = [quota("普通市民", 1, 2), quota("小微企业", 1, 2), quota("60岁以上", 0, 1, "年龄")]
    assert alternates.why_not(quotas, 3, [CITIZEN, SMALL], CITIZEN) == []
    assert alternates.why_not(quotas, 3, [CITIZEN, CITIZEN], CITIZEN) == [
        "普通市民最多 2 人",
        "空出的名额要留给小微企业 1 人",
    ]
    assert alternates.why_not(quotas, 3, [OLD, SMALL], OLD) == ["60岁以上最多 1 人"]
    assert alternates.why_not(quotas, 2, [CITIZEN, SMALL], SMALL) == ["没有空出的名额"]
    # Two places are free: one may still be filled by anybody, the other is owed.
    assert alternates.why_not(quotas, 3, [CITIZEN], CITIZEN) == []


@pytest.mark.django_db
def test_with_crossed_quotas_the_first_who_keeps_them_moves_up_and_the_others_learn_why_not(hall, on_day):
    for category in ("citizen", "small"):
        for age in ("18", "60"):
            for _n in range(4):
                hall.person(category, age=age)
    meeting = hall.meeting(quotas=CROSSED)
    hall.draw(meeting, on_day)
    quotas = eligibility.crossed(meeting)
    for _n in range(6):
        leaves = meeting.invitations.filter(status=Status.INVITED).order_by("pk").first()
        rows = list(meeting.invitations.select_related("candidate__area"))
        others = [row for row in rows if row.status in Invitation.HOLDS and row.pk != leaves.pk]
        commands.answer(leaves, accepts=False)
        moved = meeting.invitations.exclude(pk__in=[row.pk for row in others]).filter(status=Status.INVITED).first()
        waiting = inviting.standing(meeting, list(meeting.invitations.select_related("candidate__area")), quotas)
        if moved is None:  # nobody could: each learns why
            assert all(one.why_not for one in waiting)
            break
        assert not alternates.why_not(quotas, 3, [row.candidate.traits for row in others], moved.candidate.traits)
        places = Counter(row.category for row in rows if not row.alternate)
        vacant = places - Counter(row.category for row in others)
        assert (moved.moved_why == "特征相同的候补") is (moved.category in vacant)
    held = [row.candidate.traits for row in meeting.invitations.filter(status__in=Invitation.HOLDS)]
    for one in quotas:
        assert sum(traits[one.trait] == one.value for traits in held) <= one.most
    draw = draw_queries.of_owner(meeting.ref)
    line = ordered(draw.seed, draw.list_sha256, meeting.invitations.values_list("code", flat=True))
    waiting = [one.invitation.code for one in inviting.standing(meeting, list(meeting.invitations.all()), quotas)]
    assert set(waiting) <= set(line)  # in an order that anybody can compute from the files
    (together,) = queries.answers(meeting)
    assert (together.category, together.places) == ("", 3)


@pytest.mark.django_db
def test_where_nobody_has_the_same_traits_another_takes_the_place_as_long_as_the_quotas_hold(hall, on_day):
    for category in ("citizen", "small"):
        for _n in range(5):
            hall.person(category, age="18")
    meeting = hall.meeting(quotas="普通市民 1—2\n小微企业 1—2\n18—34岁 1—3")
    hall.draw(meeting, on_day)
    invited = list(meeting.invitations.filter(status=Status.INVITED))
    ((two, _n), (one, _m)) = Counter(row.category for row in invited).most_common()
    meeting.invitations.filter(category=two, status=Status.WAITING).update(status=Status.DROPPED)
    first, second = (row for row in invited if row.category == two)
    commands.answer(first, accepts=False)
    moved = meeting.invitations.get(alternate=True, status=Status.INVITED)
    assert (moved.category, moved.moved_why) == (one, "特征不同，名额分配仍然满足")
    commands.answer(second, accepts=False)  # now its category would be left without anybody: the place stays empty
    assert meeting.invitations.filter(status__in=Invitation.HOLDS).count() == 2
    (waiting,) = inviting.standing(meeting, list(meeting.invitations.all()), eligibility.crossed(meeting))
    assert any("最多 2 人" in why for why in waiting.why_not)
    assert any("空出的名额要留给" in why for why in waiting.why_not)


@pytest.mark.django_db
def test_the_desk_says_who_may_move_up_and_why_the_others_may_not(hall, on_day, client):
    for category in ("citizen", "small"):
        for age in ("18", "60"):
            for _n in range(3):
                hall.person(category, age=age)
    meeting = hall.meeting(quotas=CROSSED)
    hall.draw(meeting, on_day)
    client.force_login(hall.district.person("fagai", Post.OFFICER))
    page = client.get(f"/desk/delegates/{meeting.pk}/invited/").content.decode()
    assert "有人谢绝时，谁可以递补" in page
    assert "没有空出的名额" in page


@pytest.mark.django_db
def test_who_attended_left_and_signed_up_again_still_rests(hall, on_day):
    people = [hall.person("citizen") for _n in range(2)] + [hall.person("small")]
    meeting = hall.meeting()
    hall.draw(meeting, on_day)
    for row in meeting.invitations.filter(status=Status.INVITED):
        commands.answer(row, accepts=True)
    on_day("2023-05-26")
    came = [str(row.pk) for row in meeting.invitations.filter(status=Status.ACCEPTED)]
    hall.does(meeting, "hold", came=came, summary="听取了营商环境议题。")
    leaver, phone = people[0], people[0].person.phone
    commands.leave(leaver)
    assert Rest.objects.get().until.isoformat() == "2024-05-24"
    assert phone not in str(Rest.objects.values())  # a keyed digest, nothing of the person
    again = hall.person("citizen", phone=phone)
    assert again.rests_until.isoformat() == "2024-05-24"
    next_meeting = hall.meeting(title="区发改委第10次主任办公会", announced=False)
    assert again.pk not in [one.pk for one in eligibility.pool(next_meeting).eligible]
    assert ("最近列席过，轮候中", 3) in eligibility.pool(next_meeting).left_out
    commands.leave(again)  # once more is no way round either
    assert hall.person("citizen", phone=phone).rests_until.isoformat() == "2024-05-24"
    on_day("2024-05-25")
    assert resting.end_rests() == 1
    assert not Rest.objects.exists()


@pytest.mark.django_db
def test_who_never_attended_leaves_nothing_behind(hall):
    commands.leave(hall.person("citizen"))
    assert not Rest.objects.exists()
    assert Candidate.objects.get().rests_until is None


@pytest.mark.django_db
def test_whoever_accepted_is_reminded_once_the_day_before(hall, on_day, mailoutbox):
    for _n in range(3):
        hall.person("citizen")
    hall.person("small")
    meeting = hall.meeting()
    hall.draw(meeting, on_day)
    first, *others = meeting.invitations.filter(status=Status.INVITED)
    for row in (first, *others):
        commands.answer(row, accepts=True)
    commands.answer(others[0], accepts=False)  # who gave the place back hears nothing
    mailoutbox.clear()
    on_day("2023-05-23")
    assert telling.remind() == 0
    on_day("2023-05-24")
    for _n in range(2):
        telling.remind()
        run_due()
    said = [one for one in mailoutbox if "提醒" in one.subject]
    accepted = meeting.invitations.filter(status=Status.ACCEPTED)
    assert len(said) == accepted.count() == 2
    assert "2023年5月25日" in said[0].body
    assert set(accepted.values_list("reminded_by", flat=True)) == {"mail"}


@pytest.mark.postgres  # threads cannot share SQLite's database in memory
@pytest.mark.django_db(transaction=True)
def test_two_who_decline_at_once_call_up_two_and_the_last_alternate_only_once(hall, on_day, everywhere):
    for _n in range(5):
        hall.person("citizen")
    meeting = hall.meeting(quotas="普通市民 3", alternates=1)
    hall.draw(meeting, on_day)
    everywhere()
    invited = list(meeting.invitations.filter(status=Status.INVITED))
    said = at_once(*[lambda row=row: commands.answer(row, accepts=False).status for row in invited[:2]])
    assert said == [Status.DECLINED, Status.DECLINED]
    held = meeting.invitations.filter(status__in=Invitation.HOLDS)
    assert held.count() == 2  # one of three stayed, the only alternate moved up, one place stays empty
    assert meeting.invitations.filter(alternate=True, status=Status.INVITED).count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_yes_and_no_at_once_and_yes_while_it_lapses_leave_one_answer(hall, on_day, everywhere):
    for _n in range(5):
        hall.person("citizen")
    meeting = hall.meeting(quotas="普通市民 3", alternates=2)
    hall.draw(meeting, on_day)
    everywhere()
    row = meeting.invitations.filter(status=Status.INVITED).first()
    at_once(*[lambda says=says: commands.answer(row, accepts=says) for says in (True, False, True, False)])
    assert meeting.invitations.filter(status__in=Invitation.HOLDS).count() == 3  # the place is held by one, whoever
    late = meeting.invitations.filter(status=Status.INVITED).first()
    Invitation.objects.filter(pk=late.pk).update(reply_by="2023-05-09")
    at_once(lambda: commands.answer(late, accepts=True), commands.lapse)
    late.refresh_from_db()
    assert late.status in (Status.ACCEPTED, Status.LAPSED)
    assert meeting.invitations.filter(status__in=Invitation.HOLDS).count() == 3
