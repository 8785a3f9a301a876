"""拟答复 by the leaf: which questions a leaf puts, and what an answer that is being typed would be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingzheng.core.errors import Refused
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.remedy import remedy
from mingzheng.requests.foi.letters.composing import agency_kind, organ_names
from mingzheng.requests.foi.models import Application, Consultation, Outcome
from mingzheng.requests.redaction import queries as redactions

# The fields that each demand of a leaf is answered by. What no field answers (检索 …) is recorded by another step.
ASKED: Mapping[str, tuple[str, ...]] = {
    "withheld": ("withheld",),
    "form": ("supplied", "given", "papers"),
    "pointer": ("pointer",),
    "right_agency": ("agency", "agency_contact"),
}
PLAIN = ("reason", "supplied", "pointer", "agency", "agency_contact")
# E1 may name a channel without having to.
OFFERED = {"E1": ("pointer",)}


@dataclass(frozen=True)
class Choice:
    """A leaf as it is offered: what its letter is called and how it closes."""

    leaf: outcomes.Leaf
    letter: str
    remedy: str


def choices(day: dt.date) -> list[tuple[str, list[outcomes.Leaf]]]:
    """The leaves that an officer may choose, under the headings of the form."""
    found = []
    for branch in outcomes.tree(day):
        leaves = [leaf for row in branch.rows for leaf in row.leaves if leaf.code not in outcomes.LAPSES]
        if leaves:
            found.append((branch.heading, leaves))
    return found


def choice(application: Application, code: str, day: dt.date) -> Choice | None:
    """The chosen leaf with its letter and remedy sentence; None for what is no leaf to choose."""
    if code in outcomes.LAPSES:
        return None
    try:
        leaf = outcomes.leaf(code, day)
        said = remedy(day, code, agency_kind(application.unit), names=organ_names()).text
    except Refused:
        return None
    return Choice(leaf, outcomes.LETTERS[leaf.letter], said)


def fields(application: Application, leaf: outcomes.Leaf) -> list[str]:
    """The fields of the form that this leaf needs, in the order in which they are answered."""
    names = [name for need in leaf.needs for name in ASKED.get(need, ())]
    names += OFFERED.get(leaf.code, ())
    order = (
        "withheld",
        "supplied",
        *(("given",) if redactions.copies(application.ref) else ()),
        "papers",
        "pointer",
        "agency",
        "agency_contact",
    )
    found = ["reason", *(name for name in order if name in names)]
    return [*found, "overruled"] if leaf.discloses and objections(application) else found


# Demands that exactly one field answers: it must be filled in.
REQUIRED: Mapping[str, str] = {"withheld": "withheld", "pointer": "pointer", "grounds": "reason"}


def required(leaf: outcomes.Leaf) -> set[str]:
    """The fields without which this leaf's letter is refused whatever else is there."""
    return {REQUIRED[need] for need in leaf.needs if need in REQUIRED} | {"overruled"}


def objections(application: Application) -> list[Consultation]:
    """Third parties who do not agree, or only in part (Art. 32)."""
    third = application.consultations.filter(kind=Consultation.Kind.THIRD_PARTY)
    return [one for one in third if one.objects_to]


def typed(application: Application, leaf: outcomes.Leaf, data: Any, day: dt.date) -> Outcome:
    """An outcome of what stands in the form now, not saved: for the preview."""
    names = fields(application, leaf)
    values = {name: data.get(name, "")[:4000].strip() if name in names else "" for name in PLAIN}
    withheld = [code for code in _several(data, "withheld") if code in outcomes.WITHHOLDING and "withheld" in names]
    given = _several(data, "given") if "given" in names else []
    return Outcome(leaf=leaf.code, withheld=withheld, given=given, drafted_on=day, **values)


def _several(data: Any, name: str) -> list[str]:
    return list(data.getlist(name) if hasattr(data, "getlist") else data.get(name, []))
