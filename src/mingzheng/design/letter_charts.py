"""The pictures of the statistics of letters; the portal and the desk draw the same."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from mingzheng.core.numbers import percent_text
from mingzheng.design.charts import unfinished_month
from mingzheng.design.parts import Bar, BarChart, LineChart, Series
from mingzheng.participation.letters.statistics import Line, Report


def charts(found: Report) -> dict[str, Any]:
    """The pictures of a report by name, each with its sentence; None where there is nothing to draw."""
    return {
        "months": _months(found),
        "channel_bars": _bars(_("按渠道"), found.channels, _("一件来信只算一个渠道。")),
        "kind_bars": _bars(_("按性质"), found.kinds, ""),
        "matter_bars": BarChart(
            _("说得最多的事"),
            [Bar(word, n, text=_("%(n)s 件") % {"n": n}) for word, n in found.matters],
            sentence=_("按收到的来信归入事项。"),
        )
        if found.matters
        else None,
        "in_time_bars": _in_time(found.channels),
    }


def _months(found: Report) -> LineChart | None:
    if len(found.months) < 2 or not found.total.received:
        return None
    return LineChart(
        _("按月收到和答复"),
        [one.label.partition("年")[2] for one in found.months],
        [
            Series(_("收到"), [one.received for one in found.months]),
            Series(_("答复"), [one.replied for one in found.months]),
        ],
        sentence=_("收到的按收到日期、答复的按答复日期归入月份。"),
        unit=_("件"),
        unfinished=unfinished_month(found.last),
    )


def _bars(title: str, lines: list[Line], sentence: str) -> BarChart | None:
    if not lines:
        return None
    return BarChart(
        title,
        [Bar(one.label, one.received, text=_("%(n)s 件") % {"n": one.received}) for one in lines],
        sentence=sentence,
    )


def _in_time(lines: list[Line]) -> BarChart | None:
    """Percent of the replies in time; channels without a reply are left out."""
    rows = [one for one in lines if one.in_time is not None]
    if not rows:
        return None
    return BarChart(
        _("按期答复"),
        [Bar(one.label, one.in_time or 0, text=f"{percent_text(one.in_time or 0)}%（{one.replied}）") for one in rows],
        sentence=_("首次答复在期限内的占全部首次答复的百分比；括号里是答复件数。"),
        top=100,
    )
