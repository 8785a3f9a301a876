"""The <meta> tags of the national guideline for government sites (国办发〔2017〕47号, annex on page tags)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime

from mingzheng.design.context import site
from mingzheng.portal import content
from mingzheng.portal.structure import Column

LONGEST = 200  # of a description, in characters


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
        if not isinstance(self.published, dt.datetime):
            return f"{self.published:%Y-%m-%d}"
        return f"{localtime(self.published) if is_aware(self.published) else self.published:%Y-%m-%d %H:%M}"


def of_column(column: Column, *, name: str = "", about: str = "") -> PageMeta:
    """Tags of a column's page; ``name`` and ``about`` are those of a page below it that lists something."""
    return PageMeta(
        column_name=name or column.label,
        column_type=column.kind,
        column_description=about or name or column.about,
        column_keywords=f"{site().district},{name or column.label}",
    )


def of_article(
    column: Column,
    title: str,
    *,
    published: dt.date | dt.datetime | None = None,
    source: str = "",
    about: str = "",
    words: Iterable[str | Promise] = (),
) -> PageMeta:
    """Tags of one page of a column.

    Args:
        source: who is answerable for it, which is its author too; the site where it is empty.
        about: its description, shortened here.
        words: keywords beside the district's and the column's name.
    """
    keywords = [site().district, column.label, *(str(word) for word in words if word)]
    return PageMeta(
        column_name=column.label,
        column_type=column.kind,
        column_description=column.about,
        article_title=title,
        published=published,
        source=source,
        author=source,
        keywords=",".join(dict.fromkeys(keywords)),
        description=" ".join(about.split())[:LONGEST] or title,
    )
