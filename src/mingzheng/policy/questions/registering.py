"""What the room tells the core when the application loads: its records, what can be found, its traces, its figures."""

from __future__ import annotations

from django.urls import reverse

from mingzheng.core import records, timekeeping
from mingzheng.core.searchable import Entry as Found
from mingzheng.core.searchable import SearchKind
from mingzheng.policy.policies import stages
from mingzheng.policy.questions import indicators, marks, queries, traces
from mingzheng.policy.questions.models import Asked, Entry, Handout, HandoutReceipt, Handover, Message, Often

KIND_WORD = "政策问答"
MESSAGE_WORD = "政策留言"


def entry_found(pk: int) -> Found | None:
    """A published entry as it can be found; in doubt it stands below those that are current."""
    entry = queries.public_entry(pk)
    if entry is None or entry.live is None:
        return None
    live = entry.live
    current = marks.mark(entry, timekeeping.today()).current
    return Found(
        key=f"questions.entry:{entry.pk}",
        kind=KIND_WORD,
        title=live.question,
        body="\n".join(text for text in (live.answer, live.where, live.quote) if text),
        url=entry.get_absolute_url(),
        agency=entry.unit.short,
        theme=entry.theme,
        published_on=entry.published_on,
        weight=(1.2 if entry.often else 1.0) if current else 0.8,
    )


def _entry_ids(after: int, limit: int) -> list[int]:
    rows = queries.public().filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def message_found(pk: int) -> Found | None:
    message = queries.public_message(pk)
    if message is None:
        return None
    return Found(
        key=f"questions.message:{message.pk}",
        kind=MESSAGE_WORD,
        title=message.topic,
        body=f"{message.public_text}\n{message.public_answer}",
        url=message.get_absolute_url(),
        agency=message.unit.short,
        published_on=message.published_on,
        weight=0.9,
    )


def _message_ids(after: int, limit: int) -> list[int]:
    rows = queries.public_messages().filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


FINDABLE = (
    SearchKind("questions.entry", KIND_WORD, entry_found, _entry_ids),
    SearchKind("questions.message", MESSAGE_WORD, message_found, _message_ids),
)


def _case_url(found: Entry | Message | Handover | HandoutReceipt | Often) -> str:
    return reverse("desk:case", args=[found.case_id]) if found.case_id else ""


def declare_records() -> None:
    records.register(
        "questions.entry",
        label="知识条目",
        model=Entry,
        title=str,
        url=lambda entry: entry.get_absolute_url() if entry.public else _case_url(entry),
        visible_to=queries.sees_entry,
    )
    records.register(
        "questions.message",
        label="政策留言",
        model=Message,
        title=str,
        url=lambda message: message.get_absolute_url() if message.published_on else _case_url(message),
        visible_to=queries.sees_message,
    )
    records.register(
        "questions.handover",
        label="窗口转办",
        model=Handover,
        title=str,
        url=_case_url,
        visible_to=queries.sees_handover,
    )
    records.register(
        "questions.receipt",
        label="问答签收",
        model=HandoutReceipt,
        title=str,
        url=_case_url,
        visible_to=queries.sees_receipt,
    )
    records.register(
        "questions.handout",
        label="问答推送",
        model=Handout,
        title=str,
        url=lambda handout: reverse("desk:handout", args=[handout.pk]),
        visible_to=queries.sees_handout,
    )
    records.register(
        "questions.often", label="高频问题", model=Often, title=str, url=_case_url, visible_to=queries.sees_often
    )
    records.register("questions.asked", label="咨询记录", model=Asked, title=str)


def contribute_traces() -> None:
    stages.contribute(stages.Stage.ANSWERING, "questions", traces.answering)


def declare_indicators() -> None:
    indicators.declare_all()
