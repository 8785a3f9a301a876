"""Integrated topics: the list, a topic's page, its English summary, and what stands where one was closed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.design.parts import Crumb
from mingzheng.policy.topics import queries
from mingzheng.policy.topics.models import Topic
from mingzheng.policy.topics.parts import Page
from mingzheng.portal import structure
from mingzheng.portal.meta import PageMeta, of_article
from mingzheng.portal.page import draw

SHOWN = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every public topic, the newest first."""
    return draw(
        request,
        "portal/topics/index.html",
        column=structure.find("topics"),
        shows=("topics", "documents"),
        rows=[(topic, queries.shown(topic)) for topic in queries.public()[:SHOWN]],
    )


@require_safe
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for a bundle of policies; a closed one says where to look, with status 410."""
    found = Topic.objects.select_related("unit").filter(pk=pk, published_at__isnull=False).first()
    if found is None:
        raise Http404
    if found.closed_at is not None:
        answer = draw(request, "portal/topics/closed.html", crumbs=_crumbs(found.title), topic=found)
        answer.status_code = 410
        return answer
    page = queries.shown(found)
    return draw(
        request,
        "portal/topics/topic.html",
        meta=_meta(found, page),
        crumbs=_crumbs(page.title),
        shows=queries.tags(found, page),
        topic=found,
        page=page,
    )


@require_safe
def english(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.public().filter(pk=pk).first()
    page = queries.shown(found) if found else None
    if found is None or page is None or not page.english:
        raise Http404
    crumbs = [*_crumbs(Crumb(page.title, found.get_absolute_url())), Crumb("English")]
    shows = queries.tags(found, page)
    return draw(
        request,
        "portal/topics/english.html",
        meta=_meta(found, page),
        crumbs=crumbs,
        shows=shows,
        topic=found,
        page=page,
    )


def _crumbs(last: str | Crumb) -> list[Crumb]:
    return structure.crumbs(structure.find("topics"), last)


def _meta(topic: Topic, page: Page) -> PageMeta:
    column = structure.find("topics")
    return of_article(
        column,
        page.title,
        published=topic.published_at,
        source=topic.unit.name,
        about=page.lead or page.title,
        words=[_("专题")],
    )
