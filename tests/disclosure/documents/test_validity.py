"""Whether a document is in force on a day: from its dates and from what was recorded, before and after."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import act
from mingzheng.disclosure.documents import commands, effects, reminders, validity
from mingzheng.disclosure.documents.models import Document, Effect, Validity

D = dt.date
days = st.dates(D(2015, 1, 1), D(2030, 12, 31))
changes = st.builds(
    validity.Change,
    kind=st.sampled_from([kind for kind in Effect.Kind if kind != Effect.Kind.EXTEND]),
    on=days,
    source=st.just("《某决定》"),
)


def on(day, begins=None, ends=None, *found):
    return validity.status_on(day, effective_on=begins, expires_on=ends, changes=found).validity


def test_before_it_begins_it_is_pending_and_on_the_day_it_is_in_force():
    assert on(D(2023, 4, 30), D(2023, 5, 1)) == Validity.PENDING
    assert on(D(2023, 5, 1), D(2023, 5, 1)) == Validity.VALID


def test_the_last_day_counts_and_the_day_after_does_not():
    assert on(D(2025, 4, 30), D(2023, 5, 1), D(2025, 4, 30)) == Validity.VALID
    assert on(D(2025, 5, 1), D(2023, 5, 1), D(2025, 4, 30)) == Validity.EXPIRED


def test_a_repeal_counts_from_its_day():
    repeal = validity.Change(Effect.Kind.REPEAL, D(2023, 9, 1), "《废止决定》")
    assert on(D(2023, 8, 31), D(2023, 1, 1), None, repeal) == Validity.VALID
    assert on(D(2023, 9, 1), D(2023, 1, 1), None, repeal) == Validity.REPEALED


def test_an_extension_before_the_end_moves_the_end():
    longer = validity.Change(Effect.Kind.EXTEND, D(2025, 3, 1), new_expiry=D(2027, 4, 30))
    assert on(D(2026, 1, 1), D(2023, 5, 1), D(2025, 4, 30), longer) == Validity.VALID
    assert on(D(2027, 5, 1), D(2023, 5, 1), D(2025, 4, 30), longer) == Validity.EXPIRED
    assert on(D(2025, 2, 1), D(2023, 5, 1), D(2025, 4, 30), longer) == Validity.VALID


def test_what_is_repealed_is_not_revived_by_an_extension():
    repeal = validity.Change(Effect.Kind.REPEAL, D(2023, 9, 1))
    longer = validity.Change(Effect.Kind.EXTEND, D(2023, 10, 1), new_expiry=D(2027, 4, 30))
    assert on(D(2024, 1, 1), D(2023, 1, 1), None, repeal, longer) == Validity.REPEALED


def test_an_interpretation_changes_nothing():
    told = validity.Change(Effect.Kind.INTERPRET, D(2023, 9, 1))
    assert on(D(2024, 1, 1), D(2023, 1, 1), None, told) == Validity.VALID


@given(days, st.none() | days, st.lists(changes, max_size=5), st.randoms(use_true_random=False))
def test_the_order_in_which_effects_were_recorded_does_not_matter(day, begins, found, dice):
    spread = {change.on: change for change in found}  # one a day: the order within a day is that of recording
    shuffled = list(spread.values())
    dice.shuffle(shuffled)
    assert on(day, begins, None, *spread.values()) == on(day, begins, None, *shuffled)


@given(days, days, st.lists(changes, max_size=5))
def test_what_takes_effect_later_does_not_change_today(today, later, found):
    past = [change for change in found if change.on <= today]
    assert on(today, None, None, *found) == on(today, None, None, *past)


@given(days, st.lists(changes, max_size=5))
def test_every_answer_has_its_reasons(day, found):
    status = validity.status_on(day, effective_on=None, expires_on=None, changes=found)
    assert status.reasons
    assert all(reason.endswith("。") for reason in status.reasons)


def test_the_shortest_presumed_period_that_matches_wins():
    until, rule = validity.presumed_expiry("关于试行办法的通知（暂行）", D(2023, 5, 1))
    assert (until, rule.years) == (D(2025, 4, 30), 2)
    until, rule = validity.presumed_expiry("关于若干措施的通知", D(2024, 2, 29))
    assert (until, rule.years) == (D(2029, 2, 28), 5)


@pytest.mark.django_db
def test_a_repeal_planned_in_a_draft_counts_when_that_is_released(papers):
    old = papers.released()
    draft = papers.draft(title="关于废止有关文件的通知", doc_number="长发改〔2023〕20号")
    commands.plan_effect(draft, papers.drafter, target=old, kind="repeal", effective_on=D(2023, 4, 18))
    papers.does(draft, "submit", papers.drafter)
    old.refresh_from_db()
    assert old.validity != Validity.REPEALED
    papers.does(papers.reviewed(draft), "release", papers.head)
    old.refresh_from_db()
    assert old.validity == Validity.REPEALED
    assert validity.of_document(old, D(2023, 4, 17)).validity == Validity.PENDING
    assert validity.of_document(old, D(2023, 4, 18)).by == draft.document_id


@pytest.mark.django_db
def test_an_effect_cannot_be_planned_once_the_draft_lies_with_a_reviewer(papers):
    old, draft = papers.released(), papers.submitted(doc_number="长发改〔2023〕20号")
    with pytest.raises(Refused) as refused:
        commands.plan_effect(draft, papers.drafter, target=old, kind="repeal", effective_on=D(2023, 4, 18))
    assert refused.value.code == "wrong_state"


@pytest.mark.django_db
def test_an_effect_from_outside_counts_when_the_head_confirms_it_and_not_when_revoked(papers):
    document = papers.released()
    facts = {"kind": "invalidate", "effective_on": D(2023, 4, 18), "source_text": "市政府清理决定"}
    effect = commands.propose_effect(document, papers.drafter, facts)
    document.refresh_from_db()
    assert document.validity == Validity.PENDING
    with pytest.raises(Refused):
        act(effect.case, "confirm", papers.drafter)
    act(effect.case, "confirm", papers.head)
    document.refresh_from_db()
    assert document.validity == Validity.EXPIRED
    act(effect.case, "revoke", papers.head, {"reason": "文号看错，撤销登记。"})
    document.refresh_from_db()
    assert document.validity == Validity.PENDING


@pytest.mark.django_db
def test_the_badge_turns_in_the_morning_of_the_day(papers, on_day):
    document = papers.released(expires_on="2023-06-30", normative="on", doc_number="长发改规〔2023〕1号")
    assert document.validity == Validity.PENDING
    for day, expected in [("2023-05-01", "valid"), ("2023-07-01", "expired"), ("2023-06-30", "valid")]:
        on_day(day)
        effects.refresh_all()
        document.refresh_from_db()
        assert document.validity == expected, day


@pytest.mark.django_db
def test_a_unit_is_reminded_once_for_each_step(papers, on_day):
    papers.released(expires_on="2023-12-31", normative="on", doc_number="长发改规〔2023〕1号")
    told = []
    for day in ["2023-06-29", "2023-06-30", "2023-07-01", "2023-10-31", "2023-11-30", "2023-12-01", "2024-01-01"]:
        on_day(day)
        effects.refresh_all()
        told.append(reminders.remind())
    assert told == [0, 1, 0, 1, 1, 0, 0]
    assert reminders.months_before(D(2023, 12, 31), 6) == D(2023, 6, 30)


@pytest.mark.django_db
def test_a_document_never_published_takes_no_effect(papers):
    edition = papers.draft()
    with pytest.raises(Refused) as refused:
        commands.propose_effect(
            edition.document, papers.drafter, {"kind": "repeal", "effective_on": D(2023, 4, 18), "source_text": "某"}
        )
    assert refused.value.code == "never_published"
    assert Document.objects.count() == 1
