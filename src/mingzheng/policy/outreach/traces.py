"""What this room gives to the life line of a policy (stage 推送): lectures, relays, courseware."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.timezone import localtime

from mingzheng.policy.outreach.models import Courseware, RelayLine, Session
from mingzheng.policy.policies import stages
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.stages import Stage, Trace

Found = dict[int, list[Trace]]


def _sessions(policies: Sequence[Policy]) -> Found:
    found: Found = {}
    rows = Session.policies.through.objects.filter(
        policy__in=policies, session__announced_at__isnull=False, session__cancelled_why=""
    )
    for row in rows.select_related("session"):
        session = row.session
        note = f"{session.people} 人参加" if session.people is not None else ""
        trace = Trace(Stage.PUSHING, session.day, session.title, session.get_absolute_url(), note=note, ref=session.ref)
        found.setdefault(row.policy_id, []).append(trace)
    return found


def _courseware(policies: Sequence[Policy]) -> Found:
    found: Found = {}
    rows = Courseware.objects.filter(policy__in=policies, published_at__isnull=False, ended_why="")
    for row in rows:
        day = localtime(row.published_at).date() if row.published_at else None
        if day is not None:
            trace = Trace(
                Stage.PUSHING, day, str(row.shown["title"]), row.get_absolute_url(), note="辅导课件", ref=row.ref
            )
            found.setdefault(row.policy_id, []).append(trace)
    return found


def _relays(policies: Sequence[Policy]) -> Found:
    """How far it was passed on is said to everybody; by whom, to staff only."""
    held: dict[int, list[RelayLine]] = {}
    rows = RelayLine.objects.filter(relay__policy__in=policies, relay__sent_at__isnull=False).select_related("relay")
    for row in rows:
        held.setdefault(row.relay_id, []).append(row)
    found: Found = {}
    for lines in held.values():
        relay = lines[0].relay
        if relay.sent_at is None:
            continue
        passed, people = sum(one.passed_on is not None for one in lines), sum(one.people or 0 for one in lines)
        note = f"{passed}/{len(lines)} 个伙伴已转达，触达 {people} 人"
        trace = Trace(
            Stage.PUSHING, localtime(relay.sent_at).date(), "协会、园区等伙伴接力推送", note=note, ref=relay.ref
        )
        found.setdefault(relay.policy_id, []).append(trace)
    return found


def declare_all() -> None:
    """Hand the traces in."""
    stages.contribute(Stage.PUSHING, "outreach.session", _sessions)
    stages.contribute(Stage.PUSHING, "outreach.courseware", _courseware)
    stages.contribute(Stage.PUSHING, "outreach.relay", _relays)
