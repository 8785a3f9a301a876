"""Tags for figures: heat map, bars, lines, progress, a single number."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.design import charts
from mingzheng.design.parts import BarChart, Heatmap, LineChart

register = template.Library()

HEAT_MARKS = {"red": "■", "amber": "▲", "green": "●", "done": "✓", "none": ""}


@register.inclusion_tag("design/components/heatmap.html")
def heatmap(table: Heatmap) -> dict[str, Any]:
    """``{% heatmap table %}``: rows × columns of lights, each cell a link with its words."""
    rows = [(row, [(cell, HEAT_MARKS.get(cell.light, "")) for cell in row.cells]) for row in table.rows]
    return {"table": table, "rows": rows, "legend": not table.dense}


@register.inclusion_tag("design/components/bar_chart.html")
def bar_chart(chart: BarChart) -> dict[str, Any]:
    """``{% bar_chart chart %}``: one bar a line, from zero, value at its end; the sentence above it."""
    return {"chart": chart, "bars": charts.bars(chart)}


@register.inclusion_tag("design/components/line_chart.html")
def line_chart(chart: LineChart) -> dict[str, Any]:
    """``{% line_chart chart %}``: lines from a zero base, labels at their ends, the table below."""
    rows = [
        (point, [charts.plain(series.values[index]) for series in chart.series])
        for index, point in enumerate(chart.points)
    ]
    return {"chart": chart, "drawn": charts.lines(chart), "rows": rows}


@register.inclusion_tag("design/components/progress_figure.html")
def progress_figure(
    value: float | None,
    total: float | None = 100,
    *,
    text: str = "",
    label: str = "",
    note: str = "",
    url: str = "",
    light: str = "",
) -> dict[str, Any]:
    """``{% progress_figure 3 4 label="列席会议" text="3 / 4 次" %}``: a figure and a bar; None: no figure."""
    return {
        "known": value is not None,
        "percent": charts.share(value, total),
        "text": text or f"{charts.plain(value)} / {charts.plain(total)}",
        "label": label,
        "note": note,
        "url": url,
        "light": light,
    }


@register.inclusion_tag("design/components/stat.html")
def stat(
    label: str, value: object, *, unit: str = "", trend: str = "", url: str = "", light: str = ""
) -> dict[str, Any]:
    """``{% stat "逾期" 3 unit="项" trend="比上月少 2 项" url=… light="red" %}``: a linked figure."""
    return {"label": label, "value": value, "unit": unit, "trend": trend, "url": url, "light": light}
