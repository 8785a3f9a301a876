"""Before filing: what is public already, and who may hold what is wanted. What was typed goes to no log and no address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.units.models import Unit, UnitName, held_on
from mingzheng.core.units.queries import Directory, normal
from mingzheng.search import queries as search
from mingzheng.search.models import FoundRecord
from mingzheng.search.queries import Hit

MOST = 3
LOOKED_AT = 10
NO_ANSWERS = ("portal.", "corners.", "gazette.")  # pages about the site, rooms, tables of contents


@dataclass(frozen=True)
class Likely:
    """A unit that may hold what is wanted, and why it is thought so."""

    unit: Unit
    because: str


def question_of(what: dict[str, Any]) -> str:
    """What the search is asked: the number if there is one, otherwise the name, otherwise the description."""
    for name in ("number", "title", "about"):
        typed = " ".join(str(what.get(name, "")).split())
        if typed:
            return typed[:100]
    return ""


def hits(what: dict[str, Any]) -> list[Hit]:
    """Published answers to what is wanted, the best first; the question is not noted among what people look for."""
    question = question_of(what)
    found = search.search(question, note=False).hits if question else ()
    return [hit for hit in found[:LOOKED_AT] if not hit.record.key.startswith(NO_ANSWERS)]


def offered(what: dict[str, Any]) -> list[Hit]:
    return hits(what)[:MOST]


def unit_of(record: FoundRecord, directory: Directory) -> Unit | None:
    """Whose publication it is; 区府办 where no unit is named."""
    return directory.unit(record.agency) or Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE).first()


def records(keys: list[str]) -> list[FoundRecord]:
    return list(FoundRecord.objects.filter(key__in=keys, gone=False))


def likely(what: dict[str, Any]) -> list[Likely]:
    """Units named in what was typed, then those that published something like it. Offered, never chosen for anybody."""
    today = Unit.objects.filter(held_on(timekeeping.today()))
    standing = {unit.pk: unit for unit in today}
    found: dict[int, Likely] = {}
    text = normal(" ".join(str(what.get(name, "")) for name in ("title", "number", "about")))
    for unit in _named(text, standing):
        found.setdefault(unit.pk, Likely(unit, "您写的内容里提到了它"))
    directory = Directory.load()
    for hit in hits(what):
        unit_found = directory.unit(hit.record.agency)
        if unit_found is not None and unit_found.pk in standing:
            found.setdefault(unit_found.pk, Likely(unit_found, f"它公开过《{hit.record.title}》"))
    return list(found.values())[:MOST]


def _named(text: str, standing: dict[int, Unit]) -> list[Unit]:
    names = [(normal(name), unit) for unit in standing.values() for name in (unit.name, unit.short)]
    names += [(normal(one.text), standing[one.unit_id]) for one in UnitName.objects.all() if one.unit_id in standing]
    return [unit for name, unit in names if len(name) > 1 and name in text]
