"""What the public may read of filing and evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.normative.models import Evaluation, NormativeFiling

_CONCLUSIONS = {code: str(label) for code, label in Evaluation.Conclusion.choices}


def filing_of(document: Document) -> NormativeFiling | None:
    """The filing that was made; None while it is owed."""
    return NormativeFiling.objects.filter(document=document).exclude(number="").first()


def evaluations_of(document: Document) -> QuerySet[Evaluation]:
    """Confirmed evaluations, the newest first."""
    return Evaluation.objects.filter(document=document, confirmed_on__isnull=False)


@dataclass(frozen=True)
class Beside:
    """What a list says beside a normative document: its live edition's number, 备案号, the newest conclusion in words."""

    serial: int
    number: str
    conclusion: str


def beside(documents: Iterable[int]) -> dict[int, Beside]:
    """For a page of a list, by document id, for the documents with these ids. One query of plain values: such a page is drawn for each request."""
    rows = Document.objects.filter(pk__in=list(documents)).order_by("evaluations__until")
    of_evaluation = ("evaluations__confirmed_on", "evaluations__conclusion")
    found: dict[int, Beside] = {}
    for pk, serial, number, confirmed_on, conclusion in rows.values_list(
        "pk", "live__serial", "normative_filing__number", *of_evaluation
    ):
        before = found.get(pk)
        said = _CONCLUSIONS[conclusion] if confirmed_on else before.conclusion if before else ""
        found[pk] = Beside(serial or 0, number or "", said)
    return found


def sees(record: NormativeFiling | Evaluation, actor: Actor | None) -> bool:
    """The unit and 区府办; the public what was made and confirmed, of a document that is public."""
    if actor is not None:
        own = actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == record.document.unit_id
        if own:
            return True
    done = record.number if isinstance(record, NormativeFiling) else record.confirmed_on
    return bool(done) and record.document.listed
