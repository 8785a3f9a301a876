"""What pages and papers show of inspections of outside sites."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from mingzheng.core.actors import Actor
from mingzheng.supervision.inspections import visibility
from mingzheng.supervision.inspections.models import OutsideFinding, OutsideInspection
from mingzheng.supervision.inspections.queries import RuleCount, counted_by_rule
from mingzheng.supervision.inspections.rules import Rule, rules


def inspections(actor: Actor) -> QuerySet[OutsideInspection]:
    return visibility.outside_for(actor)


def inspection_for(actor: Actor, pk: int) -> OutsideInspection | None:
    """One of another unit is none."""
    return visibility.outside_for(actor).filter(pk=pk).first()


def by_rule(row: OutsideInspection) -> list[RuleCount]:
    """What was found by rule, the weightiest rules first."""
    return counted_by_rule(row.findings.all())


@dataclass(frozen=True)
class PageCount:
    address: str
    title: str
    count: int
    unsure: int


def by_page(row: OutsideInspection, most: int) -> list[PageCount]:
    """The pages with most findings."""
    counted = (
        row.findings.order_by().values("address").annotate(n=Count("id"), open=Count("id", filter=Q(certain=False)))
    )
    rows = list(counted.order_by("-n", "address")[:most])
    titles = dict(row.findings.filter(address__in=[one["address"] for one in rows]).values_list("address", "title"))
    return [PageCount(one["address"], titles[one["address"]], one["n"], one["open"]) for one in rows]


def findings(
    row: OutsideInspection, *, rule: str = "", page: str = "", unsure: bool = False
) -> QuerySet[OutsideFinding]:
    rows = row.findings.all()
    rows = rows.filter(rule=rule) if rule else rows
    rows = rows.filter(address=page) if page else rows
    return rows.filter(certain=False) if unsure else rows


@dataclass(frozen=True)
class Section:
    """A rule with all that was found by it."""

    rule: Rule
    rows: list[OutsideFinding]


def report(row: OutsideInspection, most: int) -> list[Section]:
    """Everything by rule and page, the weightiest rules first; not more than so many findings."""
    held: dict[str, list[OutsideFinding]] = {}
    for found in row.findings.order_by("rule", "address", "id")[:most]:
        held.setdefault(found.rule, []).append(found)
    return [Section(rules()[one.rule.code], held[one.rule.code]) for one in by_rule(row) if one.rule.code in held]
