"""来信: what is published of letters and replies, and the statistics."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import keyset, timekeeping
from mingzheng.design.letter_charts import charts
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.participation.letters import dated, presenting, queries, statistics
from mingzheng.participation.letters.models.letter import Channel
from mingzheng.portal import letters_related, structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw

PAGE = 20


def crumbs(last: str) -> list[Crumb]:
    return structure.crumbs(structure.find("letters"), last)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Where to write, what is promised, what was answered this year, what is published."""
    today = timekeeping.today()
    page = keyset.page(queries.public(), keyset.Order("published_on", descending=True), request.GET, PAGE)
    return draw(
        request,
        "portal/letters/index.html",
        column=structure.find("letters"),
        shows=["letters"],
        reads=("after",),
        moment=True,
        channels=_channels(),
        rows=page.rows,
        following=page.following,
        report=statistics.year(today.year, today),
        year=today.year,
        paged=bool(request.GET.get("after")),
    )


def _channels() -> list[dict[str, Any]]:
    terms = queries.terms(timekeeping.today())
    return [
        {
            "code": row.code,
            "label": Channel(row.code).label,
            "about": row.about,
            "portal": row.portal,
            "terms": terms.get(row.code, []),
        }
        for row in dated.channels().values()
    ]


@require_safe
def selection(request: HttpRequest, pk: int) -> HttpResponse:
    """A published letter with its reply: received, answered, by whom."""
    found = queries.public_one(pk)
    if found is None:
        raise Http404
    column = structure.find("letters")
    letter = found.letter
    facts = [
        Pair(_("渠道"), letter.get_channel_display()),
        Pair(_("性质"), letter.get_kind_display()),
        Pair(_("事项"), presenting.matter_word(letter.matter)),
        Pair(_("答复单位"), found.unit.name),
        Pair(_("收到日期"), letter.received_on),
        Pair(_("答复日期"), letter.replied_on),
        Pair(_("选登日期"), found.published_on),
    ]
    return draw(
        request,
        "portal/letters/selection.html",
        column=column,
        meta=of_article(column, found.title, published=found.published_on, source=found.unit.name, about=found.reply),
        crumbs=crumbs(found.title),
        shows=["letters", f"letter:{found.letter_id}"],
        found=found,
        onward=letters_related.onward(letter),
        facts=pairs_of(facts),
    )


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The statistics of a year, drawn from the counters."""
    today = timekeeping.today()
    years = statistics.years(today)
    typed = request.GET.get("year", "")
    chosen = (
        int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed) in years else today.year
    )
    found = statistics.year(chosen, today)
    return draw(
        request,
        "portal/letters/figures.html",
        column=structure.find("letters"),
        crumbs=crumbs(_("办理统计")),
        shows=["letters"],
        reads=("year",),
        moment=True,
        report=found,
        year=chosen,
        years=years,
        **charts(found),
    )
