"""The interface: the public part only reads and shows what the portal does; the part for systems opens by token, scope and post."""

from __future__ import annotations

import json
import re
from itertools import cycle

import pytest
from django.test import Client
from ninja import NinjaAPI
from tests.guard.conftest import DAY, MACHINE, OFFICE_ONLY, House
from tests.guard.test_desk import signed_in
from tests.guard.test_public import kept_back
from tests.support.machines import Caller

from mingzheng.api.desk.desk import api as for_systems
from mingzheng.api.public import api as for_all
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import seen_by
from mingzheng.core.units.models import Unit
from mingzheng.machines.systems import commands
from mingzheng.machines.systems.models import Operation, System

VALUES = ("1", "2", "3", "x")  # what stands in the parts of an address
WRITING = ("post", "put", "patch", "delete")
NEEDS = re.compile(r"令牌须有 `([a-z.]+)`")


def operations(api: NinjaAPI) -> dict[tuple[str, str], str]:
    """Method and address → what is said of it."""
    return {
        (method.upper(), path): operation.get("description", "")
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    }


def filled(path: str, value: str) -> str:
    return re.sub(r"\{[^}]*\}", value, path)


@pytest.fixture
def unhurried(settings):
    settings.MINGZHENG_API_PER_MINUTE = settings.MINGZHENG_TOKEN_PER_MINUTE = 0


def test_the_public_part_only_reads():
    assert len(operations(for_all)) > 20
    assert {method for method, _path in operations(for_all)} == {"GET"}


@pytest.mark.django_db
@pytest.mark.sqlite
def test_the_public_part_tells_nothing_unpublished(house: House, unhurried):
    titles, odd, statuses = kept_back(house), [], set()
    nobody, officer = Client(raise_request_exception=False), signed_in(house.people[house.own.pk, Post.OFFICER])
    for _method, path in operations(for_all):
        named = "{" in path
        for url in [filled(path, value) for value in VALUES] if named else [path, f"{path}?limit=100"]:
            answer, inside = nobody.get(url), officer.get(url)
            text = answer.content.decode()
            statuses.add(answer.status_code)
            odd += [f"{url}: {titles[title]}" for title in titles if title in text]
            if answer.status_code not in (200, 404, 410, 422) or answer.cookies or inside.cookies:
                odd.append(f"{answer.status_code} {url} {answer.cookies}")
            if inside.content != answer.content:
                odd.append(f"{url} is another for whoever is signed in")
        refused = {
            getattr(client, verb)(filled(path, "1")).status_code for client in (nobody, officer) for verb in WRITING
        }
        if refused != {405}:
            odd.append(f"{path} by {WRITING}: {refused}")
    assert not odd, "\n".join(odd)
    assert {200, 404} <= statuses


@pytest.mark.django_db
@pytest.mark.sqlite
def test_systems_need_a_token_with_the_operation(house: House, unhurried):
    """Each operation: nobody, somebody who is signed in, an unknown token, and tokens of each scope but its own."""
    tokens = {one: token(system(house.own, holder(one)), one) for one in Operation}
    revoked = token(system(house.own, Post.WINDOW), Operation.READ_CASES)
    commands.revoke(System.objects.latest("pk").tokens.get(), "试", MACHINE)
    officer = signed_in(house.people[house.own.pk, Post.OFFICER])
    asked, odd = 0, []
    for (method, path), about in operations(for_systems).items():
        needed = NEEDS.search(about)
        assert needed, path
        url = filled(path, "1")
        answers = [(401, "no token", officer.generic(method, url, "{}", "application/json"))]
        answers += [(401, text, called(method, url, text)) for text in ("", "mz_meiyou", revoked)]
        answers += [(403, one, called(method, url, text)) for one, text in tokens.items() if one != needed[1]]
        for wanted, who, answer in answers:
            asked += 1
            if answer.status_code != wanted or set(json.loads(answer.content)) - PROBLEM:
                odd.append(f"{answer.status_code} {method} {url} {who}")
    assert not odd, "\n".join(odd)
    assert asked > 80


PROBLEM = {"type", "title", "status", "detail", "errors"}


@pytest.mark.django_db
@pytest.mark.sqlite
def test_systems_see_what_their_post_sees(house: House, unhurried):
    """Each post of a system × own unit, another unit: the list is the same question, the rest is not there."""
    callers = [made(unit, post, house) for unit, post in placed(house)]
    everything = {case.pk: case for case in house.cases.values()}
    for actor, caller in callers:
        listed, after = set(), ""
        while after is not None:
            page = caller.get("/cases", limit=100, **({"after": after} if after else {})).json()
            listed |= {one["id"] for one in page["items"]}
            after = page["next"] and page["next"].partition("after=")[2].partition("&")[0]
        assert listed == set(seen_by(actor).values_list("pk", flat=True)), actor
    turns, odd, hidden = cycle(callers), [], 0
    for case in everything.values():
        blind = next(
            ((a, c) for a, c in (next(turns) for _ in callers) if not seen_by(a).filter(pk=case.pk).exists()), None
        )
        if blind is None:
            continue
        hidden += 1
        actor, caller = blind
        for answer in (
            caller.get(f"/cases/{case.pk}"),
            caller.get(f"/cases/{case.pk}/actions"),
            caller.post(f"/cases/{case.pk}/actions/edit", {}, key="aaaaaaaa", match=f'"{case.revision}"'),
        ):
            if answer.status_code != 404 or case.title in answer.content.decode():
                odd.append(f"{answer.status_code} {case.procedure} {actor}")
    assert not odd, "\n".join(odd)
    assert hidden > 30


def placed(house: House) -> list[tuple[Unit, Post]]:
    """Own unit, another and 区府办, each with the posts that a system may hold there."""
    plain = [post for post in commands.POSTS if post not in OFFICE_ONLY]
    return [(unit, post) for post in plain for unit in (house.own, house.other)] + [(house.office, Post.OFFICE_CLERK)]


def holder(operation: Operation) -> Post:
    return commands.FOR.get(operation, commands.POSTS)[0]


def system(unit: Unit, post: Post) -> System:
    return commands.register(f"系统{System.objects.count()}", unit, post, "信息中心", MACHINE)


def token(of: System, *operations: Operation) -> str:
    return commands.issue(of, operations, DAY, MACHINE)[1]


def made(unit: Unit, post: Post, house: House) -> tuple[Actor, Caller]:
    one = system(unit, post)
    return one.actor, Caller(token(one, Operation.READ_CASES, Operation.ACT_CASES))


def called(method: str, url: str, text: str):
    headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": "aaaaaaaa", "If-Match": '"0"'} if text else {}
    return Client().generic(method, url, "{}", "application/json", headers=headers)
