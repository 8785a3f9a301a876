"""Published results of clean-ups."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.design.context import site
from mingzheng.design.parts import Pair
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.disclosure.cleanup import queries
from mingzheng.disclosure.cleanup.models import Campaign
from mingzheng.portal import structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw

SHOWN = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every published result, the newest first."""
    return draw(
        request,
        "portal/cleanup/index.html",
        column=structure.find("cleanups"),
        shows=("cleanup",),
        campaigns=queries.published()[:SHOWN],
    )


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """One result: what stays in force, what is to be amended, what is repealed or has lapsed."""
    campaign = queries.published().select_related("unit").filter(pk=pk).first()
    if campaign is None or campaign.published_at is None:
        raise Http404
    column = structure.find("cleanups")
    meta = of_article(
        column,
        _("%(title)s结果") % {"title": campaign.title},
        published=campaign.published_at,
        source=site().name,
        about=campaign.basis,
        words=["行政规范性文件", "清理"],
    )
    return draw(
        request,
        "portal/cleanup/result.html",
        column=column,
        meta=meta,
        crumbs=structure.crumbs(column, campaign.title),
        shows=("documents", f"cleanup:{campaign.pk}"),
        campaign=campaign,
        header=_header(campaign),
        groups=[(outcome, lines) for outcome, lines in queries.result_lines(campaign) if lines],
    )


def _header(campaign: Campaign) -> list[Pair]:
    rows = [
        Pair(_("清理依据"), campaign.basis),
        Pair(_("范围"), campaign.unit.name if campaign.unit else _("全区各单位")),
        Pair(_("清理截止日"), cn_date(campaign.as_of)),
        Pair(_("结果施行日期"), cn_date(campaign.effective_on)),
        Pair(_("公布日期"), cn_date(localtime(campaign.published_at) if campaign.published_at else None)),
    ]
    return rows + ([Pair(_("文号"), campaign.number, nobreak=True)] if campaign.number else [])
