"""How a figure becomes a score: one of four formulas, written in words that are read back. Pure; exact decimals."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from mingzheng.core.indicators import Figure

FINEST = Decimal("0.001")  # scores of an item
SHOWN = Decimal("0.01")  # totals


class Kind(StrEnum):
    """SHARE: the share itself. UP_TO: the share against a share that earns all. COUNT: each one, up to so many. REACHED: all or nothing."""

    SHARE = "share"
    UP_TO = "up_to"
    COUNT = "count"
    REACHED = "reached"


@dataclass(frozen=True)
class Formula:
    """``at``: percent (UP_TO, REACHED of a share) or count (COUNT, REACHED of a count); None for SHARE."""

    kind: Kind
    at: Decimal | None = None
    percent: bool = False

    @property
    def words(self) -> str:
        at = plain(self.at) if self.at is not None else ""
        return {
            Kind.SHARE: "按比例得分",
            Kind.UP_TO: f"按比例得分，达到{at}%得满分",
            Kind.COUNT: f"按数量得分，满{at}得满分",
            Kind.REACHED: f"达到{at}{'%' if self.percent else ''}得满分，否则不得分",
        }[self.kind]


_FORMS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"按比例得分"), Kind.SHARE),
    (re.compile(r"按比例得分,达到(?P<at>\d+(?:\.\d+)?)(?P<percent>%)得满分"), Kind.UP_TO),
    (re.compile(r"按数量得分,满(?P<at>\d+(?:\.\d+)?)得满分"), Kind.COUNT),
    (re.compile(r"达到(?P<at>\d+(?:\.\d+)?)(?P<percent>%?)得满分,否则不得分"), Kind.REACHED),
)
FORMS = "按比例得分；按比例得分，达到90%得满分；按数量得分，满4得满分；达到95%得满分，否则不得分"


def read(text: str) -> Formula | None:
    """The formula that the words state; None when they state none. Width of characters and blanks do not matter."""
    wanted = "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。.")
    for pattern, kind in _FORMS:
        found = pattern.fullmatch(wanted)
        if found is None:
            continue
        parts = found.groupdict()
        at = Decimal(parts["at"]) if parts.get("at") else None
        if at is not None and at <= 0:
            return None
        return Formula(kind, at, bool(parts.get("percent")))
    return None


def fits(formula: Formula, *, share: bool) -> bool:
    """Does the formula ask for what the figure is, a share or a count?"""
    if formula.kind is Kind.COUNT:
        return not share
    return share if formula.kind is not Kind.REACHED else share == formula.percent


def earned(formula: Formula, points: Decimal, figure: Figure) -> Decimal | None:
    """What a figure earns of ``points``; None where there is nothing to judge (0 of 0, or a figure of another kind)."""
    share = figure.denominator is not None
    if not fits(formula, share=share) or (share and not figure.denominator):
        return None
    part = _part(formula, figure)
    return rounded(points * max(Decimal(0), min(Decimal(1), part)))


def _part(formula: Formula, figure: Figure) -> Decimal:
    value = Decimal(figure.numerator)
    if figure.denominator:
        value = value / Decimal(figure.denominator)
    if formula.at is None:
        return value
    whole = formula.at / 100 if formula.percent else formula.at
    return Decimal(value >= whole) if formula.kind is Kind.REACHED else value / whole


def rounded(value: Decimal) -> Decimal:
    """A score of an item: thousandths, half up."""
    return value.quantize(FINEST, ROUND_HALF_UP)


def total(value: Decimal) -> Decimal:
    """A total as it is ranked and shown: hundredths, half up."""
    return value.quantize(SHOWN, ROUND_HALF_UP)


def plain(value: Decimal | None) -> str:
    """1.200 as 1.2, 40 as 40; nothing as an empty text."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
