"""What the case pages of a catalogue and of a matter read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import template

from mingzheng.participation.decisions import gathering, pack, queries
from mingzheng.participation.decisions.forms.matters import waiting_to_be_shown
from mingzheng.participation.decisions.gathering import Gathered
from mingzheng.participation.decisions.models import Catalogue, Line, Matter, Part, Proposal, Version
from mingzheng.participation.decisions.pack import Piece
from mingzheng.participation.decisions.queries import Published

register = template.Library()


@dataclass(frozen=True)
class CatalogueView:
    """``lines``: of the version being composed, else of the one in force."""

    draft: Version | None
    lines: list[Line]
    proposals: list[Proposal]
    history: list[Published]


@register.simple_tag
def catalogue_view(catalogue: Catalogue) -> CatalogueView:
    draft = catalogue.draft
    version = draft or catalogue.live
    lines = list(version.lines.select_related("unit", "matter")) if version else []
    waiting = queries.waiting_proposals(catalogue)
    return CatalogueView(draft, lines, waiting, queries.history(catalogue))


@register.simple_tag
def parts_of(matter: Matter) -> Gathered:
    """Every part as it stands."""
    return gathering.gathered(matter)


@register.simple_tag
def pack_of(matter: Matter) -> list[Piece]:
    """The contents of the meeting's material."""
    return pack.pieces(matter)


@register.filter
def any_missing(pieces: Iterable[Piece]) -> bool:
    return any(piece.missing for piece in pieces)


@register.simple_tag
def unshown(matter: Matter) -> list[Part]:
    """Records that wait to be made public."""
    return waiting_to_be_shown(matter)
