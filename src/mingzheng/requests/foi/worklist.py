"""The applications of a unit as its people work through them: tabs, filters, search by number or by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import owed_by
from mingzheng.core.procedures.registry import procedure_of
from mingzheng.core.procedures.worded import worded, worded_totals
from mingzheng.core.written import totals
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.models import Application
from mingzheng.requests.foi.models.applications import KIND
from mingzheng.requests.foi.queries import READERS

TABS = ("open", "mine", "late", "closed", "all")
LIGHTS = ("red", "amber", "green", "none")
MOST_FOUND = 50
LONGEST = 100


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to. Nonsense in the address narrows nothing."""

    state: str = ""
    light: str = ""
    kind: str = ""
    channel: str = ""
    leaf: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    number: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filters:
        def one_of(name: str, allowed: Any) -> str:
            value = query.get(name, "")
            return value if value in allowed else ""

        return cls(
            state=one_of("state", [code for code, _label in state_choices()]),
            light=one_of("light", LIGHTS),
            kind=one_of("kind", Application.Kind.values),
            channel=one_of("channel", Application.Channel.values),
            leaf=one_of("leaf", outcomes.LEAVES),
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
            number=query.get("number", "").strip().upper()[:40],
        )

    @property
    def any(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def state_choices() -> list[tuple[str, str]]:
    return [(state.code, state.label) for state in procedure_of(KIND).states]


def leaf_choices() -> list[tuple[str, str]]:
    return [(leaf.code, leaf.name) for leaf in outcomes.LEAVES.values()]


def own(actor: Actor) -> QuerySet[Application]:
    """The applications that the actor's own unit handles; nothing for posts that do not work on them."""
    if actor.post not in READERS:
        return Application.objects.none()
    return Application.objects.filter(unit_id=actor.unit_id)


def _open(actor: Actor) -> QuerySet[Application]:
    """Those whose case is open. It stands with the same unit; that is said again for the index of a unit's open cases."""
    return own(actor).filter(case__closed_at=None, case__unit_id=actor.unit_id)


def _of_open_tab(actor: Actor) -> dict[str, Q]:
    owed = owed_by(actor).filter(procedure=KIND).order_by()
    return {
        "open": Q(closed_on=None),
        "mine": Q(case__in=owed),
        "late": Q(case__due_on__lt=timekeeping.today()),
    }


@worded
def of_tab(actor: Actor, tab: str) -> QuerySet[Application]:
    """The applications of a tab, with ``due_on`` of their case. Settled is who waits for the archive alone."""
    wanted = _of_open_tab(actor).get(tab)
    rows = own(actor) if wanted is None else _open(actor).filter(wanted)
    if tab == "closed":
        rows = rows.filter(closed_on__isnull=False)
    return rows.select_related("case").annotate(due_on=F("case__due_on"))


@worded_totals
def counts(actor: Actor) -> QuerySet[Application]:
    """How many applications each tab of open cases holds, in one query."""
    return totals(_open(actor), **{tab: Count("pk", filter=wanted) for tab, wanted in _of_open_tab(actor).items()})


def narrowed(rows: QuerySet[Application], wanted: Filters) -> QuerySet[Application]:
    exact = {
        "case__state": wanted.state,
        "applicant_kind": wanted.kind,
        "channel": wanted.channel,
        "leaf": wanted.leaf,
        "number__contains": wanted.number,
        "submitted_on__gte": wanted.since,
        "submitted_on__lte": wanted.until,
    }
    found = rows.filter(**{name: value for name, value in exact.items() if value})
    return found.filter(light_q(wanted.light)) if wanted.light else found


def light_q(light: str) -> Q:
    """Applications whose case shows a light today."""
    today = timekeeping.today()
    running = Q(case__due_on__gte=today)
    return {
        "red": Q(case__due_on__lt=today),
        "amber": running & Q(case__warn_on__lte=today),
        "green": running & (Q(case__warn_on=None) | Q(case__warn_on__gt=today)),
        "none": Q(case__due_on=None),
    }[light]


def called(actor: Actor, name: str) -> list[Application]:
    """Applications to the own unit whose applicant has this in the name, the newest first; at most ``MOST_FOUND``."""
    name = " ".join(name.split())[:LONGEST]
    if not name:
        return []
    rows = own(actor).select_related("case", "unit", "applicant").filter(applicant__name__icontains=name)
    return list(rows.order_by("-submitted_on", "-pk")[:MOST_FOUND])


HEAD = ("申请号", "申请人类别", "提交渠道", "提交日期", "收到日期", "环节", "期限", "办理结果", "年报栏目", "办结日期", "送达日期")  # fmt: skip


def statistics(rows: QuerySet[Application]) -> Iterator[tuple[Any, ...]]:
    """The columns that are kept for ever, for a workbook: nothing of the person, nothing of what was asked."""
    states = dict(state_choices())
    for one in rows.order_by("submitted_on", "pk").iterator(chunk_size=500):
        leaf = outcomes.LEAVES.get(one.leaf)
        case: Case | None = one.case
        yield (
            one.number,
            one.get_applicant_kind_display(),
            one.get_channel_display(),
            one.submitted_on,
            one.received_on,
            states.get(case.state, "") if case else "",
            case.due_on if case else None,
            leaf.name if leaf else "",
            leaf.label if leaf else "",
            one.closed_on,
            one.delivered_on,
        )


def hints(cases: list[Case], actor: Actor) -> dict[int, str]:
    """What each case is about, in a few words, for the people of its own unit: titles say nothing of it."""
    if actor.post not in READERS:
        return {}
    ours = [case.pk for case in cases if case.procedure == KIND and case.unit_id == actor.unit_id]
    rows = Application.objects.filter(case__in=ours).values_list("case_id", "wanted") if ours else ()
    return {case_id: short(wanted) for case_id, wanted in rows if case_id and wanted.strip()}


def short(text: str, most: int = 26) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most] + "…"
