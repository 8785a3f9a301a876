"""Feeds of documents: all, of an agency, of a theme. Kept like pages until a document changes."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from mingzheng.core import timekeeping
from mingzheng.core.units.models import Unit
from mingzheng.design import kept
from mingzheng.design.context import site
from mingzheng.disclosure.documents import listing, tagging
from mingzheng.disclosure.documents.models import Document, DocumentTag
from mingzheng.disclosure.documents.vocabulary import themes

MOST = 50


class DocumentsFeed(Feed):
    """``/feeds/wenjian.atom``: the fifty documents published last."""

    feed_type = Atom1Feed
    item_guid_is_permalink = False

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return kept.shows(super().__call__(request, *args, **kwargs), "documents")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return None

    def title(self, chosen: Any) -> str:
        return f"{site().name} {self.of(chosen)}"

    def of(self, chosen: Any) -> str:
        return _("最新公开文件")

    def subtitle(self, chosen: Any) -> str:
        return _("新公开的文件，标明发文字号和有效性")

    def link(self, chosen: Any) -> str:
        return reverse("portal:documents")

    def items(self, chosen: Any) -> list[Document]:
        return listing.newest(MOST)

    def item_title(self, item: Document) -> str:
        return item.title

    def item_description(self, item: Document) -> str:
        summary = item.live.summary if item.live else ""
        return "　".join(part for part in (item.doc_number, item.get_validity_display(), summary) if part)

    def item_link(self, item: Document) -> str:
        return item.get_absolute_url()

    def item_guid(self, item: Document) -> str:
        return f"urn:mingzheng:document:{item.index_number}"

    def item_author_name(self, item: Document) -> str:
        return item.live.issuer if item.live and item.live.issuer else item.unit.name

    def item_pubdate(self, item: Document) -> dt.datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: Document) -> dt.datetime | None:
        return item.live.published_at if item.live else item.first_published_at


class AgencyFeed(DocumentsFeed):
    """``/feeds/jigou/<code>.atom``"""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Unit:
        unit = Unit.objects.filter(code=kwargs["code"]).first()
        if unit is None:
            raise Http404
        return unit

    def of(self, chosen: Unit) -> str:
        return _("%(name)s最新公开文件") % {"name": chosen.name}

    def link(self, chosen: Unit) -> str:
        return reverse("portal:agency", args=[chosen.code])

    def items(self, chosen: Unit) -> list[Document]:
        return listing.newest(MOST, unit_id=chosen.pk)


class ThemeFeed(DocumentsFeed):
    """``/feeds/zhuti/<主题分类>.atom``: one of the 22 classes."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        theme = str(kwargs["theme"])
        if theme not in themes():
            raise Http404
        return theme

    def of(self, chosen: str) -> str:
        return _("%(theme)s类最新公开文件") % {"theme": chosen}

    def link(self, chosen: str) -> str:
        return f"{reverse('portal:documents')}?{urlencode({'theme': chosen})}"

    def items(self, chosen: str) -> list[Document]:
        return listing.newest(MOST, theme_class=chosen)


class TagFeed(DocumentsFeed):
    """``/feeds/biaoqian/<标签>.atom``: by today's name of the tag."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        name = tagging.current(str(kwargs["name"])[:64])
        if not DocumentTag.objects.filter(tag=name).exists() and name not in tagging.chosen_from(timekeeping.today()):
            raise Http404
        return name

    def of(self, chosen: str) -> str:
        return _("标签「%(tag)s」最新公开文件") % {"tag": chosen}

    def link(self, chosen: str) -> str:
        return reverse("portal:tag", args=[chosen])

    def items(self, chosen: str) -> list[Document]:
        return listing.newest(MOST, tag_rows__tag=chosen)
