"""The parts of a topic's page, gathered on read: documents, interpretations, questions, entries, contact, news, events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.policies import stages
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.stages import Stage, Trace
from mingzheng.policy.topics.models import Topic, TopicItem

EVENT_KINDS = frozenset({"outreach.session"})  # records of the life lines that are events rather than texts
EACH = 12  # of one part on the page; the policy's own page has them all


@dataclass(frozen=True)
class Line:
    """One line of a part. ``note`` stands beside it."""

    title: str
    url: str = ""
    day: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Bundled:
    """A policy of the bundle with its document as it stands today."""

    policy: Policy
    document: Document
    note: str


@dataclass(frozen=True)
class Part:
    """``needed``: the page is not signed without it. ``absent``: what its absence means, in words."""

    code: str
    label: str
    present: bool
    needed: bool
    absent: str


@dataclass(frozen=True)
class Page:
    """Everything that the page of a topic shows."""

    title: str
    lead: str
    bundle: Sequence[Bundled]
    interpretations: Sequence[Line]
    answers: Sequence[Line]
    entries: Sequence[Line]
    contact: Sequence[tuple[str, str]]
    news: Sequence[Line]
    events: Sequence[Line]
    no_entry: str = ""
    english_title: str = ""
    english: str = ""
    foreign: bool = False

    @property
    def parts(self) -> list[Part]:
        """The six parts of an integrated page (要点第十三点), and the events."""
        return [
            Part("documents", "文件", bool(self.bundle), True, "请加入至少一项已公开的政策。"),
            Part("interpretations", "解读", bool(self.interpretations), False, "政策的解读公开后自动列出。"),
            Part("answers", "问答", bool(self.answers), False, "政策的常见问题公开后自动列出。"),
            Part(
                "entries", "办理入口", bool(self.entries or self.no_entry), True, "请登记办理入口，或者说明为什么没有。"
            ),
            Part("contact", "联系方式", len(self.contact) >= 2, True, "请填写咨询科室和电话。"),
            Part("news", "工作动态", bool(self.news), False, "登记后列出。"),
            Part("events", "活动", bool(self.events), False, "宣讲会等活动公布后自动列出，也可以登记。"),
        ]

    @property
    def lacking(self) -> list[Part]:
        return [part for part in self.parts if not part.present]


FIELDS = ("title", "lead", "office", "phone", "address", "hours", "no_entry", "english_title", "english")


def draft_of(topic: Topic) -> dict[str, Any]:
    """What is being composed, as it would be signed."""
    bundle = topic.bundle.values_list("policy_id", "note")
    items = topic.items.all()
    return {
        **{name: getattr(topic, name) for name in FIELDS},
        "bundle": [[pk, note] for pk, note in bundle],
        "items": [[one.kind, one.title, one.url, one.day.isoformat() if one.day else ""] for one in items],
    }


def page(values: dict[str, Any]) -> Page:
    """The page that signed or drafted values make today: what its policies hold is read anew each time."""
    notes = {int(pk): str(note) for pk, note in values.get("bundle", [])}
    known = {one.pk: one for one in _policies(list(notes))}
    ordered = [known[pk] for pk in notes if pk in known]
    held = _traces(ordered)
    traces = sorted((one for rows in held.values() for one in rows), key=lambda one: one.day, reverse=True)
    items = values.get("items", [])
    return Page(
        title=values["title"],
        lead=values["lead"],
        bundle=[Bundled(one, one.document, notes[one.pk]) for one in ordered if one.document],
        interpretations=_lines(trace for trace in traces if trace.stage is Stage.EXPLAINING and not _is_event(trace)),
        answers=_answers(ordered, held),
        entries=_entries(ordered, items),
        contact=[(label, values[name]) for name, label in CONTACT if values.get(name)],
        news=_typed(items, TopicItem.Kind.NEWS),
        events=sorted(
            [*_typed(items, TopicItem.Kind.EVENT), *_lines(trace for trace in traces if _is_event(trace))],
            key=lambda line: line.day or dt.date.min,
            reverse=True,
        )[:EACH],
        no_entry=values.get("no_entry", ""),
        english_title=values.get("english_title", ""),
        english=values.get("english", ""),
        foreign=any(one.foreign for one in ordered),
    )


CONTACT = (("office", "咨询科室"), ("phone", "咨询电话"), ("address", "咨询地点"), ("hours", "咨询时间"))


def _policies(ids: list[int]) -> Sequence[Policy]:
    """Those whose document everybody may read now: what was withdrawn leaves the page at once."""
    rows = Policy.objects.filter(pk__in=ids, document__listed=True)
    return list(rows.select_related("unit", "document__unit", "document__live"))


def _traces(policies: Sequence[Policy]) -> dict[int, list[Trace]]:
    """What everybody may read today, by policy."""
    day = timekeeping.today()
    found = stages.traces_of(policies)
    return {pk: [one for one in rows if one.public and one.day <= day] for pk, rows in found.items()}


def _answers(policies: Sequence[Policy], held: dict[int, list[Trace]]) -> list[Line]:
    """The traces of answers are counts: each is said with its policy."""
    return [
        replace(line, title=f"{line.title}：{policy.title}")
        for policy in policies
        for line in _lines(one for one in held[policy.pk] if one.stage is Stage.ANSWERING and not _is_event(one))
    ][:EACH]


def _is_event(trace: Trace) -> bool:
    return trace.ref is not None and trace.ref.kind in EVENT_KINDS


def _lines(traces: Any) -> list[Line]:
    return [Line(one.title, one.url, one.day, one.note) for one in traces if one.url][:EACH]


def _entries(policies: Sequence[Policy], items: Sequence[Sequence[str]]) -> list[Line]:
    """Those of the documents first, then those typed; each address once."""
    own = [(one.document.live.service_url, one.title) for one in policies if one.document and one.document.live]
    found = [Line(str(title), url) for url, title in own if url]
    found += _typed(items, TopicItem.Kind.ENTRY)
    return list({line.url: line for line in reversed(found)}.values())[::-1]


def _typed(items: Sequence[Sequence[str]], kind: TopicItem.Kind) -> list[Line]:
    return [
        Line(title, url, dt.date.fromisoformat(day) if day else None)
        for one, title, url, day in items
        if one == kind.value
    ]
