"""Crossed quotas: a distribution over panels in which the smallest chance of anybody is as large as it can be, then the next.

Leximin by column generation (Flanigan and others, Nature 596, 2021) with SciPy's HiGHS. People with the same traits share
their chances, so a panel here says how many of each combination of traits it has; which of them, the order of the draw says.
Pure; the same input gives the same panels, whatever PYTHONHASHSEED: everything is put in order first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from mingzheng.participation.draws.order import Panel
from mingzheng.participation.draws.quotas import Impossible, Kind, Quota

TOTAL = 1_000_000  # what the weights of the panels add up to
CLOSE = 1e-7
DUAL = 1e-6
SECONDS = 20.0  # for one panel to be found


@dataclass(frozen=True)
class Distribution:
    """Panels with their weights (of ``TOTAL``), and the chance of each person of a category that follows from them."""

    panels: tuple[Panel, ...]
    chances: Mapping[str, Fraction]


def leximin(kinds: Sequence[Kind], size: int, quotas: Sequence[Quota]) -> Distribution:
    """The fairest distribution over panels of ``size`` people that keep all quotas.

    Raises:
        Impossible: no panel keeps them; it names the quotas that cannot stand together.
    """
    named = tuple(sorted((kind.category, tuple(sorted(kind.traits.items())), kind.people) for kind in kinds))
    return _leximin(named, size, tuple(sorted(quotas, key=lambda quota: (quota.trait, quota.value))))


@lru_cache(maxsize=32)
def _leximin(
    named: tuple[tuple[str, tuple[tuple[str, str], ...], int], ...], size: int, quotas: tuple[Quota, ...]
) -> Distribution:
    """Kept for the same numbers: the page that shows the chances has computed what is frozen a minute later."""
    kinds = [Kind(category, dict(traits), people) for category, traits, people in named]
    _plain_contradictions(kinds, size, quotas)
    search = _Search(kinds, size, quotas)
    first = search.best(np.zeros(len(kinds)))
    if first is None:
        raise _explained(kinds, size, quotas)
    panels, shares = _columns(search, first)
    return _rounded(kinds, panels, shares)


# --- what no panel can keep ---------------------------------------------------------------------------------------


def _plain_contradictions(kinds: Sequence[Kind], size: int, quotas: Sequence[Quota]) -> None:
    """What can be said in one sentence, before anything is computed."""
    everybody = sum(kind.people for kind in kinds)
    if size < 1 or size > everybody:
        raise Impossible(f"要抽 {size} 人，名单里有 {everybody} 人。")
    for quota in quotas:
        if quota.least > quota.most:
            raise Impossible(f"{quota.trait}「{quota.value}」的最少人数大于最多人数。", [quota])
        there = sum(kind.people for kind in kinds if kind.traits.get(quota.trait) == quota.value)
        if there < quota.least:
            raise Impossible(f"{quota}，名单里只有 {there} 人。", [quota])
    for trait in sorted({quota.trait for quota in quotas}):
        own = [quota for quota in quotas if quota.trait == trait]
        least = sum(quota.least for quota in own)
        if least > size:
            raise Impossible(f"各类{trait}的最少人数合计 {least}，超过要抽的 {size} 人。", own)
        named = {quota.value for quota in own}
        others = sum(kind.people for kind in kinds if kind.traits.get(trait) not in named)
        most = sum(quota.most for quota in own) + others
        if most < size:
            raise Impossible(f"各类{trait}的最多人数合计 {most}，不到要抽的 {size} 人。", own)


def _explained(kinds: Sequence[Kind], size: int, quotas: Sequence[Quota]) -> Impossible:
    """A smallest set of quotas that cannot stand together: each is left out in turn, and stays out if that changes nothing."""
    kept = list(quotas)
    for quota in quotas:
        fewer = [one for one in kept if one is not quota]
        if _Search(kinds, size, fewer).best(np.zeros(len(kinds))) is None:
            kept = fewer
    listed = "、".join(map(str, kept))
    return Impossible(f"名单里的人不能同时满足这些名额：{listed}。", kept)


# --- the search ---------------------------------------------------------------------------------------------------


class _Search:
    """Finds the panel that is worth most when each person of a kind is worth so much."""

    def __init__(self, kinds: Sequence[Kind], size: int, quotas: Sequence[Quota]) -> None:
        self.people = np.array([kind.people for kind in kinds], dtype=float)
        rows = [np.ones(len(kinds))]
        least, most = [float(size)], [float(size)]
        for quota in quotas:
            rows.append(np.array([float(kind.traits.get(quota.trait) == quota.value) for kind in kinds]))
            least.append(float(quota.least))
            most.append(float(quota.most))
        self.constraint = LinearConstraint(np.array(rows), np.array(least), np.array(most))

    def best(self, worth: Any) -> tuple[int, ...] | None:
        """How many of each kind; None when no panel keeps the quotas.

        Raises:
            Impossible: it could not be found in the time there is.
        """
        found = milp(
            -worth,
            constraints=self.constraint,
            bounds=Bounds(0, self.people),
            integrality=np.ones(len(self.people)),
            options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
        )
        if found.status == 2:
            return None
        if found.status != 0:
            raise Impossible("人数和名额太多，算不出抽签方案。")
        return tuple(round(value) for value in found.x)


def _columns(search: _Search, first: tuple[int, ...]) -> tuple[list[tuple[int, ...]], list[float]]:
    """Panels and their shares: the chances are fixed from the smallest upwards."""
    people = search.people
    panels = [first]
    fixed: dict[int, float] = {}
    shares: list[float] = [1.0]
    while len(fixed) < len(people):
        free = [kind for kind in range(len(people)) if kind not in fixed]
        while True:
            chance, shares, worth, bound = _master(panels, people, fixed)
            panel = search.best(worth / people)
            gain = sum(worth * np.array(panel) / people) if panel else 0.0
            if panel is None or panel in panels or gain <= bound + CLOSE:
                break
            panels.append(panel)
        tight = [kind for kind in free if worth[kind] > DUAL]
        # Whoever carries the bound cannot have more in any best distribution; what they carry adds up to one.
        for kind in tight:
            fixed[kind] = max(chance, 0.0)
    return panels, shares


def _master(
    panels: Sequence[tuple[int, ...]], people: Any, fixed: Mapping[int, float]
) -> tuple[float, list[float], Any, float]:
    """The largest smallest chance of those not fixed, with the panels found so far.

    Returns:
        that chance; the panels' shares; what each kind is worth (duals); what a new panel must be worth more than.
    """
    kinds, count = len(people), len(panels)
    chances = np.array(panels, dtype=float).T / people[:, None]  # kind × panel
    cost = np.zeros(count + 1)
    cost[-1] = -1.0
    upper = np.zeros((kinds, count + 1))
    right = np.zeros(kinds)
    upper[:, :count] = -chances
    for kind in range(kinds):
        if kind in fixed:
            right[kind] = -fixed[kind] + CLOSE / 10
        else:
            upper[kind, -1] = 1.0
    whole = np.ones((1, count + 1))
    whole[0, -1] = 0.0
    found = linprog(cost, upper, right, whole, [1.0], bounds=[(0, None)] * count + [(None, None)], method="highs-ds")
    if found.status != 0:
        raise Impossible("人数和名额太多，算不出抽签方案。")
    worth = np.maximum(-found.ineqlin.marginals, 0.0)
    bound = -float(found.eqlin.marginals[0])
    return float(found.x[-1]), [float(share) for share in found.x[:count]], worth, bound


def _rounded(kinds: Sequence[Kind], panels: Sequence[tuple[int, ...]], shares: Sequence[float]) -> Distribution:
    """Shares as whole weights (largest remainders), and the chances that follow from those."""
    padded = [*shares, *([0.0] * (len(panels) - len(shares)))]
    total = sum(padded)
    exact = [(max(share, 0.0) / total) * TOTAL for share in padded]
    weights = [int(value) for value in exact]
    left = TOTAL - sum(weights)
    for at in sorted(range(len(exact)), key=lambda one: (weights[one] - exact[one], panels[one]))[:left]:
        weights[at] += 1
    used = sorted((panel, weight) for panel, weight in zip(panels, weights, strict=True) if weight)
    chances = {
        kind.category: Fraction(sum(weight * panel[at] for panel, weight in used), TOTAL * kind.people)
        for at, kind in enumerate(kinds)
    }
    named = tuple(
        Panel(weight, {kind.category: count for kind, count in zip(kinds, panel, strict=True) if count})
        for panel, weight in used
    )
    return Distribution(named, chances)
