"""Other systems in the demonstration: they stand on the administrator's pages, and each stand-in does its work."""

from __future__ import annotations

import pytest
from tests.support.api import ROOT, walk
from tests.support.machines import Inside

from mingzheng.core.outbox.commands import run_due
from mingzheng.core.outbox.models import Message
from mingzheng.core.units.models import Person
from mingzheng.disclosure.documents import queries as documents
from mingzheng.machines.standins import listening, playing
from mingzheng.machines.systems.demo import SAMPLES
from mingzheng.machines.systems.models import System, Token
from mingzheng.machines.webhooks import demo, noting
from mingzheng.machines.webhooks.events import KINDS
from mingzheng.machines.webhooks.models import Subscription
from mingzheng.machines.webhooks.noting import Fact


@pytest.fixture
def said():
    return []


def test_the_administrator_finds_systems_and_subscriptions_and_no_secret(demonstrated, client):
    client.force_login(Person.objects.get(username="qfb.guanli"))
    systems = client.get("/desk/admin/systems/").content.decode()
    assert all(one.name in systems for one in SAMPLES.values()) and "可以办理" in systems
    webhooks = client.get("/desk/admin/webhooks/").content.decode()
    assert all(name in webhooks for name in demo.SAMPLES) and "已暂停" in webhooks


@pytest.mark.parametrize("name", ["12345", "platform", "oa"])
def test_a_stand_in_brings_in_and_says_how_it_stands(demonstrated, said, name):
    with playing.token_of(name) as text:
        player = playing.player(name, playing.CLIENTS[name](text, Inside()), said.append)
        player.begin(2)
        player.look()
        told = len(said)
        player.look()
    assert len(player.stands) == 2 and all(player.stands.values())
    assert len(said) == told, "only what changes is told"
    system = System.objects.get(person__name=SAMPLES[name].name)
    assert system.brought.count() == 2 if hasattr(system, "brought") else True
    assert Token.objects.filter(system=system, revoked_why="替身用毕").count() == 1


def test_the_librarys_stand_in_fetches_once_and_takes_what_waits(demonstrated, said):
    with playing.token_of("library") as text:
        player = playing.player("library", playing.CLIENTS["library"](text, Inside()), said.append)
        player.begin(1)
        player.look()
        told = len(said)
        player.look()
    assert "份公文的变化" in said[0] and len(said) == told


def test_the_receiver_hears_of_a_fact_with_its_signature_and_pauses_when_it_ends(demonstrated, said, settings):
    settings.MINGZHENG_DEMO = True
    document = documents.public().first()
    Message.objects.all().delete()
    with listening.listening(said.append):
        fact = Fact(document.index_number, document.get_absolute_url(), document.unit_id, "1")
        assert noting.note("document.published", fact) == 1
        run_due(10)
    assert said == [
        f"市级政府网站（演示）　document.published　{document.index_number}　"
        f"{noting.site_url()}{document.get_absolute_url()}　签名正确"
    ]
    assert set(Subscription.objects.values_list("status", flat=True)) == {"paused"} and len(KINDS) == 10


def test_every_kind_of_the_api_has_records_and_each_can_be_taken(demonstrated, client, settings):
    settings.MINGZHENG_API_PER_MINUTE = 0
    empty = set()
    for path, answer in walk(client, most=2):
        assert answer.status_code == 200 or (path.endswith("/comparison") and answer.status_code == 404), path
        if "{" not in path and not answer.json().get("items", True):
            empty.add(path.removeprefix(f"{ROOT}/"))
    assert empty <= {"open-programmes"}, empty  # the theme of the month is decided in July
