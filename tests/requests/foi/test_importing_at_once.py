"""Runs of the same import at one moment: each case is there once, and every report is true."""

from __future__ import annotations

import json

import pytest
from tests.desk.test_together import at_once

from mingzheng.core.actors import Actor
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.importing import Report, import_cases
from mingzheng.requests.foi.models import Application


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_three_times_at_once_is_taken_in_once() -> None:
    unit = Unit.objects.create(code="minzheng", name="某区民政局", short="区民政局", kind=Unit.Kind.DEPARTMENT)
    rows = [{"case": f"甲{n}", "applicant_kind": "natural", "received": "2025-02-03"} for n in range(300)]
    lines = [json.dumps(row).encode() for row in rows]

    def send() -> Report:
        return import_cases(lines, unit, Actor.system())

    said = at_once(send, send, send)
    assert sorted((one.added, one.already) for one in said) == [(0, 300), (0, 300), (300, 0)]
    assert Application.objects.count() == 300
