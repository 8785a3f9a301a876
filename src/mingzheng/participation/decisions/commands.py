"""Every write that is not a step: beginning a catalogue or a proposal."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.units.models import Unit
from mingzheng.participation.decisions.models import Catalogue, Proposal, Scope, Version


@transaction.atomic
def begin_catalogue(unit: Unit, actor: Actor, year: int, scope: str = Scope.UNIT) -> Catalogue:
    """A year's catalogue of a unit, or (区府办) of the district, with its case and an empty first version.

    Raises:
        Refused: there is one already, it is not the unit's to keep, or the actor's post may not begin it.
    """
    if scope == Scope.DISTRICT and unit.kind != Unit.Kind.GOV_OFFICE:
        raise Refused("区政府目录由区府办编制。", remedy="要列入区政府目录的事项，请提出建议。", code="not_office")
    try:
        with transaction.atomic():
            catalogue = Catalogue.objects.create(year=year, scope=scope, unit=unit)
    except IntegrityError as error:
        raise Refused(
            f"{year}年度的目录已经有了。",
            remedy="请打开已有的目录；公布后的改动用「调整目录」。",
            field="year",
            code="twice",
        ) from error
    Version.objects.create(catalogue=catalogue, number=1, made_by=actor.person_id, made_by_text=str(actor)[:200])
    catalogue.case = open_case("decisions.catalogue", catalogue.ref, unit=unit, actor=actor, title=catalogue.title)
    catalogue.save(update_fields=["case"])
    return catalogue


@transaction.atomic
def begin_proposal(unit: Unit, actor: Actor, facts: dict[str, Any]) -> Proposal:
    """A unit proposes a matter for the district's catalogue.

    Args:
        facts: what ``forms.catalogues.ProposalForm`` gives.
    """
    proposal = Proposal.objects.create(unit=unit, **facts)
    proposal.case = open_case("decisions.proposal", proposal.ref, unit=unit, actor=actor, title=proposal.title)
    proposal.save(update_fields=["case"])
    return proposal
