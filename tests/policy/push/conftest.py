"""A policy that is public, its rule by different people, and some profiles."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

import pytest
from tests.support.documents import Papers, papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push import commands, drafting, trying
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.models import Profile, facts_model

SMALL = {
    "all": [
        {"column": "size", "op": "in", "value": ["micro", "small"]},
        {"column": "revenue", "op": "lt", "value": "2000万"},
        {"column": "founded", "op": "gte", "value": 1},
    ]
}
FIT = {"size": "small", "revenue": 8_000_000, "founded_on": dt.date(2018, 5, 1)}


def drain(limit=200):
    while run_due(limit):
        pass


@dataclass
class Pushing:
    """``pushing.in_force(tree)`` takes a rule to its approval by two people."""

    papers: Papers

    @property
    def officer(self):
        return self.papers.actor(Post.OFFICER)

    @property
    def head(self):
        return self.papers.actor(Post.HEAD)

    def policy(self, **changes):
        document = self.papers.released()
        policy = Policy.objects.filter(document=document).first()
        if policy is None:
            policy = Policy.objects.create(
                unit=document.unit,
                title=document.title,
                document=document,
                begun_on=document.published_on,
                issued_on=document.published_on,
                for_enterprises=True,
            )
        Policy.objects.filter(pk=policy.pk).update(**changes)
        return Policy.objects.get(pk=policy.pk)

    def draft(self, policy, tree=SMALL, who=Who.ENTERPRISE, examples=True, **typed):
        rule = drafting.begin(policy, who, self.officer)
        act(rule.case, "edit", self.officer, {"tree": json.dumps(tree), **typed})
        rule.refresh_from_db()
        if examples:
            trying.add_example(rule, self.officer, "小企业", "fits", FIT)
            trying.add_example(rule, self.officer, "大企业", "not", {**FIT, "size": "large"})
        return rule

    def in_force(self, policy, tree=SMALL, **typed):
        rule = self.draft(policy, tree, **typed)
        act(rule.case, "submit", self.officer)
        act(rule.case, "approve", self.head)
        rule.refresh_from_db()
        return rule

    def profile(self, name="甲公司", who=Who.ENTERPRISE, agrees=True, **values):
        profile = commands.enter(who, f"{name.encode().hex()}@example.com")
        Profile.objects.filter(pk=profile.pk).update(name=name)
        facts_model(who).objects.filter(pk=profile.pk).update(**values)
        if agrees:
            commands.consent(profile, "push")
        profile.refresh_from_db()
        return profile


@pytest.fixture
def pushing(papers, on_day):  # noqa: F811 - the fixture of that name
    on_day("2023-06-05")
    from mingzheng.policy.push import matching

    matching.BOARD.forget()
    assert timekeeping.today() == dt.date(2023, 6, 5)
    return Pushing(papers)
