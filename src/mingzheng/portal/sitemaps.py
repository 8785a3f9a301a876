"""``sitemap.xml``: the portal's columns; other rooms add their own classes to ``SITEMAPS``."""

from __future__ import annotations

from django.contrib.sitemaps import Sitemap

from mingzheng.portal import structure


class Columns(Sitemap):
    changefreq = "weekly"

    def items(self) -> list[str]:
        return ["/", *(column.url for column in structure.every() if column.key != "search")]

    def location(self, item: str) -> str:
        return item


SITEMAPS: dict[str, type[Sitemap]] = {"columns": Columns}
