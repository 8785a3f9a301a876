"""What each step of a version and of a list changes. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish as announce
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.documents.retagging import assign, retag
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.policy.tags import catalogue, forms
from mingzheng.policy.tags.content import ACTIVE, Content
from mingzheng.policy.tags.models import Change, Tag, Tagging, TaggingList, TagName, Version

POINT_12 = "政务公开工作要点第十二点（制定完善政策文件标签目录）"


def change(act: Act) -> None:
    """Keep one change of the draft; the form has tried it."""
    version: Version = act.subject
    assert act.step is not None  # noqa: S101 - a step has its row
    before = catalogue.drafted(version)
    data = {
        name: list(value) if isinstance(value, tuple) else value for name, value in act.data.items() if name != "reason"
    }
    made = Change.objects.create(
        version=version,
        kind=act.step.command,
        data=data,
        words=forms.described(act.step.command, data, before),
        reason=act.data.get("reason", ""),
        made_by=str(act.actor)[:200],
        made_at=timekeeping.now(),
    )
    act.note, act.facts = made.words, {"change": made.pk}


def undo(act: Act) -> None:
    made = act.subject.changes.get(pk=act.data["change"])
    act.note = made.words
    made.delete()


def submit(act: Act) -> None:
    catalogue.drafted(act.subject)  # refuses what no longer holds together
    act.note = f"{act.subject.changes.count()} 处改动"


def has_changes(version: Version, _actor: Actor) -> bool:
    return version.changes.exists()


def send_back(act: Act) -> None:
    act.subject.status, act.subject.approved_at = Version.Status.DRAFT, None
    act.subject.save(update_fields=["status", "approved_at"])
    note_reason(act)


def approve(act: Act) -> None:
    act.subject.status, act.subject.approved_at = Version.Status.APPROVED, timekeeping.now()
    act.subject.save(update_fields=["status", "approved_at"])
    act.note = shortened(act.data.get("opinion", ""))


def drop(act: Act) -> None:
    act.subject.status, act.subject.in_hand = Version.Status.DROPPED, False
    act.subject.save(update_fields=["status", "in_hand"])
    note_reason(act)


def publish(act: Act) -> None:
    """The version comes into force today: tags, names and the documents that carry them follow in this transaction."""
    version: Version = act.subject
    content = catalogue.drafted(version)
    version.number = (Version.objects.aggregate(top=Max("number"))["top"] or 0) + 1
    version.status, version.published_on, version.in_hand = Version.Status.PUBLISHED, act.day, False
    version.content = content.dump()
    version.save(update_fields=["number", "status", "published_on", "in_hand", "content"])
    _renew_tags(content, act.day)
    changed = retag(content.current(), act.actor, subject=version.ref, basis=POINT_12)
    touch("tags", "documents")
    announce("tags.published", {"version": version.pk})
    act.note = f"第 {version.number} 版，{len(content.active())} 个标签，{changed} 份文件改用新的标签"
    act.facts = {"version": version.number, "tags": len(content.active()), "documents": changed}


def _renew_tags(content: Content, day: dt.date) -> None:
    """Today's rows after the content; a name that ends is kept with its last day."""
    held = {row.code: row for row in Tag.objects.all()}
    fresh = []
    for order, entry in enumerate(content.entries):
        row = held.get(entry.code) or Tag(code=entry.code, since=day)
        before = row.status
        row.facet, row.name, row.definition, row.status = entry.facet, entry.name, entry.definition, entry.status
        row.order = order
        if entry.status != ACTIVE and before == ACTIVE:
            row.ended_on = day
        elif entry.status == ACTIVE:
            row.ended_on = None
        fresh.append(row)
    _write(fresh, content)
    _renew_names(content, day)
    for pk in Tag.objects.values_list("pk", flat=True):
        searchable.changed("tags.tag", pk)


def _write(rows: list[Tag], content: Content) -> None:
    """Parents and heirs point at rows: first the rows, then where they point; names may be exchanged on the way."""
    known = [row for row in rows if row.pk]
    for row in known:
        Tag.objects.filter(pk=row.pk).update(name=f"~{row.code}")
    for row in rows:
        into = content.entry(row.code)
        row.parent = row.into = None
        # An heir is needed at once by the constraint; it is set below together with its status.
        row.status = ACTIVE if into is not None and into.into else row.status
    Tag.objects.bulk_create([row for row in rows if not row.pk], batch_size=200)
    by_code = {row.code: row for row in Tag.objects.all()}
    for row in rows:
        entry = content.entry(row.code)
        assert entry is not None  # noqa: S101 - the rows were made from the entries
        row.pk = by_code[row.code].pk
        row.status = entry.status
        row.parent = by_code.get(entry.parent)
        row.into = by_code.get(entry.into)
    columns = ["facet", "name", "definition", "status", "parent", "into", "order", "ended_on"]
    Tag.objects.bulk_update(rows, columns, batch_size=100)


def _renew_names(content: Content, day: dt.date) -> None:
    tags = {row.code: row for row in Tag.objects.all()}
    held = {row.text: row for row in TagName.objects.all()}
    fresh = []
    for entry in content.entries:
        own = tags[entry.code]
        for text in (*entry.former, entry.name):
            row = held.get(text)
            if row is None:
                fresh.append(TagName(tag=own, text=text, since=day, until=None if text == entry.name else day))
            elif (row.until is None) != (text == entry.name):
                row.until = None if text == entry.name else day
                row.save(update_fields=["until"])
    TagName.objects.bulk_create(fresh, batch_size=200)


# --- lists of older documents --------------------------------------------------------------------------------


def confirm(act: Act) -> None:
    """What a person ticked becomes the documents' tags today; the editions keep the words as issued."""
    held = catalogue.in_force()
    if held is None:
        raise Refused("标签目录还没有公布。", code="no_catalogue")
    rows = {
        row.pk: row
        for row in Tagging.objects.select_related("document__live").filter(batch=act.subject, confirmed_at=None)
    }
    done = 0
    for pk, codes in act.data["chosen"].items():
        row = rows.get(pk)
        if row is None:
            continue
        row.confirmed, row.confirmed_by, row.confirmed_at = codes, str(act.actor)[:200], timekeeping.now()
        row.save(update_fields=["confirmed", "confirmed_by", "confirmed_at"])
        names = [entry.name for code in codes if (entry := held.content.entry(code))]
        assign(row.document, names, act.actor, basis=POINT_12)
        done += 1
    act.note = f"{done} 份文件"
    act.facts = {"documents": done}


def all_confirmed(subject: TaggingList, _actor: Actor) -> bool:
    return not subject.rows.filter(confirmed_at=None).exists()


def leave(act: Act) -> None:
    gone = act.subject.rows.filter(confirmed_at=None)
    act.note = f"{gone.count()} 份没有确认；{shortened(act.data['reason'])}"
    gone.delete()
