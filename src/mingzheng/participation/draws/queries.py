"""Every read of draws that a page or another room uses."""

from __future__ import annotations

from django.db.models import QuerySet

from mingzheng.core.records import RecordRef
from mingzheng.participation.draws import listing, order
from mingzheng.participation.draws.models import Draw


def public() -> QuerySet[Draw]:
    """Every draw is public from the moment its list is frozen, voided ones too."""
    return Draw.objects.select_related("unit").order_by("-frozen_at", "-id")


def of_owner(owner: RecordRef) -> Draw | None:
    """The draw of a record that is not voided."""
    return Draw.objects.filter(owner_kind=owner.kind, owner_id=owner.id, voided_at=None).first()


def result(draw: Draw) -> dict[str, order.Lot]:
    """What fell to which code; empty before it is drawn. Codes that got nothing are not in it."""
    return {row.code: order.Lot(row.code, row.kind, row.rank, row.category) for row in draw.lots.all()}


def result_file(draw: Draw) -> str:
    """The file that the verification script checks; only of a draw that took place."""
    if draw.drawn_at is None:
        raise ValueError("not drawn yet")
    lots = list(result(draw).values())
    return listing.result_text(draw.list_text, draw.seed, lots, draw.frozen.shortfalls())
