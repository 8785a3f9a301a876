"""What counts of what was said of an item, and what a unit gets in all. Reads; writes nothing.

An item counts as decided on appeal, else as 区府办 settled it, else as the machine or the sample gave it. What there is
nothing to judge of (0 of 0, no record to draw) is left out, and the rest is scaled to the whole: achieved ÷ applicable ×
whole, plus bonuses, less deductions, never below 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.db.models import Prefetch

from mingzheng.supervision.assessment import formulas, ranking
from mingzheng.supervision.assessment.models import Candidate, Mark, Round, Score, Sheet, Way

ZERO = Decimal(0)
APART = Decimal(1)  # two assessors so far apart need a third
MOST_MARKS = 3


def values(candidate: Candidate) -> list[Decimal]:
    """What the assessors said of a record, as numbers."""
    return [Decimal(mark.value) for mark in candidate.marks.all()]


def disagree(candidate: Candidate) -> bool:
    """Did two assessors say different things?"""
    return len(set(values(candidate))) > 1


def wanted(candidate: Candidate) -> int:
    """How many marks a record needs: as many as the item says, one more where two are as far apart as can be."""
    said = values(candidate)
    needed = candidate.score.item.assessors
    if len(said) >= 2 and max(said[:2]) - min(said[:2]) >= APART:
        return MOST_MARKS
    return needed


def settled_mark(candidate: Candidate) -> Decimal | None:
    """The mean of two, the middle of three; None while marks are missing."""
    said = values(candidate)
    if len(said) < wanted(candidate):
        return None
    return median(said) if len(said) == MOST_MARKS else sum(said, ZERO) / len(said)


@dataclass(frozen=True)
class Line:
    """An item of a unit. ``value`` None: left out (``why``), or not known yet (``pending``)."""

    score: Score
    value: Decimal | None
    pending: bool = False
    why: str = ""
    marks: tuple[Decimal, ...] = ()
    sampled: bool = False

    @property
    def counts(self) -> bool:
        return self.value is not None and self.score.item.weighed


@dataclass(frozen=True)
class Result:
    """A unit's items and what they come to. ``total`` None: nothing of it can be judged."""

    sheet: Sheet
    lines: tuple[Line, ...]
    whole: Decimal

    @property
    def applicable(self) -> Decimal:
        return sum((line.score.item.points for line in self.lines if line.counts), ZERO)

    @property
    def achieved(self) -> Decimal:
        return sum((line.value for line in self.lines if line.counts and line.value is not None), ZERO)

    @property
    def bonus(self) -> Decimal:
        return self._beside(Way.BONUS)

    @property
    def deduction(self) -> Decimal:
        return self._beside(Way.DEDUCTION)

    def _beside(self, way: Way) -> Decimal:
        return sum((line.value or ZERO for line in self.lines if line.score.item.way == way.value), ZERO)

    @property
    def pending(self) -> int:
        return sum(line.pending for line in self.lines)

    @property
    def scale(self) -> Decimal:
        return self.whole / self.applicable if self.applicable else ZERO

    @property
    def total(self) -> Decimal | None:
        if not self.applicable:
            return None
        return formulas.total(max(ZERO, self.achieved * self.scale + self.bonus - self.deduction))

    def entry(self) -> ranking.Entry:
        """As it is ranked: the sampled items apart from what is known."""
        sampled, fixed = [], self.bonus - self.deduction
        for line in self.lines:
            if not line.counts or line.value is None:
                continue
            if line.sampled:
                worth = float(line.score.item.points * self.scale)
                records = line.score.population or len(line.marks)
                sampled.append(ranking.Sampled(worth, records, tuple(float(mark) for mark in line.marks)))
            else:
                fixed += line.value * self.scale
        return ranking.Entry(self.sheet.pk, self.sheet.unit.kind, float(fixed), tuple(sampled))


def line_of(score: Score) -> Line:
    """What counts of an item now."""
    item = score.item
    if score.decided is not None:
        return Line(score, score.decided)
    if item.way == Way.MACHINE:
        if score.figure_day is None:
            return Line(score, None, pending=True)
        return Line(score, score.machine, why="" if score.machine is not None else "没有可以评判的记录，不计分")
    if item.way == Way.SAMPLE:
        return _sampled(score)
    if score.checked is not None:
        return Line(score, score.checked)
    if item.way == Way.DEDUCTION or (item.way == Way.BONUS and score.self_score is None):
        return Line(score, ZERO)
    return Line(score, None, pending=True)


def _sampled(score: Score) -> Line:
    if score.population is None:
        return Line(score, None, pending=True)
    if not score.population:
        return Line(score, None, why="没有可以抽取的记录，不计分")
    drawn = [one for one in score.candidates.all() if one.drawn]
    marks = [settled_mark(one) for one in drawn]
    held = tuple(mark for mark in marks if mark is not None)
    if not drawn or len(held) < len(drawn):
        return Line(score, None, pending=True)
    value = formulas.rounded(score.item.points * sum(held, ZERO) / len(held))
    return Line(score, value, marks=held, sampled=True)


def results(round_: Round, sheets: Iterable[Sheet] | None = None) -> list[Result]:
    """Every unit of a round (or some), in the district's order, with a fixed number of queries."""
    rows = Score.objects.filter(sheet__round=round_).select_related("item")
    if sheets is not None:
        rows = rows.filter(sheet__in=list(sheets))
    drawn = (
        Candidate.objects.filter(drawn=True)
        .select_related("score__item")
        .prefetch_related(Prefetch("marks", Mark.objects.order_by("id")))
    )
    rows = rows.select_related("sheet__unit", "sheet__case", "checked_by").prefetch_related(
        Prefetch("candidates", drawn), "evidence__file"
    )
    by_sheet: dict[int, list[Score]] = {}
    known: dict[int, Sheet] = {}
    for score in rows.order_by("sheet__unit__order", "sheet_id", "item__order", "id"):
        known.setdefault(score.sheet_id, score.sheet)
        by_sheet.setdefault(score.sheet_id, []).append(score)
    return [
        Result(known[pk], tuple(line_of(score) for score in scores), round_.system.whole)
        for pk, scores in by_sheet.items()
    ]


def result_of(sheet: Sheet) -> Result:
    """One unit."""
    found = results(sheet.round, [sheet])
    return found[0] if found else Result(sheet, (), sheet.round.system.whole)


def places(found: Iterable[Result]) -> list[ranking.Place]:
    """The places of all whose score can be told, by kind of unit."""
    return ranking.rank([one.entry() for one in found if one.total is not None])
