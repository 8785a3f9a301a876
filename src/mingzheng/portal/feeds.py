"""Feeds. Steps of the work plan as Atom; other rooms add theirs beside it."""

from __future__ import annotations

import datetime as dt

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzheng.design.context import site
from mingzheng.disclosure.gazette import queries as gazette
from mingzheng.disclosure.gazette.models import Issue
from mingzheng.portal import providers, structure
from mingzheng.portal.providers import PlanChange


class PlanFeed(Feed):
    """``/feeds/plan.atom``: the fifty newest public steps."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return f"{site().name} {_('政务公开工作要点进展')}"

    subtitle = gettext_lazy("年度政务公开工作要点各项任务的公开进展")

    def link(self) -> str:
        return structure.PLAN.url

    def items(self) -> list[PlanChange]:
        return providers.plan_changes(50)

    def item_title(self, item: PlanChange) -> str:
        return item.title

    def item_description(self, item: PlanChange) -> str:
        return item.summary

    def item_link(self, item: PlanChange) -> str:
        return item.url or structure.PLAN.url

    def item_guid(self, item: PlanChange) -> str:
        return f"urn:mingzheng:plan:{item.id}"

    item_guid_is_permalink = False

    def item_updateddate(self, item: PlanChange) -> dt.datetime:
        return item.when


class GazetteFeed(Feed):
    """``/feeds/gazette.atom``: the twenty newest issues with their contents."""

    feed_type = Atom1Feed

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
