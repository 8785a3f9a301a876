"""What the case page shows of an application besides its facts: gathered here, drawn by desk/foi/panel.html."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import files_listed, files_of
from mingzheng.core.privacy.masks import mask_passport, mask_resident_id
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.queries import clocks_of
from mingzheng.design.parts import Pair, pairs_of
from mingzheng.desk.pills import Pill, clock_pill_of
from mingzheng.requests.foi import letters, queries
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.letters.kinds import kinds
from mingzheng.requests.foi.models import Applicant, Application, Consultation, Letter, Outcome

DRAFTED = ("handling", "checking", "legal", "signing")  # a drafted answer may still change here
ID_KINDS = Applicant.IdKind


@dataclass(frozen=True)
class Asked:
    """A consultation with its own clock."""

    consultation: Consultation
    pill: Pill | None


@dataclass(frozen=True)
class Draft:
    """The drafted answer as it would read if it were signed today, and what still keeps it from being signed."""

    outcome: Outcome | None
    leaf: outcomes.Leaf
    withheld: tuple[str, ...]
    letter: letters.Composed | None
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """A letter, what kind it is, and its files as far as they are made."""

    letter: Letter
    kind: str
    files: tuple[tuple[str, StoredFile], ...]
    waiting: bool


def panel(application: Application, case: Case, actor: Actor) -> dict[str, Any]:
    """Everything of ``desk/foi/panel.html``."""
    contact = queries.contact_for(application, actor)
    written = letters_of(application)
    shown = {file.pk for one in written for _label, file in one.files}
    earlier = queries.earlier_of(application)
    return {
        "application": application,
        "contact": contact_pairs(contact) if contact else [],
        "number": contact.id_number if contact and _masked(contact) != contact.id_number else "",
        "may_renew": actor.post in (Post.OFFICER, Post.WINDOW) and contact is not None and application.leaf == "",
        "earlier": earlier[: queries.EARLIER],
        "earlier_count": _earlier_count(application, earlier),
        "correction": getattr(application, "correction", None),
        "asked": consultations(application, case),
        "searches": list(application.searches.values()),
        "explanation": getattr(application, "explanation", None),
        "fee": getattr(application, "fee", None),
        "extensions": list(application.extensions.all()),
        "draft": draft_of(application) if case.state in DRAFTED else None,
        "handed_in": [(one, list(files_of(one.ref))) for one in application.supplements.all()],
        "may_settle": actor.unit_id == application.unit_id and actor.post in (Post.OFFICER, Post.WINDOW),
        "talks": list(application.conversations.all()),
        "letters": written,
        "files": [file for file in files_listed(application.ref) if file.pk not in shown],
        "grants": list(application.grants.select_related("person")),
        "today": timekeeping.today(),
    }


def _earlier_count(application: Application, earlier: list[Application]) -> int:
    more = len(earlier) > queries.EARLIER
    return queries.same_applicant(application).count() if more else len(earlier)


def contact_pairs(applicant: Applicant) -> list[Pair]:
    """Who it is and how to reach them; the number of the document stands masked, and opens beside."""
    return pairs_of(
        [
            (_("证件"), f"{applicant.get_id_kind_display()} {_masked(applicant)}"),
            (_("负责人"), applicant.representative),
            (_("联系人"), applicant.contact),
            (_("电话"), applicant.phone),
            (_("邮箱"), applicant.email),
            (_("地址"), " ".join(part for part in (applicant.address, applicant.postcode) if part)),
        ]
    )


def _masked(applicant: Applicant) -> str:
    number = applicant.id_number
    if applicant.id_kind == ID_KINDS.RESIDENT and len(number) > 10:
        return mask_resident_id(number)
    # The code of an organisation is public.
    return number if applicant.id_kind == ID_KINDS.USCC or len(number) < 6 else mask_passport(number)


def consultations(application: Application, case: Case) -> list[Asked]:
    asked = list(application.consultations.all())
    pills = {view.clock.name: clock_pill_of(view) for view in clocks_of(case)} if asked else {}
    return [Asked(one, pills.get(f"consult:{one.ref}")) for one in asked]


def draft_of(application: Application, outcome: Outcome | None = None) -> Draft | None:
    """The drafted answer, or the one that is being typed (``outcome``, not saved)."""
    day = timekeeping.today()
    if outcome is None:
        outcome = getattr(application, "outcome", None)
    if outcome is None:
        return None
    try:
        letter = letters.preview(application, day, outcome)
        lacking = tuple(letters.lacking(application, day, outcome))
    except Refused as refused:
        letter, lacking = None, (str(refused),)
    withheld = tuple(outcomes.leaf(code).name for code in outcome.withheld)
    return Draft(outcome, outcomes.leaf(outcome.leaf), withheld, letter, lacking)


def letters_of(application: Application) -> list[Written]:
    """The newest first."""
    return [_written(letter) for letter in sorted(application.letters.all(), key=lambda one: -one.pk)]


def _written(letter: Letter) -> Written:
    named = ((_("盖章件"), letter.signed_copy), ("PDF", letter.pdf), ("Word", letter.word_file))
    files = tuple((label, file) for label, file in named if file is not None)
    made = letter.pdf is not None and letter.word_file is not None
    kind = kinds().get(letter.kind)
    return Written(letter, kind.title if kind else letter.title, files, not made)
