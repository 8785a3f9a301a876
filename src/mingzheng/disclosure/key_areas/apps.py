from typing import Any

from django.apps import AppConfig
from django.urls import reverse


class KeyAreasConfig(AppConfig):
    name = "mingzheng.disclosure.key_areas"
    label = "key_areas"
    verbose_name = "重点领域"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.disclosure.key_areas import commands, indicators, procedure, searching, visibility  # noqa: F401 - handlers
        from mingzheng.disclosure.key_areas.models import Matter, Project, ProjectUpdate, PublicTable, TableVersion

        indicators.declare_all()
        declare(procedure.UPDATE)
        declare(procedure.VERSION)
        searchable.declare(searching.PROJECTS)
        searchable.declare(searching.TABLES)

        def page(row: Any) -> str:
            url: str = row.get_absolute_url()
            return url

        def case_page(row: Any) -> str:
            return reverse("desk:case", args=[row.case_id]) if row.case_id else ""

        records.register(
            "key_areas.matter", label="重点领域事项", model=Matter, url=page, visible_to=lambda row, actor: True
        )
        records.register("key_areas.project", label="项目", model=Project, url=page, visible_to=visibility.sees_project)
        records.register(
            "key_areas.table", label="公开表", model=PublicTable, url=page, visible_to=visibility.sees_table
        )
        records.register(
            "key_areas.update",
            label="项目进展",
            model=ProjectUpdate,
            url=case_page,
            visible_to=visibility.sees_confirmed,
        )
        records.register(
            "key_areas.version",
            label="公开表版本",
            model=TableVersion,
            url=case_page,
            visible_to=visibility.sees_confirmed,
        )
