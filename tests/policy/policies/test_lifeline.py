"""A life line of random traces never contradicts itself; many are read with a fixed number of queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.policy.policies import lifeline, queries, stages
from mingzheng.policy.policies.lifeline import Standing
from mingzheng.policy.policies.models import Note, NotNeeded, Policy
from mingzheng.policy.policies.stages import Stage, Trace

DAY = dt.date(2023, 6, 20)
DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2025, 12, 31))
MACHINE = Actor.system("测试")


@st.composite
def lives(draw):
    begun = draw(st.dates(dt.date(2022, 1, 1), dt.date(2023, 12, 31)))
    issued = draw(st.none() | st.integers(0, 400).map(lambda n: begun + dt.timedelta(days=n)))
    marks = {name: draw(st.booleans()) for name in ("for_enterprises", "pays", "foreign")}
    policy = Policy(pk=1, title="一项政策", begun_on=begun, issued_on=issued, **marks)
    traces = draw(
        st.lists(st.builds(Trace, st.sampled_from(Stage), DAYS, st.just("记录"), public=st.booleans()), max_size=12)
    )
    waived = draw(st.dictionaries(st.sampled_from(Stage).map(str), st.just(NotNeeded(reason="不适用")), max_size=3))
    return policy, sorted(traces, key=lambda one: one.day), waived, draw(DAYS)


@given(lives())
def test_a_stage_is_never_both_done_and_missing_and_what_is_missing_was_due(life):
    policy, traces, waived, day = life
    views = [lifeline._view(policy, stage, day, traces, waived, None) for stage in Stage]
    inside = [lifeline._view(policy, stage, day, traces, waived, MACHINE) for stage in Stage]
    assert [one.stage for one in views] == list(Stage)
    for view, full in zip(views, inside, strict=True):
        held = [one for one in traces if one.stage is view.stage and one.day <= day]
        assert view.standing is full.standing  # what is hidden counts all the same
        assert (view.standing is Standing.DONE) == bool(held)
        assert all(one.public for one in view.traces) and len(full.traces) == len(held)
        if view.standing is Standing.MISSING:
            assert not held and view.stage.value not in waived
            assert view.due_on is not None and view.due_on <= day
        if view.standing is Standing.AHEAD:
            assert view.due_on is None or view.due_on >= day
        assert view.why
    later = [lifeline._view(policy, stage, day + dt.timedelta(days=1), traces, waived, None) for stage in Stage]
    for now, then in zip(views, later, strict=True):
        assert not (now.standing is Standing.MISSING and then.standing in (Standing.DUE, Standing.AHEAD))


@pytest.mark.django_db
def test_a_thousand_policies_are_read_with_as_many_queries_as_one():
    number = 1_000
    unit = Unit.objects.create(code="wei", name="某委", short="某委", kind=Unit.Kind.DEPARTMENT)
    moment = timekeeping.now()
    documents = Document.objects.bulk_create(
        [Document(unit=unit, title=f"文件{n}", opened_at=moment, index_number=f"SY{n:019d}") for n in range(number)]
    )
    Edition.objects.bulk_create(
        [Edition(document=one, serial=1, title=one.title, signed_at=moment) for one in documents]
    )
    policies = Policy.objects.bulk_create(
        [Policy(unit=unit, title=one.title, document=one, begun_on=DAY, issued_on=DAY) for one in documents]
    )
    Note.objects.bulk_create(
        [
            Note(policy=one, stage="brewing", kind="survey", day=DAY, title="问卷", written_by="甲", written_at=moment)
            for one in policies
        ]
    )
    with CaptureQueriesContext(connection) as many:
        found = lifeline.of(policies, DAY)
    with CaptureQueriesContext(connection) as one:
        lifeline.of(policies[:1], DAY)
    assert len(found) == number and len(many) == len(one) < 40
    assert all(line.at(Stage.BREWING).standing is Standing.DONE for line in found.values())
    with CaptureQueriesContext(connection) as listed:
        lines = list(queries.lines_of(Policy.objects.select_related("unit", "document__live"), DAY))
    assert len(lines) == number and len(listed) <= len(one) + 2


def test_the_rule_of_a_stage_is_the_one_in_force_when_the_policy_was_issued():
    for stage in Stage:
        assert lifeline.rule_of(stage, dt.date(2000, 1, 1)).stage is stage
    assert len(stages.LABELS) == 8
