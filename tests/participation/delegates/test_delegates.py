"""From the call to what came of it: who is drawn and who never, who moves up, who waits, what is public and what is not."""

from __future__ import annotations

import pytest
from django.core import mail
from tests.support.delegates import SEED_ON, Hall

from mingzheng.core import codes
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case
from mingzheng.participation.delegates import commands, eligibility, inviting, queries
from mingzheng.participation.delegates.models import Candidate, Entrant, Invitation, Person, Statement
from mingzheng.participation.draws import queries as draw_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(district, on_day):
    on_day("2023-05-05")
    return Hall(district)


@pytest.fixture
def full(hall):
    """Six citizens and three small enterprises in the pool."""
    for _n in range(6):
        hall.person("citizen")
    for _n in range(3):
        hall.person("small")
    return hall


# --- who is drawn ------------------------------------------------------------------------------------------------


def test_only_who_is_listed_stands_on_the_list(full):
    """The known bugs: drafts drawn, rejected and withdrawn people drawn."""
    rejected, withdrawn = full.person("citizen"), full.person("citizen")
    full.does(rejected, "reject", reason="不在本区居住或工作")
    commands.leave(withdrawn)
    ended = full.person("citizen")
    Candidate.objects.filter(pk=ended.pk).update(ends_on="2023-05-20")  # before the meeting
    meeting = full.meeting()
    full.freeze(meeting)
    drawn = set(Entrant.objects.filter(meeting=meeting).values_list("candidate", flat=True))
    assert drawn == set(
        Candidate.objects.filter(status="listed", ends_on__gte=meeting.day).values_list("pk", flat=True)
    )
    assert not drawn & {rejected.pk, withdrawn.pk, ended.pk}
    assert len(drawn) == 9


def test_nobody_is_left_out_because_nobody_looked_at_them(full):
    """Pending sign-ups are decided before the list is frozen, never forgotten."""
    waiting = full.person("citizen", listed=False)
    meeting = full.meeting()
    with pytest.raises(Refused, match="还有 1 人报名没有核定"):
        full.freeze(meeting)
    full.does(waiting, "accept")
    full.freeze(meeting)
    assert Entrant.objects.filter(meeting=meeting, candidate=waiting).exists()


def test_a_unit_is_told_whose_pool_still_holds_somebody_undecided(full, district):
    """The unit sees its own sign-ups alone: an empty list would leave it without a way on."""
    office = Hall(district, "qufuban")
    waiting = office.person("citizen", listed=False)
    meeting = full.meeting()
    with pytest.raises(Refused, match="还有 1 人报名没有核定：区府办 1 人。") as said:
        full.freeze(meeting)
    assert "请联系区府办" in said.value.remedy
    office.does(waiting, "accept")
    full.freeze(meeting)


def test_a_meeting_with_its_own_call_draws_from_those_alone_when_it_says_so(full, on_day):
    meeting = full.meeting(from_pool=False, calls_until="2023-05-08", quotas="")
    with pytest.raises(Refused, match="报名还没有截止"):
        full.freeze(meeting)
    came = [full.person("citizen", meeting=meeting) for _n in range(4)]
    on_day("2023-05-09")
    full.freeze(meeting)
    assert set(Entrant.objects.values_list("candidate", flat=True)) == {one.pk for one in came}


def test_who_attended_lately_waits(full, on_day):
    meeting = full.meeting()
    full.draw(meeting, on_day)
    row = meeting.invitations.filter(status="invited").first()
    commands.answer(row, accepts=True)
    on_day("2023-05-26")
    full.does(meeting, "hold", came=[str(row.pk)], summary="听取了营商环境议题。")
    later = full.meeting(title="第10次", announced=False)
    assert row.candidate_id in eligibility.resting(later.day)
    pool = eligibility.pool(later)
    assert row.candidate not in pool.eligible
    assert ("最近列席过，轮候中", 1) in pool.left_out
    assert row.candidate_id not in eligibility.resting(later.day.replace(year=2024, month=6))


