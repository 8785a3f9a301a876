"""One profile against every rule in force: what fits, what needs one more fact, what nearly fits. Judged on read, in memory."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.urls import reverse

from mingzheng.core.freshness.watch import WATCH
from mingzheng.policy.push import queries
from mingzheng.policy.push.columns import Column, Kind, Who
from mingzheng.policy.push.conditions import Judge, Verdict, phrase
from mingzheng.policy.push.conditions.operators import full_years
from mingzheng.policy.push.conditions.wording import amount, value_text

TAGS = ("push.rules", "policies", "documents")
MOST_NEAR = 30


class Standing(IntEnum):
    """In the order of the page."""

    FITS = 0
    ASKS = 1
    NEAR = 2


@dataclass(frozen=True)
class Ready:
    """A rule with its judge and what its lines say; made once for all readers."""

    policy_id: int
    title: str
    unit: str
    url: str
    benefit: str
    issued_on: dt.date
    apply_until: dt.date | None
    pays: bool
    judge: Judge
    phrases: tuple[str, ...]
    order: tuple[int, int]


@dataclass(frozen=True)
class Match:
    """A policy as one subject sees it."""

    standing: Standing
    ready: Ready
    held: tuple[str, ...] = ()
    asks: tuple[Column, ...] = ()
    lacks: tuple[str, ...] = ()
    why: str = ""


class Board:
    """The judges of a day, kept while no rule and no policy changed. No profile is ever kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key: tuple[Any, ...] = ()
        self._held: dict[Who, list[Ready]] = {}

    def of(self, who: Who, day: dt.date) -> list[Ready]:
        WATCH.poll()
        key = (WATCH.origin, day, *WATCH.versions(TAGS).items())
        with self._lock:
            if key != self._key:
                self._held, self._key = _load(day), key
            return self._held.get(who, [])

    def forget(self) -> None:
        self._key = ()


BOARD = Board()


def _load(day: dt.date) -> dict[Who, list[Ready]]:
    found: dict[Who, list[Ready]] = {who: [] for who in Who}
    for rule in queries.rules_on(day).filter(policy__document__listed=True):
        node = rule.node
        if node is None or (rule.apply_until is not None and rule.apply_until < day):
            continue
        policy, judge = rule.policy, Judge(node, day)
        assert policy.document is not None and policy.issued_on is not None  # noqa: S101 - listed means issued
        left = (rule.apply_until - day).days if rule.apply_until else 10_000
        found[rule.who].append(
            Ready(
                policy.pk,
                policy.title,
                policy.unit.short,
                reverse("portal:document", args=[policy.document.index_number]),
                rule.benefit,
                policy.issued_on,
                rule.apply_until,
                policy.pays,
                judge,
                tuple(phrase(row) for row in judge.rows),
                (left, -policy.issued_on.toordinal()),
            )
        )
    return {who: sorted(rows, key=lambda one: one.order) for who, rows in found.items()}


def ranked(who: Who, values: Mapping[str, Any], day: dt.date) -> list[Match]:
    """What concerns a subject: fits first, then what one more fact decides, then what fails by a single condition.

    Within each: what closes soonest, then the newest.
    """
    fits: list[Match] = []
    asks: list[Match] = []
    near: list[tuple[Ready, Verdict]] = []
    for ready in BOARD.of(who, day):
        mask = ready.judge.mask(values)
        if not mask:
            continue
        verdict = ready.judge.verdict(mask, values)
        if verdict.answer:
            fits.append(_fitting(who, ready, verdict))
        elif verdict.asks:
            asks.append(_asking(who, ready, verdict, values))
        elif verdict.near:
            near.append((ready, verdict))
    return fits + asks + [_near(ready, verdict, values, day) for ready, verdict in near[:MOST_NEAR]]


def _fitting(who: Who, ready: Ready, verdict: Verdict) -> Match:
    held = tuple(ready.phrases[place] for place in verdict.held)
    return Match(Standing.FITS, ready, held=held, why=f"因为{who.you}{_listed(held)}。")


def _asking(who: Who, ready: Ready, verdict: Verdict, values: Mapping[str, Any]) -> Match:
    held = tuple(ready.phrases[place] for place in ready.judge.held(values))
    names = "或者".join(f"「{column.label}」" for column in verdict.asks)
    before = f"{who.you}{_listed(held)}；" if held else ""
    why = f"{before}再告诉我们{names}，就能知道{who.you}是否符合。"
    return Match(Standing.ASKS, ready, held=held, asks=verdict.asks, why=why)


def _near(ready: Ready, verdict: Verdict, values: Mapping[str, Any], day: dt.date) -> Match:
    lacks = tuple(_lack(ready, place, values, day) for place in verdict.near)
    return Match(Standing.NEAR, ready, lacks=lacks, why=f"只差一项：{'；或者'.join(lacks)}。")


def _listed(phrases: tuple[str, ...]) -> str:
    if len(phrases) < 2:
        return "".join(phrases)
    return "、".join(phrases[:-1]) + "，并且" + phrases[-1]


def _lack(ready: Ready, place: int, values: Mapping[str, Any], day: dt.date) -> str:
    row = ready.judge.rows[place]
    value = values[row.column.field]
    if row.column.kind is Kind.YEARS:
        now = f"{full_years(value, day)} {row.column.unit}"
    elif row.column.kind is Kind.NUMBER:
        now = amount(row.column, value)
    else:
        now = value_text(row.column, value)
    return f"要求{ready.phrases[place]}，现在登记的是{now}"
