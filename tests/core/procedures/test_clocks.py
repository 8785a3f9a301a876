"""What is stored beside a case is what its ledgers say; a change of the calendar is carried through the outbox."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django import forms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.conftest import MACHINE
from tests.core.procedures.conftest import UNIT, matter, step, subject

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.procedures import clocks, queries, rules
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case, Clock, ClockEvent, DeadlineRule
from mingzheng.core.procedures.registry import declare
from mingzheng.core.procedures.table import ClockEffect, ClockMove, Duty
from mingzheng.core.units.models import Unit
from mingzheng.core.workdays import commands as workdays
from mingzheng.core.workdays.queries import calendar, plan_of


def d(text):
    return dt.date.fromisoformat(text)


@pytest.fixture
def case(opened):
    return opened()


@pytest.fixture
def officer(district, case):
    return district.actor("xinhua", Post.OFFICER)


def on(day, do):
    with timekeeping.standing_at(d(day)):
        return do()


def agrees(case):
    """Reads the case anew; every stored date equals its reckoning."""
    case = Case.objects.get(pk=case.pk)
    running = []
    for clock in case.clocks.all():
        found = clocks.reckoning_of(clock)
        assert (clock.status, clock.due_on, clock.provisional, clock.met_on) == (
            found.status.value,
            found.due,
            found.provisional,
            found.met_on,
        )
        if found.status.value == "running" and case.closed_at is None:
            running.append(found.due)
    assert case.due_on == min(running, default=None)
    assert (case.warn_on is None) == (case.due_on is None)
    return case


def test_opening_starts_the_clock_and_caches_its_date(case):
    assert agrees(case).due_on == d("2023-05-16")
    assert case.warn_on == calendar().due(case.due_on, -3)
    assert [case.light(day) for day in (d("2023-05-10"), case.warn_on, case.due_on, d("2023-05-17"))] == [
        "green",
        "amber",
        "amber",
        "red",
    ]
    event = ClockEvent.objects.get()
    assert (event.move, event.effective_on, event.person_id > 0, event.entry_id is not None) == (
        "start",
        d("2023-04-17"),
        True,
        True,
    )


def test_pause_and_resume_move_the_date_by_the_working_days_between(case, officer):
    on("2023-04-20", lambda: act(case, "pause", officer))
    paused = agrees(case)
    assert (paused.due_on, paused.light(d("2023-12-31"))) == (None, "off")
    on("2023-04-25", lambda: act(case, "resume", officer))
    assert agrees(case).due_on == calendar().due(d("2023-04-17"), 24)
    view = queries.clocks_of(case)[0]
    assert "其间4个工作日不计" in "".join(view.reckoning.lines)
    assert view.days_left == queries.workdays_left(agrees(case).due_on)


def test_extension_and_finish(case, officer, district):
    head, clerk = district.actor("qufuban", Post.OFFICE_HEAD), district.actor("qufuban", Post.OFFICE_CLERK)
    act(case, "extend", head, {"reason": "内容多", "days": "20"})
    assert agrees(case).due_on == d("2023-06-13")
    act(case, "submit", officer)
    act(case, "approve", district.actor("xinhua", Post.REVIEWER))
    Unit.objects.update(phone="1")
    on("2023-06-20", lambda: act(case, "finish", clerk))
    closed = agrees(case)
    assert (closed.due_on, closed.warn_on) == (None, None)
    assert Clock.objects.get().late


def test_a_clock_that_cannot_move_so_refuses_the_whole_step(opened, officer, case):
    twice = step("again", ("draft",), None, UNIT, clocks=(ClockEffect(ClockMove.RESUME, "reply"),))
    backwards = step(
        "backdate",
        ("draft",),
        None,
        UNIT,
        clocks=(ClockEffect(ClockMove.PAUSE, "reply", on=lambda act: d("2023-01-05")),),
    )
    restart = step("restart", ("draft",), None, UNIT, clocks=(ClockEffect(ClockMove.START, "reply", "test.reply"),))
    shorten = step(
        "shorten", ("draft",), None, UNIT, clocks=(ClockEffect(ClockMove.EXTEND, "reply", value=lambda act: 0),)
    )
    table = matter()
    declare(replace(table, steps=(*table.steps, twice, backwards, restart, shorten)))
    for command in ("again", "backdate", "restart", "shorten"):
        with pytest.raises(Refused) as told:
            act(case, command, officer)
        assert told.value.code in ("ledger", "clock_running")
        assert told.value.message
    assert ClockEvent.objects.count() == 1
    assert agrees(case).revision == 0


def test_events_count_by_their_day_of_effect_though_recorded_later(case, officer):
    """The third party's answer of the 21st is recorded after the extension of the 24th."""
    clock = case.clocks.get()
    for move, day, days in (("pause", "2023-04-19", None), ("extend", "2023-04-24", 5), ("resume", "2023-04-21", None)):
        ClockEvent.objects.create(
            clock=clock, move=move, effective_on=d(day), days=days, recorded_at=timekeeping.now(), person_id=1
        )
    assert clocks.reckoning_of(clock).due == calendar().due(d("2023-04-17"), 20 + 2 + 5)


