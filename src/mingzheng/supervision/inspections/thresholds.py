"""The numbers of the checks as dated data (``data/thresholds.yaml``), with their sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from mingzheng.core.dated import Numbers
from mingzheng.supervision.inspections.crawler.limits import Limits

DATA = Path(__file__).parent / "data" / "thresholds.yaml"


value = Numbers(DATA).value


def limits_on(day: dt.date, base: Limits | None = None) -> Limits:
    """The crawler's limits with the dated numbers of a day."""
    return replace(
        base or Limits(),
        warn=float(value("slow_seconds", day)),
        timeout=float(value("timeout_seconds", day)),
        redirects=value("redirect_limit", day),
        tries=value("tries", day),
    )
