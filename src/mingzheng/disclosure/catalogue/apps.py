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
        from mingzheng.disclosure.catalogue import datasets, indicators
        from mingzheng.disclosure.catalogue.models import Column, LinkEntry, Product, StandardCatalogue, StandardItem

        indicators.declare_all()
        datasets.declare_all()

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
        records.register(
            "catalogue.standard",
            label="标准目录",
            model=StandardCatalogue,
            url=lambda catalogue: reverse("portal:catalogue"),
            visible_to=lambda catalogue, actor: actor is not None or catalogue.status != "draft",
        )
        records.register(
            "catalogue.item",
            label="标准目录事项",
            model=StandardItem,
            url=lambda item: f"{reverse('portal:catalogue')}?item={item.pk}#item-{item.pk}",
            visible_to=lambda item, actor: actor is not None or item.catalogue.status != "draft",
        )
        records.register(
            "catalogue.product",
            label="公开产品",
            model=Product,
            url=lambda product: product.url,
            visible_to=lambda product, actor: actor is not None or product.withdrawn_on is None,
        )
