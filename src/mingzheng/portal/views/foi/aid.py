"""Help for who finds the form hard: applying by word of mouth (Art. 29), help with reading and hearing (Art. 43)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.core.units.models import Unit, held_on
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
        title=title,
        text=content.load("foi"),
        units=Unit.objects.filter(held_on(timekeeping.today())).exclude(phone=""),
    )