def test_categories_without_places_are_left_out_and_said(full):
    full.person("npc")
    meeting = full.meeting(announced=False)
    assert ("这次会议没有这一类的名额", 1) in eligibility.pool(meeting).left_out


def test_the_chances_are_known_before(full):
    meeting = full.meeting(announced=False)
    found = eligibility.prepared(meeting, eligibility.pool(meeting).eligible)
    assert {one.category: one.percent for one in found.chances()} == {"普通市民": "33.3%", "小微企业": "33.3%"}


def test_crossed_quotas_are_kept(full, on_day):
    full.person("citizen", age="18")
    full.person("small", age="18")
    meeting = full.meeting(quotas="普通市民 2—3\n小微企业 1—2\n18—34岁 1—2", seats=4)
    done = full.draw(meeting, on_day)
    places = [code for code, lot in draw_queries.result(done).items() if lot.kind == "place"]
    drawn = [row.candidate for row in Entrant.objects.filter(code__in=places).select_related("candidate")]
    assert len(drawn) == 4
    assert 1 <= sum(one.age == "18" for one in drawn) <= 2
    assert 2 <= sum(one.category == "citizen" for one in drawn) <= 3


def test_impossible_quotas_are_refused_by_name(full):
    meeting = full.meeting(quotas="普通市民 2—3\n60岁以上 2—3", seats=3)
    with pytest.raises(Refused, match="年龄「60岁以上」2—3 人，名单里只有 0 人"):
        full.freeze(meeting)
    assert meeting.case.state == "calling"


def test_the_public_list_holds_no_name_no_number_and_no_query_code(full):
    meeting = full.meeting()
    text = full.freeze(meeting).list_text
    assert "张三" not in text
    assert "139000" not in text
    assert not any(code in text for code in full.codes.values())


# --- invitations -------------------------------------------------------------------------------------------------


def test_who_left_after_the_list_was_frozen_is_not_invited_and_the_next_moves_up(full, on_day):
    meeting = full.meeting()
    made = full.freeze(meeting)
    on_day(SEED_ON)
    from mingzheng.core.outbox.commands import run_due
    from mingzheng.participation.draws import commands as draws

    lots = {lot.code: lot for lot in made.frozen.lots("1 2 3 4 5")}
    first = next(code for code, lot in lots.items() if (lot.category, lot.kind, lot.rank) == ("普通市民", "place", 1))
    gone = Entrant.objects.get(code=first).candidate
    commands.leave(gone)
    draws.type_seed(made, "1 2 3 4 5", full.by(Post.OFFICER))
    draws.draw(made, "1 2 3 4 5", full.by(Post.REVIEWER))
    run_due()
    assert meeting.invitations.get(candidate=gone).status == "dropped"
    invited = meeting.invitations.filter(category="普通市民", status="invited")
    assert invited.count() == 2
    assert invited.filter(alternate=True, rank=1).exists()


def test_alternates_move_up_in_their_order_within_their_category_until_the_cut_off(full, on_day):
    meeting = full.meeting(cutoff_on="2023-05-22")
    full.draw(meeting, on_day)
    citizens = list(meeting.invitations.filter(category="普通市民", alternate=False))
    commands.answer(citizens[0], accepts=False)
    moved = meeting.invitations.filter(category="普通市民", alternate=True)
    assert [row.status for row in moved] == ["invited", "waiting"]
    assert set(meeting.invitations.filter(category="小微企业", alternate=True).values_list("status", flat=True)) == {
        "waiting"
    }
    commands.answer(citizens[1], accepts=True)
    on_day("2023-05-23")  # after the cut-off
    row = Invitation.objects.get(pk=citizens[1].pk)
    with pytest.raises(Refused):
        commands.answer(moved[1], accepts=True)
    commands.answer(row, accepts=False)
    assert moved.last().status == "waiting"
    [held] = [one for one in queries.answers(meeting) if one.category == "普通市民"]
    assert held.empty == 1


