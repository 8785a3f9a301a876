"""A stand-in site, and a crawler that may visit it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.supervision.inspections.standin import Site
from tests.support.at_the_desk import enter  # noqa: F401 - fixture
from tests.support.snapshots import once
from tests.support.workplan import MACHINE, District

from mingzheng.core.units import importing
from mingzheng.core.units.models import Unit
from mingzheng.core.units.sheet import Sheet, UnitRow
from mingzheng.supervision.inspections import inspecting, thresholds
from mingzheng.supervision.inspections.crawler.addresses import Guard
from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.limits import Limits

# The units that the pages of these tests name, with their codes of the demonstration district.
NAMED = [
    UnitRow("qufuban", "上海市长宁区人民政府办公室", "区府办", "gov_office", org_code="YS0000018"),
    UnitRow("fagaiwei", "上海市长宁区发展和改革委员会", "区发改委", "department", org_code="YS0000026"),
    UnitRow("caizheng", "上海市长宁区财政局", "区财政局", "department", org_code="YS0000106"),
]
# Patient where a test does not ask about time: the machine may be busy.
QUICK = {"warn": 40.0, "timeout": 60.0, "retry_pause": 0.01, "pause": 0.0, "workers": 4, "body": 200_000}


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    """The daily run and the command line wait between two tries; tests do not."""
    monkeypatch.setattr(thresholds, "Limits", lambda: Limits(retry_pause=0.01, pause=0.0))


LOOK = inspecting.of_site


@pytest.fixture(autouse=True)
def _a_sound_site(monkeypatch):
    """The stand-in answers without encryption; what that means has tests of its own (``looked_at``)."""
    monkeypatch.setattr(inspecting, "of_site", lambda *_: [])


@pytest.fixture
def looked_at(monkeypatch, _a_sound_site):
    """The site itself is looked at after all."""
    monkeypatch.setattr(inspecting, "of_site", LOOK)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def crawler(site) -> Iterator[Callable[..., Fetcher]]:
    """``crawler(tries=1, …)``: a fetcher that may visit the stand-in site, and that alone."""
    made: list[Fetcher] = []

    def build(*, guard: Guard | None = None, **changed: Any) -> Fetcher:
        made.append(Fetcher(guard or Guard.of([site.netloc]), Limits(**{**QUICK, **changed})))
        return made[-1]

    yield build
    for one in made:
        one.close()


@pytest.fixture
def changning(reference) -> District:
    """Three units of the district, the calendar, the rules."""
    return once("changning", _imported)


def _imported() -> District:
    importing.import_units(Sheet("small", NAMED, []), MACHINE)
    return District({unit.code: unit for unit in Unit.objects.all()})


@pytest.fixture
def secure_site() -> Iterator[Site]:
    """A site whose certificate nobody signed."""
    made = Site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("standin.pem"))  # made for this test, used nowhere else
    made.server.socket = context.wrap_socket(made.server.socket, server_side=True)
    yield made
    made.close()
