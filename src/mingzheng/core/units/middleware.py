"""Who is acting: the signed-in person in the post they chose, checked anew on every request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.units.models import Person
from mingzheng.core.units.queries import actors_for

SESSION_KEY = "acting_as"


class ActorMiddleware:
    """Gives every request ``actors`` (posts the person may act in today) and ``actor`` (the chosen one, or None)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actors = _actors(request)
        request.actors = actors  # type: ignore[attr-defined]
        request.post_ended = False  # type: ignore[attr-defined]
        request.actor = _acting(request, actors) if actors else None  # type: ignore[attr-defined]
        return self.get_response(request)


def _acting(request: HttpRequest, actors: list[Actor]) -> Actor:
    """The post chosen, or the first. Of several it is written down which one: should it end, nobody acts in another unasked."""
    key = request.session.get(SESSION_KEY)
    found = _chosen(actors, key)
    if key is not None and post_key(found) != key:
        request.post_ended = True  # type: ignore[attr-defined]
    if post_key(found) != key and (key is not None or len(actors) > 1):
        request.session[SESSION_KEY] = post_key(found)
    return found


def _actors(request: HttpRequest) -> list[Actor]:
    person = request.user
    return actors_for(person, timekeeping.today()) if isinstance(person, Person) else []


def post_key(actor: Actor) -> str:
    """The stable name of a post in a session and in the post switcher."""
    return f"{actor.unit_id}:{actor.post.value}:{actor.delegated_from}"


def _chosen(actors: list[Actor], key: str | None) -> Actor:
    return next((actor for actor in actors if post_key(actor) == key), actors[0])
