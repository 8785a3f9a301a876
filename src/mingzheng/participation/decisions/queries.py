"""Every read of catalogues and matters that a page or a figure uses."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.units.models import Unit
from mingzheng.participation.decisions import terms
from mingzheng.participation.decisions.models import Catalogue, Line, Matter, Proposal, Scope, Version
from mingzheng.participation.decisions.steps.catalogues import changed_facts

# --- who sees what ------------------------------------------------------------------------------------------------


def sees_matter(_matter: Matter, _actor: Actor | None) -> bool:
    """A matter exists with the publication of its catalogue: everybody may know of it."""
    return True


def works_on(matter: Matter, actor: Actor | None) -> bool:
    """Whose work it is, or was handed to, and 区府办: they see what is inside too."""
    if actor is None:
        return False
    if actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == matter.unit_id:
        return True
    return matter.case is not None and actor.unit_id == matter.case.unit_id


def sees_matter_file(matter: Matter, file_id: uuid.UUID, actor: Actor | None) -> bool:
    """The public: what goes with a record that was shown. Those who work on it: all."""
    return (
        works_on(matter, actor)
        or matter.parts.filter(file_id=file_id, shown_on__isnull=False, dropped_on=None).exists()
    )


def sees_catalogue(catalogue: Catalogue, actor: Actor | None) -> bool:
    return catalogue.live_id is not None or _of_actor(catalogue.unit_id, actor)


def sees_catalogue_file(catalogue: Catalogue, _file_id: uuid.UUID, actor: Actor | None) -> bool:
    """Proofs of consent are for the unit itself and 区府办."""
    return _of_actor(catalogue.unit_id, actor)


def sees_proposal(proposal: Proposal, actor: Actor | None) -> bool:
    return _of_actor(proposal.unit_id, actor)


def _of_actor(unit_id: int, actor: Actor | None) -> bool:
    return actor is not None and (actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == unit_id)


# --- the desk -----------------------------------------------------------------------------------------------------


def matters_of(actor: Actor) -> QuerySet[Matter]:
    """Matters of the desk: the own unit's and what it has in hand; 区府办 all."""
    rows = Matter.objects.select_related("unit", "case", "catalogue")
    if actor.is_machine or actor.post in OFFICE_POSTS:
        return rows
    return rows.filter(Q(unit_id=actor.unit_id) | Q(case__unit_id=actor.unit_id))


def catalogues_of(actor: Actor) -> QuerySet[Catalogue]:
    """Catalogues of the desk: the own unit's; 区府办 all."""
    rows = Catalogue.objects.select_related("unit", "case", "live")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


def proposals_of(actor: Actor) -> QuerySet[Proposal]:
    rows = Proposal.objects.select_related("unit", "case")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


# --- what the public reads ----------------------------------------------------------------------------------------


def published() -> QuerySet[Catalogue, Any]:
    """Catalogues that everybody may read."""
    return Catalogue.objects.filter(live__isnull=False).select_related("live", "unit")


def years() -> list[int]:
    """Years with a published catalogue, the newest first."""
    rows = published().order_by("-year").values_list("year", flat=True)
    return list(dict.fromkeys(rows))


def district(year: int) -> Catalogue | None:
    return published().filter(year=year, scope=Scope.DISTRICT).first()


def of_unit(year: int, code: str) -> Catalogue | None:
    return published().filter(year=year, scope=Scope.UNIT, unit__code=code).first()


def of_units(year: int) -> QuerySet[Catalogue, Any]:
    """The units' catalogues of a year, each with ``size``: how many matters it names now."""
    rows = published().filter(year=year, scope=Scope.UNIT)
    size = Count("live__lines", filter=Q(live__lines__dropped=False))
    return rows.annotate(size=size).order_by("unit__order", "unit_id")


@dataclass(frozen=True)
class Change:
    """What a version did to one matter: 增加, 移出, or which facts are said differently."""

    line: Line
    what: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Published:
    """A published version with what it changed."""

    version: Version
    changes: list[Change]
    size: int


def history(catalogue: Catalogue) -> list[Published]:
    """Every published version, the newest first."""
    versions = list(catalogue.versions.filter(published_on__isnull=False).prefetch_related("lines__unit"))
    found, before = [], None
    for version in versions:
        lines = list(version.lines.all())
        found.append(Published(version, _changes(before, lines), sum(not line.dropped for line in lines)))
        before = {line.matter_id: line for line in lines if not line.dropped}
    return list(reversed(found))


