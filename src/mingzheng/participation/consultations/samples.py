"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import a_unit, held
from mingzheng.participation.consultations.models import Consultation

MACHINE = Actor.system("样例")
DRAFT = "第一条　为了规范管理，制定本办法。\n第二条　本办法适用于本区。\n第三条　本办法自公布之日起施行。"


def facts(day: dt.date) -> dict[str, object]:
    """A draft whose period begins on ``day`` and runs for thirty days."""
    return {
        "title": "某区停车管理办法（征求意见稿）",
        "kind": Consultation.Kind.NORMATIVE,
        "draft": DRAFT,
        "note": "为了缓解停车难，起草本办法。",
        "ways": "来信：某路1号；电话：021-22050000",
        "shortened_why": "",
        "for_enterprises": False,
        "opens_on": day,
        "closes_on": day + dt.timedelta(days=30),
    }


def consultation_case() -> Case:
    from mingzheng.participation.consultations.commands import begin

    return held(begin(a_unit(), MACHINE, facts(timekeeping.today())).case)


def hearing_case() -> Case:
    from mingzheng.participation.consultations import hearings
    from mingzheng.participation.consultations.commands import begin

    day = timekeeping.today()
    found = begin(a_unit(), MACHINE, facts(day))
    if found.case is None:
        raise Refused("样例没有事项。")
    # The machine drafts and announces nothing: the sample stands where those two steps would have brought it.
    Case.objects.filter(pk=found.case.pk).update(state="running")
    found.case.refresh_from_db()
    words = {"title": "样例听证会", "about": "样例", "place": "样例会议室", "rule": "抽签"}
    begins = timekeeping.now() + dt.timedelta(days=30)
    case = hearings.begin(
        found, MACHINE, {**words, "starts_at": begins, "places": 3, "sign_up_until": day + dt.timedelta(days=10)}
    ).case
    if case is None:
        raise Refused("样例没有事项。")
    return case
