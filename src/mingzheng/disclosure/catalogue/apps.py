from typing import Any

from django.apps import AppConfig
from django.urls import reverse


class CatalogueConfig(AppConfig):
    name = "mingzheng.disclosure.catalogue"
    label = "catalogue"
    verbose_name = "公开目录"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.actors import Actor
        from mingzheng.disclosure.catalogue.models import Column, LinkEntry

        def entry_visible(entry: Any, actor: Actor | None) -> bool:
            return actor is not None or entry.withdrawn_on is None

        records.register(
            "catalogue.column",
            label="栏目",
            model=Column,
            url=lambda column: reverse("portal:column", args=[column.code]),
            visible_to=lambda column, actor: True,
        )
        records.register(
            "catalogue.entry",
            label="目录条目",
            model=LinkEntry,
            url=lambda entry: entry.url,
            visible_to=entry_visible,
        )
