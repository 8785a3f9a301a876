"""Published systems and results as the search index holds them."""

from __future__ import annotations

from django.utils.timezone import localtime

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.core.units.queries import office
from mingzheng.supervision.assessment import queries
from mingzheng.supervision.assessment.formulas import plain
from mingzheng.supervision.assessment.models import Round, System


def result_entry(pk: int) -> Entry | None:
    """A result that is for everybody: the units with scores and places; None while it is not."""
    found = queries.public_rounds().filter(pk=pk).first()
    if found is None or found.settled_at is None or queries.newer(found) is not None:
        return None
    lines = [
        f"{group.label} {place} {sheet.unit.name} {plain(sheet.total)}分"
        for group in queries.standings(found)
        for sheet, place in group.placed
    ]
    return Entry(
        key=f"assessment.round:{found.pk}",
        kind="考核结果",
        title=f"{found}结果",
        body="\n".join([f"{found.year}年政务公开考核评估 得分 名次", *lines]),
        url=found.get_absolute_url(),
        agency=_agency(),
        published_on=localtime(found.settled_at).date(),
    )


def system_entry(pk: int) -> Entry | None:
    found = queries.published_systems().filter(pk=pk).first()
    if found is None or found.published_at is None:
        return None
    lines = [f"{item.group} {item.name} {item.number}分 {item.explanation}" for item in found.listed]
    return Entry(
        key=f"assessment.system:{found.pk}",
        kind="考核指标",
        title=str(found),
        body="\n".join([found.note, *lines]),
        url=found.get_absolute_url(),
        agency=_agency(),
        published_on=localtime(found.published_at).date(),
    )


def _agency() -> str:
    unit = office()
    return unit.short if unit else ""


def _rounds(after: int, limit: int) -> list[int]:
    return list(Round.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def _systems(after: int, limit: int) -> list[int]:
    return list(System.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


RESULTS = SearchKind("assessment.round", "考核结果", result_entry, _rounds)
SYSTEMS = SearchKind("assessment.system", "考核指标", system_entry, _systems)
