"""Help for who finds the form hard: applying by word of mouth (Art. 29), help with reading and hearing (Art. 43)."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.core.units.models import Unit, held_on
from mingzheng.design.downloads import file_response
from mingzheng.papers import foi_forms
from mingzheng.portal import content, structure
from mingzheng.portal.page import draw
from mingzheng.portal.views.foi.visiting import crumbs


@require_safe
def helping(request: HttpRequest) -> HttpResponse:
    title = _("填写有困难？我们帮您")
    return draw(
        request,
        "portal/foi/help.html",
        column=structure.find("apply"),
        crumbs=crumbs(title),
        site_nav=structure.navigation(structure.find("apply").url),
        title=title,
        text=content.load("foi"),
        units=Unit.objects.filter(held_on(timekeeping.today())).exclude(phone=""),
    )


@require_safe
def blank(_request: HttpRequest, ending: str) -> HttpResponse:
    """The blank 申请表, to print and fill in by hand, or to fill in with a word processor."""
    return file_response(_blank(ending), f"shenqingbiao.{ending}")


@lru_cache
def _blank(ending: str) -> bytes:
    return foi_forms.rendered(foi_forms.application_form(), ending)
