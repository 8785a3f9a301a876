"""Taking away the redactions of a record whose files are purged."""

from __future__ import annotations

from mingzheng.core.records import RecordRef
from mingzheng.requests.redaction.models import Redaction


def purge_of(owner: RecordRef) -> int:
    """Remove a record's redactions, their boxes and proposals, so that its files can go. In the caller's transaction.

    The files themselves, originals and copies, belong to the record and are removed with it.
    """
    held = Redaction.objects.filter(owner_kind=owner.kind, owner_id=owner.id)
    number = held.count()
    held.delete()
    return number
