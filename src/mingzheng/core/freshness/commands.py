"""Saying that something public changed."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from mingzheng.core.freshness.models import Stamp

EVERYTHING = "everything"


def touch(*tags: str) -> None:
    """What is shown under these tags changed: kept pages that show them are drawn anew within a second.

    Within the caller's transaction, so that nobody hears of a change that is rolled back. Stamps are taken in one
    order, so that two writers cannot wait for each other.

    Args:
        tags: e.g. "document:12" (one document), "documents" (every list of them), "column:<code>"; ``EVERYTHING`` for
            what all pages show.
    """
    moment = timezone.now()
    for tag in sorted(set(tags)):
        if not Stamp.objects.filter(tag=tag).update(version=F("version") + 1, touched_at=moment):
            Stamp.objects.bulk_create([Stamp(tag=tag, touched_at=moment)], ignore_conflicts=True)
