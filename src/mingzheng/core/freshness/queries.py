"""Asking what changed, cheaply and often."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from mingzheng.core.freshness.models import Stamp

OVERLAP = dt.timedelta(seconds=60)


def versions_since(moment: dt.datetime | None) -> tuple[dict[str, int], dt.datetime]:
    """Tags touched since ``moment`` (None: ever), with their versions, and the moment to ask from next time.

    The answer reaches back a minute before ``moment``: a writer stamps the time of its statement and may commit later. Who
    asks compares versions, so that hearing of a change twice costs nothing.
    """
    asked = timezone.now()
    stamps = Stamp.objects.all() if moment is None else Stamp.objects.filter(touched_at__gte=moment - OVERLAP)
    return dict(stamps.values_list("tag", "version")), asked
