"""The gazette as a feed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzheng.design import kept
from mingzheng.design.context import site
from mingzheng.disclosure.gazette import queries as gazette
from mingzheng.disclosure.gazette.models import Issue
from mingzheng.portal import structure


class GazetteFeed(Feed):
    """``/feeds/gazette.atom``: the twenty newest issues with their contents."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return kept.shows(super().__call__(request, *args, **kwargs), "gazette")

    def title(self) -> str:
        return f"{site().name} {_('政府公报')}"

    subtitle = gettext_lazy("新出版的政府公报和目录")

    def link(self) -> str:
        return structure.find("gazette").url

    def items(self) -> list[Issue]:
        return gazette.newest(20)

    def item_title(self, item: Issue) -> str:
        return str(item)

    def item_description(self, item: Issue) -> str:
        return "\n".join(f"【{row.section_title}】{row.title} {row.doc_number}".strip() for row in item.items.all())

    def item_link(self, item: Issue) -> str:
        return item.get_absolute_url()

    def item_guid(self, item: Issue) -> str:
        return f"urn:mingzheng:gazette:{item.pk}"

    item_guid_is_permalink = False

    def item_updateddate(self, item: Issue) -> dt.datetime | None:
        return item.published_at
