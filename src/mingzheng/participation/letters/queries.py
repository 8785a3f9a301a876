"""Every read of the room: what the public sees, what the desk sees, and who sees which case."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.models import DeadlineRule
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.participation.letters import dated
from mingzheng.participation.letters.models import Assist, Letter, LetterPerson, Selection
from mingzheng.participation.letters.tables import WRITERS

# --- what everybody may read -----------------------------------------------------------------------------------------


def public() -> QuerySet[Selection]:
    """Published selections; the letters themselves are never public."""
    return Selection.objects.filter(published_on__isnull=False).select_related("unit", "letter")


def public_one(pk: int) -> Selection | None:
    return public().filter(pk=pk).first()


def by_key(key: str, since: dt.datetime) -> Letter | None:
    """The letter whose receipt has this address, for a day."""
    rows = Letter.objects.select_related("unit", "case")
    return rows.filter(key=key, received_at__gte=since).first() if key else None


def receipt_key(pk: str) -> str:
    """ "" when its day is over."""
    return Letter.objects.values_list("key", flat=True).get(pk=pk) or ""


def terms(day: dt.date) -> dict[str, list[tuple[str, int, str]]]:
    """Channel → (rule's label, working days, source) as the rules stand on a day, for the page that explains them."""
    codes = {row.rule for row in dated.clocks()}
    rules: dict[str, DeadlineRule] = {}
    for rule in DeadlineRule.objects.filter(code__in=codes, valid_from__lte=day).order_by("version"):
        rules[rule.code] = rule
    found: dict[str, list[tuple[str, int, str]]] = {}
    for row in dated.clocks():
        held = rules.get(row.rule)
        if held is not None and row.since <= day:
            for channel in row.channels:
                found.setdefault(channel, []).append((held.label, held.length or 0, held.source))
    return found


# --- the desk --------------------------------------------------------------------------------------------------------


def _office(actor: Actor) -> bool:
    return actor.is_machine or actor.post in OFFICE_POSTS


def letters_for(actor: Actor) -> QuerySet[Letter]:
    """Letters that the unit answers, handed out or is asked about; 区府办 all."""
    rows = Letter.objects.select_related("unit", "intake", "case")
    return rows if _office(actor) else rows.filter(_mine(actor))


def _mine(actor: Actor) -> Q:
    asked = Assist.objects.filter(unit_id=actor.unit_id).values("letter")
    return Q(unit_id=actor.unit_id) | Q(intake_id=actor.unit_id) | Q(pk__in=asked)


def selections_for(actor: Actor) -> QuerySet[Selection]:
    rows = Selection.objects.select_related("unit", "letter", "case")
    return rows if _office(actor) else rows.filter(unit_id=actor.unit_id)


def letter_for(actor: Actor, pk: int) -> Letter | None:
    return letters_for(actor).filter(pk=pk).first()


def has_reach(letter: Letter) -> bool:
    return LetterPerson.objects.filter(letter=letter).exclude(reach="").exists()


def person_for(letter: Letter, actor: Actor | None) -> LetterPerson | None:
    """Who wrote: only for the unit that answers, or that hands it out as long as it is not settled."""
    if actor is None or actor.post not in (*WRITERS, Post.HOTLINE):
        return None
    hands_out = actor.unit_id == letter.intake_id and letter.case is not None and letter.case.closed_at is None
    if actor.unit_id != letter.unit_id and not hands_out:
        return None
    return LetterPerson.objects.filter(letter=letter).first()


def repeated(letter: Letter) -> int:
    """Other letters of the same author, by the digest of how to reach them."""
    own = LetterPerson.objects.filter(letter=letter).exclude(digest="").values_list("digest", flat=True).first()
    if own is None:
        return 0
    return LetterPerson.objects.filter(digest=own).exclude(letter=letter).count()


# --- who sees which case ---------------------------------------------------------------------------------------------


def seen_letters(actor: Actor) -> Q:
    """At the unit that has it, that handed it out, at those asked for an opinion, and 区府办."""
    if _office(actor):
        return Q()
    own = Letter.objects.filter(_mine(actor)).values("case")
    return Q(unit_id=actor.unit_id) | Q(pk__in=own)


def seen_assists(actor: Actor) -> Q:
    if _office(actor):
        return Q()
    asked = Assist.objects.filter(letter__unit_id=actor.unit_id).values("case")
    return Q(unit_id=actor.unit_id) | Q(pk__in=asked)


def seen_selections(actor: Actor) -> Q:
    return Q() if _office(actor) else Q(unit_id=actor.unit_id)


def sees_letter(letter: Letter, actor: Actor | None) -> bool:
    return actor is not None and letters_for(actor).filter(pk=letter.pk).exists()


def sees_assist(assist: Assist, actor: Actor | None) -> bool:
    return actor is not None and (_office(actor) or actor.unit_id in (assist.unit_id, assist.letter.unit_id))


def sees_selection(selection: Selection, actor: Actor | None) -> bool:
    if selection.published_on is not None:
        return True
    return actor is not None and (_office(actor) or actor.unit_id == selection.unit_id)


def may_reopen(letter: Letter, actor: Actor) -> bool:
    return actor.is_machine or _office(actor) or actor.unit_id in (letter.unit_id, letter.intake_id)
