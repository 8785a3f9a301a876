"""Asking an address as somebody, and what its declaration says that the answer must be."""

from __future__ import annotations

import os
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch
from tests.guard.addresses import Address

from mingzheng.core.actors import Actor
from mingzheng.core.units.models import Person

# Everybody asks everything over the wire, instead of a few who take turns: docs/access.md says when.
WHOLE = os.environ.get("MINGZHENG_GUARD") == "whole"
TICKET = "GUARDTICKET2023"
# What stands in the further parts of an address; none of it decides who may ask.
FURTHER: dict[str, Any] = {
    "command": "edit",
    "ending": "pdf",
    "kind": "session",
    "page": 1,
    "held": 1,
    "box_id": 1,
    "photo": 1,
    "effect_id": 1,
    "what": "sign-up",
    "year": 2023,
    "of": "person",
    "code": "x",
    "key": "x",
    "token": "x",
    "ticket": "x",
}


def url_of(address: Address, value: Any = None) -> str:
    """The address with ``value`` where its record stands."""
    path = address.route
    for part in address.parts:
        given = value if part == address.named and value is not None else FURTHER.get(part, 1)
        path = put(path, part, given)
    return "/" + path


def put(path: str, part: str, value: Any) -> str:
    """Raises nothing: a route is written ``<int:pk>``, ``<pk>`` or, as a regular expression, ``(?P<of>…)``."""
    begin, end = ("(?P<" + part + ">", ")") if "(?P<" in path else ("<", ">")
    if end == ")":
        start = path.index(begin)
        return (path[:start] + str(value) + path[path.index(end, start) + 1 :]).replace("^", "").replace("$", "")
    start = next(
        at for at in range(len(path)) if path[at] == "<" and path[at + 1 : path.index(">", at)].split(":")[-1] == part
    )
    return path[:start] + str(value) + path[path.index(">", start) + 1 :]


def asked_by(person: Person, actor: Actor, **parts: Any) -> Any:
    """As much of a request as a finder looks at."""
    request: Any = RequestFactory().get("/desk/")
    request.user, request.actor, request.actors, request.session = person, actor, [actor], {}
    request.resolver_match = ResolverMatch(lambda: None, (), parts)
    return request


def opened(address: Address, record: Model, person: Person, actor: Actor) -> bool:
    """What the declaration says: may this actor open this record?"""
    readers = address.readers
    assert readers is not None
    assert readers.opens is not None
    if actor.post not in readers.posts:
        return False
    try:
        found = readers.opens(asked_by(person, actor, kind=record._meta.model_name), key_of(address, record))
    except Http404:
        return False
    return not isinstance(found, HttpResponse)


def key_of(address: Address, record: Model) -> Any:
    """What stands for a record in the address: its number, its code, or the code of its ticket."""
    if address.named == "ticket":
        return TICKET
    return getattr(record, "code") if address.named == "code" else record.pk  # noqa: B009 - not every model has one


def asked_with(client: Client, url: str) -> Any:
    """GET; an address that is only posted to gets an empty POST."""
    answer = client.get(url)
    return client.post(url) if answer.status_code == 405 else answer
