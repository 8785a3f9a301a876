"""Records of the demonstration that are linked with each other: each page leads to the other's."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any
from urllib.parse import unquote

import pytest
from django.urls import reverse
from lxml import html

from mingzheng.config import demonstration
from mingzheng.core import records
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import seen_by
from mingzheng.core.records import Record, RecordRef
from mingzheng.core.relations.models import Link
from mingzheng.core.units.models import Person
from mingzheng.core.units.queries import actors_for


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


@pytest.mark.parametrize("username", ["qfb.jingban", "fagaiwei.xxy"])
def test_on_the_desk_linked_records_lead_to_each_other_as_far_as_the_actor_may_see(
    demonstrated: object, client: Any, username: str
) -> None:
    person = Person.objects.get(username=username)
    actor = actors_for(person, demonstration.STANDS)[0]
    client.force_login(person)

    @cache
    def shown(address: str) -> tuple[frozenset[str], str]:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        page = html.fromstring(answer.content).xpath("//main")[0]
        return frozenset(unquote(one.partition("#")[0]) for one in page.xpath(".//a/@href")), page.text_content()

    faults, tried = [], Counter[str]()
    for link in Link.objects.all():
        ends = [RecordRef(link.source_kind, link.source_id), RecordRef(link.target_kind, link.target_id)]
        for one, two in (ends, ends[::-1]):
            page, other = _desk_page(one, actor), records.resolve(two)
            if other is None or not page or not all(records.visible(ref, actor) for ref in ends):
                continue
            tried[link.kind] += 1
            addresses, text = shown(page)
            if not (unquote(other.url.partition("#")[0]) in addresses if other.url else other.title in text):
                faults.append(f"{link.kind}: {page} does not lead to {other}")
    assert set(tried) >= {"interprets", "printed_in", "consults_on"}
    assert not faults, "\n" + "\n".join(faults)


def _desk_page(ref: RecordRef, actor: Actor) -> str:
    """Where the desk shows it to the actor: its case, or the page of a document; "" where it has neither."""
    if ref.kind == "documents.document":
        return reverse("desk:document", args=[ref.id])
    case = seen_by(actor).filter(subject_kind=ref.kind, subject_id=ref.id).first()
    return reverse("desk:case", args=[case.pk]) if case else ""


def _page(ref: RecordRef) -> str:
    """Its public page, without the place on it; "" when the public has none."""
    found: Record | None = records.resolve(ref)
    if found is None or not records.visible(ref, None) or found.url.startswith("/desk/"):
        return ""
    return unquote(found.url.partition("#")[0])
