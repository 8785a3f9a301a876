"""A correction of an approved result: a new edition that begins where the scores are checked, with everything said so far.

The earlier edition stays as it was approved. What was drawn and marked is taken over; the sample is not drawn anew.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.db import models

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.opening import NewCase, open_cases
from mingzheng.supervision.assessment.models import Candidate, Evidence, Mark, Round, Score, Sheet

MACHINE = Actor.system("考核更正")
KEPT = ("system", "title", "year", "as_of", "opened_at", "scored_on", "candidates_sha256", "sampled_on")
M = TypeVar("M", bound=models.Model)


def begin_edition(old: Round, why: str, appeal_due: dt.date, today: dt.date) -> Round:
    """The next edition with its sheets, in the phase of checking.

    Args:
        appeal_due: until when units may appeal against what the correction says.
    """
    made = Round.objects.create(
        **{name: getattr(old, name) for name in KEPT},
        self_due=min(old.self_due, today),
        mark_due=min(old.mark_due, today),
        appeal_due=appeal_due,
        edition=old.edition + 1,
        corrects=old,
        correction_why=why,
    )
    home = _case(old.case).unit
    made.case = open_case(
        "assessment.round", made.ref, unit=home, actor=MACHINE, title=str(made), number=str(made.year)
    )
    made.save(update_fields=["case"])
    _take_over(old, made)
    act(_case(made.case), "carry_over", MACHINE)
    return made


def _case(found: Case | None) -> Case:
    if found is None:
        raise TypeError("a round that was approved has a case")
    return found


def _take_over(old: Round, made: Round) -> None:
    before = list(old.sheets.select_related("unit").order_by("pk"))
    sheets = _copied(before, lambda one: Sheet(round=made, unit=one.unit))
    scores = _copied(
        Score.objects.filter(sheet__in=before).order_by("pk"),
        lambda one: _like(one, sheet_id=sheets[one.sheet_id].pk),
    )
    _copied(Evidence.objects.filter(score__in=list(scores)), lambda one: _like(one, score_id=scores[one.score_id].pk))
    drawn = _copied(
        Candidate.objects.filter(round=old).order_by("pk"),
        lambda one: _like(one, round_id=made.pk, score_id=scores[one.score_id].pk),
    )
    _copied(
        Mark.objects.filter(candidate__in=list(drawn)).order_by("pk"),
        lambda one: _like(one, candidate_id=drawn[one.candidate_id].pk),
    )
    _open(made, before, sheets)


def _copied(rows: Any, make: Any) -> dict[int, Any]:
    """Id of each row → its copy, saved."""
    found = list(rows)
    copies = [make(one) for one in found]
    if copies:
        type(copies[0]).objects.bulk_create(copies, batch_size=500)
    return {one.pk: copy for one, copy in zip(found, copies, strict=True)}


def _like(row: M, **changed: Any) -> M:
    """An unsaved copy."""
    facts = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    return type(row)(**{**facts, **changed})


def _open(made: Round, before: list[Sheet], sheets: dict[int, Sheet]) -> None:
    """Their cases stand where a sheet stands that was handed in."""
    rows = [sheets[one.pk] for one in before]
    fresh = [NewCase(row.ref, row, row.unit, str(made), str(made.year)) for row in rows]
    for row, case in zip(rows, open_cases("assessment.sheet", fresh, MACHINE), strict=True):
        row.case = case
    Sheet.objects.bulk_update(rows, ["case"], batch_size=100)
    for row in rows:
        act(_case(row.case), "lapse", MACHINE)
    for one in before:
        sheets[one.pk].lapsed = one.lapsed
    Sheet.objects.bulk_update(rows, ["lapsed"], batch_size=100)
