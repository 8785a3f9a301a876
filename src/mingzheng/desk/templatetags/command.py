"""``{% load command %}``: the matrix of tasks × units, drawn in one go (some three thousand cells), and trends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mingzheng.design.templatetags.design_figures import HEAT_MARKS
from mingzheng.supervision.indicators.lights import WORDS
from mingzheng.supervision.indicators.overview import Cell, Overview, Row
from mingzheng.supervision.indicators.queries import TaskFigure
from mingzheng.supervision.workplan.queries import LIGHT_WORDS

register = template.Library()
MARKS = {**HEAT_MARKS, "none": "·"}
TRENDS = {"up": "↗", "down": "↘", "flat": "→"}
PLACE = "/0/units/0/"


def shown(cell: Cell, show: str) -> str:
    """The light of a cell in a view: both, figures, work."""
    if show == "figures":
        return cell.figures
    if show == "work":
        return cell.work or "none"
    return cell.light


def said(cell: Cell) -> str:
    """数字未达到，办理逾期."""
    figures = _("数字%(word)s") % {"word": WORDS[cell.figures]} if cell.figures != "none" else _("数字不评")
    word = LIGHT_WORDS["off" if cell.work == "none" else cell.work] if cell.work else _("没有承担")
    return f"{figures}，{_('办理')}{word}"


@register.simple_tag
def matrix(found: Overview, show: str = "both", linked: bool = True, rows: Sequence[Row] | None = None) -> SafeString:
    """``{% matrix found show %}``: the table; each cell a link to the unit in the task, unless ``linked=False``.

    Args:
        rows: only these; all without.
    """
    address = reverse("desk:plan-cell", args=[0, 0])
    heads = "".join(f'<th scope="col"><span>{escape(unit.short)}</span></th>' for unit in found.units)
    body = "".join(_row(row, found, show, address if linked else "") for row in rows or found.rows)
    caption = escape(_("%(n)s 项任务和各单位：行是任务，列是单位") % {"n": len(found.rows)})
    return mark_safe(  # noqa: S308 - every piece is escaped above or made of constants
        f'<table class="matrix"><caption class="visually-hidden">{caption}</caption><thead><tr>'
        f'<th scope="col">{escape(_("任务"))}</th><th scope="col">{escape(_("全区"))}</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _row(row: Row, found: Overview, show: str, address: str) -> str:
    task = row.task
    name = f'<span class="matrix__number">{task.number}</span> {escape(task.content)}'
    if address:
        name = f'<a href="{reverse("desk:plan-task", args=[task.pk])}">{name}</a>'
    cells = "".join(
        _cell(cell, unit.short, task.number, show, address) for cell, unit in zip(row.cells, found.units, strict=True)
    )
    whole = f'<td class="heat--{row.light} matrix__whole">{MARKS[row.light]}<span class="visually-hidden">{escape(WORDS[row.light])}</span></td>'
    return f'<tr data-row><th scope="row">{name}</th>{whole}{cells}</tr>'


def _cell(cell: Cell | None, unit: str, number: int, show: str, address: str) -> str:
    if cell is None:
        return "<td></td>"
    light = shown(cell, show)
    mark = MARKS[light]
    if not address:
        return f'<td class="heat--{light}">{mark}</td>'
    words = escape(f"{_('第%(n)s项') % {'n': number}} {unit}：{said(cell)}")
    url = address.replace(PLACE, f"/{cell.task_id}/units/{cell.unit_id}/")
    return f'<td class="heat--{light}"><a href="{url}" title="{words}" aria-label="{words}">{mark}</a></td>'


@register.simple_tag
def trend(figure: TaskFigure) -> SafeString:
    """``{% trend item %}``: an arrow with its words; nothing when there is nothing to compare."""
    if not figure.trend:
        return SafeString("")
    return format_html(
        '<span class="trend trend--{}"><span aria-hidden="true">{}</span> {}</span>',
        figure.trend,
        TRENDS[figure.trend],
        figure.trend_text,
    )


@register.filter
def light_cells(row: Row, code: str) -> list[Any]:
    """``{{ row|light_cells:"red" }}``: the cells of a light."""
    return [cell for cell in row.cells if cell is not None and cell.light == code]


@register.filter
def named(units: dict[int, str], pk: int | None) -> str:
    """``{{ units|named:pk }}``: a unit's short name; 全区 for None."""
    return _("全区") if pk is None else units.get(pk, "")
