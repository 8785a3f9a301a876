"""New documents for the home page."""

from __future__ import annotations

from mingzheng.disclosure.documents import listing
from mingzheng.portal.providers import HomeItem


def changes(limit: int) -> list[HomeItem]:
    return [HomeItem(row.title, row.get_absolute_url(), row.published_on) for row in listing.newest(limit)]
