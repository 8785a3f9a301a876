"""The accounts shown on the sign-in page, in demonstration mode only. Made by the units' demonstration data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mingzheng.core.actors import Post
from mingzheng.core.units.models import PostHolding, Unit, held_on

# The one place where the demonstration's password is written; `./run demo` gives it to every account it makes.
PASSWORD = "mingzheng2023"  # noqa: S105 - published on purpose, on the sign-in page of a demonstration

UNIT_POSTS = (Post.OFFICER, Post.REVIEWER, Post.SECRECY, Post.HEAD)
# Who is shown, in order: unit kind ("" for any), posts. One person per post; a unit kind means its first unit.
WANTED: tuple[tuple[str, tuple[Post, ...]], ...] = (
    (Unit.Kind.GOV_OFFICE, (Post.OFFICE_CLERK, Post.OFFICE_HEAD)),
    (Unit.Kind.DEPARTMENT, UNIT_POSTS),
    (Unit.Kind.STREET, UNIT_POSTS),
    ("", (Post.WINDOW, Post.HOTLINE, Post.ASSESSOR, Post.ADMIN)),
)


@dataclass(frozen=True)
class DemoAccount:
    username: str
    name: str
    unit: str
    post: str


def key_people(on: dt.date) -> list[DemoAccount]:
    """A short list that lets a visitor see every side of the work on a day; empty without demonstration data."""
    held = PostHolding.objects.filter(held_on(on), person__is_active=True).select_related("person", "unit")
    rows = list(held.order_by("unit__order", "id"))
    found = []
    for kind, posts in WANTED:
        unit_id = _first_unit(rows, kind, posts)
        found += [account for post in posts if (account := _account(rows, unit_id, post))]
    return found


def _first_unit(rows: list[PostHolding], kind: str, posts: tuple[Post, ...]) -> int | None:
    """The first unit of a kind that has the first of these posts; None: any unit will do."""
    if not kind:
        return None
    return next((row.unit_id for row in rows if row.unit.kind == kind and row.post == posts[0].value), 0)


def _account(rows: list[PostHolding], unit_id: int | None, post: Post) -> DemoAccount | None:
    for row in rows:
        if row.post == post.value and unit_id in (None, row.unit_id):
            return DemoAccount(row.person.username, row.person.name, row.unit.short, post.label)
    return None
