"""Web and worker are killed with SIGKILL while people work: what was answered stands once. The whole of it: ``./bench kill``."""

from __future__ import annotations

import pytest
from django.conf import settings
from tests.core.processes import shared_database

STORM = """
import json, sys
from dataclasses import asdict
sys.path.insert(0, given["root"])
from benchmarks import kill
print(json.dumps(asdict(kill.storm(given["size"], pause=(0.5, 2.0), nodes=1, least=2, most=2, seed=given["seed"]))))
"""


@pytest.mark.postgres  # the embedded database is stormed by ./bench kill: two storms would cost CI minutes
@pytest.mark.django_db(transaction=True)
def test_whatever_was_answered_stands_once_however_often_the_processes_are_killed(tmp_path):
    outcome = shared_database(tmp_path).ask(STORM, root=str(settings.BASE_DIR), size=40, seed=7)
    assert outcome["faults"] == dict.fromkeys(outcome["faults"], 0)
    assert (outcome["refused"], outcome["unanswered"], outcome["kills"]) == ([], [], 2)
    assert outcome["acts"] >= 40
