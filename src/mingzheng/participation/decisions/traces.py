"""What a matter went through, as the life line of a policy tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mingzheng.core.records import Moment
from mingzheng.participation.decisions.models import Matter


def moments(found: Sequence[Any]) -> Mapping[Any, Sequence[Moment]]:
    """Listed, started, decided, published; no query."""
    return {one.pk: _of(one) for one in found}


def _of(one: Matter) -> list[Moment]:
    days = (
        (one.listed_on, "列入重大行政决策事项目录"),
        (one.started_on, "启动重大行政决策程序"),
        (one.decided_on, "集体讨论决定"),
        (one.published_on, "公布决策"),
    )
    return [Moment(day, f"{said}：{one.title}", one.get_absolute_url()) for day, said in days if day is not None]
