"""What the district does in a year, one module for each room or a few that belong together.

A wing is a function ``plan(stage)`` that puts deeds on days with ``stage.at``; a deed may put further ones.
"""

from __future__ import annotations

from collections.abc import Callable

from mingzheng.config.year.stage import Stage
from mingzheng.config.year.wings import (
    assessment,
    cleanup,
    columns,
    consultations,
    decisions,
    delegates,
    filing,
    foi,
    key_areas,
    letters,
    open_days,
    papers,
    places,
    policies,
    releases,
    reports,
    rounds,
    shares,
    surveys,
    tags,
    training,
    workplan,
)

# In this order on one day.
WINGS: dict[str, Callable[[Stage], None]] = {
    "workplan": workplan.plan,
    "shares": shares.plan,
    "tags": tags.plan,
    "columns": columns.plan,
    "key_areas": key_areas.plan,
    "papers": papers.plan,
    "releases": releases.plan,
    "policies": policies.plan,
    "cleanup": cleanup.plan,
    "filing": filing.plan,
    "places": places.plan,
    "foi": foi.plan,
    "letters": letters.plan,
    "consultations": consultations.plan,
    "decisions": decisions.plan,
    "delegates": delegates.plan,
    "training": training.plan,
    "surveys": surveys.plan,
    "open_days": open_days.plan,
    "reports": reports.plan,
    "assessment": assessment.plan,
    "rounds": rounds.plan,
}
