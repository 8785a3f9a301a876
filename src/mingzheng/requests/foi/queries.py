"""Every read of this room that a page, a report or a permission uses."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.files.models import StoredFile
from mingzheng.core.procedures.models import Case
from mingzheng.requests.foi.models import Applicant, Application, Delivery, Explanation, Grant, Letter
from mingzheng.requests.foi.numbering import code_hash

# Who works on applications: a window registers and serves, an administrator and an assessor read nothing.
READERS = (Post.OFFICER, Post.REVIEWER, Post.LEGAL, Post.HEAD, Post.WINDOW, Post.OFFICE_CLERK, Post.OFFICE_HEAD)

# Who writes to applicants and serves letters; a reviewer judges the matter and needs no telephone number.
CONTACT = (Post.OFFICER, Post.WINDOW, Post.HEAD)


def granted_to(actor: Actor) -> QuerySet[Grant]:
    """The grants of a person that hold today."""
    return Grant.objects.filter(person_id=actor.person_id, until__gte=timekeeping.today())


def seen_applications(actor: Actor) -> Q:
    """Cases of the own unit; 区府办 further those for which a grant of theirs holds today. Other posts see none."""
    if actor.post not in READERS:
        return Q(pk__in=[])
    return Q(pk__in=granted_to(actor).values("application__case")) | Q(unit_id=actor.unit_id)


def sees(application: Application, actor: Actor | None) -> bool:
    """May the actor read the case of an application? The public never does."""
    if actor is None or application.case_id is None:
        return False
    return actor.is_machine or Case.objects.filter(seen_applications(actor), pk=application.case_id).exists()


def explanation_open(application: Application) -> bool:
    found: Explanation | None = getattr(application, "explanation", None)
    return found is not None and found.answered_on is None


def explained(application: Application) -> bool:
    return hasattr(application, "explanation")


def by_number_and_code(number: str, code: str) -> Application | None:
    """The application that a visitor asks about: only with its query code."""
    return (
        Application.objects.select_related("unit", "case")
        .filter(number=number.strip().upper(), query_hash=code_hash(code))
        .first()
    )


def by_code(code: str) -> Application | None:
    """Before an application has its number, its query code alone leads to it."""
    return Application.objects.select_related("unit", "case").filter(query_hash=code_hash(code)).first()


def letters_with_services() -> Prefetch[Any]:
    """The letters of an application with their files, how they were served and what the applicant said of them."""
    served = Prefetch("deliveries", Delivery.objects.select_related("proof").defer("proof__text"))
    found = Letter.objects.select_related("pdf", "word_file", "signed_copy", "acknowledgement")
    found = found.defer("pdf__text", "word_file__text", "signed_copy__text")
    return Prefetch(
        "letters", found.prefetch_related(served, Prefetch("attachments", StoredFile.objects.defer("text")))
    )


def same_applicant(application: Application) -> QuerySet[Application]:
    """Other applications of the same person to the same unit (by document number), for merging and repeats: a hint."""
    applicant = getattr(application, "applicant", None)
    if applicant is None:
        return Application.objects.none()
    return (
        Application.objects.filter(
            unit=application.unit_id, applicant__id_kind=applicant.id_kind, applicant__id_number=applicant.id_number
        )
        .exclude(pk=application.pk)
        .order_by(F("received_on").desc(nulls_last=True), "-pk")
    )


def contact_for(application: Application, actor: Actor) -> Applicant | None:
    """The applicant with number and addresses, for the posts of the own unit that write to or serve people; else None."""
    if actor.unit_id != application.unit_id or actor.post not in CONTACT:
        return None
    found: Applicant | None = getattr(application, "applicant", None)
    return found


def of_this_month(application: Application) -> int:
    """How many applications this person handed in to the unit in the month of this one, this one included (the fee by 件)."""
    day = application.submitted_on
    return 1 + same_applicant(application).filter(submitted_on__year=day.year, submitted_on__month=day.month).count()
