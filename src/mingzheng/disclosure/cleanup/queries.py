"""Every read of clean-ups."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.disclosure.cleanup.models import Campaign, Line, Outcome, Share


def campaigns() -> QuerySet[Campaign]:
    """For the desk: all, with how many units handed in."""
    return Campaign.objects.select_related("unit", "case").annotate(
        units=Count("shares", distinct=True),
        done=Count("shares", filter=Q(shares__case__state="submitted"), distinct=True),
    )


def published() -> QuerySet[Campaign]:
    """For the public: campaigns whose result is out, the newest first."""
    return Campaign.objects.filter(published_at__isnull=False).order_by("-published_at", "-id")


def result_lines(campaign: Campaign) -> list[tuple[Outcome, Sequence[Line]]]:
    """The published list, by outcome, in the order in which such lists are written."""
    rows = list(Line.objects.filter(share__campaign=campaign).select_related("document__unit").exclude(decision=""))
    return [(outcome, [row for row in rows if row.decision == outcome]) for outcome in Outcome]


def lines_of(campaign: Campaign) -> QuerySet[Line]:
    return Line.objects.filter(share__campaign=campaign).select_related("document", "share__unit")


def sees_campaign(campaign: Campaign, actor: Actor | None) -> bool:
    """The public sees a published result; staff see every campaign."""
    return actor is not None or campaign.published_at is not None


def sees_share(share: Share, actor: Actor | None) -> bool:
    if actor is None:
        return False
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == share.unit_id


def cases_of_unit(rows: Sequence[Campaign], unit_id: int) -> dict[int, int]:
    """Campaign id → the case of this unit's share."""
    found = Share.objects.filter(campaign__in=rows, unit_id=unit_id, case__isnull=False)
    return {campaign: case for campaign, case in found.values_list("campaign_id", "case_id") if case is not None}
