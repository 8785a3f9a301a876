"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import a_unit, held
from mingzheng.policy.outreach.models import Partner, Session
from mingzheng.policy.policies.models import Policy

MACHINE = Actor.system("样例")


def _session() -> Session:
    from mingzheng.policy.outreach.commands import begin_session

    begins = timekeeping.now() + dt.timedelta(days=5)
    facts = {
        "kind": Session.Kind.LECTURE,
        "theme": Session.Theme.OTHER,
        "title": "样例宣讲",
        "about": "样例",
        "speaker": "",
        "place": "样例会议室",
        "online_url": "",
        "starts_at": begins,
        "ends_at": begins + dt.timedelta(hours=2),
        "sign_up_until": begins,
        "policies": [],
    }
    return begin_session(a_unit(), MACHINE, facts)


def session_case() -> Case:
    return held(_session().case)


def need_case() -> Case:
    from mingzheng.policy.outreach.commands import raise_need

    return held(raise_need(_session(), "样例需求", "", MACHINE).case)


def _policy() -> Policy:
    from mingzheng.disclosure.documents.sample import sample_public_document
    from mingzheng.policy.policies.commands import issue_from

    return issue_from(sample_public_document())


def courseware_case() -> Case:
    from mingzheng.policy.outreach.commands import begin_courseware

    policy = _policy()
    return held(begin_courseware(policy.unit, MACHINE, {"policy": policy, "title": "样例课件"}).case)


def relay_case() -> Case:
    from mingzheng.policy.outreach.commands import begin_relay

    policy, today = _policy(), timekeeping.today()
    partner = Partner.objects.create(
        name="样例协会", kind=Partner.Kind.ASSOCIATION, area="样例", unit=policy.unit, since=today
    )
    facts = {"policy": policy, "title": "样例接力", "message": "样例", "report_by": today + dt.timedelta(days=20)}
    return held(begin_relay(policy.unit, MACHINE, {**facts, "partners": [partner]}).case)