def test_a_step_that_meets_no_running_clock_may_be_let_pass(opened, officer, case):
    table = matter()
    quiet = step(
        "quiet", ("done",), None, UNIT, duty=Duty.OPEN, clocks=(ClockEffect(ClockMove.STOP, "reply", if_running=True),)
    )
    declare(replace(table, steps=(*table.steps, quiet)))
    Clock.objects.update(status="stopped")
    Case.objects.update(state="done", due_on=None)
    act(case, "quiet", officer)
    assert ClockEvent.objects.count() == 1


# -- several pauses, several clocks of one name


class RefForm(forms.Form):
    ref = forms.CharField()


def _ref(act):
    return act.data["ref"]


@pytest.fixture
def consulting(case, officer):
    """The matter with steps that consult third parties: the reply stands, and each consultation has its own clock."""

    def row(command, *clocks):
        return step(command, ("draft",), None, UNIT, duty=Duty.OPEN, form=RefForm, clocks=clocks)

    ask = row(
        "consult",
        ClockEffect(ClockMove.PAUSE, "reply", ref=_ref),
        ClockEffect(ClockMove.START, "consult", "test.reply", each=_ref),
    )
    answer = row(
        "answered", ClockEffect(ClockMove.RESUME, "reply", ref=_ref), ClockEffect(ClockMove.STOP, "consult", each=_ref)
    )
    table = matter()
    declare(replace(table, steps=(*table.steps, ask, answer)))

    def move(command, day, ref):
        on(day, lambda: act(case, command, officer, {"ref": ref}))
        return agrees(case)

    return move


def test_two_consultations_overlap_and_the_reply_stands_until_both_have_answered(consulting, case):
    consulting("consult", "2023-04-20", "t1")
    consulting("consult", "2023-04-24", "t2")
    consulting("answered", "2023-04-25", "t1")
    reply = case.clocks.get(name="reply")
    assert (reply.status, reply.due_on) == ("paused", None)
    assert case.clocks.get(name="consult:t1").met_on == d("2023-04-25")
    assert case.clocks.get(name="consult:t2").status == "running"
    consulting("answered", "2023-04-28", "t2")
    assert case.clocks.get(name="reply").due_on == calendar().due(d("2023-04-17"), 27)
    assert list(reply.events.exclude(ref="").values_list("move", "ref")) == [
        ("pause", "t1"),
        ("pause", "t2"),
        ("resume", "t1"),
        ("resume", "t2"),
    ]


def test_an_answer_to_a_question_not_asked_refuses_the_step(consulting, case):
    consulting("consult", "2023-04-20", "t1")
    for command, ref in (("answered", "t2"), ("consult", "t1"), ("consult", "t" * 49)):
        with pytest.raises(Refused) as told:
            consulting(command, "2023-04-21", ref)
        assert told.value.code in ("ledger", "clock_not_running", "clock_running")
    assert case.clocks.get(name="reply").events.count() == 2


# -- rules


