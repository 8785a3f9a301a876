"""The conditions of the tables, asked of the record and of who acts."""

from __future__ import annotations

from typing import Any

from mingzheng.core import timekeeping
from mingzheng.supervision.assessment import sampling, scoring
from mingzheng.supervision.assessment.models import Appeal, Round, Score, Sheet, System
from mingzheng.supervision.assessment.sheets import sum_faults


def adds_up(system: System, _actor: Any) -> bool:
    items = list(system.items.all())
    return bool(items) and not sum_faults(items, system.whole)


def is_adopted(system: System, _actor: Any) -> bool:
    return system.adopted_on is not None


def all_handed_in_or_late(round_: Round, _actor: Any) -> bool:
    late = timekeeping.today() > round_.self_due
    return late or not round_.sheets.filter(case__state="filling").exists()


def figures_exist(round_: Round, _actor: Any) -> bool:
    return timekeeping.today() >= round_.as_of


def has_records(round_: Round, _actor: Any) -> bool:
    return Score.objects.filter(sheet__round=round_, population__gt=0).exists()


def has_none(round_: Round, actor: Any) -> bool:
    return not has_records(round_, actor)


def is_drawn(round_: Round, _actor: Any) -> bool:
    draw = sampling.draw_of(round_)
    return draw is not None and draw.drawn_at is not None


def is_voided(round_: Round, _actor: Any) -> bool:
    return sampling.draw_of(round_) is None


def all_marked(round_: Round, _actor: Any) -> bool:
    return sampling.unmarked(round_) == 0


def all_checked(round_: Round, _actor: Any) -> bool:
    return not round_.sheets.filter(case__state__in=("filling", "submitted")).exists()


def appeals_over(round_: Round, _actor: Any) -> bool:
    late = timekeeping.today() > round_.appeal_due
    return late or not round_.sheets.filter(case__state="released").exists()


def appeals_decided(round_: Round, _actor: Any) -> bool:
    return not Appeal.objects.filter(score__sheet__round=round_, case__state="made").exists()


def nothing_pending(round_: Round, _actor: Any) -> bool:
    return not any(result.pending for result in scoring.results(round_))


def is_concluded(round_: Round, _actor: Any) -> bool:
    return round_.sheets.exclude(total=None).exists()


def not_corrected(round_: Round, _actor: Any) -> bool:
    return not Round.objects.filter(corrects=round_).exists()


def is_correction(round_: Round, _actor: Any) -> bool:
    return round_.corrects_id is not None


def round_in(*phases: str) -> Any:
    """A guard: the sheet's round is in one of these phases."""
    return lambda sheet, _actor: sheet.round.phase in phases


def all_filled(sheet: Sheet, _actor: Any) -> bool:
    return not sheet.scores.filter(item__way="self", self_score=None).exists()


def sheet_checked(sheet: Sheet, _actor: Any) -> bool:
    return (
        not sheet.scores.filter(item__way__in=("self", "bonus"), checked=None)
        .exclude(item__way="bonus", self_score=None)
        .exists()
    )


def no_open_appeal(sheet: Sheet, _actor: Any) -> bool:
    return not Appeal.objects.filter(score__sheet=sheet, case__state="made").exists()
