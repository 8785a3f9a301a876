"""What people do goes ahead of what a bulk load left behind, and the load still moves on."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from mingzheng.core.outbox import commands, queries, registry
from mingzheng.core.outbox.commands import BULK_TURN, _due, bulk, enqueue, publish, run_due
from mingzheng.core.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """What the test's handler carried out, in order; a payload with ``owes`` owes another message."""
    monkeypatch.setattr(registry, "_topics", {})
    carried = []

    @registry.handler("test.note", label="记一笔", event="test.happened")
    def _note(payload):
        carried.append(payload["n"])
        for n in payload.get("owes", ()):
            enqueue("test.note", {"n": n})

    registry.handler("test.waits", label="等别处", slow=True)(lambda payload: carried.append(payload["n"]))
    return carried


def load(numbers, **more):
    with bulk():
        for n in numbers:
            enqueue("test.note", {"n": f"load {n}", **more})


def act(numbers):
    for n in numbers:
        enqueue("test.note", {"n": f"act {n}"})


def one_by_one():
    while run_due(1):
        pass


def test_what_a_person_did_is_among_the_next_two_however_much_was_loaded(done):
    load(range(30))
    run_due(3)
    act([0])
    run_due(2)
    assert "act 0" in done[3:]


def test_each_lane_keeps_its_order(done):
    load(range(10))
    act(range(10))
    load(range(10, 20))
    one_by_one()
    assert [n for n in done if n.startswith("load")] == [f"load {n}" for n in range(20)]
    assert [n for n in done if n.startswith("act")] == [f"act {n}" for n in range(10)]


def test_the_load_moves_on_while_people_keep_working(done):
    load(range(10))
    act(range(200))
    run_due(10 * BULK_TURN)
    assert [n for n in done if n.startswith("load")] == [f"load {n}" for n in range(10)]
    assert len(done) == 10 * BULK_TURN


def test_what_a_load_owes_in_its_turn_is_part_of_the_load(done):
    load([0], owes=["followed"])
    with bulk():
        publish("test.happened", {"n": "published"})
    run_due(2)
    assert set(Message.objects.values_list("lane", flat=True)) == {Message.Lane.BULK}
    enqueue("test.note", {"n": "act", "owes": ["at once"]})
    one_by_one()
    lanes = {message.payload["n"]: message.lane for message in Message.objects.all()}
    assert (lanes["followed"], lanes["at once"]) == (Message.Lane.BULK, Message.Lane.ACT)


def test_the_block_ends_with_its_load_even_when_the_load_fails(done):
    with pytest.raises(RuntimeError), transaction.atomic(), bulk():
        enqueue("test.note", {"n": 1})
        raise RuntimeError
    enqueue("test.note", {"n": 2})
    assert Message.objects.get().lane == Message.Lane.ACT


def test_a_key_that_waits_in_the_load_comes_forward_when_a_person_owes_it(done):
    with bulk():
        enqueue("test.note", {"n": "first"}, key="k")
        enqueue("test.note", {"n": "again"}, key="k")
    assert Message.objects.get().lane == Message.Lane.BULK
    enqueue("test.note", {"n": "again"}, key="k")
    assert Message.objects.get().lane == Message.Lane.ACT
    one_by_one()
    enqueue("test.note", {"n": "late"}, key="k")
    assert done == ["first"] and Message.objects.count() == 1


def test_what_waits_for_others_has_the_same_order_in_its_own_thread(done):
    with bulk():
        for n in range(10):
            enqueue("test.waits", {"n": n})
    enqueue("test.waits", {"n": "act"})
    act([0])
    for _ in range(2):
        run_due(1, slow=True)
    assert "act" in done and "act 0" not in done


def test_given_up_in_a_load_and_tried_again_by_a_person_it_is_next(done):
    load(range(9))
    last = Message.objects.order_by("-id")[0]
    Message.objects.filter(pk=last.pk).update(status=Message.Status.GIVEN_UP)
    assert commands.retry(last.pk)
    run_due(2)
    assert "load 8" in done


def test_a_backlog_of_a_load_is_said_and_does_not_look_like_a_dead_worker(done):
    load(range(5))
    assert queries.behind() == 5
    early = commands.timezone.now() - commands.dt.timedelta(minutes=9)
    Message.objects.update(due_at=early)
    assert queries.oldest_wait() >= commands.dt.timedelta(minutes=9), "nothing was ever done"
    run_due(1)
    assert queries.oldest_wait() < commands.dt.timedelta(minutes=1)
    enqueue("test.note", {"n": 1}, not_before=early)
    assert queries.oldest_wait() >= commands.dt.timedelta(minutes=9)


@pytest.mark.parametrize("lane", Message.Lane)
def test_the_next_message_is_found_along_an_index(lane):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")  # of an empty table, sorting is as cheap as an index
    plan = _due(lane)[:1].explain()
    assert "outbox_next" in plan
    assert "sort" not in plan.lower() and "temp b-tree" not in plan.lower()
