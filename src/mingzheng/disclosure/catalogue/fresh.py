"""How fresh something is against its update rule. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "freshness.yaml"


@dataclass(frozen=True)
class Freshness:
    """How something with an update rule stands on a day.

    ``light``: green, amber (near its day), red (past it, or empty), none (nothing is due by time). ``due_on``: the last
    day on which it is still within its rule. ``days_left``: negative once the rule is broken.
    """

    light: str
    word: str
    last: dt.date | None
    count: int
    due_on: dt.date | None = None
    days_left: int | None = None

    @property
    def empty(self) -> bool:
        return self.last is None

    @property
    def good(self) -> bool:
        """Has content and is within its rule."""
        return not self.empty and (self.days_left is None or self.days_left >= 0)


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def warn_days(update_days: int) -> int:
    """How many days before the rule is broken the light turns amber, by the dated data of the room."""
    steps: list[dict[str, int]] = _data()["warn"]
    return next((step["days"] for step in steps if update_days <= step["up_to"]), steps[-1]["days"])


def rules() -> list[dict[str, Any]]:
    """The update rules that laws and notices name: code, label, days, basis, source."""
    return list(_data()["rules"])


def rule(code: str) -> dict[str, Any]:
    """Raises KeyError for a rule that the data does not have."""
    found = {row["code"]: row for row in rules()}
    if code not in found:
        raise KeyError(f"{DATA.name} has no rule {code!r}; there are {', '.join(found)}")
    return dict(found[code])


def standing(last: dt.date | None, count: int, update_days: int | None, today: dt.date) -> Freshness:
    """How something stands whose newest record is of ``last`` and whose rule is ``update_days`` (None: by events)."""
    if last is None:
        return Freshness("red", "没有内容", None, count)
    if update_days is None:
        return Freshness("green", "随时更新", last, count)
    due = last + dt.timedelta(days=update_days)
    left = (due - today).days
    if left < 0:
        return Freshness("red", f"超期 {-left} 天未更新", last, count, due, left)
    if left <= warn_days(update_days):
        return Freshness("amber", "今天应更新" if left == 0 else f"还有 {left} 天应更新", last, count, due, left)
    return Freshness("green", f"还有 {left} 天应更新", last, count, due, left)


def for_public(own: Freshness) -> tuple[str, str]:
    """(light, word) for everybody. Staff see that a rule is broken at once; the public a few days later (dated data)."""
    if own.empty:
        return "none", "本站尚未公布"
    if own.light == "done" or own.days_left is None:
        return "green", "已公布"
    grace: int = _data()["public_grace_days"]
    if own.days_left < -grace:
        return "amber", "超过更新期限"
    return "green", "按期更新"
