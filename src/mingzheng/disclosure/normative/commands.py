"""Opening what a normative document owes: its filing once it is public, its evaluation before it runs out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from mingzheng.core.actors import Actor
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.commands import open_case
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.documents.reminders import EVENT
from mingzheng.disclosure.normative.models import Evaluation, NormativeFiling

MACHINE = Actor.system("规范性文件管理")


@transaction.atomic
def owe_filing(document: Document) -> NormativeFiling:
    """The filing of a document, with its case; there is one for each document."""
    filing, fresh = NormativeFiling.objects.get_or_create(document=document)
    if fresh:
        filing.case = open_case(
            "normative.filing",
            filing.ref,
            unit=document.unit,
            actor=MACHINE,
            title=document.title,
            number=document.doc_number,
        )
        filing.save(update_fields=["case"])
    return filing


@transaction.atomic
def owe_evaluation(document: Document, until: dt.date) -> Evaluation:
    """The evaluation of a document before a last day of validity, with its case; there is one for each such day."""
    evaluation, fresh = Evaluation.objects.get_or_create(document=document, until=until)
    if fresh:
        evaluation.case = open_case(
            "normative.evaluation",
            evaluation.ref,
            unit=document.unit,
            actor=MACHINE,
            title=document.title,
            number=document.doc_number,
        )
        evaluation.save(update_fields=["case"])
    return evaluation


@handler("normative.filing", label="规范性文件公开后立项备案", event="documents.released")
def released(payload: dict[str, Any]) -> None:
    """``{document}``. What was moved in from an older system was filed from there."""
    document = Document.objects.select_related("unit", "live").filter(pk=payload["document"]).first()
    if document is not None and document.normative and document.live is not None and not document.live.adopted_from:
        owe_filing(document)


@handler("normative.evaluation", label="规范性文件到期前立项评估", event=EVENT)
def expiring(payload: dict[str, Any]) -> None:
    """``{document, until}``."""
    document = Document.objects.select_related("unit").filter(pk=payload["document"]).first()
    if document is not None and document.normative:
        owe_evaluation(document, dt.date.fromisoformat(payload["until"]))
