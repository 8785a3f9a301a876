"""How visitors rated a session: the first scale of its questionnaire, as it was published."""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.participation.open_days.models import OpenDay
from mingzheng.participation.surveys.models import Survey
from mingzheng.participation.surveys.queries import embedded, result
from mingzheng.participation.surveys.questionnaire import Kind

SATISFIED = 2  # the two best values of a scale


@dataclass(frozen=True)
class Rated:
    """Of so many who answered, so many chose one of the two best values."""

    answered: int
    satisfied: int


def questionnaire(open_day: OpenDay) -> Survey | None:
    """The session's questionnaire once it may be answered; None before."""
    survey = embedded(open_day.ref)
    return survey if survey is not None and survey.released_on is not None else None


def rated(open_day: OpenDay) -> Rated | None:
    """None without a published result, without a scale, or where small numbers are kept back."""
    survey = embedded(open_day.ref)
    found = result(survey) if survey is not None else None
    scale = next((one for one in found.questions if one.kind == Kind.SCALE and one.lines), None) if found else None
    if scale is None:
        return None
    counts = [cell.count for cell in scale.lines[0].cells]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return None
    return Rated(sum(known), sum(known[-SATISFIED:]))
