"""Records of the demonstration that are linked with each other: each page leads to the other's."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any
from urllib.parse import unquote

from lxml import html

from mingzheng.core import records
from mingzheng.core.records import Record, RecordRef
from mingzheng.core.relations.models import Link


def test_public_records_that_are_linked_lead_to_each_other(demonstrated: object, client: Any) -> None:
    @cache
    def leads(address: str) -> frozenset[str]:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        return frozenset(
            unquote(one.partition("#")[0]) for one in html.fromstring(answer.content).xpath("//main//a/@href")
        )

    def leads_to(page: str, other: str) -> bool:
        """By itself, or by a page below it: an issue of the gazette prints its documents on pages of their own."""
        found = leads(page)
        return other in found or any(other in leads(one) for one in found if one.startswith(page) and one.endswith("/"))

    faults, tried = [], Counter[str]()
    for link in Link.objects.all():
        ends = [RecordRef(link.source_kind, link.source_id), RecordRef(link.target_kind, link.target_id)]
        pages = [page for page in map(_page, ends) if page]
        if len(pages) < 2:
            continue
        tried[link.kind] += 1
        faults += [
            f"{link.kind}: {one} does not lead to {two}" for one, two in (pages, pages[::-1]) if not leads_to(one, two)
        ]
    assert set(tried) >= {"interprets", "printed_in", "consults_on", "decided_as"}
    assert not faults, "\n" + "\n".join(faults)


def _page(ref: RecordRef) -> str:
    """Its public page, without the place on it; "" when the public has none."""
    found: Record | None = records.resolve(ref)
    if found is None or not records.visible(ref, None) or found.url.startswith("/desk/"):
        return ""
    return unquote(found.url.partition("#")[0])
