"""What came of it is found however long ago it was: a list that has grown is turned over to its end."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.open_days import LATER, days, moment  # noqa: F401 - fixtures
from tests.support.surveys import AFTER, CLOSES, OPENS, office  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)


def turned(client, address):
    """Every page of a list, from the first to the one after which there is none."""
    found, page = [], client.get(address).content.decode()
    while True:
        found.append(page)
        after = re.search(r'rel="next" href="([^"]+)"', page)
        if after is None:
            return found
        assert len(found) < 9
        page = client.get(address.partition("?")[0] + after[1].replace("&amp;", "&")).content.decode()


@pytest.fixture
def two_on_a_page(monkeypatch):
    for room in ("surveys", "calls", "open_days"):
        monkeypatch.setattr(f"mingzheng.portal.views.{room}.PAGE", 2)


def test_results_of_surveys_are_turned_over_to_the_first(client, office, on_day, two_on_a_page):  # noqa: F811
    for n in range(5):
        office.survey(title=f"第{n}次问卷", opens_on=OPENS + n * A_DAY)
    on_day(AFTER)
    pages = turned(client, "/diaocha/")
    assert [re.findall(r"第\d次问卷", page) for page in pages] == [
        ["第4次问卷", "第3次问卷"], ["第2次问卷", "第1次问卷"], ["第0次问卷"],
    ]  # fmt: skip
    assert "正在进行" in pages[0]
    assert "正在进行" not in pages[1]


def test_a_survey_that_is_to_come_or_runs_is_no_result(client, office, on_day):  # noqa: F811
    office.survey(title="已经截止的问卷")
    office.survey(title="正在进行的问卷", closes_on=AFTER)
    office.survey(title="即将开始的问卷", opens_on=AFTER, closes_on=AFTER + 9 * A_DAY)
    on_day(AFTER - A_DAY)
    page = client.get("/diaocha/").content.decode()
    runs, comes, over = (page.index(f'id="{part}"') for part in ("open", "coming", "over"))
    assert (
        runs < page.index("正在进行的问卷") < comes < page.index("即将开始的问卷") < over < page.index("已经截止的问卷")
    )


def test_results_of_calls_are_turned_over_to_the_first(client, office, on_day, two_on_a_page):  # noqa: F811
    for n in range(3):
        office.call(title=f"第{n}次征集", opens_on=OPENS + n * A_DAY)
    office.call(
        title="正在进行的征集",
        closes_on=CLOSES + 40 * A_DAY,
        votes_from=None,
        votes_until=None,
        rule="",
        voting="",
        most=None,
    )
    on_day(AFTER)
    first, last = turned(client, "/zhengji/")
    assert re.findall(r"第\d次征集", first) == ["第2次征集", "第1次征集"]
    assert re.findall(r"第\d次征集", last) == ["第0次征集"]
    assert "正在进行的征集" in first
    assert "正在进行的征集" not in last


def test_open_days_of_a_field_are_turned_over_to_the_first(client, days, two_on_a_page):  # noqa: F811
    for n in range(3):
        begins = moment("2023-06-10 09:00") + n * dt.timedelta(hours=2)
        days.announced(title=f"第{n}场开放", starts_at=begins, ends_at=begins + dt.timedelta(hours=1))
    days.at(LATER)
    pages = turned(client, "/kaifang/?field=one_screen")
    assert [re.findall(r"第\d场开放", page) for page in pages] == [["第2场开放", "第1场开放"], ["第0场开放"]]
