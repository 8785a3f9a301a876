"""Two workers in processes never take the same message."""

from __future__ import annotations

import json

import pytest
from tests.core.processes import shared_database

MESSAGES = 30

OWE = """
from mingzheng.core.outbox.commands import enqueue
for number in range(given["many"]):
    enqueue("test.count", {"n": number})
"""

WORK = """
import json
from mingzheng.core.outbox import commands, registry
seen = []
registry.handler("test.count", label="数")(lambda payload: seen.append(payload.get("n", -1)))
print("ready", flush=True)
input()
while commands.run_due(limit=3):
    pass
print(json.dumps(seen))
"""

KEYS = """
from django.db import transaction
from mingzheng.core.outbox.commands import enqueue
for number in range(given["many"]):
    with transaction.atomic():
        enqueue("test.count", {}, key=f"k{number}")
"""


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_work_without_doubling_it(tmp_path):
    shared = shared_database(tmp_path)
    # Two that owe the same keys at once: each key is owed once.
    shared.finish(*[shared.start(KEYS, many=MESSAGES // 3) for _ in range(2)])
    shared.run(OWE, many=MESSAGES)
    said = shared.finish_together(WORK, 2)
    seen = [number for lines in said for number in json.loads(lines.splitlines()[-1])]
    assert sorted(seen) == [-1] * (MESSAGES // 3) + list(range(MESSAGES))


@pytest.mark.django_db(transaction=True)
def test_the_worker_has_a_lane_for_what_waits_for_others():
    from mingzheng.config.management.commands.worker import Command
    from mingzheng.core.outbox import commands, registry
    from mingzheng.core.outbox.models import Message

    worker = Command()
    worker.stopping = False

    def handle(payload):
        worker.stopping = True

    registry.handler("test.waits", label="等别处", slow=True)(handle)
    try:
        commands.enqueue("test.waits", {})
        worker._slow_lane()
    finally:
        registry._topics.pop("test.waits")
    assert Message.objects.get().status == "done"
