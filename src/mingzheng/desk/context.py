"""What the frame of every desk page shows. Nothing is read from the database unless a template draws it."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from mingzheng.core.actors import Actor
from mingzheng.core.units.middleware import post_key
from mingzheng.design.parts import PostChoice
from mingzheng.desk import navigation
from mingzheng.desk.access import TIME_POSTS


def desk(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame's addresses, navigation, posts and the bell; empty for the public."""
    actor: Actor | None = getattr(request, "actor", None)
    district = settings.MINGZHENG_DISTRICT  # allauth puts its own ``site`` over ours on its pages
    if actor is None:
        known = settings.MINGZHENG_STAFF_OIDC_NAME if settings.MINGZHENG_STAFF_OIDC_ISSUER else ""
        return {"actor": None, "district": district, "directory_name": known}
    return {
        "actor": actor,
        "district": district,
        "desk_home": reverse("desk:home"),
        "desk_nav": cache(lambda: navigation.items(request, actor, demo=settings.MINGZHENG_DEMO)),
        "desk_search_url": reverse("desk:search"),
        "notices_url": reverse("desk:notices"),
        "notice_count": cache(lambda: _unread(actor)),
        "post_choices": cache(lambda: choices(request, actor)),
        "post_switch_url": reverse("desk:switch-post"),
        "sign_out_url": reverse("account_logout"),
        "account_url": reverse("mfa_index"),
        "demo_day_url": reverse("desk:demo-day") if settings.MINGZHENG_DEMO and actor.post in TIME_POSTS else "",
    }


def _unread(actor: Actor) -> int:
    from mingzheng.desk.queries import unread_count

    return unread_count(actor.person_id)


def choices(request: HttpRequest, actor: Actor) -> list[PostChoice]:
    """The posts to switch between; none when there is only one."""
    actors: list[Actor] = getattr(request, "actors", [])
    if len(actors) < 2:
        return []
    return [PostChoice(post_key(item), post_label(item), item == actor) for item in actors]


def post_label(actor: Actor) -> str:
    label = f"{actor.unit_name} · {actor.post.label}"
    return f"{label}（代 {actor.delegated_from}）" if actor.delegated_from else label
