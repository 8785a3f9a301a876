"""Open days as the public meets them: what is coming, a year's month, the calendar, a session with its result."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import keyset, timekeeping
from mingzheng.design.context import site
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.papers.calendars import Meeting
from mingzheng.participation.open_days import months, plans, presenting, queries, satisfaction, theme_calls
from mingzheng.participation.open_days.models import OpenDay, Programme
from mingzheng.portal import structure
from mingzheng.portal.calendar_files import as_file
from mingzheng.portal.meta import PageMeta, of_article, of_column
from mingzheng.portal.page import draw

PAGE = 30
IN_FILE = 400


def crumbs(*labels: Crumb | str) -> list[Crumb]:
    return structure.crumbs(structure.find("open-days"), *labels)


def found_or_404(pk: int) -> OpenDay:
    found = queries.public_day(pk)
    if found is None:
        raise Http404
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """This year's month, what is coming, what took place; narrowed by field."""
    chosen = queries.Chosen.read(request.GET)
    today = timekeeping.today()
    coming = list(queries.upcoming(chosen))
    places = queries.places_of(coming)
    past = keyset.page(queries.past(chosen), keyset.Order("starts_at", descending=True), request.GET, PAGE)
    return draw(
        request,
        "portal/open_days/index.html",
        column=structure.find("open-days"),
        shows=("open_days", "calls"),
        reads=("field", "after"),
        moment=True,
        chosen=chosen,
        fields=OpenDay.Field.choices,
        programme=queries.programme_of(today.year),
        call=_call(queries.programme_of(today.year)),
        years=queries.public_programmes().filter(decided_on__isnull=False),
        coming=[(one, places[one.pk]) for one in coming],
        past=past.rows,
        following=past.following,
        paged=bool(request.GET.get("after")),
        total=queries.total(OpenDay.objects.filter(starts_at__year=today.year)),
        today=today,
    )


def _call(programme: Programme | None) -> Any:
    """The theme call once it is public."""
    call = theme_calls.of(programme) if programme else None
    return call if call is not None and call.released_on is not None else None


@require_safe
def programme(request: HttpRequest, year: int) -> HttpResponse:
    """A year's month: how the theme was found, the sessions, what became of it."""
    found = queries.programme_of(year)
    call = _call(found)
    if found is None or (found.decided_on is None and call is None):
        raise Http404
    rows = queries.public_days().filter(programme=found).order_by("starts_at", "pk")
    return draw(
        request,
        "portal/open_days/programme.html",
        meta=_meta(found.title, found.about, found.unit.name, found.decided_on or (call.released_on if call else None)),
        crumbs=crumbs(found.title),
        shows=("open_days", f"programme:{found.pk}", "calls"),
        moment=True,
        programme=found,
        call=call,
        votes=theme_calls.votes(found),
        rows=rows[:IN_FILE],
        total=queries.total(found.open_days.all()),
    )


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A month as a calendar."""
    if not (months.FIRST_YEAR <= year <= months.LAST_YEAR and 1 <= month <= 12):
        raise Http404
    rows = list(queries.in_month(year, month))
    here, (first, last) = dt.date(year, month, 1), queries.span()
    return draw(
        request,
        "portal/open_days/month.html",
        meta=of_column(structure.find("open-days"), name=_("%(y)s年%(m)s月的开放活动") % {"y": year, "m": month}),
        crumbs=crumbs(_("%(y)s年%(m)s月") % {"y": year, "m": month}),
        shows=("open_days",),
        moment=True,
        year=year,
        month=month,
        days=months.days_of(year, month, rows),
        count=len(rows),
        weekdays=_("一 二 三 四 五 六 日").split(),
        before=months.before(year, month) if here > first else None,
        after=months.after(year, month) if here < last else None,
    )


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A session: what, where, when, for whom, by what rule; afterwards what came of it."""
    found = found_or_404(pk)
    return draw(
        request,
        "portal/open_days/day.html",
        meta=_meta(found.title, found.about, found.unit.name, found.announced_at),
        crumbs=crumbs(found.title),
        shows=("open_days", f"open_day:{found.pk}", "surveys"),
        moment=True,
        day=found,
        facts=_facts(found),
        phase=presenting.phase(found),
        places=queries.places(found),
        rule=presenting.rule(found),
        draw=queries.draw_of(found),
        plan=plans.svg(found.plan),
        plan_words=plans.in_words(found.plan),
        parts=found.parts.all(),
        questions=queries.published_questions(found),
        photos=found.photos.select_related("file") if found.result_on else [],
        survey=satisfaction.questionnaire(found),
        rated=satisfaction.rated(found),
    )


def _facts(found: OpenDay) -> list[Pair]:
    month_of = found.programme
    return pairs_of(
        [
            Pair(_("时间"), presenting.when(found)),
            Pair(_("地点"), f"{found.place}（{found.address}）"),
            Pair(_("怎么来"), found.route),
            Pair(_("适合谁"), found.audience),
            Pair(_("无障碍"), "、".join([*presenting.access_labels(found), *filter(None, [found.access_note])])),
            Pair(_("名额"), _("%(n)s 人") % {"n": found.capacity} if found.capacity else _("不限，不用报名")),
            Pair(_("报名时间"), presenting.window(found) if found.capacity else ""),
            Pair(_("举办单位"), found.unit.name),
            Pair(_("联系电话"), found.contact, nobreak=True),
            Pair(_("领域"), found.get_field_display()),
            Pair(
                _("开放月"),
                month_of.title if month_of else "",
                url=month_of.get_absolute_url() if month_of and month_of.decided_on else "",
            ),
        ]
    )


def _meta(title: str, about: str, unit: str, published: dt.date | dt.datetime | None) -> PageMeta:
    column = structure.find("open-days")
    return of_article(column, title, published=published, source=unit, about=about)


# --- files -------------------------------------------------------------------------------------------------------


def _meeting(request: HttpRequest, one: OpenDay) -> Meeting:
    return Meeting(
        key=f"open_days.day:{one.pk}",
        title=one.title,
        begins=one.starts_at,
        ends=one.ends_at,
        place=f"{one.place}，{one.address}",
        about=one.audience if not one.cancelled else one.cancelled_why,
        url=request.build_absolute_uri(one.get_absolute_url()),
        stamp=one.announced_at or one.starts_at,
        cancelled=one.cancelled,
    )


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """Every session from three months ago on, to be subscribed to."""
    rows = queries.public_days().filter(starts_at__gte=presenting.three_months_ago()).order_by("starts_at", "pk")
    name = _("%(site)s 政府开放活动") % {"site": site().district}
    return as_file([_meeting(request, one) for one in rows[:IN_FILE]], name, "kaifang.ics")


@require_safe
def day_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One session, for a phone's calendar."""
    found = found_or_404(pk)
    return as_file([_meeting(request, found)], found.title, f"huodong-{pk}.ics")
