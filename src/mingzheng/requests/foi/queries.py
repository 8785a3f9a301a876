"""Every read of this room that a page, a report or a permission uses."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.present import hold, is_held
from mingzheng.core.procedures.models import Case
from mingzheng.core.written import Given, Question
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


def by_code(code: str) -> Application | None:
    """Before an application has its number, its query code alone leads to it."""
    return Application.objects.select_related("unit", "case").filter(query_hash=code_hash(code)).first()


_APPLICATION = Given("application", BigIntegerField())
LETTERS = Question(
    lambda: (
        Letter.objects.filter(application_id=_APPLICATION)
        .select_related("pdf", "word_file", "signed_copy", "acknowledgement")
        .defer("pdf__text", "word_file__text", "signed_copy__text")
        .order_by("id")
    )
)
SERVICES = Question(
    lambda: (
        Delivery.objects.filter(letter__application_id=_APPLICATION)
        .select_related("proof")
        .defer("proof__text")
        .order_by("id")
    )
)
ENCLOSED = Question(
    lambda: (
        Letter.attachments.through.objects.filter(letter__application_id=_APPLICATION)
        .select_related("storedfile")
        .defer("storedfile__text")
        .order_by("storedfile__uploaded_at", "storedfile_id")
    )
)


def read_letters(application: Application) -> None:
    """The letters of an application with their files, how they were served and what the applicant said of them."""
    if is_held(application, "letters"):
        return
    letters = LETTERS.ask(application=application.pk)
    services, enclosed = defaultdict(list), defaultdict(list)
    for served in SERVICES.ask(application=application.pk) if letters else ():
        services[served.letter_id].append(served)
    for row in ENCLOSED.ask(application=application.pk) if letters else ():
        enclosed[row.letter_id].append(row.storedfile)
    for letter in letters:
        hold(letter, "deliveries", services[letter.pk])
        hold(letter, "attachments", enclosed[letter.pk])
    hold(application, "letters", letters)


EARLIER = 5  # applications of the same person that the case page names


def _same_person(**given: Given) -> QuerySet[Application]:
    rows = Application.objects.filter(
        unit_id=given["unit"], applicant__id_kind=given["kind"], applicant__id_number=given["number"]
    )
    return rows.exclude(pk=given["application"]).order_by(F("received_on").desc(nulls_last=True), "-pk")


_EARLIER = Question(
    lambda: _same_person(
        unit=Given("unit", BigIntegerField()),
        kind=Given("kind", CharField()),
        number=Given("number", CharField()),
        application=_APPLICATION,
    )[: EARLIER + 1]
)


def earlier_of(application: Application) -> list[Application]:
    """The newest of ``same_applicant``: one more than the page names, when there are more."""
    applicant = getattr(application, "applicant", None)
    if applicant is None:
        return []
    return _EARLIER.ask(
        unit=application.unit_id, kind=applicant.id_kind, number=applicant.id_number, application=application.pk
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
