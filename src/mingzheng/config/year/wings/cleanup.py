"""The clean-up of normative documents in autumn: units propose, the office gathers, the result is published with its effects."""

from __future__ import annotations

import datetime as dt
from functools import partial

from mingzheng.config.year.stage import Stage
from mingzheng.core.actors import Post
from mingzheng.disclosure.cleanup.commands import launch
from mingzheng.disclosure.cleanup.demo import BASIS
from mingzheng.disclosure.cleanup.models import Campaign, Outcome, Share

LAUNCHED, PROPOSED, GATHERED, PUBLISHED = (
    dt.date(2023, 10, 9), dt.date(2023, 10, 18), dt.date(2023, 10, 26), dt.date(2023, 10, 31),
)  # fmt: skip


def plan(stage: Stage) -> None:
    stage.at(LAUNCHED, lambda: _launch(stage))


def _launch(stage: Stage) -> None:
    facts = {"title": "2023年行政规范性文件清理", "basis": BASIS, "unit": None, "normative_only": True}
    campaign = launch(stage.office(), {**facts, "as_of": stage.today, "due_on": GATHERED})
    for share in campaign.shares_listed:
        stage.at(PROPOSED, partial(_propose, stage, share))
    stage.at(GATHERED, lambda: _gather(stage, campaign))
    stage.at(PUBLISHED, lambda: _publish(stage, campaign))
    stage.count("cleanup")


def _propose(stage: Stage, share: Share) -> None:
    reason = "与现行法律法规一致，仍需执行。"
    lines = [str(line.pk) for line in share.lines.all()]
    stage.do(share, "propose", stage.officer(share.unit), lines=lines, outcome=Outcome.CONTINUE.value, reason=reason)
    stage.do(share, "submit", stage.officer(share.unit, Post.HEAD), opinion="同意。")
    stage.count("cleanup")


def _gather(stage: Stage, campaign: Campaign) -> None:
    for command in ("gather", "take_proposals"):
        stage.do(campaign, command, stage.office())


def _publish(stage: Stage, campaign: Campaign) -> None:
    head = stage.office(Post.OFFICE_HEAD)
    stage.do(campaign, "publish", head, effective_on=stage.today, number="长府办〔2023〕86号")
