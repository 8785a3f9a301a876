"""Many real processes write and two seal at once: nothing is lost, nothing forks."""

from __future__ import annotations

import json

import pytest
from tests.core.processes import shared_database

WRITERS, EACH = 3, 25

WRITE = """
from django.db import transaction
from mingzheng.core.actors import Actor
from mingzheng.core.journal import commands
from mingzheng.core.records import RecordRef
class Undo(Exception): pass
for number in range(given["each"]):
    try:
        with transaction.atomic():
            commands.append(action="test.step", actor=Actor.system(given["who"]), subject=RecordRef("x.y", "1"), summary=str(number))
            if number % 5 == 0:
                raise Undo
    except Undo:
        pass
"""

SEAL = """
import pathlib, time
from mingzheng.core.journal import commands
sealed, until = 0, time.monotonic() + 60
while time.monotonic() < until:
    sealed += commands.seal(batch=7)
    time.sleep(0.02)
    if pathlib.Path(given["stop"]).exists():
        break
print(sealed + commands.seal_all())
"""

VERIFY = """
import json
from mingzheng.core.journal import queries
from mingzheng.core.journal.models import Entry
report = queries.verify()
own = {}
for entry in Entry.objects.order_by("id"):
    own.setdefault(entry.person_name, []).append(int(entry.summary))
print(json.dumps({"faults": report.faults, "sealed": report.sealed, "waiting": report.waiting, "own": own}))
"""

VERIFY_WHILE_BUSY = """
import json, pathlib, time
from mingzheng.core.journal import queries
faults, rounds = [], 0
while not pathlib.Path(given["stop"]).exists():
    faults += queries.verify().faults
    rounds += 1
    time.sleep(0.05)
print(json.dumps([rounds, faults[:5]]))
"""


@pytest.mark.django_db(transaction=True)
def test_writers_and_two_sealers_in_processes_keep_one_whole_chain(tmp_path):
    shared, stop = shared_database(tmp_path), str(tmp_path / "stop")
    sealers = [shared.start(SEAL, stop=stop) for _ in range(2)]
    reader = shared.start(VERIFY_WHILE_BUSY, stop=stop)
    writers = [shared.start(WRITE, who=f"w{number}", each=EACH) for number in range(WRITERS)]
    shared.finish(*writers)
    (tmp_path / "stop").write_text("")
    sealed = sum(int(said) for said in shared.finish(*sealers))
    rounds, faults_while_busy = json.loads(shared.finish(reader)[0])
    found = shared.ask(VERIFY)
    kept = [number for number in range(EACH) if number % 5]
    assert found == {
        "faults": [],
        "sealed": WRITERS * len(kept),
        "waiting": 0,
        "own": {f"w{number}": kept for number in range(WRITERS)},
    }
    assert sealed == WRITERS * len(kept)
    assert rounds > 0
    assert faults_while_busy == []
