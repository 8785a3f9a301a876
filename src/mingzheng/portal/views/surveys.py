"""Surveys as the public meets them: the list, one survey with its period and promise, its result as charts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import keyset, timekeeping
from mingzheng.design.parts import Bar, BarChart, Column, Crumb, DataTable, Pair, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.participation.surveys import queries
from mingzheng.participation.surveys.models import Survey
from mingzheng.participation.surveys.results import GroupTable, Line, QuestionResult, Results
from mingzheng.portal import structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw

PAGE, TEXTS = 30, 100
KEPT_BACK = "不公布"


def crumbs(key: str, *labels: Crumb | str) -> list[Crumb]:
    """Down to a column of 互动交流 and on to what stands in it."""
    return structure.crumbs(structure.find(key), *labels)


def found_or_404(pk: int) -> Survey:
    survey = queries.public_survey(pk)
    if survey is None:
        raise Http404
    return survey


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What can be answered now, what is coming, what came of the others."""
    today = timekeeping.today()
    past = keyset.page(queries.past_surveys(today), keyset.Order("opens_on", descending=True), request.GET, PAGE)
    return draw(
        request,
        "portal/surveys/index.html",
        column=structure.find("surveys"),
        shows=("surveys",),
        reads=("after",),
        moment=True,
        open=queries.running_surveys(today),
        coming=queries.coming_surveys(today),
        over=past.rows,
        following=past.following,
        paged=bool(request.GET.get("after")),
    )


@require_safe
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    found = found_or_404(pk)
    result = queries.result(found)
    column = structure.find("surveys")
    return draw(
        request,
        "portal/surveys/survey.html",
        meta=of_article(column, found.title, published=found.released_on, source=found.unit.name, about=found.about),
        crumbs=crumbs("surveys", found.title),
        shows=("surveys", f"survey:{found.pk}"),
        moment=True,
        survey=found,
        phase=found.phase,
        facts=_facts(found),
        result=result,
        blocks=blocks(found, result) if result else [],
        received=found.responses.count(),
        words=found.results or {},
    )


def _facts(found: Survey) -> list[Pair]:
    period = f"{cn_date(found.opens_on)}至{cn_date(found.closes_on)}"
    return pairs_of(
        [
            Pair(_("主办单位"), found.unit.name),
            Pair(_("类别"), found.get_purpose_display()),
            Pair(_("期间"), period),
            Pair(_("题目"), _("%(n)s 题") % {"n": sum(1 for _one in found.form.questions())}),
            Pair(_("结果公布"), cn_date(found.results_on) if found.results_on else ""),
        ]
    )


# --- the result ----------------------------------------------------------------------------------------------------


def blocks(found: Survey, result: Results) -> list[dict[str, Any]]:
    """Every question with its charts, its table by groups and its published texts, in the order of the questions."""
    by_key = {one.key: one for one in result.questions}
    groups = {one.key: one for one in result.groups}
    texts: dict[str, list[str]] = {}
    for one in queries.shown_texts(found)[: TEXTS * 5]:
        texts.setdefault(one.question, []).append(one.public_text)
    form, made = found.form, []
    for question in form.questions():
        held = by_key.get(question.key)
        made.append(
            {
                "number": form.number_of(question.key),
                "text": question.text,
                "held": held,
                "charts": _charts(held) if held else [],
                "groups": _group_table(groups[question.key]) if question.key in groups else None,
                "texts": texts.get(question.key, [])[:TEXTS] if held is None else None,
                "more": max(len(texts.get(question.key, [])) - TEXTS, 0),
            }
        )
    return made


def _charts(held: QuestionResult) -> list[BarChart]:
    return [_chart(held, line) for line in held.lines]


def _chart(held: QuestionResult, line: Line) -> BarChart:
    base = held.base or 0
    bars = [
        Bar(cell.text, cell.count or 0, text=cell_text(cell.count, base), unsaid=cell.count is None)
        for cell in line.cells
    ]
    said = []
    if line.mean is not None:
        said.append(_("平均 %(mean)s 分。") % {"mean": f"{line.mean:g}"})
    if any(cell.count is None for cell in line.cells):
        said.append(_("画斜线、写“不公布”的，人数少或者能推算出人数少的，不公布。"))
    return BarChart(line.label or held.text, bars, " ".join(said), top=base or None)


def cell_text(count: int | None, base: int) -> str:
    """“12（24%）”, or that it is not published."""
    if count is None:
        return KEPT_BACK
    return f"{count}（{100 * count / base:.0f}%）" if base else str(count)


def _group_table(table: GroupTable) -> DataTable:
    columns = [Column("option", _("选项"), title=True)]
    for at, cell in enumerate(table.columns):
        columns.append(Column(f"c{at}", f"{cell.text}（{cell.count}）", numeric=True))
    columns.append(Column("all", _("合计"), numeric=True))
    rows: list[dict[str, object]] = []
    for label, counts, total in table.rows:
        cells = {f"c{at}": KEPT_BACK if count is None else count for at, count in enumerate(counts)}
        rows.append({"option": label, **cells, "all": total})
    return DataTable(_("分组统计"), columns, rows)
