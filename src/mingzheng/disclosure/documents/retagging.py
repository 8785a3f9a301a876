"""Today's tags of published documents: lists, facets and pages follow the catalogue; editions keep the words as issued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from mingzheng.core import searchable
from mingzheng.core.actors import Actor
from mingzheng.core.freshness.commands import EVERYTHING, touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.documents import tagging
from mingzheng.disclosure.documents.models import Document, DocumentTag

MANY = 500  # documents beyond which every kept page is stale at once rather than each by its own name
PORTION = 500


def tags_of(document: Document) -> list[str]:
    """The tags under which a document stands today: those of lists; of what is in no list, its edition's by today's names."""
    if document.listed:
        return list(document.tag_rows.order_by("pk").values_list("tag", flat=True))
    return tagging.currents(document.live.tags) if document.live is not None else []


@transaction.atomic
def retag(renamed: Mapping[str, str], actor: Actor, *, subject: RecordRef, basis: str) -> int:
    """Replace words in the rows of all documents (renamed and merged tags); returns how many documents changed.

    Args:
        renamed: old word → new one.
        subject: the record that renames, in whose journal it stands.
        basis: on what the change stands, for the journal.
    """
    wanted = {old: new for old, new in renamed.items() if old != new}
    if not wanted:
        return 0
    rows = list(DocumentTag.objects.filter(tag__in=list(wanted)).order_by("pk"))
    touched = DocumentTag.objects.filter(tag__in=list(wanted)).values("document")
    already = DocumentTag.objects.filter(tag__in=list(set(wanted.values())), document__in=touched)
    holders = set(already.values_list("document_id", "tag"))
    kept, gone = [], []
    for row in rows:
        new = wanted[row.tag]
        if (row.document_id, new) in holders:
            gone.append(row.pk)  # it carries the new word already
            continue
        holders.add((row.document_id, new))
        row.tag = new
        kept.append(row)
    for start in range(0, len(gone), PORTION):
        DocumentTag.objects.filter(pk__in=gone[start : start + PORTION]).delete()
    DocumentTag.objects.bulk_update(kept, ["tag"], batch_size=PORTION)
    changed = sorted({row.document_id for row in rows})
    _tell(changed)
    if changed:
        journal.append(
            action="documents.retagged",
            actor=actor,
            subject=subject,
            summary=f"标签改名、并入：{len(changed)} 份文件改用新的标签",
            basis=basis,
            data={"documents": len(changed), "words": dict(sorted(wanted.items())[:100])},
        )
    return len(changed)


@transaction.atomic
def assign(document: Document, names: Sequence[str], actor: Actor, *, basis: str) -> bool:
    """Give a published document other tags than it was issued with; False when nothing changes. The edition stays as it is."""
    before = tags_of(document)
    after = list(dict.fromkeys(names))
    if before == after or not document.listed:
        return False
    document.tag_rows.all().delete()
    DocumentTag.objects.bulk_create([DocumentTag(document=document, tag=name) for name in after])
    _tell([document.pk])
    added, removed = [one for one in after if one not in before], [one for one in before if one not in after]
    said = "；".join(f"{word}{'、'.join(names)}" for word, names in (("加上", added), ("去掉", removed)) if names)
    journal.append(
        action="documents.tagged", actor=actor, subject=document.ref, summary=f"补标签：{said or '调整次序'}", basis=basis,
        data={"added": added, "removed": removed},
    )  # fmt: skip
    return True


def _tell(ids: Iterable[int]) -> None:
    """Facets, lists, pages and the index follow with the commit; many documents wait behind what people do meanwhile."""
    changed = list(ids)
    if not changed:
        return
    touch(*([EVERYTHING] if len(changed) > MANY else ["documents", *(f"document:{pk}" for pk in changed)]))
    with outbox.bulk():
        for pk in changed:
            searchable.changed("documents.document", pk)
