"""Every read of interpretations that a page, a gate or a report uses."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.relations.models import Link
from mingzheng.disclosure.documents import queries as documents
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.policy.interpretations import needs
from mingzheng.policy.interpretations.models import Form, Interpretation, Rulebook, Task
from mingzheng.policy.interpretations.needs import Need

LOOKED_AT = ("title", "official", "normative", "decision_draft", "attribute", "scope")


def need_of(edition: Edition, day: dt.date | None = None) -> Need | None:
    """Why the edition needs an interpretation on a day (today); hints included."""
    return needs.need_of({name: getattr(edition, name) for name in LOOKED_AT}, day or timekeeping.today())


def newest_edition(document: Document) -> Edition | None:
    """The draft in hand, else the live edition."""
    return documents.draft_of(document) or document.live


def with_task(document: Document) -> Task | None:
    """The task of the document itself (同步解读)."""
    return (
        Task.objects.select_related("case", "document", "unit").filter(document=document, kind=Task.Kind.WITH).first()
    )


def alive(task: Task) -> QuerySet[Interpretation]:
    """Interpretations of a task that were neither dropped nor withdrawn."""
    return task.interpretations.exclude(status__in=[Interpretation.Status.DROPPED, Interpretation.Status.WITHDRAWN])


def interpreted(document: Document) -> bool:
    """Is an interpretation of the document public?"""
    return Interpretation.objects.filter(document=document, status=Interpretation.Status.RELEASED).exists()


# --- the public -------------------------------------------------------------------------------------------------


def public() -> QuerySet[Interpretation]:
    """Interpretations that everybody may read: released; of a document that is public, was withdrawn (marked so), or of a
    draft under consultation. What is open to some only (定向公开) is not interpreted in public.
    """
    shown = Q(document=None) | Q(document__listed=True) | Q(document__live=None)
    rows = Interpretation.objects.filter(shown, status=Interpretation.Status.RELEASED)
    return rows.select_related("unit", "task", "document__live", "document__unit")


def public_one(pk: int) -> Interpretation | None:
    return public().filter(pk=pk).first()


def withdrawn(pk: int) -> Interpretation | None:
    """One that the public could read and that was taken back, for its explanation."""
    return Interpretation.objects.filter(pk=pk, status=Interpretation.Status.WITHDRAWN).select_related("unit").first()


def of_document(document: Document) -> list[Interpretation]:
    """Public interpretations of a document, with those of the draft that it came from; released together first."""
    own = list(public().filter(document=document).order_by("published_at", "pk"))
    return own + list(of_drafts(document))


def of_drafts(document: Document) -> QuerySet[Interpretation]:
    """预解读 of the drafts from which the document came (relation 征求意见)."""
    drafts = Q(pk__in=[])
    for link in Link.objects.filter(kind="consults_on", target_kind="documents.document", target_id=str(document.pk)):
        drafts |= Q(task__draft_kind=link.source_kind, task__draft_id=link.source_id)
    return public().filter(drafts).order_by("published_at", "pk")


def of_draft(kind: str, record_id: str) -> QuerySet[Interpretation]:
    """Public 预解读 of a draft under consultation, for its page."""
    return public().filter(task__draft_kind=kind, task__draft_id=record_id).order_by("published_at", "pk")


def listed(form: str, unit: str, year: str) -> QuerySet[Interpretation]:
    """The public list, narrowed; what is not known narrows to nothing chosen."""
    rows = public()
    if form in Form.values:
        rows = rows.filter(form=form)
    if unit:
        rows = rows.filter(unit__code=unit)
    if year.isdigit() and len(year) == 4 and year.isascii():
        rows = rows.filter(published_at__year=int(year))
    return rows


def rulebook() -> Rulebook | None:
    """The newest public document marked as 政策解读实施办法."""
    rows = Rulebook.objects.filter(document__listed=True).select_related("document")
    return rows.order_by("-document__published_on", "-pk").first()


# --- staff ------------------------------------------------------------------------------------------------------


def works_for(actor: Actor | None, unit_id: int) -> bool:
    return actor is not None and (actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == unit_id)


def sees(one: Interpretation, actor: Actor | None) -> bool:
    """The public: what is public. Staff besides: their own unit's; 区府办 all."""
    return works_for(actor, one.unit_id) or public().filter(pk=one.pk).exists()


def sees_file(one: Interpretation, file_id: uuid.UUID, actor: Actor | None) -> bool:
    """Pictures that stand in the blocks, and the long picture; the rest is the unit's."""
    if works_for(actor, one.unit_id):
        return True
    return str(file_id) in {block.file for block in one.parts} or one.picture_id == file_id


def sees_task(task: Task, actor: Actor | None) -> bool:
    return works_for(actor, task.unit_id)


def _own(rows: QuerySet, actor: Actor, path: str) -> QuerySet:
    if actor.is_machine or actor.post in OFFICE_POSTS:
        return rows
    return rows.filter(**{path: actor.unit_id})


def seen_by(actor: Actor) -> QuerySet[Interpretation]:
    rows = Interpretation.objects.select_related("unit", "task", "document", "case")
    return _own(rows, actor, "unit_id")


def tasks_seen_by(actor: Actor) -> QuerySet[Task]:
    return _own(Task.objects.select_related("unit", "document", "case"), actor, "unit_id")


def lacking(actor: Actor) -> QuerySet[Edition]:
    """Drafts and public editions that need an interpretation and have none public, those that are public first.

    What was moved in from an older system and what a person released from the duty are left out.
    """
    day = timekeeping.today()
    public_now = Interpretation.objects.filter(document=OuterRef("document"), status=Interpretation.Status.RELEASED)
    free = Task.objects.filter(document=OuterRef("document"), kind=Task.Kind.WITH, case__state="exempt")
    rows = Edition.objects.filter(needs.needing(day), status__in=[Edition.Status.DRAFT, Edition.Status.LIVE])
    rows = rows.filter(~Exists(public_now), ~Exists(free), adopted_from="")
    rows = rows.select_related("document__unit", "case", "document__live").order_by("-status", "published_at", "pk")
    return _own(rows, actor, "document__unit_id")


def tasks_of(documents_: Iterable[int]) -> dict[int, Task]:
    """The task of each document by its id."""
    rows = Task.objects.filter(document__in=list(documents_), kind=Task.Kind.WITH).select_related("case")
    return {row.document_id: row for row in rows if row.document_id}