def _changes(before: dict[int | None, Line] | None, lines: list[Line]) -> list[Change]:
    if before is None:
        return []
    found = []
    for line in lines:
        old = before.get(line.matter_id)
        if line.dropped:
            found.append(Change(line, "移出"))
        elif old is None:
            found.append(Change(line, "增加"))
        elif changed := changed_facts(old, line):
            found.append(Change(line, "改变", tuple(changed)))
    return found


def lines_now(catalogue: Catalogue) -> list[Line]:
    """What the catalogue in force names, each with its matter and case."""
    if catalogue.live is None:
        return []
    return list(catalogue.live.lines.filter(dropped=False).select_related("unit", "matter__case", "matter__unit"))


def matters() -> QuerySet[Matter]:
    """Every matter: it exists with the publication of its catalogue."""
    return Matter.objects.select_related("unit", "case", "catalogue__unit", "document")


def matter(pk: int) -> Matter | None:
    """One matter of a published catalogue."""
    return matters().filter(pk=pk).first() if pk <= 2**62 else None


# --- lists of the desk --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filters:
    """What the list of matters is narrowed to. ``state``: "" (in hand), late, done, over, all."""

    state: str = ""
    year: str = ""
    unit: str = ""
    words: str = ""

    @staticmethod
    def states() -> list[tuple[str, str]]:
        return [("", "办理中"), ("late", "逾期"), ("done", "已公布"), ("over", "已结束"), ("all", "全部")]

    @classmethod
    def read(cls, query: Any) -> Filters:
        said = {name: str(query.get(name, "")).strip()[:60] for name in ("state", "year", "unit", "words")}
        if said["state"] not in dict(cls.states()):
            said["state"] = ""
        if not (said["year"].isascii() and said["year"].isdecimal() and len(said["year"]) == 4):
            said["year"] = ""
        return cls(**said)

    def narrow(self, rows: QuerySet[Matter], today: dt.date) -> QuerySet[Matter]:
        if self.year:
            rows = rows.filter(year=int(self.year))
        if self.unit:
            rows = rows.filter(unit__code=self.unit)
        if self.words:
            rows = rows.filter(title__icontains=self.words)
        wanted = {
            "": Q(published_on=None, over_on=None),
            "late": _late(today),
            "done": Q(published_on__isnull=False, over_on=None),
            "over": Q(over_on__isnull=False),
        }
        return rows.filter(wanted[self.state]) if self.state in wanted else rows

    @property
    def chosen(self) -> bool:
        return bool(self.year or self.unit or self.words)


def _late(today: dt.date) -> Q:
    return Q(case__closed_at=None, case__due_on__lt=today)


def counts(rows: QuerySet[Matter], today: dt.date) -> dict[str, int]:
    """In hand, late, in the review of legality, waiting for the meeting, published."""
    return rows.aggregate(
        in_hand=Count("pk", filter=Q(published_on=None, over_on=None)),
        late=Count("pk", filter=_late(today)),
        legality=Count("pk", filter=Q(case__state="legality")),
        tabled=Count("pk", filter=Q(case__state="tabled")),
        published=Count("pk", filter=Q(published_on__isnull=False)),
    )


def years_of(actor: Actor) -> list[int]:
    rows = catalogues_of(actor).order_by("-year").values_list("year", flat=True)
    return list(dict.fromkeys(rows))


def units_of(actor: Actor) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=matters_of(actor).order_by().values("unit")).order_by("order", "id")


def chosen_year(said: str, usual: int) -> int:
    plain = said.isascii() and said.isdecimal() and len(said) == 4
    return int(said) if plain and 2019 <= int(said) <= 2100 else usual


def size(catalogue: Catalogue) -> int:
    """How many matters it names: the version being composed, else the one in force."""
    version = catalogue.draft or catalogue.live
    return version.lines.filter(dropped=False).count() if version else 0


def owing(year: int, day: dt.date) -> list[Unit]:
    """Units that owe a catalogue of the year and have none public."""
    rows = Catalogue.objects.filter(year=year, scope=Scope.UNIT, live__isnull=False)
    held = set(rows.values_list("unit_id", flat=True))
    return [unit for unit in terms.units_with_duty(year, day) if unit.pk not in held]


def waiting_proposals(catalogue: Catalogue) -> list[Proposal]:
    """Proposals of its year that 区府办 has not decided yet; none for a unit's own catalogue."""
    if not catalogue.district:
        return []
    rows = Proposal.objects.filter(year=catalogue.year, case__state="office").select_related("unit")
    return list(rows.order_by("unit__order", "pk"))
