"""What the public may read of filing and evaluation."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.normative.models import Evaluation, NormativeFiling


def filing_of(document: Document) -> NormativeFiling | None:
    """The filing that was made; None while it is owed."""
    return NormativeFiling.objects.filter(document=document).exclude(number="").first()


def evaluations_of(document: Document) -> QuerySet[Evaluation]:
    """Confirmed evaluations, the newest first."""
    return Evaluation.objects.filter(document=document, confirmed_on__isnull=False)


def filing_numbers(documents: Iterable[Document]) -> dict[int, str]:
    """Document id → 备案号, for a page of a list; those not filed are left out. Plain values: a list is drawn often."""
    rows = NormativeFiling.objects.filter(document__in=[one.pk for one in documents]).exclude(number="")
    return dict(rows.values_list("document_id", "number"))


def newest_conclusions(documents: Iterable[Document]) -> dict[int, str]:
    """Document id → the conclusion of its newest confirmed evaluation, in words."""
    wanted = [one.pk for one in documents]
    rows = Evaluation.objects.filter(document__in=wanted, confirmed_on__isnull=False).order_by("until")
    found = dict(rows.values_list("document_id", "conclusion"))
    return {pk: str(Evaluation.Conclusion(code).label) for pk, code in found.items()}


def sees(record: NormativeFiling | Evaluation, actor: Actor | None) -> bool:
    """The unit and 区府办; the public what was made and confirmed, of a document that is public."""
    if actor is not None:
        own = actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == record.document.unit_id
        if own:
            return True
    done = record.number if isinstance(record, NormativeFiling) else record.confirmed_on
    return bool(done) and record.document.listed
