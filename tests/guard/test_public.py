"""The portal asked for everything by number: what is not public stands in no page, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.guard.addresses import Address, addresses
from tests.guard.asking import put
from tests.guard.conftest import House
from tests.guard.test_desk import signed_in

from mingzheng.core.actors import Post
from mingzheng.core.procedures.registry import procedure_of
from mingzheng.disclosure.documents.models import Document

STAFF = ("desk/", "account/", "files/", "api/")
NUMBERS = range(1, 4)
STANDS_IN = {"decisions.catalogue"}  # the sample of a matter is listed in it, as only a published one lists matters


def public() -> list[Address]:
    return [one for one in addresses() if not one.route.startswith(STAFF)]


def urls(address: Address) -> Iterator[str]:
    """The address with each number in its places; further numbers stay 1, words stay x."""
    numbers = [
        part for part, kind in address.pattern.pattern.converters.items() if type(kind).__name__ == "IntConverter"
    ]
    for number in NUMBERS if numbers else (1,):
        path = address.route
        for part, kind in address.pattern.pattern.converters.items():
            word = {"IntConverter": 1, "UUIDConverter": "00000000-0000-4000-8000-000000000000"}.get(
                type(kind).__name__, "x"
            )
            path = put(path, part, number if numbers and part == numbers[0] else word)
        if "(?P<" not in path:
            yield "/" + path


def kept_back(house: House) -> dict[str, str]:
    """Title → procedure, of samples that stand where they began: nothing of them was published."""
    shown = set(Document.objects.exclude(live=None).values_list("live__title", flat=True))
    found = {}
    for code, case in house.cases.items():
        at_first = case.state == procedure_of(code).initial and procedure_of(code).state(case.state).open
        twins = type(case.subject)._default_manager.count()  # another sample may have published its like
        if (
            at_first
            and twins == 1
            and code not in STANDS_IN
            and len(case.title) > 4
            and not any(title in case.title for title in shown)
        ):
            found[case.title] = code
    return found


@pytest.mark.django_db
@pytest.mark.sqlite
def test_what_is_not_public_stands_in_no_page(house):
    titles, told, asked = kept_back(house), [], 0
    assert len(titles) > 15
    nobody, officer = Client(raise_request_exception=False), signed_in(house.people[house.other.pk, Post.OFFICER])
    for nth, address in enumerate(public()):
        for url in urls(address):
            answer = (officer if nth % 3 == 0 else nobody).get(url)
            asked += 1
            text = answer.content.decode(errors="ignore") if not answer.streaming else ""
            told += [f"{url}: {titles[title]} {title}" for title in titles if title in text]
            if answer.status_code >= 500:
                told.append(f"{answer.status_code} {url}")
    assert asked > 250
    assert not told, "\n".join(told)
