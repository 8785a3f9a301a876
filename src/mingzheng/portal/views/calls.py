"""Calls as the public meets them: the list, one call with what Article 8 requires, its ideas, its ranking and feedback."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import keyset, timekeeping
from mingzheng.design.parts import Bar, BarChart, Column, Crumb, DataTable, Pair, Step, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.participation.draws.queries import of_owner
from mingzheng.participation.surveys import queries
from mingzheng.participation.surveys.counting import Place, Rule
from mingzheng.participation.surveys.models import Call
from mingzheng.participation.surveys.phases import Phase
from mingzheng.portal import structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw
from mingzheng.portal.views.surveys import crumbs

PAGE, GROUPS, IDEAS = 30, 60, 30


def found_or_404(pk: int) -> Call:
    call = queries.public_call(pk)
    if call is None:
        raise Http404
    return call


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What one can take part in now, what is coming, what came of the others."""
    today = timekeeping.today()
    past = keyset.page(queries.past_calls(today), keyset.Order("opens_on", descending=True), request.GET, PAGE)
    return draw(
        request,
        "portal/calls/index.html",
        column=structure.find("calls"),
        shows=("calls",),
        reads=("after",),
        moment=True,
        open=[(one, queries.end_of(one, today)) for one in queries.running_calls(today)],
        coming=queries.coming_calls(today),
        over=past.rows,
        following=past.following,
        paged=bool(request.GET.get("after")),
    )


@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    found = found_or_404(pk)
    column = structure.find("calls")
    groups = list(queries.answered_groups(found)[: GROUPS + 1])
    return draw(
        request,
        "portal/calls/call.html",
        meta=of_article(column, found.title, published=found.released_on, source=found.unit.name, about=found.about),
        crumbs=crumbs("calls", found.title),
        shows=("calls", f"call:{found.pk}"),
        moment=True,
        call=found,
        phase=found.phase,
        facts=_facts(found),
        steps=_steps(found),
        tally=queries.tally(found),
        groups=groups[:GROUPS],
        more=len(groups) > GROUPS,
        candidates=queries.candidates(found) if found.listed_on else [],
        rule=rule_text(found),
        words=found.result or {},
        tie=of_owner(found.ref),
        chart=_chart(found),
        table=_table(found),
    )


def rule_text(found: Call) -> str:
    """The counting rule as it is shown before, during and after the ballot."""
    if not found.rule:
        return ""
    return Rule(found.rule).says(len(found.candidate_numbers()), found.most or 1)


def _facts(found: Call) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("主办单位"), found.unit.name),
            Pair(_("类别"), found.get_kind_display()),
            Pair(_("期限"), f"{cn_date(found.opens_on)}至{cn_date(found.closes_on)}"),
            Pair(_("投票"), f"{cn_date(found.votes_from)}至{cn_date(found.votes_until)}" if found.votes else ""),
            Pair(_("谁可以投票"), found.get_voting_display()),
            Pair(_("入选名额"), _("%(n)s 项") % {"n": found.places} if found.places else ""),
            Pair(_("联系电话"), found.unit.phone, nobreak=True),
            Pair(_("延期理由"), found.extended_why),
            Pair(_("反馈日期"), cn_date(found.results_on) if found.results_on else ""),
        ]
    )


PLACES = {
    Phase.BEFORE: -1,
    Phase.OPEN: 0,
    Phase.BETWEEN: 1,
    Phase.VOTING: 2,
    Phase.CLOSED: 3,
    Phase.ANSWERED: 4,
}


def _steps(found: Call) -> list[Step]:
    """Where the call stands: suggestions, candidates, ballot, feedback; without a ballot two of them."""
    if found.phase is Phase.STOPPED:
        return []
    now = PLACES[found.phase]
    names = [(0, _("提建议")), (1, _("整理候选项")), (2, _("投票")), (3, _("公布反馈"))]
    shown = names if found.rule else [names[0], names[3]]
    return [Step(label, "done" if now > at else "current" if now == at else "todo") for at, label in shown]


def _places(found: Call) -> list[tuple[Any, str]]:
    """Published places with the candidates' titles."""
    if found.result is None:
        return []
    titles = {one.candidate: one.title for one in queries.candidates(found)}
    return [(one, titles.get(one.candidate, "")) for one in queries.ranking(found)]


def outcome(one: Place) -> str:
    """What came of a candidate in a word; "" for one that was not chosen."""
    if one.drawn:
        return _("并列，抽签入选") if one.chosen else _("并列，没有抽中")
    return _("入选") if one.chosen else _("并列，待抽签") if one.tied else ""


def _chart(found: Call) -> BarChart | None:
    places = _places(found)
    if not places:
        return None
    bars = [
        Bar(
            title,
            one.points,
            text=" ".join(part for part in (_("%(n)s 分") % {"n": one.points}, outcome(one)) if part),
            light="green" if one.chosen else "",
        )
        for one, title in places
    ]
    ballots = (found.result or {}).get("ballots", 0)
    return BarChart(_("得票"), bars, _("共 %(n)s 张选票。") % {"n": ballots})


def _table(found: Call) -> DataTable | None:
    places = _places(found)
    if not places:
        return None
    ranked = found.rule == Rule.RANKED
    columns = [
        Column("title", _("候选项"), title=True),
        Column("rank", _("名次"), numeric=True),
        Column("points", _("得分"), numeric=True),
        *([Column("named", _("选了它的票"), numeric=True)] if ranked else []),
        *([Column("firsts", _("排第一的票"), numeric=True)] if ranked else []),
        Column("said", _("结果")),
    ]
    rows: list[dict[str, object]] = [
        {
            "title": f"{one.candidate}. {title}",
            "rank": one.rank,
            "points": one.points,
            "named": one.named,
            "firsts": one.firsts,
            "said": outcome(one),
        }
        for one, title in places
    ]
    return DataTable(_("名次和得分"), columns, rows)


@require_safe
def ideas(request: HttpRequest, pk: int) -> HttpResponse:
    """Every idea that is shown, the newest first."""
    found = found_or_404(pk)
    rows, after = queries.shown_ideas(found), request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 10:
        rows = rows.filter(pk__lt=int(after))
    page = list(rows[: IDEAS + 1])
    return draw(
        request,
        "portal/calls/ideas.html",
        crumbs=crumbs("calls", Crumb(found.title, found.get_absolute_url()), _("全部建议")),
        shows=(f"call:{found.pk}",),
        reads=("after",),
        moment=True,
        call=found,
        rows=page[:IDEAS],
        following=f"?after={page[IDEAS - 1].pk}" if len(page) > IDEAS else "",
        supports=found.supports and found.phase is Phase.OPEN,
        tally=queries.tally(found),
    )
