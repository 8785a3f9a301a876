"""What the case pages of assessment read besides their facts, as far as the reader may see it."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.core.actors import Actor
from mingzheng.supervision.assessment import presenting, queries, sampling, visibility
from mingzheng.supervision.assessment.formulas import plain
from mingzheng.supervision.assessment.models import Round, Sheet, System

register = template.Library()


@register.filter
def points(value: Any) -> str:
    """1.200 as 1.2; nothing as an empty text."""
    return plain(value)


@register.simple_tag
def place_of(sheet: Sheet) -> str:
    return queries.place_words(sheet)


@register.simple_tag
def sums_of(system: System) -> list[str]:
    """What does not add up."""
    return queries.sum_faults(system)


@register.simple_tag
def sheet_view(sheet: Sheet, actor: Actor | None) -> dict[str, Any]:
    """The sheet with its foot and the records that were drawn."""
    shown = visibility.sees_scores(sheet, actor)
    return {
        "groups": presenting.sheet_rows(sheet, actor),
        "sum": presenting.sheet_sum(sheet, actor),
        "drawn": presenting.drawn_of(sheet) if shown else [],
        "shown": shown,
        "office": visibility.is_office(actor),
        "filling": sheet.case is not None and sheet.case.state == "filling" and sheet.round.phase == "self",
        "checking": sheet.round.phase == "checking",
    }


@register.simple_tag
def round_view(found: Round, actor: Actor | None) -> dict[str, Any]:
    """Units with where they stand, for 区府办 alone; the draw and how far marking is, for all inside."""
    office = visibility.is_office(actor)
    records = sampling.to_mark(found)
    return {
        "office": office,
        "sheets": found.sheets.select_related("unit", "case") if office else [],
        "draw": sampling.draw_of(found),
        "drawn": len(records),
        "unmarked": sampling.unmarked(found) if records else 0,
    }
