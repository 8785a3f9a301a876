"""The notice of the year is imported and issued in April, and its figures are bound."""

from __future__ import annotations

from mingzheng.config.year.stage import MORNING, Stage
from mingzheng.supervision.indicators import demo as indicators
from mingzheng.supervision.workplan import demo as workplan


def plan(stage: Stage) -> None:
    stage.at(workplan.ISSUED, lambda: _issue(stage), order=MORNING)
    stage.at(indicators.BOUND, lambda: indicators.confirm_suggested(stage.office()), order=MORNING)


def _issue(stage: Stage) -> None:
    plan = workplan.issue(stage.office())
    stage.count("workplan", plan.tasks.count())
