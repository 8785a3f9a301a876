"""Every read of documents that a page, a feed or a report uses."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.disclosure.documents.models import Document, Edition, Effect, Grant
from mingzheng.disclosure.documents.vocabulary import Scope


def public() -> QuerySet[Document]:
    """Documents that everybody may read now."""
    return Document.objects.filter(listed=True)


def public_document(index_number: str) -> Document | None:
    """A listed document with its live edition, by index number."""
    return public().select_related("live", "unit").filter(index_number=index_number).first()


def known_document(index_number: str) -> Document | None:
    """Any document with this index number, whatever its state: the page decides what may be said of it."""
    return Document.objects.select_related("live", "unit").filter(index_number=index_number).first()


def edition_is_public(edition: Edition) -> bool:
    """Live or superseded, of a document that is listed: its text, files and history may be read by everybody."""
    shown = (Edition.Status.LIVE, Edition.Status.SUPERSEDED)
    return edition.status in shown and edition.document.listed and edition.scope == Scope.PUBLIC


def granted(edition: Edition, actor: Actor | None) -> bool:
    """May this member of staff read a 定向公开 edition: by the unit or a group that was named?"""
    if actor is None or edition.status != Edition.Status.LIVE:
        return False
    for grant in edition.grants.select_related("group"):
        if grant.kind == Grant.Kind.UNIT and grant.unit_id == actor.unit_id:
            return True
        if grant.kind == Grant.Kind.GROUP and grant.group is not None and _in_group(grant, actor):
            return True
    return False


def _in_group(grant: Grant, actor: Actor) -> bool:
    group = grant.group
    return group is not None and group.expand(timekeeping.today()).filter(pk=actor.unit_id).exists()


def sees_file(edition: Edition, file_id: uuid.UUID, actor: Actor | None) -> bool:
    """Of an edition that they may see, the public and those it was opened to get only what is published with it."""
    if actor is not None and (
        actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == edition.document.unit_id
    ):
        return True
    return edition.attachments.filter(file_id=file_id, public=True).exists()


def sees_edition(edition: Edition, actor: Actor | None) -> bool:
    """The public: what is public. Staff besides: their own unit's, what 区府办 supervises, what is granted to them."""
    if edition_is_public(edition):
        return True
    if actor is None:
        return False
    own = actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == edition.document.unit_id
    return own or granted(edition, actor)


def works_on(edition: Edition, actor: Actor | None) -> bool:
    """What is never for the public, whatever becomes of the edition: its unit and 区府办."""
    if actor is None:
        return False
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == edition.document.unit_id


def sees_document(document: Document, actor: Actor | None) -> bool:
    """A document is as visible as the edition that is live, or to its unit and 区府办."""
    if document.listed:
        return True
    if actor is None:
        return False
    own = actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == document.unit_id
    return own or (document.live is not None and granted(document.live, actor))


def draft_of(document: Document) -> Edition | None:
    return document.editions.filter(status=Edition.Status.DRAFT).first()


def public_editions(document: Document) -> QuerySet[Edition]:
    """The history that the public may compare: live and superseded, the newest first."""
    shown = [Edition.Status.LIVE, Edition.Status.SUPERSEDED]
    return document.editions.filter(status__in=shown, scope=Scope.PUBLIC).order_by("-serial")


def recorded_effects(document: Document) -> QuerySet[Effect]:
    """What was done to the document, in order of effect, with the documents that did it."""
    return (
        document.effects.filter(status=Effect.Status.RECORDED).select_related("source").order_by("effective_on", "id")
    )


def caused_effects(document: Document) -> QuerySet[Effect]:
    """What the document did to others."""
    return document.caused.filter(status=Effect.Status.RECORDED).select_related("target").order_by("effective_on", "id")


def by_number(doc_number: str) -> QuerySet[Document]:
    """Public documents with exactly this 发文字号."""
    return public().filter(doc_number=doc_number)


def editions_seen_by(actor: Actor) -> QuerySet[Edition]:
    """Editions of the desk: the own unit's; 区府办 and the machine all."""
    rows = Edition.objects.select_related("document__unit", "case")
    if actor.is_machine or actor.post in OFFICE_POSTS:
        return rows
    return rows.filter(Q(document__unit_id=actor.unit_id))
