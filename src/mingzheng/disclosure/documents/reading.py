"""One document as the public reads it: who may, its validity in public words, its files, what it did and what was done to it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password

from mingzheng.core.actors import Actor
from mingzheng.core.files.models import StoredFile
from mingzheng.disclosure.documents import queries, validity
from mingzheng.disclosure.documents.models import Attachment, Document, Edition, Effect, Grant
from mingzheng.disclosure.documents.vocabulary import Scope

UNNAMED = "另一份文件"


@dataclass(frozen=True)
class Standing:
    """What may be said of an address. ``edition``: the live one, or the one withdrawn. ``targeted``: not for everybody."""

    document: Document
    edition: Edition
    withdrawn: bool = False
    targeted: bool = False


def standing(index_number: str) -> Standing | None:
    """None for what the public never learns of: unknown, unpublished, registered without publication."""
    document = queries.known_document(index_number)
    if document is None:
        return None
    live = document.live
    if live is not None and live.status == Edition.Status.LIVE:
        targeted = live.scope == Scope.TARGETED
        return Standing(document, live, targeted=targeted) if targeted or document.listed else None
    last = document.editions.filter(status=Edition.Status.WITHDRAWN).order_by("-serial").first()
    if live is not None or last is None or last.scope != Scope.PUBLIC:
        return None
    return Standing(document, last, withdrawn=True)


def granted(edition: Edition, actor: Actor | None) -> bool:
    return queries.granted(edition, actor)


def has_codes(edition: Edition) -> bool:
    """Can anybody come in with a code at all?"""
    return edition.grants.filter(kind=Grant.Kind.CODE).exists()


def grant_by_code(edition: Edition, code: str) -> Grant | None:
    """The grant that this code opens."""
    found = None
    for grant in edition.grants.filter(kind=Grant.Kind.CODE):
        if check_password(code, grant.code_hash):
            found = grant
    return found


def grant_stands(edition: Edition, grant_id: object) -> bool:
    """Does a grant that somebody came in with still stand?"""
    return isinstance(grant_id, int) and edition.grants.filter(pk=grant_id, kind=Grant.Kind.CODE).exists()


def file_of(edition: Edition, file_id: uuid.UUID) -> StoredFile | None:
    """A file that is public with this edition."""
    if not edition.attachments.filter(file_id=file_id, public=True).exists():
        return None
    return StoredFile.objects.defer("text").filter(pk=file_id).first()


@dataclass(frozen=True)
class PublicFile:
    attachment: Attachment
    file: StoredFile

    @property
    def name(self) -> str:
        """As the unit called it, with the ending of the file."""
        title = self.attachment.title
        if not title:
            return self.file.name
        return title if "." in title[-6:] else f"{title}.{self.file.name.rpartition('.')[2]}"


def files(edition: Edition) -> list[PublicFile]:
    """What is public with an edition, in its order."""
    rows = list(edition.attachments.filter(public=True))
    held = StoredFile.objects.defer("text", "hidden_findings").in_bulk([row.file_id for row in rows])
    return [PublicFile(row, held[row.file_id]) for row in rows if row.file_id in held]


# --- validity and effects, in words that name nothing which is not public


@dataclass(frozen=True)
class Mention:
    """The other end of an effect: ``document`` only when everybody may read it."""

    effect: Effect
    name: str
    document: Document | None


def done_to(document: Document) -> list[Mention]:
    """Recorded effects on the document, in their order."""
    return [_mention(row, row.source) for row in queries.recorded_effects(document)]


def done_by(document: Document) -> list[Mention]:
    """Recorded effects of the document on others that are public."""
    return [_mention(row, row.target) for row in queries.caused_effects(document) if row.target.listed]


def _mention(effect: Effect, other: Document | None) -> Mention:
    if other is None:
        return Mention(effect, effect.source_text, None)
    if not other.listed:
        return Mention(effect, effect.source_text or UNNAMED, None)
    number = f"（{other.doc_number}）" if other.doc_number else ""
    return Mention(effect, f"《{other.title}》{number}", other)


def status(document: Document, edition: Edition, day: dt.date, mentions: list[Mention]) -> validity.Status:
    """The validity on a day with reasons that anybody may read; ``mentions``: what was done to the document."""
    changes = [
        validity.Change(
            Effect.Kind(one.effect.kind),
            one.effect.effective_on,
            one.name,
            one.document.pk if one.document else None,
            one.effect.article,
            one.effect.new_expiry,
        )
        for one in mentions
    ]
    return validity.status_on(day, effective_on=edition.effective_on, expires_on=edition.expires_on, changes=changes)


def in_force_on(day: dt.date, unit_id: int | None, after: tuple[dt.date, int] | None, size: int) -> list[Document]:
    """Documents of a unit (None: of all) that were in force on a day, the newest first, one more than ``size`` at most.

    The database leaves out what cannot be; the function of validity decides on the rest, portion by portion.
    """
    from django.db.models import Q

    rows = queries.public().filter(Q(formed_on__lte=day) | Q(formed_on=None))
    rows = rows.filter(Q(live__effective_on__lte=day) | Q(live__effective_on=None))
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    ended = Q(effects__kind=Effect.Kind.REPEAL, effects__status=Effect.Status.RECORDED, effects__effective_on__lte=day)
    rows = rows.exclude(pk__in=Document.objects.filter(ended).values("pk"))
    extended = Document.objects.filter(effects__kind=Effect.Kind.EXTEND, effects__status=Effect.Status.RECORDED)
    rows = rows.filter(Q(live__expires_on=None) | Q(live__expires_on__gte=day) | Q(pk__in=extended.values("pk")))
    rows = rows.select_related("unit", "live").prefetch_related("effects__source").defer("live__body")
    found: list[Document] = []
    for _portion in range(50):
        if after is not None:
            last_day, last = after
            rows_here = rows.filter(Q(published_on__lt=last_day) | Q(pk__lt=last), published_on__lte=last_day)
        else:
            rows_here = rows
        portion = list(rows_here.order_by("-published_on", "-pk")[: 4 * size])
        found += [row for row in portion if validity.of_document(row, day).in_force]
        if len(portion) < 4 * size or len(found) > size:
            break
        after = (portion[-1].published_on or dt.date.min, portion[-1].pk)
    return found[: size + 1]
