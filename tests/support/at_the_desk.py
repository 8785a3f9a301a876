"""Signing in at the desk, by HTTP and in a browser, and what a page there says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.support.browser import settled

from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Person

PASSWORD = "mingzheng2023"


@pytest.fixture
def enter(client: Client) -> Callable[[Actor], Client]:
    """``enter(actor)``: the browser of the person who acts so, in their first post."""

    def entered(actor: Actor) -> Client:
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    return entered


@pytest.fixture
def enter_foi(client: Client, foi: Any) -> Callable[..., Client]:
    """``enter_foi(Post.WINDOW)``, ``enter_foi(Post.OFFICER, "sifa")``: signed in as the person in this post."""

    def entered(post: Post = Post.OFFICER, unit: str = "fagai", nth: int = 1) -> Client:
        client.force_login(foi.district.person(unit, post, nth))
        return client

    return entered


def words(response: Any) -> str:
    """What a page says, without markup and white space."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", response.content.decode()))


def sign_in(page: Any, person: Person | str) -> None:
    """Type account and password into the page that asks for them; a person is given the password first."""
    if isinstance(person, Person):
        person.set_password(PASSWORD)
        person.save()
    page.get_by_label("账号", exact=True).fill(person.username if isinstance(person, Person) else person)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "/account/" not in url)
    settled(page)
