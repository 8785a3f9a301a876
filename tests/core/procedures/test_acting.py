"""One way to act: the table decides, the refusal says why, and nothing is half done."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.core.conftest import MACHINE
from tests.core.procedures.conftest import matter, subject

from mingzheng.core import timekeeping
from mingzheng.core.actors import STAFF_POSTS, Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import queries as journal
from mingzheng.core.outbox.models import Message
from mingzheng.core.procedures.commands import FormRefused, act, open_case
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.core.procedures.permission import owed_by, permitted, seen_by, sees
from mingzheng.core.procedures.registry import declare
from mingzheng.core.units import commands as units
from mingzheng.core.units.models import PostHolding, Unit
from mingzheng.core.units.queries import actors_for

DAY = "2023-04-17"


@pytest.fixture
def case(opened):
    return opened()


@pytest.fixture
def post(district):
    """``post(Post.REVIEWER)`` is somebody in that post of the case's unit, or of the unit named."""
    return lambda which, unit="xinhua", name="": district.actor(unit, which, name)


def why(case, command, actor, data=None):
    before = Case.objects.values().get(pk=case.pk), journal.case_timeline(case.pk).count()
    with pytest.raises(Refused) as told, transaction.atomic():
        act(case, command, actor, data)
    assert (Case.objects.values().get(pk=case.pk), journal.case_timeline(case.pk).count()) == before
    return told.value


def test_a_step_moves_the_case_and_is_written_down(case, post):
    officer = post(Post.OFFICER)
    entry = act(case, "submit", officer)
    case.refresh_from_db()
    assert (case.state, case.revision, case.closed_at) == ("review", 1, None)
    assert (entry.action, entry.summary, entry.basis) == (
        "test.matter.submit",
        "〔submit〕",
        "政府信息公开条例第三十三条",
    )
    assert (entry.person_id, entry.unit_name, entry.case_id) == (officer.person_id, "新华街道", case.pk)
    assert entry.data == {"from": "draft", "to": "review"}
    assert [found.action for found in journal.case_timeline(case.pk)] == ["test.matter.opened", "test.matter.submit"]


def test_reasons_for_no_are_told_apart(case, post):
    assert why(case, "approve", post(Post.REVIEWER)).code == "wrong_state"
    assert why(case, "submit", post(Post.WINDOW)).code == "wrong_post"
    assert why(case, "submit", post(Post.OFFICER, "chengyun")).code == "wrong_unit"
    assert why(case, "no-such", post(Post.OFFICER)).code == "unknown_command"
    assert why(case, "extend", post(Post.HEAD)).code == "wrong_post"
    assert "现在是「起草」" in why(case, "approve", post(Post.REVIEWER)).message
    assert "区城运中心" in why(case, "submit", post(Post.OFFICER, "chengyun")).message


def test_the_unit_of_the_desk_shows_what_is_permitted_first_and_why_the_rest_is_not(case, post):
    found = permitted(case, post(Post.OFFICER))
    assert [action.step.command for action in found if action.allowed] == ["submit", "pause"]
    assert {action.step.command for action in found} == set(case.table.commands())
    assert all(action.refusal.message for action in found if not action.allowed)


def test_a_superuser_without_a_post_cannot_be_made_to_act(case):
    from mingzheng.core.units.models import Person

    root = Person.objects.create_superuser("root", name="根", password="x")
    made_up = Actor(root.pk, "根", Post.OFFICER, case.unit_id, "新华街道")
    assert why(case, "submit", made_up).code == "post_ended"


def test_a_post_lost_between_page_and_act(case, post):
    officer = post(Post.OFFICER)
    units.end_post(PostHolding.objects.get(person_id=officer.person_id), timekeeping.today(), MACHINE)
    act(case, "submit", officer)  # its last day
    with timekeeping.standing_at(timekeeping.today().replace(day=18)):
        assert why(case, "submit", officer).code == "wrong_state"
        head = post(Post.HEAD)
        units.end_post(PostHolding.objects.get(person_id=head.person_id), timekeeping.today().replace(day=17), MACHINE)
        assert why(case, "return", head).code == "post_ended"


def test_whoever_lost_the_post_opens_nothing(opened, post):
    officer = post(Post.OFFICER)
    units.end_post(PostHolding.objects.get(person_id=officer.person_id), timekeeping.today().replace(day=16), MACHINE)
    with pytest.raises(Refused, match="不再担任"):
        opened(actor=officer)
    assert not Case.objects.exists()


def test_somebody_was_faster(case, post):
    act(case, "submit", post(Post.OFFICER), revision=0)
    with pytest.raises(Refused, match="已有人办理") as told:
        act(case, "return", post(Post.HEAD), revision=0)
    assert told.value.code == "stale"
    act(case, "return", post(Post.HEAD), revision=1)


