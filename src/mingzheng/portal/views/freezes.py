"""Frozen figures: what was frozen, its hash, the place of the journal, how anybody verifies it, the files."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core.dates import chinese_moment
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Pair
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.portal import structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw
from mingzheng.supervision.open_data import queries, verify
from mingzheng.supervision.open_data.models import Freeze

COLUMN = "freezes"
SHOWN = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every freeze, the newest first."""
    rows = queries.freezes()[:SHOWN]
    return draw(request, "portal/freezes/index.html", column=structure.find(COLUMN), shows=("freezes",), rows=rows)


def _found(pk: int) -> Freeze:
    found = Freeze.objects.select_related("plan").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One freeze: its figures as they stood last, what proves them, how to verify."""
    found, column = _found(pk), structure.find(COLUMN)
    return draw(
        request,
        "portal/freezes/freeze.html",
        meta=of_article(
            column,
            str(found),
            published=found.made_at,
            about=_("%(title)s，数字截至%(day)s。") % {"title": found.plan.title, "day": cn_date(found.day)},
        ),
        crumbs=structure.crumbs(column, str(found)),
        shows=("freezes",),
        found=found,
        facts=[
            Pair(_("工作要点"), found.plan.title),
            Pair(_("数字截至"), cn_date(found.day)),
            Pair(_("最近一次登记"), cn_date(found.figures_on)),
            Pair(_("冻结时间"), chinese_moment(localtime(found.made_at)), nobreak=True),
        ],
        figures=queries.figures(found),
        size=len(found.public_text.encode()),
        name=queries.file_name(found),
    )


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The text, byte for byte as it was frozen."""
    found = _found(pk)
    return file_response(found.public_text, queries.file_name(found))


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The script, with Python's standard library alone."""
    return file_response(Path(verify.__file__).read_text(encoding="utf-8"), "verify.py")
