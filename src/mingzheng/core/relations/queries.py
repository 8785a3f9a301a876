"""Reading links from either end."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, Q

from mingzheng.core import records
from mingzheng.core.actors import Actor
from mingzheng.core.records import Record, RecordRef
from mingzheng.core.relations.kinds import kind_of
from mingzheng.core.relations.models import Link
from mingzheng.core.written import Given, Question


@dataclass(frozen=True)
class Related:
    """The other end of a link, named as it reads from this end."""

    label: str
    record: Record
    link: Link


_KIND, _ID = Given("kind", CharField()), Given("id", CharField())
LINKS = Question(lambda: Link.objects.filter(Q(source_kind=_KIND, source_id=_ID) | Q(target_kind=_KIND, target_id=_ID)))


def links_of(ref: RecordRef, actor: Actor | None) -> list[Related]:
    """What a record is linked with, in both directions; only what the actor (None: the public) may see."""
    found = []
    links = LINKS.ask(kind=ref.kind, id=ref.id)
    for link in links:
        if (link.source_kind, link.source_id) == ref:
            found.append((kind_of(link.kind).label, RecordRef(link.target_kind, link.target_id), link))
    for link in links:
        if (link.target_kind, link.target_id) == ref:
            found.append((kind_of(link.kind).inverse, RecordRef(link.source_kind, link.source_id), link))
    shown = []
    for label, other, link in found:
        record = records.resolve(other)
        if record is not None and records.visible(other, actor):
            shown.append(Related(label, record, link))
    return shown
