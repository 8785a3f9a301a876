"""Going through the desk in a real browser: every page and every form that a person is offered, on two sizes of screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from tests.support.browser import DESKTOP, assert_pages

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import permitted


def forms_for(case_id: int, actor: Actor) -> list[str]:
    """The case page and the page of every step that is offered to this person now."""
    case = Case.objects.get(pk=case_id)
    steps = [f"/desk/cases/{case.pk}/{one.step.command}/" for one in permitted(case, actor) if one.allowed]
    return [f"/desk/cases/{case.pk}/", *steps]


@pytest.fixture
def walk(open_page: Callable[..., Any], client: Any, live_server: Any) -> Callable[..., None]:
    """``walk(paths, person, day)``: each page fits and axe finds nothing in it, at a desk and on a phone.

    Without a person it is the public who walks.
    """

    def walked(paths: Iterable[str], person: Any = None, day: Any = None) -> None:
        if day is not None:
            timekeeping.set_demo_day(day, Actor.system())  # the server's threads stand on the same day
        page = open_page("/account/login/", size=DESKTOP)
        if person is not None:
            client.force_login(person)
            value = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        assert_pages(page, list(paths))
        page.context.close()

    return walked
