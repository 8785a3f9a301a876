"""Launching a clean-up: everything in force in its scope, and a share for each unit."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.opening import NewCase, open_cases
from mingzheng.core.records import RecordRef
from mingzheng.core.units.queries import office
from mingzheng.disclosure.cleanup.models import Campaign, Line, Share
from mingzheng.disclosure.cleanup.steps import require_lines
from mingzheng.disclosure.documents.models import Document, Validity

IN_FORCE = (Validity.VALID, Validity.PARTIAL, Validity.AMENDED, Validity.PENDING)


@transaction.atomic
def launch(actor: Actor, facts: dict[str, Any]) -> Campaign:
    """Select all that is in force and hand each unit its list.

    Args:
        facts: what ``forms.LaunchForm`` gives.

    Raises:
        Refused: nobody of 区府办 acts, or nothing in the scope is in force.
    """
    home = office()
    if home is None:
        raise Refused("没有区府办。", remedy="请先导入单位。", code="no_office")
    campaign = Campaign.objects.create(launched_at=timekeeping.now(), **facts)
    campaign.case = open_case(
        "cleanup.campaign",
        RecordRef("cleanup.campaign", str(campaign.pk)),
        unit=home,
        actor=actor,
        title=campaign.title,
    )
    campaign.save(update_fields=["case"])
    _share_out(campaign, actor)
    return campaign


def _share_out(campaign: Campaign, actor: Actor) -> None:
    by_unit: dict[int, list[Document]] = {}
    for document in documents_in(campaign):
        by_unit.setdefault(document.unit_id, []).append(document)
    require_lines(len(by_unit))
    shares = Share.objects.bulk_create([Share(campaign=campaign, unit_id=unit_id) for unit_id in by_unit])
    Line.objects.bulk_create(
        [Line(share=share, document=document) for share in shares for document in by_unit[share.unit_id]],
        batch_size=500,
    )
    fresh = list(campaign.shares.select_related("unit", "campaign"))
    cases = open_cases(
        "cleanup.share",
        [NewCase(RecordRef("cleanup.share", str(share.pk)), share, share.unit, campaign.title) for share in fresh],
        actor,
    )
    for share, case in zip(fresh, cases, strict=True):
        share.case = case
    Share.objects.bulk_update(fresh, ["case"])


def documents_in(campaign: Campaign) -> QuerySet[Document]:
    """What the campaign looks at: public, in force, published up to its day."""
    rows = Document.objects.filter(listed=True, validity__in=IN_FORCE, published_on__lte=campaign.as_of)
    if campaign.normative_only:
        rows = rows.filter(normative=True)
    return rows if campaign.unit_id is None else rows.filter(unit_id=campaign.unit_id)
