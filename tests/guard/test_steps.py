"""Each procedure in each of its states: the address of a step answers as the table says, and outsiders learn nothing.

``tests/core/procedures/test_walk.py`` compares ``permitted`` and ``act`` with the table in every cell. The page of a step is one
view for all of them; here it is asked over the wire in every state, by one who may, by one who sees but may not, and by one
who sees nothing, the commands of the table taking turns.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from tests.guard.asking import WHOLE
from tests.guard.conftest import House
from tests.guard.test_desk import signed_in

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import permitted, seen_by
from mingzheng.core.procedures.registry import procedure_of
from mingzheng.core.units.models import Person

WIDE = {Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.ASSESSOR, Post.ADMIN}


def standing_in(case: Case, state: str) -> Case:
    table = procedure_of(case.procedure)
    closed = None if table.state(state).open else timekeeping.now()
    Case.objects.filter(pk=case.pk).update(state=state, closed_at=closed, due_on=None, warn_on=None)
    return Case.objects.get(pk=case.pk)


@pytest.mark.django_db
def test_no_other_unit_sees_a_case_unless_its_table_says_so(house: House):
    """The list and the single case are one question; without ``visible`` it is the own unit and 区府办."""
    odd = []
    actors = [actor for _person, actor in house.actors()]
    for code, case in house.cases.items():
        table = procedure_of(code)
        for actor in actors:
            sees = seen_by(actor).filter(pk=case.pk).exists()
            plain = actor.post in (Post.OFFICE_CLERK, Post.OFFICE_HEAD) or actor.unit_id == case.unit_id
            if table.visible is None and sees != plain:
                odd.append(f"{code} {actor}")
            if (
                sees
                and actor.unit_id not in (case.unit_id, house.office.pk)
                and actor.post not in WIDE
                and table.visible is None
            ):
                odd.append(f"{code} {actor} of another unit")
    assert not odd


@pytest.mark.django_db
@pytest.mark.sqlite
def test_the_page_of_every_step_in_every_state(house: House):
    odd: list[str] = []
    kinds: Counter[str] = Counter()
    clients: dict[int, Client] = {}
    actors = house.actors()
    for code, case in house.cases.items():
        table = procedure_of(code)
        another = house.other if case.unit_id != house.other.pk else house.own
        asking = [case.unit_id, house.office.pk, another.pk]
        people = [pair for unit in asking for pair in actors if pair[1].unit_id == unit]
        for nth, state in enumerate(table.states):
            standing = standing_in(case, state.code)
            command = table.commands()[nth % len(table.commands())]
            for kind, person, path in asked(standing, people, command):
                client = clients.setdefault(person.pk, signed_in(person))
                odd += checked(client, kind, path, standing)
                kinds[kind] += 1
    assert not odd
    assert min(kinds["may"], kinds["may not"], kinds["outside"]) > 100, kinds


def asked(case: Case, people: list[tuple[Person, Actor]], command: str) -> list[tuple[str, Person, str]]:
    """Who asks what: one who may, one who sees and may not, one who does not see; everybody everything where that is wanted."""
    if WHOLE:
        return [one for person, actor in people for one in asked_by(case, person, actor, command)]
    found: dict[str, tuple[str, Person, str]] = {}
    for person, actor in people:
        if {"may", "may not", "outside"} <= set(found):
            break
        if not seen_by(actor).filter(pk=case.pk).exists():
            found.setdefault("outside", ("outside", person, command))
            continue
        actions = permitted(case, actor)
        for kind, wanted in (("may", True), ("may not", False)):
            fitting = [one.step.command for one in actions if one.allowed is wanted]
            if kind not in found and fitting:
                found[kind] = (kind, person, command if command in fitting else fitting[0])
    return list(found.values())


def asked_by(case: Case, person: Person, actor: Actor, command: str) -> list[tuple[str, Person, str]]:
    """All commands of the table, as they are to the actor; who does not see the case asks for one of them."""
    if not seen_by(actor).filter(pk=case.pk).exists():
        return [("outside", person, command)]
    return [("may" if one.allowed else "may not", person, one.step.command) for one in permitted(case, actor)]


def checked(client: Client, kind: str, command: str, case: Case) -> list[str]:
    url, odd = f"/desk/cases/{case.pk}/{command}/", []
    answers: list[tuple[str, Any]] = [("GET", client.get(url))]
    if kind != "may":
        answers.append(("POST", client.post(url, {"revision": case.revision})))
    for method, answer in answers:
        refused = (302, 409) if method == "POST" else (200, 302)
        wanted = {"may": (200, 302), "may not": refused, "outside": (404,)}[kind]
        if answer.status_code not in wanted:
            odd.append(f"{kind} {method} {answer.status_code} {case.procedure} {case.state} {command}")
        if kind == "outside" and case.title in answer.content.decode():
            odd.append(f"{kind} {method} told the title: {case.procedure}")
    now = Case.objects.get(pk=case.pk)
    if (now.state, now.revision) != (case.state, case.revision):
        odd.append(f"{kind} changed {case.procedure} {case.state} {command}")
    return odd
