"""A few words about letters in the lists of those who work on them."""

from __future__ import annotations

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.participation.letters.models import Letter


def hints(cases: list[Case], _actor: Actor) -> dict[int, str]:
    """What cannot wait, and what is watched: whoever sees the case may know it."""
    mine = [case.pk for case in cases if case.procedure == "letters.letter"]
    if not mine:
        return {}
    rows = Letter.objects.filter(case__in=mine).values_list("case", "urgent", "urgent_words", "supervised_on")
    found = {}
    for case, urgent, words, supervised in rows:
        said = [f"紧急：{'、'.join(one['label'] for one in words) or '人工标记'}"] if urgent else []
        said += ["督办"] if supervised else []
        if said:
            found[case] = "，".join(said)
    return found
