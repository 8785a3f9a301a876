"""What of projects and tables can be found by the portal's search."""

from __future__ import annotations

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.disclosure.key_areas import queries, tables
from mingzheng.disclosure.key_areas.models import Project, PublicTable


def project_entry(pk: int) -> Entry | None:
    project = queries.public_projects().filter(pk=pk).first()
    if project is None:
        return None
    told = [project.summary, project.place, *(update.text for update in queries.timeline(project))]
    return Entry(
        key=f"key_areas.project:{pk}",
        kind=project.get_kind_display(),
        title=project.title,
        body="\n".join(told),
        url=project.get_absolute_url(),
        agency=project.unit.short,
        published_on=project.updated_on,
    )


def table_entry(pk: int) -> Entry | None:
    table = PublicTable.objects.select_related("unit").filter(pk=pk).first()
    version = queries.live_version(table) if table is not None else None
    if table is None or version is None:
        return None
    spec = tables.specs()[table.spec]
    cells = [" ".join(row.get(field.key, "") for field in spec.fields) for row in version.rows[:500]]
    return Entry(
        key=f"key_areas.table:{pk}",
        kind="公开表",
        title=table.title,
        body="\n".join([spec.title, table.note, *cells]),
        url=table.get_absolute_url(),
        agency=table.unit.short,
        published_on=version.published_on,
    )


def _project_ids(after: int, limit: int) -> list[int]:
    rows = Project.objects.exclude(published_on=None).filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def _table_ids(after: int, limit: int) -> list[int]:
    rows = PublicTable.objects.filter(pk__gt=after, versions__status="live").order_by("pk").distinct()
    return list(rows.values_list("pk", flat=True)[:limit])


PROJECTS = SearchKind("key_areas.project", "项目", project_entry, _project_ids)
TABLES = SearchKind("key_areas.table", "公开表", table_entry, _table_ids)
