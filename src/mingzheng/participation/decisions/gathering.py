"""The parts of a matter's page as they stand: what is there, what is still to come, what does not apply.

Pure reading of one matter; the page, the desk, the pack of the meeting and the figures all ask this.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q

from mingzheng.participation.decisions import explaining, listening
from mingzheng.participation.decisions.explaining import Explained
from mingzheng.participation.decisions.listening import Heard
from mingzheng.participation.decisions.models import Code, Matter, Part, Waiver

CORE = (Code.DRAFT, Code.NOTE, Code.INTERPRETATION, Code.LEGALITY, Code.DISCUSSION, Code.OPINIONS, Code.RESULT)
AS_NEEDED = (Code.RISK, Code.EXPERTS, Code.COMPETITION, Code.EVALUATION)
ORDER = (*CORE, *AS_NEEDED)
WAIVABLE = (Code.INTERPRETATION, Code.OPINIONS, Code.RISK, Code.EXPERTS, Code.COMPETITION, Code.EVALUATION)
BEFORE_REVIEW = (Code.DRAFT, Code.NOTE, Code.OPINIONS, Code.EXPERTS, Code.RISK, Code.COMPETITION)
BEFORE = ("listed", "preparing")
OVER = ("removed", "ended", "refused")
ASKED_WITH = (
    Code.DRAFT,
    Code.NOTE,
    Code.OPINIONS,
)  # a consultation publishes draft and note with the question (Art. 15)


class Standing(StrEnum):
    """``HELD``: there, not public yet. ``MISSING``: due and not there. ``NEVER``: the matter ended before."""

    DONE = "done"
    HELD = "held"
    WITHHELD = "withheld"
    RUNNING = "running"
    NOT_NEEDED = "not_needed"
    MISSING = "missing"
    AHEAD = "ahead"
    NEVER = "never"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def light(self) -> str:
        return {"done": "green", "withheld": "green", "missing": "red", "held": "amber", "running": "amber"}.get(
            self.value, "off"
        )


LABELS = {
    Standing.DONE: "已公开",
    Standing.HELD: "已有，待公开",
    Standing.WITHHELD: "依法不公开",
    Standing.RUNNING: "正在进行",
    Standing.NOT_NEEDED: "不适用",
    Standing.MISSING: "应有未有",
    Standing.AHEAD: "还没到这一步",
    Standing.NEVER: "没有进行",
}


@dataclass
class View:
    """One part. ``rows``: its present records, the newest last; ``waiver``: why it does not apply.

    ``taken_down``: records that the public could read and that were no record of this matter.
    """

    code: Code
    standing: Standing
    rows: list[Part] = field(default_factory=list)
    waiver: Waiver | None = None
    why: str = ""
    day: dt.date | None = None
    heard: list[Heard] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    taken_down: list[Part] = field(default_factory=list)

    @property
    def seen(self) -> bool:
        """Does the public find anything under this part?"""
        return bool(self.shown or self.explained) or any(one.public for one in self.heard)

    @property
    def label(self) -> str:
        return str(self.code.label)

    @property
    def core(self) -> bool:
        return self.code in CORE

    @property
    def shown(self) -> list[Part]:
        return [row for row in self.rows if row.shown_on]

    @property
    def past(self) -> bool:
        """Nothing is owed of it any more."""
        return self.standing in (Standing.DONE, Standing.WITHHELD, Standing.NOT_NEEDED)


@dataclass
class Gathered:
    """All parts of one matter in the order of the page."""

    matter: Matter
    views: list[View]

    def of(self, code: str) -> View:
        return next(view for view in self.views if view.code == code)

    @property
    def missing(self) -> list[View]:
        return [view for view in self.views if view.standing is Standing.MISSING]

    @property
    def due(self) -> list[View]:
        """What should be public by now, or is."""
        return [view for view in self.views if view.past or view.standing is Standing.MISSING]

    @property
    def complete(self) -> bool:
        """Every part of the page is public, withheld by law, or does not apply; what is needed as the case may be too."""
        return all(view.past for view in self.views if view.core) and not self.missing


def gather(matters: Iterable[Matter]) -> dict[int, Gathered]:
    """The parts of several matters, with a fixed number of questions for all."""
    held = list(matters)
    keys = [one.pk for one in held]
    parts: dict[int, list[Part]] = {pk: [] for pk in keys}
    related = ("argument", "risk", "legality__unit", "meeting", "result", "evaluation")
    present = Q(replaced=False) | Q(dropped_on__isnull=False, shown_on__isnull=False)
    for row in Part.objects.filter(present, matter__in=keys).select_related(*related):
        parts[row.matter_id].append(row)
    waivers: dict[int, list[Waiver]] = {pk: [] for pk in keys}
    for waiver in Waiver.objects.filter(matter__in=keys):
        waivers[waiver.matter_id].append(waiver)
    heard = listening.of(keys)
    explained = explaining.of([one.consultation.ref for rows in heard.values() for one in rows])
    found = {one.pk: _gathered(one, parts[one.pk], waivers[one.pk], heard.get(one.pk, [])) for one in held}
    for pk, rows in heard.items():
        _explain(
            found[pk].of(Code.INTERPRETATION), [e for one in rows for e in explained.get(one.consultation.ref, ())]
        )
    return found


def _explain(view: View, found: list[Explained]) -> None:
    """A draft that was interpreted on the page of interpretations need not be interpreted here again."""
    view.explained = found
    if found and view.standing in (Standing.AHEAD, Standing.HELD, Standing.MISSING):
        view.standing, view.why, view.day = Standing.DONE, "", max(one.day for one in found)


def gathered(matter: Matter) -> Gathered:
    return gather([matter])[matter.pk]


def _gathered(matter: Matter, parts: Sequence[Part], waivers: Sequence[Waiver], heard: list[Heard]) -> Gathered:
    views = []
    for code in ORDER:
        rows = [row for row in parts if row.code == code and not row.dropped_on]
        waiver = next((one for one in waivers if one.code == code), None)
        view = _view(matter, code, rows, waiver, heard)
        view.taken_down = [row for row in parts if row.code == code and row.dropped_on]
        views.append(view)
    return Gathered(matter, views)


def _view(matter: Matter, code: Code, rows: list[Part], waiver: Waiver | None, heard: list[Heard]) -> View:
    view = View(code, Standing.AHEAD, rows, waiver, heard=heard if code in ASKED_WITH else [])
    state = matter.case.state if matter.case else "listed"
    if code == Code.OPINIONS and heard:
        _consulted(view)
    elif waiver is not None and waiver.confirmed_on:
        view.standing, view.why, view.day = Standing.NOT_NEEDED, waiver.reason, waiver.confirmed_on
    elif rows and all(row.withheld_why for row in rows):
        view.standing, view.why, view.day = Standing.WITHHELD, rows[-1].withheld_why, rows[-1].day
    elif view.shown and (code != Code.OPINIONS or state not in BEFORE):
        view.standing, view.day = Standing.DONE, max(row.day for row in view.shown)
    elif code != Code.OPINIONS and (days := [one.announced_on for one in view.heard if one.announced_on]):
        view.standing, view.day = Standing.DONE, max(days)  # it can be read with the consultation
    elif rows:
        view.standing, view.day = Standing.HELD, rows[-1].day
    if view.standing in (Standing.AHEAD, Standing.HELD) and _is_due(
        matter, code, state, there=bool(rows), asked=any(one.public for one in heard)
    ):
        view.standing = Standing.MISSING
        view.why = "已有记录，还没有公开" if rows else "还没有记录"
    elif view.standing is Standing.AHEAD and state in OVER:
        view.standing = Standing.NEVER
    return view


def _consulted(view: View) -> None:
    """Consultations say themselves how far they are: one that is not answered is not done."""
    days = [one.answered_on for one in view.heard if one.answered_on]
    if len(days) == len(view.heard):
        view.standing, view.day = Standing.DONE, max(days)
    elif any(one.late for one in view.heard):
        view.standing, view.why = Standing.MISSING, "意见采纳情况已过公布期限"
    else:
        view.standing = Standing.RUNNING
        view.why = "；".join(one.said for one in view.heard if not one.answered_on)


def _is_due(matter: Matter, code: Code, state: str, *, there: bool, asked: bool) -> bool:
    """Is this part owed by now? What is written down is public with the result at the latest (point 19)."""
    if state in OVER or code == Code.EVALUATION:
        return False
    if matter.published_on:
        return True
    if code == Code.OPINIONS:
        return state in ("decided", "public")
    if state in ("legality", "reviewed", "tabled", "decided") and code in BEFORE_REVIEW and not there:
        return True
    return asked and code == Code.INTERPRETATION  # read before opinions are put (point 14)


def lacking_for_review(matter: Matter) -> list[str]:
    """What a draft still lacks before its legality can be reviewed (Art. 27): names of parts with what to do."""
    found = gathered(matter)
    lacking = []
    for code in BEFORE_REVIEW:
        view = found.of(code)
        if code == Code.OPINIONS and view.heard:
            lacking += [said for one in view.heard if (said := listening.not_ready(one))]
        elif not view.rows and view.standing is not Standing.NOT_NEEDED:
            lacking.append(view.label)
    opinions = found.of(Code.OPINIONS)
    if matter.group_rights and not opinions.rows and not opinions.heard:
        lacking.append("听取企业或者特定群体意见的记录")
    lacking += [f"{Code(one.code).label}「不适用」的认定" for one in matter.waivers.filter(confirmed_on=None)]
    return lacking
