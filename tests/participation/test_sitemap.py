"""What the public may read on a page of its own stands in the sitemap from then on, and not before."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils.timezone import make_aware
from tests.support.consultations import asking  # noqa: F401 - fixtures
from tests.support.decisions import deciding  # noqa: F401 - fixtures
from tests.support.delegates import Hall
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.open_days import days  # noqa: F401 - fixtures
from tests.support.surveys import office  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.participation.consultations import hearings
from mingzheng.portal.sitemaps_participation import SITEMAPS

pytestmark = pytest.mark.django_db


def listed(section: str) -> str:
    assert section in SITEMAPS
    return Client().get(f"/sitemap-{section}.xml").content.decode()


def stands(section: str, record) -> bool:
    return f"{record.get_absolute_url()}</loc>" in listed(section)


def test_consultations_and_hearings(asking):  # noqa: F811
    hidden, shown = asking.drafted(), asking.announced()
    words = {"title": "停车收费听证会", "about": "收费标准", "place": "三楼", "rule": "超过名额的抽签"}
    when = {"starts_at": make_aware(dt.datetime(2023, 5, 16, 14)), "places": 2, "sign_up_until": dt.date(2023, 5, 4)}
    hearing = hearings.begin(shown, asking.officer, {**words, **when})
    assert not stands("consultations", hidden) and stands("consultations", shown)
    assert not stands("hearings", hearing)
    asking.does(hearing, "submit", asking.officer)
    asking.does(hearing, "announce", asking.reviewer)
    assert stands("hearings", hearing)


def test_surveys_and_calls(office):  # noqa: F811
    assert stands("surveys", office.survey()) and stands("calls", office.call())
    assert not stands("surveys", office.written())


def test_draws_and_meetings(district, on_day):  # noqa: F811
    on_day("2023-05-05")
    hall = Hall(district)
    for kind in ("citizen",) * 3 + ("small",) * 2:
        hall.person(kind)
    meeting = hall.meeting()
    assert stands("delegates", meeting)
    assert stands("draws", hall.freeze(meeting))


def test_catalogues_with_their_matters(deciding):  # noqa: F811
    matter = deciding.listed()
    assert stands("decisions", matter)
    assert "/juece/2023/" in listed("catalogues")
