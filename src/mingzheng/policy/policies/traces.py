"""What this room gives to the life line: its own notes and payments, the document's making and its publications, its evaluations.

Each provider is asked for many policies at once and reads a fixed number of times.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core import records
from mingzheng.core.dates import chinese_date
from mingzheng.core.records import RecordRef
from mingzheng.core.relations.models import Link
from mingzheng.disclosure.documents.models import Edition, Review
from mingzheng.disclosure.normative.models import Evaluation
from mingzheng.policy.policies import stages
from mingzheng.policy.policies.models import Note, Payment, Policy
from mingzheng.policy.policies.stages import Stage, Trace

Found = Mapping[int, Sequence[Trace]]


def _gathered(pairs: Iterable[tuple[int, Trace]]) -> dict[int, list[Trace]]:
    found: dict[int, list[Trace]] = {}
    for pk, trace in pairs:
        found.setdefault(pk, []).append(trace)
    return found


def page_of(policy_id: int) -> str:
    """The policy's public page."""
    return reverse("portal:policy-life", args=[policy_id])


def notes(policies: Sequence[Policy], stage: Stage) -> Found:
    rows = Note.objects.filter(policy__in=[one.pk for one in policies], stage=stage.value)
    return _gathered(
        (
            row.policy_id,
            Trace(
                stage,
                row.day,
                str(row),
                f"{page_of(row.policy_id)}#note-{row.pk}" if row.public else "",
                public=row.public,
                note=row.who,
                ref=RecordRef("policies.policy", str(row.policy_id)),
            ),
        )
        for row in rows
    )


def brewing(policies: Sequence[Policy]) -> Found:
    return notes(policies, Stage.BREWING)


def made_elsewhere(policies: Sequence[Policy]) -> Found:
    return notes(policies, Stage.MAKING)


def making(policies: Sequence[Policy]) -> Found:
    """The reviews and the signature of the first edition; for one that is still being made, the draft."""
    by_document = {pk: one.pk for one in policies if (pk := one.document_id or one.draft_id)}
    issued = {one.document_id for one in policies if one.document_id}
    pairs: list[tuple[int, Trace]] = []
    reviews = Review.objects.filter(
        edition__document__in=list(by_document), edition__serial=1, voided_at=None, after=False
    )
    for review in reviews.select_related("edition").defer("edition__body").order_by("at", "pk"):
        trace = Trace(Stage.MAKING, _day(review.at), str(review.get_kind_display()), ref=review.edition.ref)
        pairs.append((by_document[review.edition.document_id], trace))
    rows = Edition.objects.filter(document__in=list(by_document), serial=1).select_related("case")
    for edition in rows.defer("body"):
        policy = by_document[edition.document_id]
        if edition.signed_at:
            pairs.append((policy, Trace(Stage.MAKING, _day(edition.signed_at), "签发", ref=edition.ref)))
        elif edition.document_id not in issued and edition.case is not None:
            opened, said = _day(edition.case.opened_at), edition.case.state_now.label
            trace = Trace(Stage.MAKING, opened, f"文稿：{edition.title}", public=False, note=said, ref=edition.ref)
            pairs.append((policy, trace))
    return _gathered(pairs)


def issuing(policies: Sequence[Policy]) -> Found:
    """Each edition that went public."""
    by_document = {one.document_id: one.pk for one in policies if one.document_id}
    rows = Edition.objects.filter(document__in=list(by_document), published_at__isnull=False).select_related("document")
    return _gathered(
        (
            by_document[row.document_id],
            Trace(
                Stage.ISSUING,
                _day(row.published_at) if row.published_at else dt.date.min,
                "文件公开" if row.serial == 1 else f"更正：{row.change_note}",
                row.document.get_absolute_url() if row.document.listed else "",
                note=row.doc_number if row.serial == 1 else f"第 {row.serial} 版",
                ref=row.document.ref,
            ),
        )
        for row in rows.defer("body")
    )


def paying(policies: Sequence[Policy]) -> Found:
    rows = Payment.objects.filter(policy__in=[one.pk for one in policies], confirmed_at__isnull=False)
    return _gathered(
        (
            row.policy_id,
            Trace(
                Stage.PAYING,
                _day(row.confirmed_at) if row.confirmed_at else row.until,
                f"{chinese_date(row.since)}至{chinese_date(row.until)}兑现",
                f"{page_of(row.policy_id)}#payments",
                note=f"申请 {row.applications} 件，通过 {row.approved} 件，{row.amount:,.2f} 元",
                ref=RecordRef("policies.policy", str(row.policy_id)),
            ),
        )
        for row in rows
    )


LINKED = ("part_of", "consults_on")


def linked(policies: Sequence[Policy]) -> Found:
    """What records of other wings went through for a policy, or for the document it became (or is going to be)."""
    ends: dict[RecordRef, int] = {RecordRef("policies.policy", str(one.pk)): one.pk for one in policies}
    for one in policies:
        ends |= {RecordRef("documents.document", str(pk)): one.pk for pk in (one.document_id, one.draft_id) if pk}
    links = Link.objects.filter(kind__in=LINKED).filter(
        Q(target_kind="policies.policy", target_id__in=[ref.id for ref in ends if ref.kind == "policies.policy"])
        | Q(target_kind="documents.document", target_id__in=[ref.id for ref in ends if ref.kind != "policies.policy"])
    )
    # A record may be linked with the policy and with its document: it is told once.
    pairs = {
        (ends[RecordRef(row.target_kind, row.target_id)], RecordRef(row.source_kind, row.source_id)): None
        for row in links
    }
    told = records.moments({ref for _policy, ref in pairs})
    return _gathered(
        (
            policy,
            Trace(
                Stage(one.stage) if one.stage else Stage.MAKING,
                one.day,
                one.title,
                one.url,
                public=one.public,
                note=one.note,
                ref=ref,
            ),
        )
        for policy, ref in pairs
        for one in told.get(ref, ())
    )


def evaluated(policies: Sequence[Policy]) -> Found:
    return notes(policies, Stage.EVALUATING)


def evaluated_as_normative(policies: Sequence[Policy]) -> Found:
    """实施后评估 of a 规范性文件, once the head confirmed it."""
    by_document = {one.document_id: one.pk for one in policies if one.document_id}
    rows = Evaluation.objects.filter(document__in=list(by_document), confirmed_on__isnull=False).select_related(
        "document"
    )
    return _gathered(
        (
            by_document[row.document_id],
            Trace(
                Stage.EVALUATING,
                row.confirmed_on,
                "规范性文件实施评估",
                f"{row.document.get_absolute_url()}#evaluations" if row.document.listed else "",
                note=str(row.get_conclusion_display()),
                ref=row.ref,
            ),
        )
        for row in rows
        if row.confirmed_on is not None
    )


def _day(moment: dt.datetime) -> dt.date:
    return localtime(moment).date()


def contribute_all() -> None:
    """Called when the application loads."""
    stages.contribute(Stage.BREWING, "policies.notes", brewing)
    stages.contribute(Stage.MAKING, "policies.notes", made_elsewhere)
    stages.contribute(Stage.MAKING, "documents.reviews", making)
    stages.contribute(Stage.MAKING, "relations", linked)
    stages.contribute(Stage.ISSUING, "documents.editions", issuing)
    stages.contribute(Stage.PAYING, "policies.payments", paying)
    stages.contribute(Stage.EVALUATING, "policies.notes", evaluated)
    stages.contribute(Stage.EVALUATING, "normative.evaluation", evaluated_as_normative)
