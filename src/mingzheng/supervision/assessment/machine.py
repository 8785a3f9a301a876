"""Machine scores: the figures of a day, with the records behind them, kept as they stood. Carried out by the outbox."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.indicators import Item, Scope, indicator_of
from mingzheng.core.procedures.commands import act
from mingzheng.supervision.assessment import formulas
from mingzheng.supervision.assessment.models import Round, Score, Way

SCORE = "assessment.score"
MOST_KEPT = 200  # records kept behind one figure; how many there were is in the figure itself
MACHINE = "考核机器评分"


def run(payload: dict[str, Any]) -> None:
    """``{round}``: take every figure of the round, then let it go on. A round that went on already is left alone."""
    with transaction.atomic():
        round_ = Round.objects.select_for_update().select_related("system").filter(pk=payload["round"]).first()
        if round_ is None or round_.case is None or round_.phase != "scoring":
            return
        take(round_)
        act(round_.case, "scored", Actor.system(MACHINE))


def take(round_: Round, ways: tuple[str, ...] = (Way.MACHINE, Way.SAMPLE)) -> int:
    """Write the figures of all machine items and the number of records that may be drawn; returns how many.

    Args:
        ways: of which items; a correction leaves alone what was drawn.

    Raises:
        KeyError: a figure that no room declares any more: the outbox shows it, nothing is guessed.
    """
    rows = list(Score.objects.filter(sheet__round=round_, item__way__in=ways).select_related("item", "sheet"))
    for score in rows:
        _take(score, round_)
    Score.objects.bulk_update(
        rows, ["numerator", "denominator", "figure_day", "records", "machine", "population"], batch_size=100
    )
    round_.scored_on = timekeeping.today()
    round_.save(update_fields=["scored_on"])
    return len(rows)


def population(score: Score, round_: Round) -> list[Item]:
    """The records that may be drawn for a sampled item, each once."""
    indicator = indicator_of(score.item.figure)
    if indicator is None:
        raise KeyError(score.item.figure)
    found = indicator.items(Scope(round_.as_of, None, score.sheet.unit_id))
    return list({item.ref: item for item in found}.values())


def _take(score: Score, round_: Round) -> None:
    indicator = indicator_of(score.item.figure)
    if indicator is None:
        raise KeyError(score.item.figure)
    score.figure_day = round_.as_of
    if score.item.way == Way.SAMPLE:
        score.population = len(population(score, round_))
        return
    scope = Scope(round_.as_of, None, score.sheet.unit_id)
    figure = indicator.measure(scope)
    score.numerator, score.denominator = figure.numerator, figure.denominator
    formula = formulas.read(score.item.formula)
    score.machine = formulas.earned(formula, score.item.points, figure) if formula else None
    score.records = [
        {"kind": item.ref.kind, "id": item.ref.id, "title": item.title[:300], "counts": item.counts, "note": item.note}
        for item in indicator.items(scope)[:MOST_KEPT]
    ]
