"""What the case pages of letters read besides their facts."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.core.actors import Actor
from mingzheng.core.units.models import Unit
from mingzheng.participation.letters import intake, presenting, queries, selecting, sorting
from mingzheng.participation.letters.models import Letter, LetterPerson, Selection
from mingzheng.participation.letters.models.letter import Kind
from mingzheng.participation.letters.tables import WRITERS

register = template.Library()


@register.simple_tag
def writer_of(letter: Letter, actor: Actor | None) -> LetterPerson | None:
    """Only for those who handle the letter."""
    return queries.person_for(letter, actor)


@register.simple_tag
def proposed(letter: Letter) -> dict[str, Any]:
    """Kind, matter and units as the words of the letter propose them, with these words."""
    found = sorting.sort(letter.title, letter.text, letter.channel, intake.unit_names())
    names = dict(Unit.objects.filter(code__in=[one.code for one in found.units]).values_list("code", "short"))
    refused = dict(letter.moves.filter(how="return").values_list("source__code", "reason"))
    return {
        "kind": (Kind(found.kind.code).label, found.kind.words),
        "matter": (presenting.matter_word(found.matter.code), found.matter.words) if found.matter else None,
        "units": [(names[one.code], one.words, refused.get(one.code, "")) for one in found.units if one.code in names],
    }


@register.simple_tag
def beside(letter: Letter, actor: Actor | None) -> dict[str, Any]:
    """Letters that say the same, as far as the actor may see them; how many one author wrote."""
    near: list[Letter] = []
    if letter.group_id is not None and actor is not None:
        rows = queries.letters_for(actor).filter(group_id=letter.group_id).exclude(pk=letter.pk)
        near = list(rows.order_by("pk")[:20])
    return {"near": near, "repeated": queries.repeated(letter)}


@register.simple_tag
def may_select(letter: Letter, actor: Actor | None) -> bool:
    """May the actor propose the letter for publication now?"""
    if actor is None or actor.post not in WRITERS or letter.replied_on is None or actor.unit_id != letter.unit_id:
        return False
    return selecting.public_of(letter) is None and not running_selection(letter)


@register.simple_tag
def running_selection(letter: Letter) -> Selection | None:
    return Selection.objects.filter(letter=letter, case__closed_at=None).select_related("case").first()


@register.simple_tag
def published_selection(letter: Letter) -> Selection | None:
    return selecting.public_of(letter)
