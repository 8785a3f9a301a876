"""The eight stages of a policy's life, and who gives the traces that a stage holds (ADR 0010). Pure but for the providers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mingzheng.core.records import RecordRef

if TYPE_CHECKING:
    from mingzheng.policy.policies.models import Policy


class Stage(StrEnum):
    """要点第十二点：酝酿、制订、发布、解读、推送、回应、兑现、评价."""

    BREWING = "brewing"
    MAKING = "making"
    ISSUING = "issuing"
    EXPLAINING = "explaining"
    PUSHING = "pushing"
    ANSWERING = "answering"
    PAYING = "paying"
    EVALUATING = "evaluating"

    @property
    def label(self) -> str:
        return LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(stage.value, stage.label) for stage in cls]


LABELS = {
    Stage.BREWING: "酝酿",
    Stage.MAKING: "制订",
    Stage.ISSUING: "发布",
    Stage.EXPLAINING: "解读",
    Stage.PUSHING: "推送",
    Stage.ANSWERING: "回应",
    Stage.PAYING: "兑现",
    Stage.EVALUATING: "评价",
}


@dataclass(frozen=True)
class Trace:
    """One record that a stage holds.

    Args:
        url: where it can be read by those who see the trace; "" when it has no page of its own.
        public: may everybody see the trace? False: only the desk shows it.
        note: a figure or a state, in a few words.
        ref: the record, for the desk.
    """

    stage: Stage
    day: dt.date
    title: str
    url: str = ""
    public: bool = True
    note: str = ""
    ref: RecordRef | None = None


Provider = Callable[[Sequence["Policy"]], Mapping[int, Sequence[Trace]]]

_providers: dict[tuple[Stage, str], Provider] = {}


def contribute(stage: Stage, code: str, provider: Provider) -> None:
    """Give the traces of a stage, by policy id. Called from ``AppConfig.ready``; the same code again replaces it.

    The provider is asked for many policies at once and must answer with a bounded number of queries.
    """
    _providers[stage, code] = provider


def traces_of(policies: Sequence[Policy]) -> dict[int, list[Trace]]:
    """Every trace of each policy, in the order of days."""
    found: dict[int, list[Trace]] = {policy.pk: [] for policy in policies}
    for provider in _providers.values():
        for pk, traces in provider(policies).items():
            found[pk] += traces
    return {pk: sorted(traces, key=lambda one: one.day) for pk, traces in found.items()}
