"""A policy's life line: what each stage holds, what is due, what is missing, and why. Judged on read, nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.actors import Actor
from mingzheng.core.dated import in_force
from mingzheng.core.dates import chinese_date
from mingzheng.policy.policies import stages
from mingzheng.policy.policies.models import NotNeeded, Policy
from mingzheng.policy.policies.stages import Stage, Trace

DATA = Path(__file__).parent / "data" / "stages.yaml"


class Standing(StrEnum):
    DONE = "done"
    DUE = "due"
    MISSING = "missing"
    AHEAD = "ahead"
    NOT_NEEDED = "not_needed"

    @property
    def label(self) -> str:
        return {
            "done": "已有记录",
            "due": "期限内",
            "missing": "缺失",
            "ahead": "尚未到期",
            "not_needed": "不适用",
        }[self.value]

    @property
    def short(self) -> str:
        """In a strip of eight."""
        return {"done": "已有", "due": "期限内", "missing": "缺失", "ahead": "未到期", "not_needed": "不适用"}[
            self.value
        ]

    @property
    def icon(self) -> str:
        """A shape of its own, so that nothing is said by colour alone."""
        return {
            "done": "circle-check-filled",
            "due": "clock",
            "missing": "alert-octagon-filled",
            "ahead": "circle-dashed",
            "not_needed": "x",
        }[self.value]

    @property
    def light(self) -> str:
        return {"done": "done", "due": "green", "missing": "red"}.get(self.value, "none")


@dataclass(frozen=True)
class Rule:
    """When a stage is due (data/stages.yaml)."""

    stage: Stage
    when: str
    valid_from: dt.date
    source: str
    after: str = ""
    days: int = 0
    before_issue: bool = False


@dataclass(frozen=True)
class StageView:
    """One stage of one policy. ``why``: on what ``standing`` rests, in words; ``due_on``: None when it has no day."""

    stage: Stage
    standing: Standing
    why: str
    due_on: dt.date | None = None
    traces: Sequence[Trace] = field(default_factory=tuple)

    @property
    def label(self) -> str:
        return self.stage.label

    @property
    def short(self) -> str:
        return self.standing.short

    @property
    def icon(self) -> str:
        return self.standing.icon

    @property
    def light(self) -> str:
        return self.standing.light

    @property
    def note(self) -> str:
        """What stands beside the stage where there is room for few words."""
        if self.standing is Standing.DONE:
            return f"最近 {chinese_date(self.traces[-1].day)}" if self.traces else self.why
        return f"{self.why}（{chinese_date(self.due_on)}）" if self.due_on else self.why


@dataclass(frozen=True)
class LifeLine:
    policy: Policy
    stages: Sequence[StageView]

    @property
    def missing(self) -> list[StageView]:
        return [one for one in self.stages if one.standing is Standing.MISSING]

    @property
    def complete(self) -> bool:
        """Nothing that is already due is missing (the figure of task 17)."""
        return not self.missing

    @property
    def key(self) -> list[Standing]:
        """Every standing, for a legend."""
        return list(Standing)

    def at(self, stage: Stage) -> StageView:
        return next(one for one in self.stages if one.stage is stage)


@cache
def _rules() -> tuple[Rule, ...]:
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["stages"]
    return tuple(Rule(**{**row, "stage": Stage(row["stage"])}) for row in rows)


def rule_of(stage: Stage, day: dt.date) -> Rule:
    """The rule in force on a day; the oldest for a day before all.

    Raises:
        LookupError: the data file names no rule for the stage.
    """
    found = in_force((rule for rule in _rules() if rule.stage is stage), day)
    if found is None:
        raise LookupError(f"stages.yaml: {stage}")
    return found


def of(policies: Sequence[Policy], day: dt.date, actor: Actor | None = None) -> dict[int, LifeLine]:
    """The life lines of policies on a day, by id; the public (actor None) sees public traces only.

    The standing is the same for both: a trace that is not public counts, its words are only not shown.
    """
    traces = stages.traces_of(policies)
    waived: dict[int, dict[str, NotNeeded]] = {policy.pk: {} for policy in policies}
    for row in NotNeeded.objects.filter(policy__in=list(waived)):
        waived[row.policy_id][row.stage] = row
    return {
        policy.pk: LifeLine(
            policy,
            [_view(policy, stage, day, traces[policy.pk], waived[policy.pk], actor) for stage in Stage],
        )
        for policy in policies
    }


def _view(
    policy: Policy,
    stage: Stage,
    day: dt.date,
    traces: Sequence[Trace],
    waived: Mapping[str, NotNeeded],
    actor: Actor | None,
) -> StageView:
    held = [one for one in traces if one.stage is stage and one.day <= day]
    shown = [one for one in held if one.public or actor is not None]
    if held:
        return StageView(stage, Standing.DONE, f"{len(held)} 项记录", traces=shown)
    if stage in waived:
        return StageView(stage, Standing.NOT_NEEDED, waived[stage].reason)
    # The rule that was in force when the policy was issued; later rules do not reach back.
    rule = rule_of(stage, policy.issued_on or day)
    if policy.ended_on is not None and policy.ended_on <= day and policy.issued_on is None:
        return StageView(stage, Standing.NOT_NEEDED, "政策没有发布，已停止制定")
    if not _concerns(rule, policy):
        return StageView(stage, Standing.NOT_NEEDED, WHEN[rule.when])
    return _waiting(policy, rule, day)


WHEN = {"for_enterprises": "不涉及企业的政策不要求", "pays": "没有申请兑现事项的政策不要求"}


def _concerns(rule: Rule, policy: Policy) -> bool:
    return rule.when == "always" or bool(getattr(policy, rule.when))


def _waiting(policy: Policy, rule: Rule, day: dt.date) -> StageView:
    """Nothing is held yet: is it missing, under way, or still ahead?"""
    if rule.before_issue:
        if policy.issued_on and policy.issued_on <= day:
            return StageView(rule.stage, Standing.MISSING, "发布时还没有记录", policy.issued_on)
        return StageView(rule.stage, Standing.DUE, "发布前完成")
    begins = _begins(policy, rule.after)
    if begins is None:
        return StageView(rule.stage, Standing.AHEAD, "发布后办理")
    due = begins + dt.timedelta(days=rule.days)
    words = f"{AFTER[rule.after]}后 {rule.days} 日内" if rule.days else f"{AFTER[rule.after]}当天"
    if due < day:
        return StageView(rule.stage, Standing.MISSING, words, due)
    return StageView(rule.stage, Standing.DUE if begins <= day else Standing.AHEAD, words, due)


AFTER = {"begun": "启动", "issued": "发布", "effective": "施行"}


def _begins(policy: Policy, after: str) -> dt.date | None:
    if after == "begun":
        return policy.begun_on
    if after == "effective" and policy.document is not None and policy.document.live is not None:
        return policy.document.live.effective_on or policy.issued_on
    return policy.issued_on