def test_a_category_without_alternates_stays_empty(full, on_day):
    """No silent top-up from another category."""
    meeting = full.meeting(quotas="普通市民 1\n小微企业 3", seats=4)
    full.draw(meeting, on_day)
    row = meeting.invitations.filter(category="小微企业").first()
    commands.answer(row, accepts=False)
    assert meeting.invitations.filter(status__in=["invited", "accepted"]).count() == 3
    [held] = [one for one in queries.answers(meeting) if one.category == "小微企业"]
    assert (held.places, held.empty) == (3, 1)


def test_an_unanswered_invitation_lapses_and_cannot_be_accepted_any_more(full, on_day):
    meeting = full.meeting()
    full.draw(meeting, on_day)
    row = meeting.invitations.filter(category="普通市民", alternate=False).first()
    assert str(row.reply_by) == "2023-05-15"  # three working days
    on_day("2023-05-15")
    assert commands.lapse() == 0
    on_day("2023-05-16")
    assert commands.lapse() == 3
    assert meeting.invitations.filter(category="普通市民", alternate=True, status="invited").count() == 2
    with pytest.raises(Refused, match="答复期限已过"):
        commands.answer(row, accepts=True)


def test_leaving_gives_the_place_to_the_next_and_forgets_at_once(full, on_day):
    meeting = full.meeting()
    full.draw(meeting, on_day)
    row = meeting.invitations.filter(category="普通市民", alternate=False).first()
    commands.answer(row, accepts=True)
    commands.leave(row.candidate)
    assert not Person.objects.filter(candidate=row.candidate).exists()
    assert Invitation.objects.get(pk=row.pk).status == "declined"
    assert meeting.invitations.filter(category="普通市民", alternate=True, rank=1, status="invited").exists()


def test_the_invitation_reaches_by_mail_with_a_code_that_no_queue_holds(full, on_day):
    meeting = full.meeting()
    full.draw(meeting, on_day)
    from mingzheng.core.outbox.commands import run_due

    run_due()
    assert len(mail.outbox) == 3
    row = meeting.invitations.filter(status="invited").first()
    assert row.told_by == "mail"
    code = inviting.code_of(row)
    letter = next(one for one in mail.outbox if codes.in_groups(code) in one.body)
    assert meeting.place in letter.body
    assert queries.by_code(code) == row.candidate
    payloads = " ".join(str(one.payload) for one in Message.objects.all())
    assert code not in payloads
    assert "139000" not in payloads
    assert "example.com" not in payloads


def test_nothing_personal_in_the_journal(full, on_day):
    meeting = full.meeting()
    full.draw(meeting, on_day)
    commands.answer(meeting.invitations.filter(status="invited").first(), accepts=True)
    said = " ".join(f"{one.summary} {one.data}" for one in Entry.objects.all())
    assert "张三" not in said
    assert "139000" not in said


def test_staff_write_down_an_answer_by_telephone(full, on_day):
    meeting = full.meeting()
    full.draw(meeting, on_day)
    row = meeting.invitations.filter(status="invited").first()
    full.does(meeting, "told", invitation=row.pk)
    full.does(meeting, "reply", invitation=row.pk, accepts="yes")
    assert Invitation.objects.get(pk=row.pk).status == "accepted"


# --- the pool ----------------------------------------------------------------------------------------------------


def test_a_telephone_number_is_in_the_pool_once_and_may_come_back(hall):
    first = hall.person("citizen", phone="13800000001")
    with pytest.raises(Refused, match="已经报过名"):
        hall.person("citizen", phone="13800000001")
    hall.does(first, "reject", reason="不在本区")
    assert hall.person("citizen", phone="13800000001").status == "listed"


def test_the_term_ends_and_names_are_deleted_after_their_term(hall, on_day):
    one = hall.person("citizen")
    assert str(one.ends_on) == "2025-05-05"  # the last day is no working day: the next one
    on_day("2025-05-06")
    assert commands.end_terms() == 1
    one.refresh_from_db()
    assert one.status == "ended"
    on_day("2025-06-05")
    assert commands.forget() == 0
    on_day("2025-06-06")
    assert commands.forget() == 1
    assert not Person.objects.exists()
    assert Candidate.objects.count() == 1


# --- after the meeting -------------------------------------------------------------------------------------------


