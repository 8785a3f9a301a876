"""What the public may read of filing and evaluation."""

from __future__ import annotations

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


def sees(record: NormativeFiling | Evaluation, actor: Actor | None) -> bool:
    """The unit and 区府办; the public what was made and confirmed, of a document that is public."""
    if actor is not None:
        own = actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == record.document.unit_id
        if own:
            return True
    done = record.number if isinstance(record, NormativeFiling) else record.confirmed_on
    return bool(done) and record.document.listed
