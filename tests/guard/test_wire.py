"""Over the wire: each address of the desk by up to five of those who might ask, the posts taking turns.

Posts that are declared, of the own unit, of another and of 区府办, and posts that are not declared. Who opens which record,
``test_desk.py`` asks of every declaration for every post; here it is asked that the answers follow from the declarations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from tests.guard.addresses import Address
from tests.guard.asking import WHOLE, asked_with, key_of, opened, url_of
from tests.guard.test_desk import DESK, NAMING, record_of, rows, signed_in  # noqa: F401 - rows is a fixture

from mingzheng.core.actors import STAFF_POSTS, Actor, Post
from mingzheng.core.units.models import Person

# To whoever may open it: what it shows, or that an empty form, this state or this unit's part in it does not fit (403, 409);
# a look says so on its page, never 409.
ANSWERED = {"GET": {200, 204, 302, 400, 403, 404, 422}, "POST": {200, 204, 302, 400, 403, 404, 409, 422}}
Asking = tuple[Person, Actor]


@pytest.mark.django_db
@pytest.mark.sqlite
def test_every_address_answers_as_declared(house, rows):  # noqa: F811 - the fixture of that name
    odd: list[str] = []
    said: Counter[tuple[bool, int]] = Counter()
    posts: set[tuple[bool, Post]] = set()
    people = house.actors()
    clients = {person.pk: signed_in(person) for person, _actor in people}
    for nth, address in enumerate(one for one in DESK if not one.readers.nobody):
        record = record_of(house, rows, address) if address in NAMING and address.parts else None
        url = url_of(address, key_of(address, record) if record else None)
        for person, actor in chosen(house, people, address, nth):
            may = actor.post in address.readers.posts and (record is None or opened(address, record, person, actor))
            before = transaction.savepoint()
            answer = asked_with(clients[person.pk], url)
            transaction.savepoint_rollback(before)  # the next one asks of the same house
            said[may, answer.status_code] += 1
            posts.add((actor.post in address.readers.posts, actor.post))
            fine = ANSWERED[answer.request["REQUEST_METHOD"]]
            if answer.status_code not in (fine if may else (403, 404)) or (not may and tells(answer, record)):
                odd.append(f"{answer.status_code} {address.name} {url} {actor} {may=}")
    assert not odd, "\n".join(odd)
    assert min(said[True, 200], said[False, 403], said[False, 404]) > 50, said
    assert posts == {(declared, post) for declared in (True, False) for post in STAFF_POSTS}


def chosen(house: Any, people: list[Asking], address: Address, nth: int) -> Iterator[Asking]:
    """One each: a declared post of the own unit, of another, of 区府办, and one that is not declared of own unit and 区府办.

    Everybody, where everything is asked.
    """
    if WHOLE:
        yield from people
        return
    declared = [pair for pair in people if pair[1].post in address.readers.posts]
    others = [pair for pair in people if pair[1].post not in address.readers.posts]
    own, other, office = house.own.pk, house.other.pk, house.office.pk
    for group, unit in ((declared, own), (declared, other), (declared, office), (others, own), (others, office)):
        of_unit = [pair for pair in group if pair[1].unit_id == unit]
        if of_unit:
            yield of_unit[nth % len(of_unit)]


def tells(answer: Any, record: Any) -> bool:
    """Does a refusal say what the record is called?"""
    title = getattr(record, "title", "") or getattr(getattr(record, "case", None), "title", "")
    return len(title) > 3 and title in answer.content.decode()