@pytest.fixture
def held(full, on_day):
    """Two of three came; one of them spoke."""
    meeting = full.meeting()
    full.draw(meeting, on_day)
    for row in meeting.invitations.filter(status="invited"):
        commands.answer(row, accepts=True)
    on_day("2023-05-26")
    rows = list(meeting.invitations.filter(status="accepted"))
    full.does(meeting, "hold", came=[str(row.pk) for row in rows[:2]], summary="听取了营商环境议题，代表发言。")
    full.does(meeting, "say", invitation=rows[0].pk, unit=full.unit.pk, text="建议把申请材料再减一半。")
    return meeting


def statement_of(meeting):
    return Statement.objects.get(meeting=meeting)


def test_what_was_said_has_a_clock_and_an_answer_by_another_person(full, held):
    said = statement_of(held)
    assert str(Case.objects.get(pk=said.case_id).due_on) == "2023-06-25"  # twenty working days from the meeting
    with pytest.raises(FormRefused, match="太短"):
        full.does(said, "answer", outcome="adopted", answer="采纳。")
    full.does(said, "answer", outcome="partly", answer="已写入措施第八条，减少三项材料；其余两项法律有规定。")
    with pytest.raises(Refused):
        full.does(said, "publish", full.by(Post.OFFICER))
    full.does(said, "publish", full.by(Post.HEAD))
    assert said.answered_on is not None


def test_the_record_is_published_by_somebody_who_did_not_write_it(full, held, client):
    address = f"/daibiao/{held.pk}/"
    assert "再减一半" not in client.get(address).content.decode()
    full.does(held, "hand_in")
    with pytest.raises(Refused):
        full.does(held, "publish", full.by(Post.OFFICER))
    full.does(held, "publish", full.by(Post.REVIEWER, 2))
    page = client.get(address).content.decode()
    assert "再减一半" in page
    assert "张三" not in page
    assert "2023年6月25日" in page  # until when it is studied


def test_personal_data_in_what_becomes_public_is_refused(full, held):
    row = held.invitations.filter(attended=True).first()
    with pytest.raises(FormRefused, match="不能公开"):
        full.does(held, "say", invitation=row.pk, unit=full.unit.pk, text="请打我电话13812345678联系。")


def test_figures_open_on_their_records(full, held):
    full.does(held, "hand_in")
    full.does(held, "publish", full.by(Post.REVIEWER, 2))
    scope = Scope(held.day.replace(month=6))
    for code, numbers in {
        "delegates.executive": (0, None),
        "delegates.ordinary": (2, 2),
        "delegates.units": (1, None),
        "delegates.answered": (0, 1),
    }.items():
        indicator = indicator_of(code)
        figure, items = indicator.measure(scope), indicator.items(scope)
        assert figure.numerator == numbers[0] == sum(item.counts for item in items), code
        if numbers[1] is not None:
            assert figure.denominator == numbers[1] == len(items)


def test_a_cancelled_meeting_tells_those_who_were_invited(full, on_day):
    from mingzheng.core.outbox.commands import run_due

    meeting = full.meeting()
    full.draw(meeting, on_day)
    run_due()
    mail.outbox.clear()
    full.does(meeting, "cancel", full.by(Post.HEAD), reason="议题推迟到下月。")
    run_due()
    assert len(mail.outbox) == 3
    assert "议题推迟到下月" in mail.outbox[0].body


def test_a_frozen_meeting_is_not_cancelled_over_an_open_draw(full):
    meeting = full.meeting()
    full.freeze(meeting)
    with pytest.raises(Refused, match="还没有抽签"):
        full.does(meeting, "cancel", full.by(Post.HEAD), reason="不开了。")


def test_a_voided_draw_lets_the_meeting_freeze_again(full, on_day):
    from mingzheng.core.outbox.commands import run_due

    meeting = full.meeting()
    made = full.freeze(meeting)
    act(Case.objects.get(pk=made.case_id), "void", full.by(Post.HEAD), {"reason": "名额写错了。"})
    run_due()
    meeting.refresh_from_db()
    assert meeting.case.state == "calling"
    assert full.freeze(meeting).pk != made.pk
