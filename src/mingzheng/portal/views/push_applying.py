"""一业一档 and life events: what may apply, for everybody to read without saying anything of themselves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.policy.push import applying
from mingzheng.policy.push.columns import Who, sections
from mingzheng.policy.push.matching import TAGS
from mingzheng.portal import structure
from mingzheng.portal.meta import of_column
from mingzheng.portal.page import draw


@require_safe
def industries(request: HttpRequest) -> HttpResponse:
    day = timekeeping.today()
    rows = [
        (
            name,
            reverse("portal:industry", args=[letter.lower()]),
            len(applying.applies(Who.ENTERPRISE, {"section": letter}, day)),
            "",
        )
        for letter, name in sections().items()
    ]
    return draw(request, "portal/push/applying_index.html", column=structure.find("industries"), rows=rows, shows=TAGS)


@require_safe
def industry(request: HttpRequest, code: str) -> HttpResponse:
    """One industry's page: what is meant for it, and what does not exclude it."""
    name = sections().get(code.upper())
    if name is None or not code.islower():
        raise Http404
    return _page(request, "industries", name, Who.ENTERPRISE, {"section": code.upper()})


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    day = timekeeping.today()
    rows = [
        (
            one.name,
            reverse("portal:life-event", args=[one.code]),
            len(applying.applies(Who.PERSON, one.facts, day)),
            one.about,
        )
        for one in applying.events()
    ]
    return draw(request, "portal/push/applying_index.html", column=structure.find("life-events"), rows=rows, shows=TAGS)


@require_safe
def event(request: HttpRequest, code: str) -> HttpResponse:
    found = applying.event_of(code)
    if found is None:
        raise Http404
    return _page(request, "life-events", found.name, Who.PERSON, dict(found.facts))


def _page(request: HttpRequest, key: str, name: str, who: Who, facts: dict[str, object]) -> HttpResponse:
    column = structure.find(key)
    found = applying.applies(who, facts, timekeeping.today())
    crumbs = structure.crumbs(column, name)
    return draw(
        request,
        "portal/push/applying.html",
        column=column,
        meta=of_column(column, name=name, about=_("%(name)s可能适用的政策") % {"name": name}),
        crumbs=crumbs,
        name=name,
        meant=[one for one in found if one.meant],
        others=[one for one in found if not one.meant],
        who=who,
        shows=TAGS,
    )
