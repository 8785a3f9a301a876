"""Every address of the desk × every post × own unit, another unit, 区府办: the answer is what its view declares."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from tests.guard.addresses import Address, addresses, model_of
from tests.guard.asking import TICKET, key_of, opened, url_of
from tests.guard.conftest import MACHINE
from tests.guard.rows import Maker

from mingzheng.core.actors import Actor, Post
from mingzheng.core.files.commands import store
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.permission import seen_by
from mingzheng.core.units.models import Person
from mingzheng.participation.open_days.models.visitors import ticket_digest

DESK = addresses("desk/")
# A guide is a text of the house, the same for all staff; tests/portal/test_guides.py has them.
TEXTS = {"desk:help-guide"}
NAMING = [one for one in DESK if one.readers and one.readers.opens and one.name not in TEXTS]
WIDE = {Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.ASSESSOR, Post.ADMIN}  # whose work reaches into all units
# A unit that takes part in a round opens it and is led on to its own sheet.
SHARED = {"desk:assessment-round"}
# A window opens answers that are public; tests/desk/test_questions.py has them.
PUBLIC_ANSWERS = {"desk:questions-window-entry", "desk:questions-answered", "desk:questions-doubt"}
# A quiz is taken by those whom its training concerns; tests/supervision/training/test_quizzes.py has them.
QUIZZES = {"desk:training-quiz"}


def test_nothing_unlisted_exists():
    """No address of the desk without readers; none that names a record and does not say who opens it."""
    assert not [one.route for one in DESK if one.readers is None]
    unsaid = [one.route for one in DESK if one.named and not one.readers.nobody and not one.readers.opens]
    assert not unsaid
    assert len(DESK) > 350
    without = {one.name for one in DESK if one.readers.nobody}
    signing_in = {"desk:directory", "desk:directory-back"}  # to the directory of staff and back
    assert without == signing_in | {"desk:plan-feed", "desk:open-day-offline", "desk:open-day-worker"}


@pytest.fixture
def rows(house) -> dict[type[Model], Model]:
    """A row of the own unit for every model that an address of the desk opens."""
    application = house.cases["foi.application"]
    given: dict[str, dict[str, Any]] = {
        "foi.Letter": {"word": ""},
        "open_days.SignUp": {"ticket_digest": ticket_digest(TICKET)},
        "assessment.Candidate": {"drawn": True},
        "redaction.Redaction": {
            "owner_kind": application.subject_kind,
            "owner_id": application.subject_id,
            "original": store("一行字".encode(), "a.txt", owner=application.ref, actor=MACHINE),
        },
        "workplan.ImportDraft": {"parsed": {"title": "工作要点", "year": 2023, "points": [], "tasks": []}},
        "desk.StaffSession": {"person": house.people[house.own.pk, Post.OFFICER], "began_at": timezone.now()},
        "filing.Push": {"action": "withdraw", "payload": {"action": "withdraw"}},
    }
    make = Maker(house.own, given)
    return {model: make.first(model) for model in sorted({model_of(one.readers.opens) for one in NAMING}, key=str)}


def record_of(house, rows, address: Address) -> Any:
    """What the address is asked for; an address of 依申请公开 wants a case of it."""
    model = model_of(address.readers.opens)
    if model.__name__ == "Case" and address.name.startswith("desk:foi-"):
        return house.cases["foi.application"]
    return rows[model]


@pytest.mark.django_db
def test_who_opens_which_record(house, rows):
    """By the declarations themselves, all of them: another unit opens nothing but what is declared for every unit."""
    leaks, used, people = [], set(), house.actors()
    for address in NAMING:
        record = record_of(house, rows, address)
        for person, actor in people:
            if not opened(address, record, person, actor):
                continue
            used.add(address.name)
            foreign = actor.unit_id == house.other.pk and actor.post not in WIDE
            if foreign and not address.of_every_unit and address.name not in SHARED and not sees_case(actor, record):
                leaks.append(f"{address.name}: {actor}")
    assert not leaks, sorted({one.partition(": ")[0] for one in leaks})
    unused = {one.name for one in NAMING} - used - PUBLIC_ANSWERS - QUIZZES
    assert not unused, "give a row that somebody opens"


def sees_case(actor: Actor, record: Any) -> bool:
    """A record whose case the table itself shows to this unit, such as a round in which it takes part."""
    case = getattr(record, "case", None)
    return case is not None and seen_by(actor).filter(pk=case.pk).exists()


def signed_in(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


@pytest.mark.django_db
@pytest.mark.sqlite
def test_what_another_unit_posts_writes_nothing(house, rows):
    """Addresses whose records every unit opens: the commands behind them still decide by unit."""
    poster = signed_in(house.people[house.other.pk, Post.OFFICER])
    before = Entry.objects.count()
    for address in (one for one in NAMING if one.of_every_unit and Post.OFFICER in one.readers.posts):
        poster.post(url_of(address, key_of(address, record_of(house, rows, address))))
    assert Entry.objects.count() == before


@pytest.mark.django_db
@pytest.mark.sqlite
def test_nobody_and_whoever_holds_no_post_learn_nothing(house, client):
    signed = signed_in(Person.objects.create(username="guard.nopost", name="郑无岗"))
    odd = []
    for address in (one for one in DESK if not one.readers.nobody):
        url = url_of(address, "999999")
        nobody, idle = client.get(url), signed.get(url)
        if not (nobody.status_code in (204, 404) or nobody.headers.get("Location", "").startswith("/account/login/")):
            odd.append(f"nobody {nobody.status_code} {url}")
        if not (idle.status_code == 404 or (idle.status_code == 200 and "desk/no_post.html" in drawn(idle))):
            odd.append(f"no post {idle.status_code} {url}")
    assert not odd


def drawn(answer: Any) -> set[str | None]:
    return {template.name for template in answer.templates}
