"""Days and names that the procedure of a matter turns on."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.workdays.queries import calendar
from mingzheng.participation.decisions.models import Code, Legality, Matter

LEAST = "decisions.legality_least"


def earliest_opinion(matter: Matter) -> dt.date | None:
    """The day on which the least time for the review of legality is over (Art. 27); None before it was handed over."""
    if matter.handed_on is None:
        return None
    least = rule_on(LEAST, matter.handed_on).length or 0
    return calendar().due(matter.handed_on, least)


def lawful_opinion(matter: Matter) -> Legality | None:
    """The newest opinion of this round, if it lets the draft be discussed and the draft is still the one reviewed."""
    newest = (
        Legality.objects.filter(part__matter=matter, part__round=matter.round, part__replaced=False)
        .select_related("part", "unit")
        .order_by("-part_id")
        .first()
    )
    return newest if newest and newest.conclusion == Legality.Conclusion.LAWFUL else None


def prepared_by(matter: Matter) -> set[str]:
    """Bodies that argued or assessed before the decision, in whichever round: they may not evaluate it (Art. 36)."""
    rows = matter.parts.filter(code__in=[Code.EXPERTS, Code.RISK], dropped_on=None)
    return {name for body in rows.values_list("by", flat=True) for name in bodies(body)}


def bodies(text: str) -> set[str]:
    """The bodies that a line names, for comparison: width, blanks and brackets do not matter."""
    parts = re.split(r"[、，,；;/]", unicodedata.normalize("NFKC", text))
    return {plain for part in parts if (plain := re.sub(r"[\s()·]", "", part))}
