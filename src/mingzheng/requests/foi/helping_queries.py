"""Reads of conversations, typical cases, conferences and what many ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import conferences, queries, same, typical
from mingzheng.requests.foi.channels import Channel, channels
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.models import Application, Conference, SameInformation, TypicalCase

Status = TypicalCase.Status


@dataclass(frozen=True)
class Helped:
    """What the case shows besides the procedure's own dealings."""

    channels: tuple[Channel, ...]
    conferences: list[Conference]
    typical: TypicalCase | None
    same: list[SameInformation]
    may_draft: bool
    may_suggest: bool


def helped(application: Application, actor: Actor) -> Helped:
    """For the panel of a case that the actor sees."""
    return Helped(
        channels(),
        _conferences(application, actor),
        application.typical_cases.exclude(status=Status.DROPPED).first(),
        _same(application),
        typical.may_draft(application, actor),
        same.may_suggest(application, actor),
    )


def _conferences(application: Application, actor: Actor) -> list[Conference]:
    held = [one.pk for one in application.conferences.all()]
    return list(conferences.seen_by(actor).filter(pk__in=held)) if held else []


def _same(application: Application) -> list[SameInformation]:
    asked = [one.pk for one in application.same_information.all()]
    return list(_counted(SameInformation.objects.filter(pk__in=asked))) if asked else []


def typical_cases(actor: Actor) -> QuerySet[TypicalCase]:
    """Shared ones for all staff; drafts for their unit and 区府办."""
    rows = TypicalCase.objects.select_related("unit", "case")
    shown = Q(status=Status.SHARED)
    if actor.is_machine or actor.post in OFFICE_POSTS:
        return rows
    return rows.filter(shown | Q(unit_id=actor.unit_id))


def sees_typical(found: TypicalCase, actor: Actor | None) -> bool:
    return actor is not None and typical_cases(actor).filter(pk=found.pk).exists()


@dataclass(frozen=True)
class TypicalFilters:
    """What the library is narrowed by."""

    leaf: str = ""
    unit: int | None = None
    year: int | None = None
    text: str = ""
    drafts: bool = False

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> TypicalFilters:
        """Anything that is no known leaf, unit or year is passed over."""
        leaf = str(query.get("leaf", ""))
        return cls(
            leaf if leaf in outcomes.LEAVES else "",
            _whole(query.get("unit")),
            _whole(query.get("year")),
            str(query.get("text", "")).strip()[:100],
            query.get("tab") == "drafts",
        )

    @property
    def any(self) -> bool:
        return bool(self.leaf or self.unit or self.year or self.text)

    def narrow(self, rows: QuerySet[TypicalCase]) -> QuerySet[TypicalCase]:
        rows = rows.filter(status=Status.DRAFT if self.drafts else Status.SHARED)
        if self.leaf:
            rows = rows.filter(leaf=self.leaf)
        if self.unit is not None:
            rows = rows.filter(unit_id=self.unit)
        if self.year is not None:
            rows = rows.filter(drafted_on__year=self.year)
        for word in self.text.split()[:5]:
            wanted = Q()
            for name in typical.FIELDS:
                wanted |= Q(**{f"{name}__icontains": word})
            rows = rows.filter(wanted)
        return rows


def _whole(value: Any) -> int | None:
    return whole(str(value or ""), 4) or None


def units_with_typical() -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=TypicalCase.objects.values("unit")).order_by("order", "id")


def same_information(actor: Actor) -> QuerySet[SameInformation]:
    """Those whose case the actor sees, with how many applications ask for it."""
    cases = Case.objects.filter(same.seen(actor), procedure="foi.same")
    return _counted(SameInformation.objects.filter(case__in=cases))


def _counted(rows: QuerySet[SameInformation]) -> QuerySet[SameInformation]:
    return rows.select_related("unit", "case").annotate(asked=Count("applications"))


@dataclass(frozen=True)
class Pointer:
    """An application as a meeting shows it: who may not read it gets the number and the kind of applicant."""

    number: str
    kind: str
    url: str


def pointers(applications: QuerySet[Application], actor: Actor) -> list[Pointer]:
    """Two queries, however many there are."""
    rows = list(applications.order_by("pk"))
    mine = set(
        Case.objects.filter(queries.seen_applications(actor), foi_application__in=rows).values_list("pk", flat=True)
    )
    return [
        Pointer(str(row), row.get_applicant_kind_display(), row.get_absolute_url() if row.case_id in mine else "")
        for row in rows
    ]