# -- contributors do not review


def test_a_contributor_does_not_review_in_any_of_several_posts(case, district):
    first = district.hold("张三", "xinhua", Post.HEAD).person
    district.hold("张三", "xinhua", Post.REVIEWER)
    as_head, as_reviewer = actors_for(first, timekeeping.today())
    act(case, "submit", as_head)
    for actor in (as_head, as_reviewer):
        refusal = why(case, "approve", actor)
        assert (refusal.code, "另一位同事" in refusal.remedy) == ("contributed", True)
        assert not Case.objects.filter(pk__in=owed_by(actor)).exists(), "what they may not review is not in their queue"
    other = district.actor("xinhua", Post.REVIEWER)
    assert list(owed_by(other)) == [case]
    act(case, "approve", other)


def test_a_contributor_does_not_review_in_a_borrowed_post(case, district):
    day = timekeeping.today()
    officer = district.actor("xinhua", Post.OFFICER)
    reviewer = district.hold("李四", "xinhua", Post.REVIEWER)
    drafter = PostHolding.objects.get(person_id=officer.person_id).person
    units.delegate(reviewer, drafter, MACHINE, since=day, until=day, reason="出差")
    act(case, "submit", officer)
    borrowed = next(actor for actor in actors_for(drafter, day) if actor.delegated_from)
    assert why(case, "approve", borrowed).code == "contributed"


def test_what_was_contributed_in_a_borrowed_post_counts_in_ones_own(case, district):
    day = timekeeping.today()
    officer = district.hold("张三", "xinhua", Post.OFFICER)
    reviewer = district.hold("李四", "xinhua", Post.REVIEWER)
    units.delegate(officer, reviewer.person, MACHINE, since=day, until=day, reason="休假")
    own, borrowed = actors_for(reviewer.person, day)
    entry = act(case, "submit", borrowed)
    assert (entry.person_name, entry.delegated_from) == ("李四", "张三")
    assert why(case, "approve", own).code == "contributed"


def test_whoever_opens_may_count_as_contributor(opened, district):
    from dataclasses import replace

    table = matter()
    declare(replace(table, opening=replace(table.opening, contributes=True)))
    head = district.actor("xinhua", Post.HEAD)
    case = opened(actor=head)
    act(case, "submit", district.actor("xinhua", Post.OFFICER))
    assert why(case, "approve", head).code == "contributed"


# -- guards and forms


def test_a_guard_says_what_is_missing_and_what_to_do(case, post):
    act(case, "submit", post(Post.OFFICER))
    act(case, "approve", post(Post.REVIEWER))
    refusal = why(case, "finish", post(Post.OFFICE_CLERK, "qufuban"))
    assert (refusal.message, refusal.remedy) == ("还没有登记联系电话。", "请先登记电话。")
    Unit.objects.filter(pk=case.unit_id).update(phone="62000000")
    act(case, "finish", post(Post.OFFICE_CLERK, "qufuban"))
    case.refresh_from_db()
    assert case.closed_at is not None
    assert case.due_on is None


def test_a_form_that_does_not_pass_keeps_what_was_typed(case, post):
    head = post(Post.OFFICE_HEAD, "qufuban")
    refusal = why(case, "extend", head, {"reason": "", "days": "零"})
    assert isinstance(refusal, FormRefused)
    assert (refusal.code, refusal.field) == ("form", "reason")
    assert "「理由」" in refusal.message
    assert "「天数」" in refusal.message
    assert refusal.form["days"].value() == "零"
    whole = why(case, "extend", head, {"reason": "同", "days": "5", "other": "同"})
    assert (whole.field, "两处理由相同" in whole.message) == ("", True)


def test_a_form_that_passes_gives_its_facts_to_the_journal(case, post):
    entry = act(case, "extend", post(Post.OFFICE_HEAD, "qufuban"), {"reason": "内容较多", "days": "20"})
    case.refresh_from_db()
    assert entry.summary == "〔extend〕：内容较多"
    assert entry.data == {"from": "draft", "to": "draft", "days": 20}
    assert case.state == "draft"


# -- opening, closing, seeing


def test_opening_is_refused_to_other_units_and_twice_for_one_record(case, opened, post, district):
    with pytest.raises(Refused, match="责任单位"):
        opened("qufuban", actor=post(Post.OFFICER))
    with pytest.raises(Refused, match="已经立项"):
        opened()
    assert Case.objects.count() == 1


