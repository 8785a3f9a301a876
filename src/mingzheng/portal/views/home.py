"""The home page, the opening pages of columns that fill later, site map, accessibility, robots."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.design.templatetags.design_text import cn_date_short
from mingzheng.portal import content, providers, running, structure
from mingzheng.portal.meta import PageMeta
from mingzheng.portal.page import draw
from mingzheng.portal.providers import HomeItem
from mingzheng.portal.views.plan import figures

EACH = 5


def _changes() -> list[HomeItem]:
    """Steps of the plan and what other rooms report, newest first."""
    steps = [
        HomeItem(step.title, step.url or structure.PLAN.url, localtime(step.when).date())
        for step in providers.plan_changes(EACH)
    ]
    both = [*steps, *providers.home_items("changes", EACH)]
    return sorted(both, key=lambda item: item.when.toordinal() if item.when else 0, reverse=True)[:EACH]


def _opinions() -> list[HomeItem]:
    """What one can take part in now, what ends first first."""
    return [
        HomeItem(one.title, one.url, note=_("%(day)s截止") % {"day": cn_date_short(one.until)} if one.until else "")
        for one in running.now(EACH)
    ]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    plan = providers.current_plan()
    return draw(
        request,
        "portal/home.html",
        meta=PageMeta(description=_("区人民政府政务公开平台")),
        shows=["documents", "questions", "surveys", "calls"],
        moment=True,
        plan=plan,
        figures=figures(plan) if plan else [],
        changes=_changes(),
        opinions=_opinions(),
        applications=providers.home_items("applications", EACH),
        questions=providers.home_items("questions", EACH),
    )


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    return draw(request, "portal/site_map.html", column=structure.find("sitemap"), columns=structure.COLUMNS, shows=[])


@require_safe
def access(request: HttpRequest) -> HttpResponse:
    return draw(request, "portal/access.html", column=structure.find("access"), text=content.load("access"), shows=[])


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the public pages; a demonstration asks them to stay away."""
    if settings.MINGZHENG_DEMO:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = [
            "User-agent: *",
            "Disallow: /api/",
            "Disallow: /desk/",
            "Disallow: /account/",
            "Disallow: /style/",
            "Disallow: /search/",
            "Disallow: /denglu/",
            "Disallow: /wode/",
        ]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
