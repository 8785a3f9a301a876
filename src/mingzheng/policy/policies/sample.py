"""A fresh case, for the test that walks every cell of the table."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import a_unit, held


def sample_life_case() -> Case:
    """A policy of the first unit that is not 区府办. For tests only; begun by the same command as real work."""
    from mingzheng.policy.policies.commands import begin

    unit = a_unit()
    data = {"title": "样例政策", "begun_on": timekeeping.today(), "pays": True}
    policy = begin(unit, Actor.system("样例"), data)
    return held(policy.case)
