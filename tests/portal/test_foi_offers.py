"""Before filing: what is public already is offered, counted without anybody's name, and never in the way."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import datetime as dt

import pytest
from tests.portal.foi import WANTED, Citizen
from tests.support.requests import foi  # noqa: F401 - fixture

from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.models import Draft, Offer
from mingzheng.search.models import Asked, FoundRecord

pytestmark = pytest.mark.django_db


def published(key: str, title: str, agency: str, position: int) -> FoundRecord:
    return FoundRecord.objects.create(
        key=key,
        code=key.split(":")[0],
        position=position,
        kind="政策文件",
        title=title,
        body=f"{title}，全文。",
        url=f"/d/{position}/",
        agency=agency,
        published_on=dt.date(2023, 3, 1),
    )


@pytest.fixture
def citizen(foi, on_day, client, settings):
    settings.MINGZHENG_SEARCH = "sql"
    on_day("2023-06-20")
    return Citizen(client)


@pytest.fixture
def reports(foi):
    """Four documents that fit, one page about the site that is no answer."""
    found = [published(f"documents.document:{n}", f"{WANTED}（{n}）", foi.unit.name, n) for n in range(1, 5)]
    published("portal.page:9", f"{WANTED}怎样申请", "", 9)
    return found


def counts() -> tuple[int, int, int]:
    offer = Offer.objects.get()
    return offer.shown, offer.opened, offer.avoided


def test_up_to_three_published_answers_are_offered_once_each(citizen, reports, foi):
    assert citizen.fills("what", about="").url == "/yishenqing/yigongkai/"
    page = citizen.get("yigongkai/")
    assert page.count("这就是我要的") == 3 and "怎样申请" not in page.split("foi-offers")[1].split("</ol>")[0]
    citizen.get("yigongkai/")
    assert counts() == (3, 0, 0) and Offer.objects.get().unit == foi.unit


def test_this_is_it_counts_a_view_and_a_filing_avoided(citizen, reports):
    citizen.fills("what", about="")
    citizen.get("yigongkai/")
    page = citizen.post("yigongkai/", {"key": "documents.document:1", "go": "this"}).content.decode()
    assert "/d/1/" in page and "还是要继续申请" in page
    citizen.post("yigongkai/", {"key": "documents.document:1", "go": "this"})
    assert counts() == (3, 1, 1)
    citizen.post("caogao/", {"go": "delete"})
    assert not Draft.objects.exists() and counts() == (3, 1, 1), "the counts know nobody"


def test_looking_at_one_counts_and_leads_there_and_nowhere_else(citizen, reports):
    citizen.fills("what", about="")
    citizen.get("yigongkai/")
    assert citizen.post("yigongkai/", {"key": "documents.document:2", "go": "open"}).url == "/d/2/"
    assert counts() == (3, 1, 0)
    elsewhere = citizen.post("yigongkai/", {"key": "https://evil.example", "go": "open"})
    assert elsewhere.url == "/yishenqing/yigongkai/" and counts() == (3, 1, 0)


def test_none_of_them_goes_on_and_with_none_nothing_is_in_the_way(citizen, reports):
    citizen.fills("what", about="")
    assert "/yishenqing/danwei/" in citizen.get("yigongkai/")
    FoundRecord.objects.all().delete()
    citizen.get("yigongkai/")
    assert citizen.answers[-1].url == "/yishenqing/danwei/"


def test_units_that_published_something_like_it_are_proposed(citizen, reports, foi):
    citizen.fills("what", about="")
    page = citizen.get("danwei/")
    assert "它公开过" in page and "就向它申请" in page
    answer = citizen.post("danwei/", {"unit": foi.unit.code, "go": "next"})
    assert answer.url == "/yishenqing/shenfen/"


def test_a_unit_named_in_what_is_wanted_is_proposed(citizen, foi):
    other = Unit.objects.exclude(pk=foi.unit.pk).exclude(kind="gov_office").first()
    citizen.fills("what", title=f"{other.short}的会议通知", about="")
    page = citizen.get("danwei/")
    assert "您写的内容里提到了它" in page and f'value="{other.code}"' in page


def test_what_was_looked_for_is_not_noted(citizen, reports):
    citizen.fills("what", about="")
    citizen.get("yigongkai/")
    citizen.get("danwei/")
    assert not Asked.objects.exists()
    assert WANTED not in "".join(answer.get("Location", "") for answer in citizen.answers)
