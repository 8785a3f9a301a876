"""What consultations prove to the plan, and what a policy's life line tells of them."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.consultations import AFTER, OPENS, point
from tests.support.recounts.comparing import differing

from mingzheng.core.actors import Actor
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.records import RecordRef
from mingzheng.core.relations.commands import link
from mingzheng.policy.policies import lifeline
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.stages import Stage

pytestmark = pytest.mark.django_db
LATER = dt.date(2023, 6, 10)


def figure(code, day=LATER):
    indicator = indicator_of(f"consultations.{code}")
    found, items = indicator.measure(Scope(day)), indicator.items(Scope(day))
    assert found.numerator == sum(item.counts for item in items)
    assert found.denominator in (None, len(items))
    assert differing(f"consultations.{code}", day) == []
    return found.numerator, found.denominator


def test_enterprises_and_associations_both_count_and_points_by_use(asking):
    used, _idle = point(asking), point(asking, "园区征集点")
    found = asking.announced(for_enterprises=True)
    asking.announced(for_enterprises=False)
    asking.on_day(OPENS)
    asking.enters(found, "无意见", author_kind="enterprise", name="某公司", channel="point", point=used.pk)
    assert (figure("enterprises_heard"), figure("points_used")) == ((0, 1), (1, 2))
    asking.enters(found, "无意见", author_kind="association", name="某商会", channel="meeting")
    assert (figure("enterprises_heard"), figure("went_to_people")) == ((1, 1), (1, 2))
    assert figure("enterprises_heard", OPENS) == (0, 0)


def test_ten_working_days_by_the_ledger_of_the_clock(asking):
    met, late = asking.announced(), asking.announced(title="乙办法")
    for found in (met, late):
        asking.over(found)
        asking.decided(found)
    assert figure("feedback_in_time", dt.date(2023, 6, 5)) == (0, 0)
    asking.published(met)
    assert figure("feedback_in_time", dt.date(2023, 6, 5)) == (1, 1)
    assert (figure("feedback_in_time"), figure("answered")) == ((1, 2), (1, 2))
    asking.on_day(LATER)
    asking.published(late)
    assert (figure("feedback_in_time"), figure("answered")) == ((1, 2), (2, 2))


def test_a_stopped_consultation_counts_nowhere(asking):
    found = asking.announced(for_enterprises=True)
    asking.does(found, "stop", asking.head, reason="不再制定")
    assert (figure("enterprises_heard"), figure("answered")) == ((0, 0), (0, 0))


def test_the_life_line_of_a_policy_tells_of_draft_opinions_and_feedback(asking):
    policy = Policy.objects.create(unit=asking.papers.unit, title="停车政策", begun_on=dt.date(2023, 4, 1))
    found = asking.drafted()
    asking.does(found, "relate", asking.officer, policy=policy.pk)
    assert not told(policy)
    asking.does(found, "submit", asking.officer)
    asking.does(found, "announce", asking.reviewer)
    asking.on_day(OPENS)
    asking.says(found, "停车收费太高")
    asking.over(found)
    asking.answers(found)
    asking.decided(found)
    asking.published(found)
    # Linked with its document too, it is told once.
    link(found.ref, "part_of", RecordRef("policies.policy", str(policy.pk)), Actor.system())
    assert [(one.title.partition("：")[0], one.note) for one in told(policy)] == [
        ("公布草案征求意见", "2023年4月20日至2023年5月20日"),
        ("征求意见截止", "收到意见 1 条"),
        ("公布意见采纳情况", "意见 1 条"),
    ]


def told(policy, day=AFTER):
    return list(lifeline.of([policy], day)[policy.pk].at(Stage.MAKING).traces)
