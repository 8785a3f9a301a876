"""Assessment as the public reads it: the systems that were published, and results that were approved for everybody."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb
from mingzheng.papers.assessment_xlsx import round_workbook, system_workbook
from mingzheng.portal import structure
from mingzheng.portal.meta import PageMeta, of_article
from mingzheng.portal.page import draw
from mingzheng.supervision.assessment import presenting, queries, ranking, sampling
from mingzheng.supervision.assessment.formulas import plain
from mingzheng.supervision.assessment.models import Round, System

TAG = "assessments"


def _meta(title: str, description: str, published: dt.datetime | None) -> PageMeta:
    column = structure.find("assessments")
    return of_article(column, title, published=published, about=description)


def _crumbs(label: str) -> list[Crumb]:
    return structure.crumbs(structure.find("assessments"), label)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Systems and results, the newest first."""
    return draw(
        request,
        "portal/assessment/index.html",
        column=structure.find("assessments"),
        shows=(TAG,),
        systems=list(queries.published_systems()),
        rounds=list(queries.public_rounds()),
    )


def _system(pk: int) -> System:
    found = queries.published_systems().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _round(pk: int) -> Round:
    found = queries.public_rounds().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
def system(request: HttpRequest, pk: int) -> HttpResponse:
    """What is assessed, what it is worth, how it is scored."""
    found = _system(pk)
    return draw(
        request,
        "portal/assessment/system.html",
        meta=_meta(
            str(found),
            _("%(n)s 个项目，合计 %(whole)s 分") % {"n": len(found.listed), "whole": plain(found.whole)},
            found.published_at,
        ),
        crumbs=_crumbs(found.title),
        shows=(TAG,),
        system=found,
        whole=plain(found.whole),
        groups=queries.groups(found),
        words={item.pk: presenting.figure_words(item) for item in found.listed},
    )


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Scores, intervals and places by kind of unit, and how they came about."""
    found = _round(pk)
    lot = sampling.draw_of(found)
    return draw(
        request,
        "portal/assessment/round.html",
        meta=_meta(str(found), _("各单位得分、区间和名次"), found.settled_at),
        crumbs=_crumbs(found.title),
        shows=(TAG, *([f"draw:{lot.pk}"] if lot else [])),
        round=found,
        standings=queries.standings(found),
        method=ranking.METHOD,
        lot=lot,
        newer=queries.newer(found),
    )


@require_safe
def system_file(request: HttpRequest, pk: int) -> HttpResponse:
    found = _system(pk)
    return file_response(system_workbook(found), f"zhibiao-{found.year}-{found.edition}.xlsx")


@require_safe
def result_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The ranking as everybody may read it: no unit's sheet is in it."""
    found = _round(pk)
    return file_response(round_workbook(found, None), f"kaohe-{found.year}-{found.pk}.xlsx")