def test_everything_of_a_failed_step_is_undone(case, post, monkeypatch):
    from mingzheng.core.procedures import commands

    def broken(*_):
        raise RuntimeError("断电")

    monkeypatch.setattr(commands, "_tell", broken)
    owed = Message.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        act(case, "pause", post(Post.OFFICER))
    case.refresh_from_db()
    assert (case.state, Clock.objects.get().status, Message.objects.count()) == ("draft", "running", owed)
    assert journal.case_timeline(case.pk).count() == 1


def test_a_closed_case_may_be_reopened_and_its_closing_time_goes(case, post):
    act(case, "pause", post(Post.OFFICER))
    act(case, "expire", MACHINE)
    case.refresh_from_db()
    assert case.closed_at is not None
    act(case, "note", post(Post.WINDOW, "chengyun"))
    closed = case.closed_at
    case.refresh_from_db()
    assert case.closed_at == closed
    act(case, "reopen", post(Post.OFFICE_HEAD, "qufuban"))
    case.refresh_from_db()
    assert (case.state, case.closed_at) == ("draft", None)


def test_people_do_not_take_the_machines_steps_nor_the_machine_theirs(case, post):
    act(case, "pause", post(Post.OFFICER))
    assert why(case, "expire", post(Post.OFFICER)).code == "wrong_post"
    assert why(case, "resume", MACHINE).code == "wrong_post"


def test_list_and_single_case_agree_on_who_sees_it(case, opened, post):
    other = opened("chengyun", post(Post.OFFICER, "chengyun"))
    everybody = [post(Post.OFFICER), post(Post.WINDOW, "chengyun"), post(Post.OFFICE_HEAD, "qufuban"), MACHINE]
    assert [set(seen_by(actor)) for actor in everybody] == [{case}, {other}, {case, other}, {case, other}]
    _agree(everybody, case, other)


def test_a_procedure_may_widen_or_narrow_who_sees_its_cases(case, opened, post):
    from dataclasses import replace

    from django.db.models import Q

    other = opened("chengyun", post(Post.OFFICER, "chengyun"))
    declare(
        replace(matter(), visible=lambda actor: Q(unit__code="xinhua") if actor.post is Post.WINDOW else Q(pk=None))
    )
    everybody = [post(Post.OFFICER), post(Post.WINDOW, "chengyun"), post(Post.OFFICE_HEAD, "qufuban"), MACHINE]
    assert [set(seen_by(actor)) for actor in everybody] == [set(), {case}, set(), {case, other}]
    _agree(everybody, case, other)


def test_who_sees_and_who_owes_is_worded_without_reading_anything(post, django_assert_num_queries):
    """The wording is kept for an actor and a day: were an answer of the database in it, it would go stale."""
    with timekeeping.standing_at(timekeeping.today()), django_assert_num_queries(0):
        for n, held in enumerate(STAFF_POSTS):
            actor = Actor(-1 - n, "某人", held, -1 - n, "某单位")
            seen_by(actor), owed_by(actor)


def test_a_kept_wording_is_asked_anew_and_stands_within_other_questions(case, opened, post):
    officer = post(Post.OFFICER)
    inner = Case.objects.filter(pk__in=seen_by(officer).values("pk"), unit__cases__in=seen_by(officer).order_by())
    assert set(seen_by(officer)) == set(inner) == {case}
    case.unit = Unit.objects.get(code="chengyun")
    case.save()
    assert not seen_by(officer).exists() and not inner.all().exists() and not sees(case, officer)


def _agree(actors, *cases):
    for actor in actors:
        assert {case for case in cases if sees(case, actor)} == set(seen_by(actor))


def test_the_queue_holds_what_is_owed_most_urgent_first_without_a_date_last(opened, post, district):
    early, late, undated = opened(), opened("chengyun", post(Post.OFFICER, "chengyun")), opened("qufuban")
    Unit.objects.update(phone="1")
    for case in (early, late, undated):
        Case.objects.filter(pk=case.pk).update(state="verify")
    Case.objects.filter(pk=early.pk).update(due_on="2023-04-01")
    Case.objects.filter(pk=undated.pk).update(due_on=None)
    assert list(owed_by(post(Post.OFFICE_CLERK, "qufuban"))) == [early, late, undated]
    assert list(owed_by(post(Post.OFFICER))) == []
    assert list(owed_by(post(Post.ASSESSOR, "qufuban"))) == []
    Case.objects.filter(pk=late.pk).update(state="draft")
    assert list(owed_by(post(Post.OFFICER, "chengyun"))) == [late]
    assert list(owed_by(post(Post.OFFICE_CLERK, "qufuban"))) == [early, undated]


def test_a_record_that_is_not_there_cannot_be_opened_by_a_wrong_post(opened, post):
    with pytest.raises(Refused):
        open_case(
            "test.matter", subject(Unit.objects.first()), unit=Unit.objects.first(), actor=post(Post.WINDOW), title="x"
        )
