"""A finding that was confirmed: handed to its unit, mended within a time, seen to be gone. What each step changes."""

from __future__ import annotations

import datetime as dt

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.core.units.queries import office
from mingzheng.supervision.inspections.models import Finding

MACHINE = Actor.system("网站检查")
PROCEDURE = "inspections.mending"


def hand_over(finding: Finding, actor: Actor) -> Case:
    """Open the case of a confirmed finding with its unit, or with 区府办 when nobody knows whose it is; or again, when it came back.

    Raises:
        LookupError: the finding has no unit and the district no 区府办.
    """
    if finding.case is not None:
        act(finding.case, "again", MACHINE)
        return finding.case
    unit = finding.unit or office()
    if unit is None:
        raise LookupError("no unit answers for the finding")
    finding.unit = unit
    finding.case = open_case(
        PROCEDURE, finding.ref, unit=unit, actor=actor, title=f"整改：{finding.about.label}　{finding.title}"[:200]
    )
    return finding.case


def no_longer_seen(finding: Finding) -> None:
    """The machine looked and did not see it: its case is over."""
    if finding.case is not None and finding.case.closed_at is None:
        act(finding.case, "gone", MACHINE)


def still_seen(finding: Finding, day: dt.date) -> None:
    """It was said to be mended on an earlier day and is there all the same: it goes back to the unit."""
    case = finding.case
    if case is not None and case.state == "mended" and finding.mended_on is not None and finding.mended_on < day:
        act(case, "seen", MACHINE)


# --- effects -----------------------------------------------------------------------------------


def again(act_: Act) -> None:
    """Once more with the unit that answers for it now."""
    act_.case.unit = act_.subject.unit or act_.case.unit


def mended(act_: Act) -> None:
    act_.subject.mended_on = act_.day
    act_.subject.save(update_fields=["mended_on"])
    act_.note = shortened(act_.data["how"])


def back(act_: Act) -> None:
    act_.subject.mended_on = None
    act_.subject.save(update_fields=["mended_on"])
    act_.note = shortened(act_.data.get("reason", ""))


def gone(act_: Act) -> None:
    """Closed: the finding is gone; whoever sees it again begins anew."""
    found: Finding = act_.subject
    found.state, found.gone_on = Finding.State.GONE, act_.day
    found.save(update_fields=["state", "gone_on"])
    act_.note = shortened(act_.data.get("remark", ""))


def disputed(act_: Act) -> None:
    act_.note = shortened(act_.data["reason"])


def false_alarm(act_: Act) -> None:
    found: Finding = act_.subject
    found.state, found.reason = Finding.State.FALSE, act_.data["reason"]
    found.judged_evidence, found.mended_on = found.evidence, None
    found.save(update_fields=["state", "reason", "judged_evidence", "mended_on"])
    act_.note = shortened(act_.data["reason"])


def assign(act_: Act) -> None:
    """The case goes to the unit whose page it is; the days already used stay used."""
    unit = act_.data["unit"]
    act_.subject.unit = act_.case.unit = unit
    act_.subject.save(update_fields=["unit"])
    act_.note = f"转{unit.short}，{shortened(act_.data['reason'])}"


def stopped_on(act_: Act) -> dt.date:
    """A unit is not late for the days in which its word was checked."""
    day: dt.date | None = act_.subject.mended_on
    return day or act_.day
