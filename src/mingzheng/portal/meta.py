"""The <meta> tags of the national guideline for government sites (国办发〔2017〕47号, annex on page tags)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from mingzheng.design.context import site
from mingzheng.portal import content


@dataclass(frozen=True)
class PageMeta:
    """Tags of a column page, and of an article page when ``article_title`` is given.

    ``published`` becomes PubDate; ``url`` is filled from the request.
    """

    column_name: str = ""
    column_type: str = ""
    column_description: str = ""
    column_keywords: str = ""
    article_title: str = ""
    published: dt.date | dt.datetime | None = None
    source: str = ""
    keywords: str = ""
    author: str = ""
    description: str = ""

    def tags(self, request: HttpRequest) -> list[tuple[str, str]]:
        """(name, content) pairs in the guideline's order; what is empty is left out."""
        here = site()
        pairs = [
            ("SiteName", here.name),
            ("SiteDomain", request.get_host().split(":")[0]),
            ("SiteIDCode", str(content.load("site")["id_code"])),
            ("ColumnName", self.column_name),
            ("ColumnType", self.column_type),
            ("ColumnDescription", self.column_description),
            ("ColumnKeywords", self.column_keywords),
        ]
        if self.article_title:
            pairs += [
                ("ArticleTitle", self.article_title),
                ("PubDate", self._published()),
                ("ContentSource", self.source or here.name),
                ("Keywords", self.keywords),
                ("Author", self.author),
                ("Description", self.description),
                ("Url", request.build_absolute_uri(request.path)),
            ]
        return [(name, content) for name, content in pairs if content]

    def html(self, request: HttpRequest) -> SafeString:
        """The tags as they stand in the head of a page."""
        return format_html_join("\n  ", '<meta name="{}" content="{}">', self.tags(request))

    def _published(self) -> str:
        if self.published is None:
            return ""
        form = "%Y-%m-%d %H:%M" if isinstance(self.published, dt.datetime) else "%Y-%m-%d"
        return self.published.strftime(form)
