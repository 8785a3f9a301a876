"""What pushing gives to a policy's life line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.stages import Stage, Trace
from mingzheng.policy.push import queries
from mingzheng.policy.push.small import count_text


def traces(policies: Sequence[Policy]) -> Mapping[int, Sequence[Trace]]:
    """One trace for each pushed policy: since when, how many it reached."""
    found = queries.reach([policy.pk for policy in policies])
    return {
        one.policy.pk: [
            Trace(Stage.PUSHING, one.first_on, "按条件精准推送", note=f"告知 {count_text(one.receivers)} 个人和企业")
        ]
        for one in found
    }
