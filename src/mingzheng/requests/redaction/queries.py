"""Reading redactions: those of a record, and what the page shows."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import files_of
from mingzheng.core.records import RecordRef
from mingzheng.requests.redaction import making, office, owners
from mingzheng.requests.redaction.models import Proposal, Redaction


def of(owner: RecordRef) -> QuerySet[Redaction]:
    """The redactions of a record, oldest first, with ``box_count`` and ``waiting`` (proposals without decision)."""
    return (
        Redaction.objects.filter(owner_kind=owner.kind, owner_id=owner.id)
        .select_related("original", "copy")
        .annotate(
            box_count=Count("boxes", distinct=True),
            waiting=Count("proposals", filter=Q(proposals__status=Proposal.Status.OPEN), distinct=True),
        )
    )


def copies(owner: RecordRef) -> list[StoredFile]:
    """The finished copies that may be given out: made, verified, not void."""
    rows = Redaction.objects.filter(owner_kind=owner.kind, owner_id=owner.id, status=Redaction.Status.MADE)
    return [row.copy for row in rows.select_related("copy") if row.copy is not None]


def covered(owner: RecordRef) -> set[str]:
    """The digests of the record's files of which a redaction holds or is being made: they must not go out."""
    rows = Redaction.objects.filter(owner_kind=owner.kind, owner_id=owner.id).exclude(status=Redaction.Status.VOID)
    return set(rows.values_list("original__sha256", flat=True))


def seen(pk: int, actor: Actor) -> Redaction | None:
    """The redaction, when the actor may see its owner's internal material."""
    found = Redaction.objects.select_related("original", "copy").filter(pk=pk).first()
    return found if found is not None and owners.sees(found.owner, actor) else None


def startable(owner: RecordRef) -> list[StoredFile]:
    """Files of the record that can be covered or cleaned and are no copies themselves."""
    made = Redaction.objects.filter(owner_kind=owner.kind, owner_id=owner.id).exclude(copy=None).values("copy_id")
    return list(files_of(owner).filter(type__in=[*making.TYPES, *office.TYPES]).exclude(pk__in=made))


def boxes_by_page(redaction: Redaction) -> dict[int, int]:
    """Page → number of boxes."""
    rows = redaction.boxes.values("page").annotate(n=Count("pk")).values_list("page", "n").order_by("page")
    return dict(rows)
