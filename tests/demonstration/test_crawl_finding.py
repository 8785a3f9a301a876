"""Whatever the public reaches and that names a record is found by the site's search, or it is written here why not."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import resolve
from tests.support.crawling import NOBODY, Crawl, Visit

from mingzheng.core import searchable

LISTS = "a list of records each of which is found by itself"
PART = "a part of a record's page, which is found itself"
ACT = "a form on a record, whose page is found"
NOT_FOUND = {
    "portal:agency": LISTS,
    "portal:area": LISTS,
    "portal:matter": LISTS,
    "portal:column": LISTS,
    "portal:open-days-month": LISTS,
    "portal:brand": LISTS,
    "portal:gazette-item": "the document in it is found; the gazette's issue too",
    "portal:document-history": PART,
    "portal:document-edition": "only the live edition is found: an older one would be taken for what is in force",
    "portal:document-compare": PART,
    "portal:call-ideas": PART,
    "portal:topic-english": PART,
    "portal:policy-english": PART,
    "portal:foi-what": PART,
    "portal:open-day-sign-up": ACT,
    "portal:open-day-ask": ACT,
    "portal:call-suggest": ACT,
    "portal:call-support": ACT,
    "portal:call-vote": ACT,
    "portal:call-follow": ACT,
    "portal:survey-start": ACT,
    "portal:survey-follow": ACT,
    "portal:consultation-comment": ACT,
    "portal:delegate-sign-up": ACT,
    "portal:hearing-sign-up": ACT,
    "portal:session-sign-up": ACT,
    "portal:session-status": ACT,
}
# Found by itself only when it holds words that the page of its document does not: one thing is found once.
SOMETIMES = {"portal:policy-life"}


def found() -> Iterator[str]:
    """The address of everything that the index would hold if it were built now."""
    for kind in searchable.kinds():
        last = 0
        while ids := kind.ids(last, 1000):
            last = ids[-1]
            yield from (entry.url.partition("#")[0] for entry in map(kind.entry_of, ids) if entry)


def test_every_public_record_with_a_page_is_found(crawl: Crawl, demonstrated: object) -> None:
    held = set(found())
    pages = [visit for visit in crawl.visits if visit.who == NOBODY and visit.is_page and _names_a_record(visit)]
    lost = [str(one) for one in pages if one.name not in {*NOT_FOUND, *SOMETIMES} and _path(one) not in held]
    assert len({visit.name for visit in pages} - set(NOT_FOUND)) > 25
    assert not lost, "\n" + "\n".join(lost)


def test_what_is_said_not_to_be_found_is_not_found(demonstrated: object) -> None:
    """A reason that is no longer true is taken out."""
    assert not {resolve(address).view_name for address in found()}.intersection(NOT_FOUND)


def _path(visit: Visit) -> str:
    return visit.address.partition("?")[0]


def _names_a_record(visit: Visit) -> bool:
    return bool(resolve(_path(visit)).kwargs)
