"""Every kind of event, from the deed to the receiver: once, signed, with the record's own number and address, and nothing hidden."""

from __future__ import annotations

import json

import pytest
from tests.api.world import STANDS, UNSEEN, build
from tests.support.decisions import Deciding
from tests.support.machines import ADMIN

from mingzheng.core.actors import Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.disclosure.documents import commands as documents
from mingzheng.disclosure.documents.models import Document
from mingzheng.machines.webhooks import commands
from mingzheng.machines.webhooks.events import KINDS
from mingzheng.participation.consultations.models import Consultation
from mingzheng.participation.decisions.models import Matter
from mingzheng.participation.open_days.models import OpenDay
from mingzheng.policy.interpretations.models import Interpretation
from mingzheng.policy.questions.models import Entry

pytestmark = pytest.mark.django_db
SITE = "https://zwgk.example.gov.cn"


def test_each_deed_of_the_rooms_is_told_once_with_its_number_and_address(papers, receiver, on_day):
    _found, secret = commands.subscribe("市级门户", receiver.address, list(KINDS), None, ADMIN)
    world = build(papers, on_day)
    repealed = Document.objects.get(index_number=world["document"])
    on_day(STANDS)
    facts = {"kind": "invalidate", "effective_on": STANDS, "source_text": "市政府清理决定"}
    act(documents.propose_effect(repealed, papers.drafter, facts).case, "confirm", papers.head)
    _decided(Deciding(papers.district))
    while run_due(1000):
        pass
    told: dict[str, list[dict[str, str]]] = {kind: [] for kind in KINDS}
    for place, (_headers, body) in enumerate(receiver.got):
        said = json.loads(body)
        assert set(said) == {"type", "timestamp", "data"} and receiver.verified_by(secret, place)
        told[said["type"]].append(said["data"])
    public, withdrawn = Document.objects.filter(listed=True), Document.objects.get(index_number=world["withdrawn"])
    asked = Consultation.objects.filter(pk=world["consultation"])
    expected = {
        "document.published": public,  # what was withdrawn before the worker came is not told of
        "document.withdrawn": [withdrawn],
        "document.validity_changed": [repealed],
        "consultation.opened": asked,
        "consultation.closed": asked,
        "consultation.answered": asked,
        "interpretation.published": Interpretation.objects.filter(pk=world["interpretation"]),
        "question.changed": Entry.objects.filter(live__isnull=False),
        "decision.published": Matter.objects.filter(published_on__isnull=False),
        "open_day.announced": OpenDay.objects.filter(announced_at__isnull=False),
    }
    for kind, records in expected.items():
        right = {
            (getattr(one, "index_number", None) or str(one.pk), f"{SITE}{one.get_absolute_url()}") for one in records
        }
        heard = [(one["identifier"], one["address"]) for one in told[kind]]
        assert right and set(heard) == right, (kind, heard, right)
    assert not any(UNSEEN in body for _headers, body in receiver.got)


def _decided(deciding: Deciding) -> None:
    """A matter of the district's catalogue, from its beginning to its publication."""
    matter = deciding.prepared(deciding.started(Matter.objects.order_by("pk")[0]))
    deciding.handed(matter)
    deciding.opinion(matter, early_why="会议已经排定，材料齐全。")
    deciding.met(deciding.tabled(matter), day=str(STANDS))
    deciding.resulted(matter, day=str(STANDS), reported_on=str(STANDS))
    deciding.does(matter, "publish", deciding.of(matter.unit.code, Post.HEAD))
