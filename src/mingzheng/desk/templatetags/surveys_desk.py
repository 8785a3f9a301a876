"""What the case page of a survey or a call shows beside its facts."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.core import timekeeping
from mingzheng.participation.draws.queries import of_owner
from mingzheng.participation.surveys import queries
from mingzheng.participation.surveys.counting import Rule
from mingzheng.participation.surveys.models import Call, OpenText, Survey
from mingzheng.participation.surveys.phases import Phase
from mingzheng.participation.surveys.results import condition_text
from mingzheng.participation.surveys.steps.surveys import counted, unchecked

register = template.Library()


@register.simple_tag
def survey_panel(survey: Survey) -> dict[str, Any]:
    """Its questions; how many texts wait; from the end on, the figures as they will be published."""
    form = survey.form
    questions = [(one, form.number_of(one.key), condition_text(form, one)) for one in form.questions()]
    over = survey.phase is Phase.CLOSED
    return {
        "questions": questions,
        "number": len(questions),
        "pages": form.pages,
        "texts": survey.texts.exists(),
        "waiting": survey.texts.filter(state=OpenText.State.WAITING).count(),
        "unchecked": unchecked(survey).count(),
        "result": counted(survey, timekeeping.today()) if over else queries.result(survey),
    }


@register.simple_tag
def call_panel(call: Call) -> dict[str, Any]:
    """What came, the candidates, and from the end of the ballot the ranking."""
    candidates = list(queries.candidates(call))
    titles = {one.candidate: one.title for one in candidates}
    return {
        "tally": queries.tally(call),
        "candidates": candidates,
        "rule": Rule(call.rule).says(len(candidates), call.most or 1) if call.rule else "",
        "places": [(one, titles.get(one.candidate, "")) for one in queries.ranking(call)],
        "draw": of_owner(call.ref),
    }
