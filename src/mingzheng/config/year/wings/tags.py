"""The catalogue of tags is drafted, approved and published in January, before the papers of the year are tagged by it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mingzheng.config.year.stage import MORNING, Stage
from mingzheng.core.actors import Post
from mingzheng.disclosure.documents.indicators import PROCEDURE_TAG
from mingzheng.policy.tags import commands
from mingzheng.policy.tags.models import Version

BEGUN, SIGNED, PUBLISHED = dt.date(2023, 1, 4), dt.date(2023, 1, 9), dt.date(2023, 1, 11)
OWN: dict[str, Any] = {
    "facet": "measure",
    "name": PROCEDURE_TAG,
    "definition": "公文公开属性认定的规程和目录。",
    "words": PROCEDURE_TAG,
    "reason": "各单位公开属性认定规程需要。",
}


def plan(stage: Stage) -> None:
    stage.at(BEGUN, lambda: _begin(stage))
    stage.at(SIGNED, lambda: stage.do(Version.objects.get(), "approve", stage.office(Post.OFFICE_HEAD)))
    stage.at(PUBLISHED, lambda: stage.do(Version.objects.get(), "publish", stage.office()), order=MORNING)


def _begin(stage: Stage) -> None:
    clerk = stage.office()
    made = commands.begin(clerk, note="第一版：按主题、面向对象、行业、区域举措编制。", take_over=True)
    stage.do(made, "add", clerk, **OWN)
    stage.do(made, "submit", clerk)
    stage.count("tags")
