"""Feeds. Steps of the work plan as Atom; other rooms add theirs beside it."""

from __future__ import annotations

import datetime as dt

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzheng.core.timekeeping import now
from mingzheng.design.context import site
from mingzheng.disclosure.catalogue import queries as catalogue
from mingzheng.disclosure.catalogue.models import Column, Placement
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


class ColumnFeed(Feed):
    """``/feeds/lanmu/<code>.atom``: the fifty newest records of a column and of those below it."""

    feed_type = Atom1Feed
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest, code: str) -> Column:
        found = catalogue.column(code)
        if found is None:
            raise Http404
        return found

    def title(self, obj: Column) -> str:
        return f"{site().name} {obj.title}"

    def subtitle(self, obj: Column) -> str:
        return obj.about or obj.content_rule

    def link(self, obj: Column) -> str:
        return reverse("portal:column", args=[obj.code])

    def items(self, obj: Column) -> list[Placement]:
        node = catalogue.find(catalogue.tree(closed=True), obj.code)
        codes = [one.column.code for one in node.walk()] if node else [obj.code]
        return catalogue.newest(codes, 50)

    def item_title(self, item: Placement) -> str:
        return item.title

    def item_description(self, item: Placement) -> str:
        owner = item.column.owner
        return f"{item.column.title}　{owner.short if owner else ''}".strip()

    def item_link(self, item: Placement) -> str:
        return item.url

    def item_guid(self, item: Placement) -> str:
        return f"urn:mingzheng:{item.ref}"

    def item_updateddate(self, item: Placement) -> dt.datetime:
        return dt.datetime.combine(item.published_on, dt.time(9), now().tzinfo)