def test_a_case_keeps_the_version_of_the_rule_in_force_when_its_clock_began(case, opened, district):
    DeadlineRule.objects.create(
        code="test.reply",
        version=2,
        label="答复",
        length=10,
        unit="workday",
        article="新条例",
        valid_from=d("2023-05-01"),
    )
    later = on("2023-05-04", lambda: opened_on(opened, district))
    assert Clock.objects.get(case=case).rule.version == 1
    assert Clock.objects.get(case=later).rule.version == 2
    backdated = matter()
    effect = ClockEffect(ClockMove.START, "reply", "test.reply", on=lambda act: d("2023-04-28"))
    declare(replace(backdated, opening=replace(backdated.opening, clocks=(effect,))))
    received_before = on("2023-05-04", lambda: opened("qufuban"))
    assert Clock.objects.get(case=received_before).rule.version == 1, "received under the old rule, recorded later"


def opened_on(opened, district):
    from mingzheng.core.procedures.commands import open_case

    unit = district.units["chengyun"]
    actor = district.actor("chengyun", Post.OFFICER)
    return open_case("test.matter", subject(unit), unit=unit, actor=actor, title="后来的")


def test_a_missing_rule_is_said_plainly(opened):
    DeadlineRule.objects.all().delete()
    with pytest.raises(Refused, match=r"test\.reply"):
        opened()


def test_rules_are_loaded_once_and_never_changed(db, tmp_path):
    first = rules.load_rules()
    assert first > 0
    assert rules.load_rules() == 0
    bad = tmp_path / "bad.yaml"
    for text in (
        "- {code: x, label: y, unit: week, article: z, valid_from: 2023-01-01, length: 1}",
        "- {code: x, label: y, unit: day, article: z, valid_from: 2023-01-01}",
        "- {code: x}",
    ):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(Refused, match="写法不对"):
            rules.load_rules(bad)


# -- the calendar changes


def test_a_changed_calendar_recomputes_running_clocks_through_the_outbox(case, officer, opened, district):
    other = opened("chengyun", district.actor("chengyun", Post.OFFICER))
    act(other, "pause", district.actor("chengyun", Post.OFFICER))
    act(other, "expire", MACHINE)
    plan = plan_of(2023)
    extra = {**plan.off, d("2023-05-09"): "临时放假"}
    workdays.import_year(replace(plan, off=extra), MACHINE, "改")
    assert Case.objects.get(pk=case.pk).due_on == d("2023-05-16"), "not in the import's own transaction"
    outbox.run_due()
    assert agrees(case).due_on == d("2023-05-17")
    agrees(other)


def test_a_newly_published_year_makes_a_provisional_date_firm(opened, on_day, years):
    on_day("2026-12-21")
    case = opened()
    assert agrees(case).provisional
    off = {d("2027-01-01"): "元旦"}
    workdays.import_year(replace(plan_of(2026), year=2027, off=off, makeup={}, papers=("国办发明电",)), MACHINE, "2027")
    outbox.run_due()
    firm = agrees(case)
    assert not firm.provisional
    assert firm.due_on == calendar().due(d("2026-12-21"), 20)


def test_a_calendar_without_clocks_owes_nothing(db):
    clocks.calendar_changed(2023)
    assert outbox.run_due() == 0


# -- queries


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(["xinhua", "chengyun", "qufuban"]), st.integers(-40, 40)), max_size=25),
    st.integers(0, 364),
)
def test_the_list_of_overdue_cases_equals_a_plain_filter(years, district, rows, offset):
    today = d("2023-01-15") + dt.timedelta(days=offset)
    Case.objects.all().delete()
    made = [
        Case(
            procedure="x", version=1, state="s", unit=district.units[code], title="t", subject_kind="k",
            subject_id=str(number), opened_at=timekeeping.now(),
            due_on=today + dt.timedelta(days=distance) if distance % 7 else None,
            closed_at=timekeeping.now() if distance % 7 == 0 and distance % 2 else None,
        )
        for number, (code, distance) in enumerate(rows)
    ]  # fmt: skip
    Case.objects.bulk_create(made)
    dated = sorted((case for case in made if case.due_on), key=lambda case: (case.due_on, case.pk))
    late = [case for case in dated if case.due_on < today]
    assert list(queries.overdue(today=today)) == late
    unit = district.units["xinhua"]
    assert list(queries.overdue(unit_id=unit.pk, today=today)) == [c for c in late if c.unit_id == unit.pk]
