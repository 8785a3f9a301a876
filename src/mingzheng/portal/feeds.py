"""Feeds. Steps of the work plan as Atom; other rooms add theirs beside it."""

from __future__ import annotations

import datetime as dt

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzheng.design.context import site
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
