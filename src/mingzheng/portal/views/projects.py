"""Projects with their timeline, and tables with their downloads."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.core.files.models import StoredFile
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, Pair, TimelineEntry, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.disclosure.catalogue import fresh
from mingzheng.disclosure.key_areas import queries, tables
from mingzheng.disclosure.key_areas.models import Project, ProjectUpdate, PublicTable, TableVersion
from mingzheng.papers.table_xlsx import table_workbook
from mingzheng.portal import structure
from mingzheng.portal.meta import PageMeta, of_article
from mingzheng.portal.page import draw

SHOWN_ROWS = 500


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: percent, milestones planned and reached, what was reported, with photos; the newest first."""
    found = queries.public_projects().filter(pk=pk).first()
    if found is None:
        raise Http404
    own = queries.project_standing(found)
    light, word = fresh.for_public(own)
    return draw(
        request,
        "portal/key_areas/project.html",
        column=structure.find("areas"),
        shows=[f"project:{pk}", "areas"],
        meta=_meta(found.title, found.summary, found),
        crumbs=_crumbs(found.matter, found.title),
        project=found,
        facts=_facts(found),
        light=light,
        word=word,
        nodes=[_node(node) for node in queries.milestones(found)],
        updates=[(update, _photos(update)) for update in queries.timeline(found)],
        due=own.due_on if own.good else None,
    )


def _facts(found: Project) -> list[Pair]:
    return pairs_of(
        [
            (_("类别"), found.get_kind_display()),
            (_("建设内容"), found.summary),
            (_("地点"), found.place),
            (_("责任单位"), found.unit.name),
            (_("计划工期"), f"{cn_date(found.starts_on)} — {cn_date(found.ends_on)}"),
            (_("完成日期"), cn_date(found.finished_on) if found.finished_on else ""),
            (_("更新要求"), _("至少每 %(n)d 天公开一次进展") % {"n": found.update_days}),
            (_("最近更新"), cn_date(found.updated_on) if found.updated_on else ""),
        ]
    )


def _node(node: Any) -> TimelineEntry:
    if node.done_on is not None:
        late = node.done_on > node.planned_on
        note = _("计划 %(day)s，晚于计划") if late else _("计划 %(day)s")
        return TimelineEntry(node.title, node.done_on, note=note % {"day": cn_date(node.planned_on)})
    late = node.planned_on < timekeeping.today()
    return TimelineEntry(node.title, node.planned_on, note=_("计划日期已过") if late else _("计划日期"), state="todo")


def _photos(update: ProjectUpdate) -> list[tuple[Any, str]]:
    files = {
        file.pk: file for file in StoredFile.objects.filter(pk__in=[photo.file_id for photo in update.photos.all()])
    }
    return [
        (photo, f"{files[photo.file_id].get_absolute_url()}?inline=1")
        for photo in update.photos.all()
        if photo.file_id in files
    ]


@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """A table as it is now, or as it was (``?version=``): HTML, never a picture."""
    found, version = _version(request, pk)
    spec = tables.specs()[found.spec]
    rows = [
        [(field, tables.shown(field, row.get(field.key, ""))) for field in spec.fields]
        for row in version.rows[:SHOWN_ROWS]
    ]
    query = f"?version={version.pk}" if version.status != "live" else ""
    return draw(
        request,
        "portal/key_areas/table.html",
        column=structure.find("areas"),
        shows=[f"table:{pk}", "areas"],
        reads=["version"],
        meta=_meta(found.title, spec.about, found, version),
        crumbs=_crumbs(found.matter, found.title),
        table=found,
        version=version,
        versions=queries.public_versions(found),
        heads=[(field, tables.head(spec, field)) for field in spec.fields],
        rows=rows,
        more=max(0, len(version.rows) - SHOWN_ROWS),
        spec=spec,
        query=query,
        archive=StoredFile.objects.filter(pk=version.archive_id).first() if version.archive_id else None,
    )


def _version(request: HttpRequest, pk: int) -> tuple[PublicTable, TableVersion]:
    found = PublicTable.objects.select_related("unit", "matter__area").filter(pk=pk).first()
    text = request.GET.get("version", "")
    version = None
    if found is not None:
        asked = text.isascii() and text.isdecimal() and len(text) <= 18
        version = queries.public_version(found, int(text)) if asked else queries.live_version(found)
    if found is None or version is None:
        raise Http404
    return found, version


@require_safe
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The rows of the version asked for, as a workbook or CSV."""
    found, version = _version(request, pk)
    spec = tables.specs()[found.spec]
    if kind == "csv":
        data: str | bytes = tables.as_csv(spec, version.rows)
    else:
        under = f"{found.unit.name}　{cn_date(version.published_on)}公开"
        data = table_workbook(found.title, under, spec, version.rows)
    return file_response(data, f"{found.title}.{kind}")


def _meta(title: str, about: str, record: Any, version: TableVersion | None = None) -> PageMeta:
    return of_article(
        structure.find("areas"),
        title,
        published=version.published_on if version else record.updated_on,
        source=record.unit.name,
        about=about,
    )


def _crumbs(matter: Any, last: str) -> list[Crumb]:
    return [
        Crumb(_("首页"), "/"),
        Crumb(structure.find("areas").label, reverse("portal:areas")),
        Crumb(matter.title, matter.get_absolute_url()),
        Crumb(last),
    ]
