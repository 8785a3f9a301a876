"""选登: proposed by one person, masked, approved by another; with consent, or told anew so that nobody is recognised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from rapidfuzz import fuzz

from mingzheng.core import likeness, searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.privacy import remove, scan
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.table import Act
from mingzheng.participation.letters import dated
from mingzheng.participation.letters.models import Letter, LetterPerson, Selection
from mingzheng.participation.letters.tables import WRITERS

OWN = ("landline",)  # an office's own number is meant to be read


def home_stands_in(letter: Letter, text: str) -> bool:
    """Is an address of the letter, or any that looks like a dwelling, still in what would be public?"""
    original = "".join(letter.text.split())
    homes = [one for one in scan(text) if one.type == "address"]
    return any(one.severity is not Severity.CHECK or "".join(one.text.split()) in original for one in homes)


@transaction.atomic
def propose(letter: Letter, values: Mapping[str, Any], actor: Actor) -> Selection:
    """An answered letter that others would profit from; it begins with texts from which the machine took what it knows.

    Args:
        values: title, why.

    Raises:
        Refused: there is no reply yet, another selection of it is under way or public, or the actor may not propose it.
    """
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.replied_on is None:
        raise Refused("还没有答复，不能选登。", remedy="请在答复以后推荐。", code="not_answered")
    if actor.post not in WRITERS:
        raise Refused("选登由承办单位推荐。", remedy="请切换岗位。", code="wrong_post")
    if Selection.objects.filter(letter=letter, case__closed_at=None).exists() or public_of(letter):
        raise Refused("这封信已经在选登。", remedy="请打开已有的选登继续。", code="twice")
    answered = letter.rounds.filter(replied_on__isnull=False).order_by("-serial")[0]
    made = Selection.objects.create(
        letter=letter,
        unit=letter.unit,
        title=remove(values["title"])[:80],
        text=remove(letter.text),
        reply=remove(answered.reply, keep=OWN),
        consented=letter.consent,
        why=values["why"],
        proposed_on=timekeeping.today(),
    )
    made.case = open_case(
        "letters.selection", made.ref, unit=letter.unit, actor=actor, title=f"选登：{made.title}", number=letter.number
    )
    made.save(update_fields=["case"])
    return made


def public_of(letter: Letter) -> Selection | None:
    return Selection.objects.filter(letter=letter, published_on__isnull=False).first()


def too_like(told: str, original: str) -> float:
    """How alike a text told anew still is to the letter, 0–100."""
    given = dated.likeness(timekeeping.today())
    return fuzz.ratio(likeness.normal(told, given), likeness.normal(original, given))


def name_stands_in(letter: Letter, texts: list[str]) -> bool:
    """Is the author's name, as they gave it, still in what would be public?"""
    name = LetterPerson.objects.filter(letter=letter).values_list("name", flat=True).first() or ""
    plain = name.strip()
    return len(plain) > 1 and any(plain in text for text in texts)


def masked(step: Act) -> None:
    """The form looked at the texts (``forms.selecting.MaskForm``)."""
    found: Selection = step.subject
    for name in ("title", "text", "reply", "rewritten"):
        setattr(found, name, step.data[name])
    found.save(update_fields=["title", "text", "reply", "rewritten"])


def publish(step: Act) -> None:
    found: Selection = step.subject
    found.published_on = step.day
    found.save(update_fields=["published_on"])
    _changed(found)


def drop(step: Act) -> None:
    step.note = step.data["reason"][:120]


def hide(step: Act) -> None:
    found: Selection = step.subject
    found.published_on, found.hidden_why = None, step.data["reason"]
    found.save(update_fields=["published_on", "hidden_why"])
    _changed(found)
    step.note = found.hidden_why[:120]


def _changed(found: Selection) -> None:
    touch("letters", f"letter:{found.letter_id}")
    searchable.changed("letters.selection", found.pk)
