"""Reading marks: of a record for the desk, of a person for 我的办件."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from mingzheng.core.identity.models import Mark
from mingzheng.core.identity.people import Verified
from mingzheng.core.records import RecordRef


def mark_of(ref: RecordRef) -> Mark | None:
    """Was the sender of the record verified?"""
    return Mark.objects.filter(record_kind=ref.kind, record_id=ref.id).first()


def marked(kind: str, ids: Iterable[int]) -> set[int]:
    """Of these records of a kind, whose sender was verified? For a list, in one question."""
    found = Mark.objects.filter(record_kind=kind, record_id__in=[str(one) for one in ids])
    return {int(one) for one in found.values_list("record_id", flat=True)}


def sent_by(verified: Verified) -> QuerySet[Mark]:
    """What this person sent, the newest first."""
    return Mark.objects.filter(pseudonym__in=verified.pseudonyms).order_by("-id")


def is_of(ref: RecordRef, verified: Verified) -> bool:
    """Did this person send the record?"""
    return sent_by(verified).filter(record_kind=ref.kind, record_id=ref.id).exists()
