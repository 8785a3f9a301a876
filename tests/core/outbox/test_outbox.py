"""What is owed is done once the owing step is committed: tried again, given up in sight, never lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from mingzheng.core.outbox import commands, queries, registry
from mingzheng.core.outbox.models import Message
from mingzheng.core.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """Payloads that the test's handlers carried out; ``test.fails`` fails as often as its payload says."""
    monkeypatch.setattr(registry, "_topics", {})
    carried = []

    @registry.handler("test.works", label="能办")
    def _works(payload):
        carried.append(payload)

    @registry.handler("test.fails", label="会失败", max_attempts=3)
    def _fails(payload):
        carried.append(payload)
        Unit.objects.create(code=f"u{len(carried)}", name=f"失败时留下的{len(carried)}", short=str(len(carried)))
        raise ConnectionError("邮件服务器没有回应")

    return carried


def only():
    return Message.objects.get()


def wait_over():
    Message.objects.filter(status="waiting").update(due_at=timezone.now())


def test_a_message_is_carried_out_and_shown_as_done(done):
    commands.enqueue("test.works", {"n": 1})
    assert queries.counts()["waiting"] == 1
    assert commands.run_due() == 1
    assert done == [{"n": 1}]
    assert (only().status, only().attempts) == ("done", 1)
    assert commands.run_due() == 0


def test_what_is_owed_rolls_back_with_the_step(done):
    with pytest.raises(RuntimeError), transaction.atomic():
        commands.enqueue("test.works", {})
        raise RuntimeError
    assert commands.run_due() == 0


def test_a_key_is_owed_once_ever_even_after_it_was_done(done):
    for _ in range(2):
        commands.enqueue("test.works", {}, key="mail:1")
        commands.run_due()
    commands.enqueue("test.works", {}, key="mail:2")
    commands.run_due()
    assert len(done) == 2


def test_nothing_is_tried_before_its_time(done):
    commands.enqueue("test.works", {}, not_before=timezone.now() + dt.timedelta(hours=1))
    assert commands.run_due() == 0
    assert queries.oldest_wait() == dt.timedelta()


def test_failures_are_tried_again_with_growing_pauses_then_given_up(done):
    commands.enqueue("test.fails", {})
    pauses = []
    for _ in range(3):
        wait_over()
        before = timezone.now()
        assert commands.run_due() == 1
        pauses.append((only().due_at - before).total_seconds())
    assert only().status == "given_up"
    assert "邮件服务器没有回应" in only().last_error
    assert 10 <= pauses[0] < 20 <= pauses[1]
    assert list(queries.troubled()) == [only()]
    assert not Unit.objects.exists(), "what a failed handler changed is rolled back"
    wait_over()
    assert commands.run_due() == 0


def test_pauses_never_exceed_six_hours():
    assert commands._wait(500) == dt.timedelta(hours=6)


def test_a_person_may_retry_what_was_given_up(done):
    commands.enqueue("test.fails", {})
    for _ in range(3):
        wait_over()
        commands.run_due()
    assert commands.retry(only().pk)
    assert not commands.retry(only().pk), "it no longer waits for a person"
    assert (only().status, only().attempts) == ("waiting", 0)
    assert commands.run_due() == 1


def test_a_topic_that_this_worker_does_not_know_is_tried_again_and_shown(done):
    commands.enqueue("test.unknown", {})
    commands.run_due()
    assert only().status == "waiting"
    assert list(queries.troubled()) == [only()]
    Message.objects.update(attempts=registry.MAX_ATTEMPTS - 1)
    wait_over()
    commands.run_due()
    assert only().status == "given_up"


def test_an_event_is_owed_to_everybody_who_follows_it_and_to_nobody_else(done):
    heard = []
    registry.handler("test.index", label="索引", event="case.happened")(lambda payload: heard.append("index"))
    registry.handler("test.notify", label="通知", event="case.happened")(lambda payload: heard.append("notify"))
    commands.publish("case.happened", {"case": 1})
    commands.publish("nobody.listens", {})
    assert commands.run_due() == 2
    assert sorted(heard) == ["index", "notify"]
    assert Message.objects.count() == 2


def stuck(topic="test.works", attempts=1):
    """A message whose worker died."""
    commands.enqueue(topic, {})
    Message.objects.update(status="running", attempts=attempts, taken_at=timezone.now() - dt.timedelta(hours=1))


def test_what_a_dead_worker_left_is_handed_back(done):
    stuck()
    assert commands.run_due() == 0
    assert commands.sweep() == 1
    assert commands.run_due() == 1
    assert only().status == "done"


def test_a_message_that_keeps_killing_its_worker_is_given_up(done):
    stuck("test.fails", attempts=3)
    assert commands.sweep() == 0
    assert only().status == "given_up"


def test_a_worker_at_work_is_left_alone(done):
    commands.enqueue("test.works", {})
    Message.objects.update(status="running", taken_at=timezone.now())
    assert commands.sweep() == 0
    assert only().status == "running"


def test_a_slow_worker_that_lost_its_message_changes_nothing(done):
    """It was swept and taken by somebody else while its handler still ran."""

    @registry.handler("test.slow", label="慢")
    def _slow(payload):
        Unit.objects.create(code="slow", name="慢", short="慢")
        Message.objects.update(taken_at=timezone.now() + dt.timedelta(minutes=1), attempts=2)

    commands.enqueue("test.slow", {})
    commands.run_due()
    assert not Unit.objects.exists()
    assert only().status == "running"


def test_what_waits_for_others_has_a_lane_of_its_own(done):
    registry.handler("test.waits", label="等别处", slow=True)(lambda payload: done.append({"slow": payload["n"]}))
    commands.enqueue("test.waits", {"n": 1})
    commands.enqueue("test.works", {"n": 2})
    assert commands.run_due(slow=False) == 1 and done == [{"n": 2}]
    assert commands.run_due(slow=True) == 1 and done[1:] == [{"slow": 1}]
    commands.enqueue("test.waits", {"n": 3})
    assert commands.run_due() == 1, "asked for no lane, both are carried out"


@pytest.mark.django_db(transaction=True)
def test_a_slow_handler_holds_no_transaction_while_it_waits(done):
    held = []
    registry.handler("test.waits", label="等别处", slow=True)(
        lambda payload: held.append(transaction.get_connection().in_atomic_block)
    )
    commands.enqueue("test.waits", {})
    commands.run_due()
    assert held == [False]
    assert only().status == "done"


def test_a_load_carries_out_what_it_names_and_leaves_the_rest_to_the_worker(done):
    commands.enqueue("test.works", {"n": 1})
    commands.enqueue("test.works", {"n": 2})
    commands.enqueue("test.fails", {})
    assert commands.run_now(["test.works"]) == 2
    assert done == [{"n": 1}, {"n": 2}]
    assert queries.counts()["waiting"] == 1
    with pytest.raises(ConnectionError):
        commands.run_now(["test.fails"])


def test_a_load_does_not_pass_over_what_nobody_handles(done):
    Message.objects.create(topic="test.gone", payload={}, due_at=timezone.now())
    with pytest.raises(LookupError):
        commands.run_now(["test.gone"])
