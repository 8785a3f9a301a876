"""How an application ends: settled with its leaf, on its day."""

from __future__ import annotations

from mingzheng.core.dates import chinese_date
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures import days
from mingzheng.core.procedures.table import Act
from mingzheng.requests.foi.handed_in import settle_waiting
from mingzheng.requests.foi.models import Application, Supplement


def settle(act: Act, leaf: str) -> None:
    """The 办理结果 of table 3, with the day of settling. Kept once: sending a letter again does not move it."""
    found: Application = act.subject
    if found.redo_ordered_on is not None:
        found.redo_ordered_on = None  # the new answer that was ordered is out
        found.save(update_fields=["redo_ordered_on"])
    if found.leaf:
        return
    found.leaf, found.closed_on = leaf, act.data.get("sent_on") or act.day
    found.save(update_fields=["leaf", "closed_on"])
    act.facts = {**act.facts, "leaf": leaf}
    publish("foi.closed", {"application": found.pk})


def withdraw(act: Act) -> None:
    settle_waiting(act.subject, Supplement.Kind.WITHDRAWAL, act.actor)
    settle(act, "F3")
    act.note = "申请人撤回申请"


def merge(act: Act) -> None:
    """Several applications for the same thing are answered together; this one points to the one that is answered."""
    found: Application = act.subject
    found.merged_into = act.data["into"]
    found.save(update_fields=["merged_into"])
    settle(act, "F3")
    act.note = f"并入 {found.merged_into}"


def archive(act: Act) -> None:
    """Art. 45: every file of the case is fixed from now on."""
    from mingzheng.core.files.commands import keep

    keep(act.subject.ref, act.actor)


def redo(act: Act) -> None:
    """A decision ordered a new answer; what table 3 counted stays counted. Pending until a new answer is out."""
    found: Application = act.subject
    found.redo_ordered_on = act.data["ordered_on"]
    found.save(update_fields=["redo_ordered_on"])
    act.note = f"依 {chinese_date(found.redo_ordered_on)} 的决定、判决重新办理"


told_on = days.typed("told_on")


def period_set(act: Act) -> bool:
    """The decision itself says by when; otherwise the days of Art. 33 count anew."""
    return act.data.get("until") is not None


def no_period_set(act: Act) -> bool:
    return not period_set(act)


period_until = days.typed("until")
