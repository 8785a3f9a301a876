"""Lists of documents: all, 行政规范性文件, of an agency, of a tag; and what was in force on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html import escape  # half the work of Django's, which must look for lazy text
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mingzheng.core.units.models import Unit
from mingzheng.design.parts import Crumb, Pair, Tab, pairs_of
from mingzheng.disclosure.documents import listing
from mingzheng.disclosure.documents.listing import PAGING, PARAMETERS, Agencies, Agency, Choice, Listing
from mingzheng.disclosure.documents.models import Validity
from mingzheng.disclosure.documents.vocabulary import Genre, themes
from mingzheng.disclosure.normative import queries as aftercare
from mingzheng.policy.interpretations import queries as explained
from mingzheng.portal import structure
from mingzheng.portal.lines import papers
from mingzheng.portal.page import draw

READS = (*PARAMETERS, *PAGING)
LABELS = {
    "agency": gettext_lazy("公开主体"),
    "theme": gettext_lazy("主题"),
    "genre": gettext_lazy("体裁"),
    "year": gettext_lazy("年份"),
    "tag": gettext_lazy("标签"),
}
EXPORT_KINDS = ("xlsx", "csv", "json")
MOST_TAGS = 60
NEWEST = 8


class Select:
    """One facet as a select: its options with how many documents each would leave."""

    def __init__(self, name: str, chosen: str, options: list[tuple[str, str, int]]) -> None:
        self.name, self.label = name, str(LABELS[name])
        # Some two hundred options a page: written here, a third of the work of a template's loop.
        lines = (
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(label)}（{number}）</option>'
            for value, label, number in options
        )
        self.options = mark_safe("".join(lines))  # noqa: S308 - each part is escaped


def selects(choice: Choice, found: Listing, units: Agencies, fixed: tuple[str, ...]) -> list[Select]:
    """The facets that the page leaves open. A value without documents is not offered, unless it is chosen."""
    counts = found.counts

    def options(facet: str, pairs: list[tuple[str, str]], chosen: str) -> list[tuple[str, str, int]]:
        numbers = counts.get(facet, {})
        return [
            (value, label, numbers.get(value, 0)) for value, label in pairs if numbers.get(value) or value == chosen
        ]

    by_unit = {str(unit.pk): number for unit, number in _by_unit(units, counts)}
    agencies = [
        (unit.code, unit.short, by_unit.get(str(unit.pk), 0))
        for unit in units.values()
        if by_unit.get(str(unit.pk)) or unit.code == choice.agency
    ]
    years = sorted(counts.get("year", {}), reverse=True)
    tags = sorted(counts.get("tag", {}).items(), key=lambda one: (-one[1], one[0]))[:MOST_TAGS]
    made = {
        "agency": agencies,
        "theme": options("theme", [(name, name) for name in themes()], choice.theme),
        "genre": options("genre", _genres(), choice.genre),
        "year": options("year", [(year, year) for year in years], choice.year),
        "tag": [(tag, tag, number) for tag, number in tags],
    }
    return [Select(name, getattr(choice, name), rows) for name, rows in made.items() if name not in fixed and rows]


@cache
def _genres() -> list[tuple[str, str]]:
    return [(str(code), str(label)) for code, label in Genre.choices]


def _by_unit(units: Agencies, counts: dict[str, dict[str, int]]) -> list[tuple[Agency, int]]:
    numbers = counts.get("unit", {})
    return [(unit, numbers.get(str(unit.pk), 0)) for unit in units.values()]


def tabs(choice: Choice, found: Listing) -> list[Tab]:
    """Validity across the top: all, in force, ended, and each state that neither covers (or that is chosen)."""
    numbers = found.counts.get("validity", {})
    groups = [
        ("", _("全部"), sum(numbers.values())),
        ("in_force", _("有效"), sum(numbers.get(one, 0) for one in listing.IN_FORCE)),
        ("ended", _("已废止、已失效"), sum(numbers.get(one, 0) for one in listing.ENDED)),
        *(
            (one.value, str(one.label), numbers.get(one.value, 0))
            for one in Validity
            if one.value == choice.validity or (one is not Validity.VALID and one not in listing.ENDED)
        ),
    ]
    said = choice.without("validity").said()
    return [
        Tab(
            label, f"?{urlencode({**said, **({'validity': value} if value else {})})}", choice.validity == value, number
        )
        for value, label, number in groups
        if number or value in ("", choice.validity)
    ]


def chips(choice: Choice, units: Agencies, fixed: tuple[str, ...]) -> list[tuple[str, str]]:
    """What is chosen, each with the address of the list without it."""
    words = {
        "agency": units[choice.agency].short if choice.agency in units else choice.agency,
        "genre": dict(Genre.choices).get(choice.genre, choice.genre),
    }
    return [
        (f"{LABELS[name]}：{words.get(name, value)}", f"?{urlencode(choice.without(name).said())}")
        for name, value in choice.said().items()
        if name in LABELS and name not in fixed
    ]


def draw_list(
    request: HttpRequest,
    template: str,
    *,
    column: structure.Column | None,
    kind: str,
    fixed: dict[str, str] | None = None,
    tags: tuple[str, ...] = ("documents",),
    **context: Any,
) -> HttpResponse:
    """A list with its facets; ``fixed``: what the page itself decides."""
    own = fixed or {}
    choice = Choice.of(request.GET, normative=kind == "normative", **own)
    units = listing.units()
    found = listing.page(choice, request.GET, units)
    open_choice = Choice.of(choice.said() | dict.fromkeys(own, ""), normative=choice.normative)
    export = urlencode(choice.said() | ({"normative": "1"} if choice.normative else {}))
    return draw(
        request,
        template,
        column=column,
        shows=tags,
        reads=READS,
        choice=choice,
        found=_open_addresses(found, own),
        papers=_normative_papers(found, units) if kind == "normative" else papers(found.rows, units),
        tabs=tabs(open_choice, found),
        selects=selects(choice, found, units, tuple(own)),
        chips=chips(choice, units, tuple(own)),
        hidden=choice.validity,
        exports=[(kind, address + (f"?{export}" if export else "")) for kind, address in _exports()],
        **context,
    )


@cache
def _exports() -> tuple[tuple[str, str], ...]:
    return tuple((kind, reverse("portal:documents-export", args=[kind])) for kind in EXPORT_KINDS)


def _normative_papers(found: Listing, units: Agencies) -> SafeString:
    """With editions, filing and the newest evaluation of each: one read more, however long the page."""
    beside = aftercare.beside(row.pk for row in found.rows)
    notes = {pk: _notes(one) for pk, one in beside.items() if one.number or one.conclusion}
    return papers(found.rows, units, {pk: one.serial for pk, one in beside.items() if one.serial > 1}, notes)


def _notes(one: aftercare.Beside) -> list[str]:
    number = [_("备案号 %(number)s") % {"number": one.number}] if one.number else []
    return number + ([_("评估结论：%(conclusion)s") % {"conclusion": one.conclusion}] if one.conclusion else [])


def _open_addresses(found: Listing, own: dict[str, str]) -> Listing:
    """What the page itself decides need not stand in its addresses."""
    if not own:
        return found

    def bare(address: str) -> str:
        kept = [(name, value) for name, value in parse_qsl(address.removeprefix("?")) if name not in own]
        return f"?{urlencode(kept)}" if kept else ""

    return replace(found, previous=bare(found.previous), following=bare(found.following))


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """文件库: everything that is public, narrowed by facets."""
    return draw_list(request, "portal/documents/list.html", column=structure.find("documents"), kind="all")


@require_safe
def normative(request: HttpRequest) -> HttpResponse:
    """行政规范性文件: the official text, in force or not, until when, its editions."""
    return draw_list(request, "portal/documents/list.html", column=structure.find("normative"), kind="normative")


@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """What one agency has published."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise Http404
    contact = pairs_of([Pair(_("地址"), unit.address), Pair(_("电话"), unit.phone)])
    return draw_list(
        request,
        "portal/documents/agency.html",
        column=None,
        kind="all",
        fixed={"agency": unit.code},
        tags=("documents",),
        crumbs=_crumbs(unit.name),
        heading=unit.name,
        unit=unit,
        contact_pairs=contact,
        feed=reverse("portal:agency-feed", args=[unit.code]),
    )


