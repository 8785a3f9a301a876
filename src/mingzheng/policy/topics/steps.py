"""What each step changes in a topic. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import date_or_unset
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish as announce
from mingzheng.core.procedures.editing import take_over
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.topics import parts, queries
from mingzheng.policy.topics.models import Topic, TopicItem, TopicPolicy

WORDS = ("title", "lead", "office", "phone", "address", "hours", "no_entry", "update_days", "english_title", "english")


def edit(act: Act) -> None:
    take_over(act, WORDS)
    act.case.title = act.subject.title


def add(act: Act) -> None:
    topic: Topic = act.subject
    last = topic.bundle.count()
    rows = [
        TopicPolicy(topic=topic, policy_id=int(pk), order=last + place)
        for place, pk in enumerate(act.data["policies"], 1)
    ]
    TopicPolicy.objects.bulk_create(rows)
    act.note = f"{len(rows)} 项政策"


def add_item(act: Act) -> None:
    names = ("kind", "title", "url", "day")
    made = TopicItem.objects.create(topic=act.subject, **{name: act.data[name] for name in names})
    act.note = f"{made.get_kind_display()}：{shortened(made.title, 60)}"


def remove(act: Act) -> None:
    topic: Topic = act.subject
    chosen = act.data["rows"]
    gone = topic.bundle.filter(pk__in=[row[1:] for row in chosen if row[0] == "p"]).delete()[0]
    gone += topic.items.filter(pk__in=[row[1:] for row in chosen if row[0] == "i"]).delete()[0]
    act.note = f"移出 {gone} 项"


def arrange(act: Act) -> None:
    rows = list(act.subject.bundle.all())
    for row in rows:
        row.order, row.note = act.data[f"order_{row.pk}"], act.data[f"note_{row.pk}"]
    TopicPolicy.objects.bulk_update(rows, ["order", "note"])
    act.note = f"{len(rows)} 项政策"


def submit(act: Act) -> None:
    """Nothing that the page needs is missing.

    Raises:
        Refused: naming every missing part and what to do.
    """
    missing = [part for part in queries.composed(act.subject).parts if part.needed and not part.present]
    if missing:
        listed = "".join(f"没有{part.label}：{part.absent}" for part in missing)
        raise Refused(listed, remedy="补充后再提交。", code="parts")


def publish(act: Act) -> None:
    """What was composed is what stands on the page from now on."""
    topic: Topic = act.subject
    submit(act)
    topic.shown = parts.draft_of(topic)
    topic.published_at = topic.published_at or timekeeping.now()
    topic.renewed_on, topic.changed_why = act.day, ""
    topic.save(update_fields=["shown", "published_at", "renewed_on", "changed_why"])
    _shown(topic)
    announce("topics.published", {"topic": topic.pk})
    found = queries.shown(topic)
    act.note = "、".join(part.label for part in found.parts if part.present)
    act.facts = {"parts": [part.code for part in found.parts if part.present]}


def renew(act: Act) -> None:
    topic: Topic = act.subject
    topic.renewed_on, topic.changed_why = act.day, ""
    topic.save(update_fields=["renewed_on", "changed_why"])
    _shown(topic)
    act.note = f"下次核对不晚于 {date_or_unset(topic.renew_by)}"


def renew_by(act: Act) -> dt.date:
    """The fixed day of the clock: so many days after the page was gone through."""
    return act.day + dt.timedelta(days=act.subject.update_days)


def discard(act: Act) -> None:
    """The draft goes back to what stands on the page."""
    topic: Topic = act.subject
    for name in parts.FIELDS:
        setattr(topic, name, topic.shown.get(name, ""))
    topic.save(update_fields=[*parts.FIELDS])
    topic.bundle.all().delete()
    topic.items.all().delete()
    known = set(Policy.objects.filter(pk__in=[pk for pk, _note in topic.shown["bundle"]]).values_list("pk", flat=True))
    TopicPolicy.objects.bulk_create(
        [
            TopicPolicy(topic=topic, policy_id=pk, note=note, order=place)
            for place, (pk, note) in enumerate(topic.shown["bundle"], 1)
            if pk in known
        ]
    )
    TopicItem.objects.bulk_create(
        [
            TopicItem(topic=topic, kind=kind, title=title, url=url, day=dt.date.fromisoformat(day) if day else None)
            for kind, title, url, day in topic.shown["items"]
        ]
    )
    act.case.title = topic.title


def close(act: Act) -> None:
    topic: Topic = act.subject
    topic.closing, topic.closed_at = act.data["closing"], timekeeping.now()
    topic.save(update_fields=["closing", "closed_at"])
    _shown(topic)
    act.note = shortened(topic.closing)


def drop(act: Act) -> None:
    note_reason(act)


def _shown(topic: Topic) -> None:
    touch("topics", f"topic:{topic.pk}")
    searchable.changed("topics.topic", topic.pk)


# --- guards -----------------------------------------------------------------------------------------------------


def never_public(topic: Topic, _actor: Actor) -> bool:
    return topic.published_at is None


def already_public(topic: Topic, _actor: Actor) -> bool:
    return topic.published_at is not None
