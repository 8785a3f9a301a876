"""Reading marks: of a record for the desk, of a person for 我的办件."""

from __future__ import annotations

from django.db.models import QuerySet

from mingzheng.core.identity.models import Mark
from mingzheng.core.identity.people import Verified
from mingzheng.core.records import RecordRef


def mark_of(ref: RecordRef) -> Mark | None:
    """Was the sender of the record verified?"""
    return Mark.objects.filter(record_kind=ref.kind, record_id=ref.id).first()


def sent_by(verified: Verified) -> QuerySet[Mark]:
    """What this person sent, the newest first."""
    return Mark.objects.filter(pseudonym__in=verified.pseudonyms).order_by("-id")


def is_of(ref: RecordRef, verified: Verified) -> bool:
    """Did this person send the record?"""
    return sent_by(verified).filter(record_kind=ref.kind, record_id=ref.id).exists()