def _crumbs(label: str) -> list[Crumb]:
    policy = structure.find("policy")
    return [Crumb(_("首页"), "/"), Crumb(policy.label, policy.url), Crumb(label)]


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The opening page of 政策: the newest, and the ways to find any."""
    units = listing.units()
    found = listing.page(Choice(), {}, units, size=NEWEST)
    counts = found.counts
    return draw(
        request,
        "portal/policy.html",
        column=structure.find("policy"),
        shows=["documents", "interpretations"],
        found=found,
        explained=explained.public().order_by("-published_at", "-pk")[:NEWEST],
        in_force=sum(counts.get("validity", {}).get(one, 0) for one in listing.IN_FORCE),
        normative_count=counts.get("normative", {}).get("1", 0),
        theme_links=_links(
            counts.get("theme", {}), lambda name: f"{reverse('portal:documents')}?{urlencode({'theme': name})}"
        ),
        agency_links=[
            (unit.short, reverse("portal:agency", args=[unit.code]), number)
            for unit, number in _by_unit(units, counts)
            if number
        ],
        tag_links=_links(counts.get("tag", {}), lambda name: reverse("portal:tag", args=[name]))[:MOST_TAGS],
    )


def _links(numbers: dict[str, int], address: Callable[[str], str]) -> list[tuple[str, str, int]]:
    return [(name, address(name), number) for name, number in sorted(numbers.items(), key=lambda one: -one[1])]


def day_of(text: str) -> dt.date | None:
    """A day as a browser sends it; None for anything else, and for days in which no document can stand."""
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if 1949 <= day.year <= 2149 else None
